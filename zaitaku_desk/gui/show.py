"""A value as a list or a history shows it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from zaitaku_desk.gui import lookup

if TYPE_CHECKING:
    from zaitaku_desk.records.fields import Spec
    from zaitaku_desk.store.connection import Database

_DAY = re.compile(r"\b\d{4}-\d\d-\d\d(?: \d\d:\d\d)?\b")


def shown(db: Database | None, item: Spec, value: Any, style: str) -> str:
    """The value of a field in words: labels for codes, names for pointers, her style for dates."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or item.type is bool:
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        return "、".join(_one(db, item, part) for part in value)
    if isinstance(value, dict):
        from zaitaku_desk.rules import hours

        return hours.show(value)
    if item.type in (date, datetime):
        return moment(value, style)
    return _one(db, item, value)


def moment(value: Any, style: str) -> str:
    """A date or date-time (also as ISO text) in her style, with the weekday."""
    from zaitaku_desk.gui.widgets.dates import show_date

    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    day = value.date() if isinstance(value, datetime) else value
    text = show_date(day, style)
    return f"{text} {value:%H:%M}" if isinstance(value, datetime) else text


def in_full(when: datetime, style: str) -> str:
    """A date-time in a sentence: 令和8年12月1日 09:30, without the weekday."""
    from zaitaku_desk.japanese import wareki

    return f"{wareki.show(when.date(), style)} {when:%H:%M}"


def dated(words: str, style: str) -> str:
    """The line beside a hit, its days (ISO) in her style."""

    def read(found: re.Match[str]) -> str:
        try:
            return moment(found[0].replace(" ", "T"), style)
        except ValueError:  # some other number
            return found[0]

    return _DAY.sub(read, words)


def _one(db: Database | None, item: Spec, value: Any) -> str:
    if item.refers and db is not None:
        return lookup.name_of(db, item.refers, str(value))
    return lookup.label(db, item, str(value))
