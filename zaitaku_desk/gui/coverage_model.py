"""The matrix of 空白エリア as a table: a row an area, a column a function, holes marked (A62)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from zaitaku_desk.gui import tokens
from zaitaku_desk.rules.coverage import UNSET, Matrix

HOLE = "空白"
NOWHERE = QModelIndex()


class CoverageModel(QAbstractTableModel):
    """The last row is the sum; a cell says what came or went since the other day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix: Matrix | None = None
        self.older: Matrix | None = None

    def show_matrix(self, matrix: Matrix, older: Matrix | None) -> None:
        """Show another one."""
        self.beginResetModel()
        self.matrix, self.older = matrix, older
        self.endResetModel()

    def ids_at(self, row: int, column: int) -> tuple[str, ...]:
        """The institutions behind a number; of the last row those of all areas."""
        if self.matrix is None or column < 0:
            return ()
        key = self.matrix.columns[column][0]
        if row < len(self.matrix.rows):
            return self.matrix.cells.get((self.matrix.rows[row], key), ())
        every = (self.matrix.cells.get((name, key), ()) for name in self.matrix.rows)
        return tuple(dict.fromkeys(one for ids in every for one in ids))

    def words_at(self, row: int, column: int) -> str:
        """「椿瀬　訪問診療」."""
        if self.matrix is None or column < 0:
            return ""
        area = self.matrix.rows[row] if row < len(self.matrix.rows) else "全体"
        return f"{area}　{self.matrix.columns[column][1]}"

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() or self.matrix is None else len(self.matrix.rows) + 1

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() or self.matrix is None else len(self.matrix.columns)

    def headerData(self, at: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.matrix is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if way == Qt.Orientation.Horizontal:
            return self.matrix.columns[at][1]
        if at == len(self.matrix.rows):
            return f"合計（{sum(self.matrix.sizes.values()):,}）"
        name = self.matrix.rows[at]
        return f"{name}（{self.matrix.sizes.get(name, 0):,}）"

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        count, change = self._count(index.row(), index.column())
        hole = not count and index.row() < len(self.matrix.rows) and self.matrix.rows[index.row()] != UNSET
        if role == Qt.ItemDataRole.DisplayRole:
            words = HOLE if hole else f"{count:,}" if count else "0"
            return f"{words}（{change:+d}）" if change else words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole:
            if index.row() == len(self.matrix.rows):
                return QColor(tokens.SURFACE)
            return QColor(tokens.WARNING_GROUND) if hole else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(tokens.WARNING) if hole else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words_at(index.row(), index.column())
        return None

    def _count(self, row: int, column: int) -> tuple[int, int]:
        """How many, and how many more than on the other day."""
        key = self.matrix.columns[column][0]
        if row == len(self.matrix.rows):
            count = self.matrix.totals[key]
            return count, count - self.older.totals.get(key, 0) if self.older is not None else 0
        name = self.matrix.rows[row]
        count = self.matrix.count(name, key)
        return count, count - self.older.count(name, key) if self.older is not None else 0
