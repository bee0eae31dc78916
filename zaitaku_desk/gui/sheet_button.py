"""The other sheets of a workbook, one click away: her own Excel has a sheet for every kind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class SheetButton(QPushButton):
    """The other sheets of a workbook; `chosen(name)`. Hidden where there is none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("ほかのシート", parent)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.hide()

    def offer(self, sheets: Sequence[str]) -> None:
        """These."""
        self._menu.clear()
        for name in sheets:
            self._menu.addAction(name, lambda name=name: self.chosen.emit(name))
        self.setVisible(bool(sheets))
