"""The list that drops down under a line while one types: choices and records alike.

`Suggestions(line, find)` asks `find(text)` for rows after each edit; `taken(key)` tells which one she took.
The line keeps the focus and its IME; nothing is ever written into it while it composes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from zaitaku_desk.gui.widgets.suggestion_rows import DroppingList

KEY = Qt.ItemDataRole.UserRole

LEAST = 280  # pixels wide


class Suggestion(NamedTuple):
    """One row: what it stands for, what it is called, what tells it from others."""

    key: str
    label: str
    note: str = ""


class Suggestions(QObject):
    """Attaches the dropping list to a line edit."""

    taken = Signal(str)

    def __init__(self, line: QLineEdit, find: Callable[[str], list[Suggestion]], delay: int = 0) -> None:
        super().__init__(line)
        self._line = line
        self.least = LEAST
        self._find = find
        self._completer: DroppingList | None = None
        self._timer = QTimer(self, singleShot=True, interval=delay)
        self._timer.timeout.connect(lambda: self.offer(self._line.text()))
        line.textEdited.connect(lambda _text: self._timer.start())

    @property
    def open(self) -> bool:
        """Whether the list is down."""
        return self._completer is not None and self._completer.popup().isVisible()

    def current(self) -> str | None:
        """The key of the highlighted row of the open list."""
        index = self._completer.popup().currentIndex() if self.open else QModelIndex()
        return index.data(KEY) if index.isValid() else None

    def first(self) -> str | None:
        """The key of the top row of what was found last."""
        model = self._completer.model() if self._completer is not None else None
        return model.index(0, 0).data(KEY) if model is not None and model.rowCount() else None

    def offer(self, text: str) -> None:
        """Show what `find` gives for `text`, or close the list."""
        self._timer.stop()
        if not self._line.hasFocus():
            return
        if getattr(self._line, "composing", bool)():
            self._timer.start()  # a list that drops down would disturb the IME: after the commit
            return
        rows = self._find(text)
        completer = self._completer or self._make()
        completer.fill([(row.key, row.label, row.note) for row in rows])
        if rows:
            completer.complete(QRect(0, 0, max(self._line.width(), self.least), self._line.height()))
        else:
            self.close()

    def close(self) -> None:
        """Fold the list up."""
        self._timer.stop()
        if self._completer is not None:
            self._completer.popup().hide()

    def _make(self) -> DroppingList:
        """The list itself, made when it first drops down: a form has dozens of lines."""
        from zaitaku_desk.gui.widgets.suggestion_rows import DroppingList

        self._completer = DroppingList(self._line, self)
        self._completer.activated[QModelIndex].connect(self._on_activated)
        return self._completer

    def _on_activated(self, index: QModelIndex) -> None:
        self.close()
        self.taken.emit(index.data(KEY))
