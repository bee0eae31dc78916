"""A month with Sundays and 祝日, as a popup under a date field or standing in a page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from zaitaku_desk import clock
from zaitaku_desk.gui import tokens


class Calendar(QCalendarWidget):
    """A Japanese month: holidays red with their name as tooltip, today bold; `mark` underlines days."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: dict[date, str] = {}
        self.setLocale(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
        self.setMinimumSize(308, 248)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        red = QTextCharFormat()
        red.setForeground(QColor(tokens.ERROR))
        blue = QTextCharFormat()
        blue.setForeground(QColor(tokens.ACTION))
        self.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, red)
        self.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, blue)
        self.currentPageChanged.connect(lambda _year, _month: self.paint_days())

    def mark(self, days: dict[date, str]) -> None:
        """Underline these days; the text becomes their tooltip."""
        self._marked = days
        self.paint_days()

    def paint_days(self) -> None:
        """Give the days of the shown month their colours."""
        from zaitaku_desk.japanese import holidays

        self.setDateTextFormat(QDate(), QTextCharFormat())
        today = clock.today()
        first = QDate(self.yearShown(), self.monthShown(), 1)
        for offset in range(-7, 45):
            at = first.addDays(offset)
            day = date(at.year(), at.month(), at.day())
            name, note = holidays.name(day), self._marked.get(day, "")
            if not (name or note or day == today):
                continue
            look = self.weekdayTextFormat(Qt.DayOfWeek(at.dayOfWeek()))
            if name:
                look.setForeground(QColor(tokens.ERROR))
            if note:
                look.setFontUnderline(True)
                look.setFontWeight(700)
                look.setBackground(QColor(tokens.SELECTION))
            if day == today:
                look.setFontWeight(700)
            look.setToolTip("\n".join(text for text in (name, note) if text))
            self.setDateTextFormat(at, look)


class CalendarPopup(QFrame):
    """The month under a field; Enter or a click takes the day, Esc goes back."""

    chosen = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = Calendar(self)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.paint_days()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)
        self.setFocusProxy(self.calendar)
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)

    def open_below(self, field: QWidget) -> None:
        """Show it under `field`, above where there is no room."""
        self.adjustSize()
        at = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        if at.y() + self.height() > screen.availableGeometry().bottom():
            at = field.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(at)
        self.show()
        self.calendar.setFocus()

    def _take(self, at: QDate) -> None:
        self.chosen.emit(date(at.year(), at.month(), at.day()))
        self.close()
