"""郵便番号 → 住所 while one types, and the code of an address that has none; nothing typed is overwritten."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from zaitaku_desk.gui.form import Form
    from zaitaku_desk.japanese.postal import Town

PLACE = ("prefecture", "municipality", "address")
MOST = 5


class AddressHelp(QObject):
    """Watches postal_code, prefecture, municipality and address of a form.

    With `whole` the address field begins with prefecture and municipality (事務所の設定).
    """

    def __init__(self, form: Form, *, whole: bool = False) -> None:
        super().__init__(form)
        self._form = form
        self._whole = whole
        self._of = ""
        self._ours: dict[str, str] = {}
        self._offered: list[Town] = []
        self._code = form.widget("postal_code")
        self._line = form.fields["postal_code"].line
        self._line.linkActivated.connect(self._take_code)
        self._suggestions = Suggestions(self._code, self._find)
        self._suggestions.taken.connect(self._taken)
        self._code.installEventFilter(self)
        form.edited.connect(self._on_edited)
        form.left.connect(self._on_left)

    def fill(self, town: Town) -> None:
        """Fill what is empty (or what came from an earlier code); say the place where hers is another."""
        record_id = self._form.record.id if self._form.record is not None else ""
        if record_id != self._of:
            self._of, self._ours = record_id, {}
        wanted = {
            "prefecture": town.prefecture,
            "municipality": town.municipality,
            "address": (town.prefecture + town.municipality if self._whole else "") + town.town,
        }
        free = {name: text for name, text in wanted.items() if self._is_free(name)}
        hers = {name: self._text(name) for name in PLACE[:2] if name not in free}
        if any(not wanted[name].endswith(text) for name, text in hers.items()):
            place = f"{town.prefecture}{town.municipality}{town.town}"
            self._form.say("postal_code", f"この郵便番号は {place} です。", warning=True)
            return
        values = {name: text for name, text in free.items() if text and text != self._text(name)}
        if values:
            self._ours |= values
            self._form.set_values(**values)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            wanted = event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Down) and not event.modifiers()
            if wanted and not self._suggestions.open and not self._code.composing():
                self._suggestions.offer(self._code.text())
                return True
        return False

    # --- inside

    def _text(self, name: str) -> str:
        return str(self._form.widget(name).value or "")

    def _is_free(self, name: str) -> bool:
        return self._text(name) in ("", self._ours.get(name, ""))

    def _on_edited(self, name: str) -> None:
        from zaitaku_desk.japanese import postal

        if name == "postal_code":
            found = postal.towns(self._code.text())
            if len(found) == 1:
                self.fill(found[0])

    def _on_left(self, name: str) -> None:
        if name not in PLACE or self._code.text().strip() or not self._text("address"):
            return
        found = self._codes()
        if 0 < len(found) <= MOST:
            links = "　".join(
                f'<a href="{town.code}">〒{town.code}</a> {escape(_words(town))}' for town in found
            )
            give_role(self._line, "secondary")
            self._line.setTextFormat(Qt.TextFormat.RichText)
            self._line.setText(f"住所から：{links}（F4）")
            self._line.show()

    def _codes(self) -> list[Town]:
        from zaitaku_desk.japanese import postal

        prefecture, municipality, address = (self._text(name) for name in PLACE)
        return postal.codes(prefecture, municipality, address)

    def _find(self, text: str) -> list[Suggestion]:
        """Several towns of one code; the codes of the address while there is none."""
        from zaitaku_desk.japanese import postal

        if text.strip():
            found = postal.towns(text)
            self._offered = found if len(found) > 1 else []
            return [
                Suggestion(str(at), f"{town.municipality}{town.town}", town.prefecture)
                for at, town in enumerate(self._offered)
            ]
        self._offered = self._codes()
        return [
            Suggestion(str(at), f"〒{town.code}　{town.town}", town.note)
            for at, town in enumerate(self._offered)
        ]

    def _taken(self, key: str) -> None:
        town = self._offered[int(key)]
        if self._code.text().strip():
            self.fill(town)
        else:
            self._take_code(town.code)

    def _take_code(self, code: str) -> None:
        self._code.put(code)
        self._form.save()


def _words(town: Town) -> str:
    return town.town + (f"（{town.note}）" if town.note else "")
