"""どこから: a place to measure from, typed as an institution, a 地区 or 町名, or coordinates (A268)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolTip

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zaitaku_desk.gui.lookup import Choice
    from zaitaku_desk.gui.office import Office

DELAY_MS = 120
WIDE = 116
HOW = "機関の名称、地区・町名、または「34.34,134.04」。直線距離の近い順に並べます（道のりではありません）。"
UNKNOWN = "位置の分かる機関がここにありません。別の町名か、機関の名称で試してください。"


class PlaceBox(LineField):
    """The value is "latitude,longitude", or None; the text is what the place is called."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.setToolTip(HOW)
        self.setClearButtonEnabled(True)
        self._offered: dict[str, str] = {}
        self._suggestions = Suggestions(self, self._find, DELAY_MS)
        self._suggestions.taken.connect(self._take)
        self.textChanged.connect(self._on_emptied)

    def keys(self) -> list[str]:
        """The coordinates."""
        return [self.value] if self.value else []

    def put_keys(self, keys: list[str]) -> None:
        """Measure from these coordinates, or from nowhere, without telling."""
        self._offered.setdefault(keys[0], keys[0]) if keys else None
        self.value = keys[0] if keys else None
        self.setToolTip(HOW)

    def set_choices(self, choices: list[Choice]) -> None:
        """Places are found while she types."""

    def mark(self) -> None:
        """Show that it orders the list."""
        if bool(self.property("active")) != bool(self.value):
            self.setProperty("active", bool(self.value))
            self.style().polish(self)

    def parse(self, text: str) -> Any:
        """Typing on means another place, not chosen yet; coordinates need no choosing."""
        from zaitaku_desk.rules import distance

        point = distance.read(text)
        if point is not None:
            key = f"{point.latitude},{point.longitude}"
            self._offered[key] = text.strip()
            return key
        return None

    def display(self, value: Any) -> str:
        return self._offered.get(value, value or "")

    def tidy(self) -> None:
        pass

    def sizeHint(self) -> QSize:
        return QSize(WIDE, max(tokens.TARGET, super().sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not self.composing() and not self._value and self.text().strip():
            self.choose_first()
        else:
            super().keyPressEvent(event)

    def choose_first(self) -> bool:
        """Take what fits best; False, with a word why, where nothing does."""
        found = self._find(self.text())
        self.setToolTip(HOW if found else UNKNOWN)
        if found:
            self._take(found[0].key)
        else:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), UNKNOWN, self)
        return bool(found)

    def _take(self, key: str) -> None:
        self._suggestions.close()
        self.put(key)

    def _on_emptied(self, text: str) -> None:
        if not text and self._value:
            self.put(None)

    def _find(self, text: str) -> list[Suggestion]:
        from zaitaku_desk.store import places

        if self.office is None or self.office.db is None:
            return []
        found = []
        for place in places.offers(self.office.db, text):
            key = f"{place.point.latitude},{place.point.longitude}"
            self._offered[key] = place.title
            found.append(Suggestion(key, place.title, place.note))
        return found
