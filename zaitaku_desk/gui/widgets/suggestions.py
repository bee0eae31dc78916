"""The list that drops down under a line while one types: choices and records alike.

`Suggestions(line, find)` asks `find(text)` for rows after each edit; `taken(key)` tells which one she took.
The line keeps the focus and its IME; nothing is ever written into it while it composes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from zaitaku_desk.gui import tokens

KEY = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1


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
        self._completer: QCompleter | None = None
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
        model = completer.model()
        model.clear()
        for row in rows:
            item = QStandardItem(row.label)
            item.setData(row.key, KEY)
            item.setData(row.note, NOTE)
            item.setEditable(False)
            model.appendRow(item)
        if rows:
            completer.complete(QRect(0, 0, max(self._line.width(), self.least), self._line.height()))
        else:
            self.close()

    def close(self) -> None:
        """Fold the list up."""
        self._timer.stop()
        if self._completer is not None:
            self._completer.popup().hide()

    def _make(self) -> QCompleter:
        """The list itself, made when it first drops down: a form has dozens of lines."""
        completer = QCompleter(QStandardItemModel(self), self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.setWidget(self._line)
        completer.activated[QModelIndex].connect(self._on_activated)
        popup = QListView()
        popup.setObjectName("suggestions")
        popup.setUniformItemSizes(True)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setPopup(popup)
        popup.setItemDelegate(TwoPartDelegate(popup))  # after setPopup, which puts in its own
        self._completer = completer
        return completer

    def _on_activated(self, index: QModelIndex) -> None:
        self.close()
        self.taken.emit(index.data(KEY))


class TwoPartDelegate(QStyledItemDelegate):
    """The label in ink, the note in grey behind it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.initStyleOption(option, index)
        note = index.data(NOTE) or ""
        label, option.text = option.text, ""
        from PySide6.QtWidgets import QStyle  # its enumerations take 8 ms: not before the first paint

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
