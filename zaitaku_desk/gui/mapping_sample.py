"""The first rows of a list, each column under the field it was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from zaitaku_desk.gui import tokens

if TYPE_CHECKING:
    from zaitaku_desk.intake.tables import Row

ROWS = 20
CELL = 60  # characters
NOT_READ = "（読まない）"
NOWHERE = QModelIndex()


class SampleRows(QAbstractTableModel):
    """Twenty rows as they stand in the file; a column's head names its field above its heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: list[str] = []
        self._rows: list[Row] = []
        self._fields: dict[int, str] = {}

    def show_rows(self, labels: Sequence[str], rows: Sequence[Row]) -> None:
        """Take the columns and rows of a table."""
        self.beginResetModel()
        self._labels, self._rows, self._fields = list(labels), list(rows)[:ROWS], {}
        self.endResetModel()

    def show_fields(self, fields: Mapping[int, str]) -> None:
        """Column → what its field is called."""
        self._fields = dict(fields)
        if self._labels:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._labels) - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._labels) - 1))

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._labels)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._rows[section][0] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.ForegroundRole and section not in self._fields:
            return QColor(tokens.PLACEHOLDER)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self._fields.get(section, NOT_READ)}\n{self._labels[section][:CELL]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            cells = self._rows[index.row()][1]
            text = cells[index.column()] if index.column() < len(cells) else ""
            return " ".join(text.split())[:CELL] if role == Qt.ItemDataRole.DisplayRole else text
        if role == Qt.ItemDataRole.ForegroundRole and index.column() not in self._fields:
            return QColor(tokens.PLACEHOLDER)
        return None
