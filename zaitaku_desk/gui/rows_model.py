"""A plain table of ready rows: read once, sorted here, for pages whose figures are no records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt

from zaitaku_desk.gui import show
from zaitaku_desk.gui.table_model import TableModel


class Row(NamedTuple):
    """`key` is what the row stands for, `cells` its values: text, numbers, dates or None."""

    key: str
    cells: tuple[Any, ...]


class RowsModel(TableModel):
    """Rows in the order they come, or sorted by a column; what is empty comes last."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(titles, parent)
        self.date_style = "wareki"
        self._given: list[Row] = []

    def put(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self._given = list(rows)
        self.show(self._given)

    def key_at(self, row: int) -> str:
        """What a row stands for, "" without one."""
        return self.shown[row].key if 0 <= row < len(self.shown) else ""

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = self.shown[index.row()].cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if isinstance(value, int) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """-1 is the order in which the rows came."""
        self.layoutAboutToBeChanged.emit()
        if column < 0:
            self.shown = self._given
        else:
            said = [row for row in self._given if row.cells[column] not in (None, "")]
            empty = [row for row in self._given if row.cells[column] in (None, "")]
            down = order == Qt.SortOrder.DescendingOrder
            self.shown = sorted(said, key=lambda row: row.cells[column], reverse=down) + empty
        self.layoutChanged.emit()

    def _words(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return show.moment(value, self.date_style)
        return f"{value:,}" if isinstance(value, int) else str(value)
