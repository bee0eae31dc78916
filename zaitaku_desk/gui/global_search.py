"""One search over everything (Ctrl+K): type, choose, and its page opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions
from zaitaku_desk.records import KINDS

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

PER_KIND = 8
WIDE = 520  # pixels
PARTS = "\x1f"


class GlobalSearch(LineField):
    """`wanted(kind, id)` when she takes a hit; Enter takes the first, Esc gives the keyboard back."""

    wanted = Signal(str, str)
    left = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("global_search")
        self.setPlaceholderText("すべてを検索（Ctrl+K）")
        self.setAccessibleName("すべてを検索")
        self.setMinimumWidth(220)
        self._desk = office
        self._suggestions = Suggestions(self, self._find, 60)
        self._suggestions.least = WIDE
        self._suggestions.taken.connect(self._take)

    def tidy(self) -> None:
        pass

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._suggestions.offer(self.text())
            first = self._suggestions.first()
            if first and self.text().strip():
                self._suggestions.close()
                self._take(first)
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._suggestions.offer(self.text())
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> list[Suggestion]:
        from zaitaku_desk.gui import show
        from zaitaku_desk.store.search import search

        if self._desk.db is None or not text.strip():
            return []
        hits = search(self._desk.db, text, limit=PER_KIND)
        return [
            Suggestion(
                f"{hit.kind}{PARTS}{hit.id}",
                hit.title,
                f"{KINDS[hit.kind].TITLE}　{show.dated(hit.subtitle, self._desk.date_style)}",
            )
            for hit in hits
        ]

    def _take(self, key: str) -> None:
        kind, _, record_id = key.partition(PARTS)
        self.clear()
        self.wanted.emit(kind, record_id)
