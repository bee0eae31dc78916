"""The dropping list itself, imported when one first drops: QStyle alone takes Python 13 ms to make."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zaitaku_desk.gui import tokens

KEY = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1


class DroppingList(QCompleter):
    """Rows under a line, each with a key; `fill` them, then `complete`."""

    def __init__(self, line: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(12)
        self.setWidget(line)
        popup = QListView()
        popup.setObjectName("suggestions")
        popup.setUniformItemSizes(True)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPopup(popup)
        popup.setItemDelegate(TwoPartDelegate(popup))  # after setPopup, which puts in its own

    def fill(self, rows: list[tuple[str, str, str]]) -> None:
        """Key, label and note of each row."""
        self._rows.clear()
        for key, label, note in rows:
            item = QStandardItem(label)
            item.setData(key, KEY)
            item.setData(note, NOTE)
            item.setEditable(False)
            self._rows.appendRow(item)


class TwoPartDelegate(QStyledItemDelegate):
    """The label in ink, the note in grey behind it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.initStyleOption(option, index)
        note = index.data(NOTE) or ""
        label, option.text = option.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = option.rect.adjusted(tokens.SPACE_2, 0, -tokens.SPACE_2, 0)
        metrics = option.fontMetrics
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, middle, shown)
        used = metrics.horizontalAdvance(shown) + tokens.SPACE_4
        if note and used + 40 < area.width():
            painter.setPen(QColor(tokens.SECONDARY))
            rest = area.adjusted(used, 0, 0, 0)
            painter.drawText(
                rest, middle, metrics.elidedText(note, Qt.TextElideMode.ElideRight, rest.width())
            )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(0, max(tokens.TARGET, option.fontMetrics.height() + 10))  # as wide as the list, elided
