"""The area tree as one edits it by keyboard: what hangs where, and how many institutions lie in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.records.areas import LEVELS
from zaitaku_desk.records.fields import label_of

if TYPE_CHECKING:
    from zaitaku_desk.records.areas import Area
    from zaitaku_desk.rules.areas import Tree

TITLES = ("名称", "階層", "機関")
UNNAMED = "（名称なし）"
_ID = Qt.ItemDataRole.UserRole


class AreaTree(QTreeWidget):
    """Name, level and count of every area; `chosen(id)` as one walks, the rest are wishes of the keys."""

    chosen = Signal(str)
    sibling_wanted = Signal()
    child_wanted = Signal()
    move_wanted = Signal(int)
    removal_wanted = Signal()
    rename_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("area_tree")
        self.setAccessibleName("区域の一覧")
        self.setColumnCount(len(TITLES))
        self.setHeaderLabels(TITLES)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._closed: set[str] = set()
        self._counts: dict[str, int] | None = None
        self.itemCollapsed.connect(lambda item: self._closed.add(item.data(0, _ID)))
        self.itemExpanded.connect(lambda item: self._closed.discard(item.data(0, _ID)))
        self.currentItemChanged.connect(
            lambda item, _old: self.chosen.emit(item.data(0, _ID) if item else "")
        )

    def show_tree(self, tree: Tree, current: str = "", new: Area | None = None) -> None:
        """Show all areas (`new`, not stored yet, at the end of its siblings); `chosen` is not emitted."""
        self.blockSignals(True)
        self.clear()
        self._items = {}
        for area in [*tree.every(), *([new] if new is not None and new.id not in tree.areas else [])]:
            above = self._items.get(area.parent_id or "")
            item = QTreeWidgetItem(above if above is not None else self)
            item.setText(0, area.name or UNNAMED)
            item.setText(1, label_of(LEVELS, area.level))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, _ID, area.id)
            item.setSizeHint(0, QSize(0, tokens.TARGET))
            self._items[area.id] = item
        for area_id, item in self._items.items():
            item.setExpanded(area_id not in self._closed)
        if (shown := self._items.get(current)) is not None:
            self.setCurrentItem(shown)
        self.blockSignals(False)
        if self._counts is not None:
            self.show_counts(self._counts)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many institutions each area holds."""
        self._counts = counts
        for area_id, item in self._items.items():
            item.setText(2, f"{counts.get(area_id, 0):,}")

    def current_id(self) -> str:
        """The area one stands on, "" when there is none."""
        item = self.currentItem()
        return item.data(0, _ID) if item is not None else ""

    def choose(self, area_id: str) -> None:
        """Go to an area; else to the first."""
        item = self._items.get(area_id) or self.topLevelItem(0)
        if item is not None:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Insert and held in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            (self.child_wanted if held else self.sibling_wanted).emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held == Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and held == Qt.KeyboardModifier.ControlModifier:
            self.removal_wanted.emit()
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.rename_wanted.emit()
        else:
            super().keyPressEvent(event)
