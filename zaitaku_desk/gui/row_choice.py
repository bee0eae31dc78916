"""A plain table in which several rows can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QWidget

from zaitaku_desk.gui.plain_table import PlainView


class ManyRows(PlainView):
    """`keys()` are the chosen rows in their order; Ctrl+A chooses all."""

    def __init__(
        self, name: str, heads: Sequence[str], widths: Sequence[int], parent: QWidget, stretch: int = -1
    ) -> None:
        super().__init__(name, heads, widths, parent, stretch=stretch)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keys(self) -> list[str]:
        """The keys of the rows that are chosen."""
        return [self.key(row) for row in sorted({index.row() for index in self.selectedIndexes()})]
