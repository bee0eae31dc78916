"""A table of a few hundred or thousand finished rows that a page has read itself; no editing, no paging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.table_model import NOWHERE, TableModel

ROW_SPACE = 10


class PlainRow(NamedTuple):
    """One row: what it stands for, and its cells as text."""

    key: str
    cells: tuple[str, ...]


class PlainModel(TableModel):
    """The rows, all of whose cells are text."""

    shown: list[PlainRow]

    def __init__(self, heads: Sequence[str], right: Sequence[int], parent: QWidget) -> None:
        super().__init__(heads, parent)
        self._right = frozenset(right)
        self.shown = []

    def add(self, rows: Sequence[PlainRow]) -> None:
        """Show more rows below."""
        if rows:
            self.beginInsertRows(NOWHERE, len(self.shown), len(self.shown) + len(rows) - 1)
            self.shown.extend(rows)
            self.endInsertRows()

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.shown[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class PlainView(QTableView):
    """`opened(key)` is Enter or a double click, `current(key)` the row the keyboard is on."""

    opened = Signal(str)
    current = Signal(str)

    def __init__(
        self,
        name: str,
        heads: Sequence[str],
        widths: Sequence[int],
        parent: QWidget,
        *,
        right: Sequence[int] = (),
        stretch: int = -1,
    ) -> None:
        super().__init__(parent)
        self._model = PlainModel(heads, right, self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(widths):
            header.resizeSection(column, width)
        last = stretch if stretch >= 0 else len(heads) - 1
        header.setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(4 * tokens.TARGET)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(
            lambda index, _old: self.current.emit(self.key(index.row()))
        )
        self._fit()

    @property
    def rows(self) -> list[PlainRow]:
        """What is shown."""
        return self._model.shown

    def fill(self, rows: Iterable[PlainRow]) -> None:
        """Show other rows; the selection stays on its row where that is still there, else on its place."""
        kept, at = self.chosen(), max(self.currentIndex().row(), 0)
        self._model.show(list(rows))
        keys = [row.key for row in self._model.shown]
        if keys:
            self.selectRow(keys.index(kept) if kept in keys else min(at, len(keys) - 1))
        self.current.emit(self.chosen())

    def add(self, rows: Sequence[PlainRow]) -> None:
        """Show more rows below."""
        self._model.add(rows)

    def select(self, key: str) -> None:
        """Go to a row."""
        for at, row in enumerate(self._model.shown):
            if row.key == key:
                self.selectRow(at)
                self.scrollTo(self._model.index(at, 0))

    def chosen(self) -> str:
        """The key of the row the keyboard is on, "" when there is none."""
        return self.key(self.currentIndex().row())

    def key(self, row: int) -> str:
        """The key of a row."""
        return self._model.shown[row].key if 0 <= row < len(self._model.shown) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(
            max(tokens.TARGET, self.fontMetrics().height() + ROW_SPACE)
        )

    def _open(self, row: int) -> None:
        if self.key(row):
            self.opened.emit(self.key(row))
