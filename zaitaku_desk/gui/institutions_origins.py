"""A quiet mark at each field: whether its value is the office's own or from a list, and of which day (A6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.field_box import title_of
from zaitaku_desk.gui.institutions_sheet import in_words
from zaitaku_desk.gui.widgets.dates import show_date

if TYPE_CHECKING:
    from datetime import date

    from zaitaku_desk.gui.form import Form
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.origins import Origin, Origins

FROM_A_LIST = f'　<span style="font-size:small; color:{tokens.PLACEHOLDER}">出典</span>'
OTHERWISE = f'　<span style="font-size:small; color:{tokens.WARNING}">出典と相違</span>'


def mark(form: Form, office: Office, origins: Origins | None) -> None:
    """Say at every field of the form where its value comes from."""
    for name, field in form.fields.items():
        found = origins.fields.get(name) if origins is not None else None
        text = title_of(field.spec) + _mark(found)
        if field.label.text() != text:
            field.label.setText(text)
        tip = words(office, name, found) if found is not None else ""
        if field.label.toolTip() != tip:
            field.label.setToolTip(tip)
            field.widget.setToolTip(tip)


def words(office: Office, name: str, found: Origin) -> str:
    """「あなたの入力 R8.6.2」 or 「出典 ◯◯ R7.10.1」, and what lists say otherwise."""
    from zaitaku_desk.store import codes

    assert office.db is not None
    if found.source:
        return f"出典　{found.source}　{_day(found.day, office)}".rstrip()
    said = [f"この事務所の入力　{_day(found.day, office)}　{found.who}".rstrip()]
    for other in found.differs:
        source = codes.label(office.db, "sources", other.source)
        said.append(f"{source}では「{in_words(office, name, other.values.get(name))}」")
    return "\n".join(said)


def _mark(found: Origin | None) -> str:
    if found is None:
        return ""
    return FROM_A_LIST if found.source else OTHERWISE if found.differs else ""


def _day(day: date | None, office: Office) -> str:
    return show_date(day, office.date_style).partition("（")[0] if day else ""
