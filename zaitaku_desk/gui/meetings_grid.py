"""The grid of a month: a cell a day, the meetings as lines in it, walked with the arrow keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from zaitaku_desk.gui.meetings_day_paint import DayDelegate
from zaitaku_desk.gui.meetings_days import MonthModel, months_on

if TYPE_CHECKING:
    from zaitaku_desk.store.meeting_calendar import Entry


class MonthGrid(QTableView):
    """The days. `current(id)` when a meeting is walked onto or clicked, `opened(id)`, `new_wanted(day)`.

    ↑ and ↓ pass through the meetings of a day before they go on by a week.
    """

    current = Signal(str)
    opened = Signal(str)
    new_wanted = Signal(object)
    month_wanted = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month_grid")
        self.today = today
        self.marked = ""
        self.line = 0
        self.days = MonthModel(self)
        self.setModel(self.days)
        self.setItemDelegate(DayDelegate(self))
        self.setAccessibleName("会議のカレンダー")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @property
    def day(self) -> date:
        """The day the keyboard is on."""
        index = self.currentIndex()
        return self.days.day_at(index) if index.isValid() else self.today

    def go(self, day: date, line: int = 0) -> None:
        """Put the keyboard on a day, in its own month unless it is shown anyway."""
        if (day.year, day.month) != (self.days.month.year, self.days.month.month):
            self.days.show_month(day)
            self.month_wanted.emit(day)
        self._stand(day, line)

    def entry(self) -> Entry | None:
        """The meeting the keyboard is on."""
        entries = self.days.entries.get(self.day, [])
        return entries[min(self.line, len(entries) - 1)] if entries else None

    def mark(self, record_id: str) -> None:
        """The meeting that is shown beside the calendar."""
        self.marked = record_id
        for entry in self.days.entries.get(self.day, []):
            if entry.id == record_id:
                self.line = self.days.entries[self.day].index(entry)
        self.viewport().update()

    def _stand(self, day: date, line: int) -> None:
        self.line = max(0, min(line, len(self.days.entries.get(day, [])) - 1))
        self.setCurrentIndex(self.days.index_of(day))
        self.viewport().update()
        found = self.entry()
        if found is not None:
            self.current.emit(found.id)

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = Qt.Key(event.key()), self.day
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.go(day + timedelta(days=1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            lead = (day.weekday() + 1) % 7
            self.go(day + timedelta(days=-lead if key == Qt.Key.Key_Home else 6 - lead))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go(months_on(day, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.entry() is not None:
            self.opened.emit(self.entry().id)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        count = len(self.days.entries.get(self.day, []))
        if 0 <= self.line + step < count:
            self._stand(self.day, self.line + step)
        else:
            self.go(self.day + timedelta(days=7 * step), 0 if step > 0 else 99)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            found = self._line_at(index, at.y())
            self._stand(self.days.day_at(index), max(found, 0))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid():
            return
        day, found = self.days.day_at(index), self._line_at(index, at.y())
        if found >= 0:
            self.opened.emit(self.days.entries[day][found].id)
        else:
            self.new_wanted.emit(day)

    def _line_at(self, index: QModelIndex, y: int) -> int:
        entries = self.days.entries.get(self.days.day_at(index), [])
        areas = self.itemDelegate().areas(self.visualRect(index), len(entries), self.line_in(index))
        for number, area in areas:
            if area.top() <= y <= area.bottom():
                return number
        return -1

    def line_in(self, index: QModelIndex) -> int:
        """Which meeting of a cell must be seen."""
        return self.line if index == self.currentIndex() else 0
