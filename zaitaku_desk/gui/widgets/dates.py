"""Dates and times typed as they are said, shown as she prefers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QDate, QDateTime, QSize, Qt, QTime, Signal
from PySide6.QtGui import QColor, QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from zaitaku_desk import clock
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.base import LineField

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Spec


def as_date(value: Any) -> date | None:
    """A date from what Qt, JSON or Python may hand over."""
    if isinstance(value, QDate):
        return date(value.year(), value.month(), value.day()) if value.isValid() else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if value else None


def show_date(day: date, style: str) -> str:
    """`R8.12.1（火）` or `2026/12/1（火）`."""
    from zaitaku_desk.japanese import wareki

    text = wareki.short_era_date(day) if style == "wareki" else f"{day.year}/{day.month}/{day.day}"
    return f"{text}（{wareki.weekday(day)}）"


class DateEdit(LineField):
    """A date typed as R2.12.1, 12/1, あす, 来週火 …; F4 opens the calendar, ↑ ↓ go by a day.

    While she types, what is understood stands in grey at the right end of the field.
    """

    EXAMPLE = "例 12/1、R8.12.1、あす"

    def parse(self, text: str) -> date | None:
        from zaitaku_desk.japanese import wareki

        return wareki.parse_date(text, self.today()) if text.strip() else None

    def display(self, value: Any) -> str:
        return show_date(value, self.style_name()) if value else ""

    def complaint(self, text: str) -> str:
        return "日付として読めません（例 12/1、R8.12.1、あす）。入力したまま残してあります。"

    def problem(self) -> str:
        from zaitaku_desk.japanese import wareki

        if self._value is not None:
            return wareki.weekday_mismatch(self.text(), self._value) or ""
        return super().problem()

    def today(self) -> date:
        return self.office.today() if self.office else clock.today()

    def style_name(self) -> str:
        return self.office.date_style if self.office else "wareki"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
        elif event.key() in steps and not event.modifiers() and not self.composing():
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def step(self, days: int) -> None:
        """Go by whole days, from today when empty; text nobody can read stays."""
        from datetime import timedelta

        if not self.typed():
            self.put(self._value + timedelta(days=days) if self._value else self.today())

    def open_calendar(self) -> None:
        """Show the month under the field."""
        from zaitaku_desk.gui.widgets.calendar import CalendarPopup

        popup = CalendarPopup(self._value or self.today(), self)
        popup.chosen.connect(self.put)
        popup.open_below(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._value is None or not self.hasFocus() or self.composing():
            return
        understood = self.display(self._value)
        if understood == self.text():
            return
        metrics = QFontMetrics(self.font())
        area = self.rect().adjusted(0, 0, -tokens.SPACE_2, 0)
        if metrics.horizontalAdvance(self.text() + understood) + tokens.SPACE_5 < area.width():
            painter = QPainter(self)
            painter.setPen(QColor(tokens.PLACEHOLDER))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, understood)

    def _set(self, value: Any) -> None:
        super()._set(as_date(value))

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)


class TimeEdit(LineField):
    """A time typed as 19時, 19:30, 1930, 午後7時半; kept as "HH:MM"; ↑ ↓ go by a quarter of an hour."""

    EXAMPLE = "例 19時、19:30"

    def parse(self, text: str) -> str | None:
        from zaitaku_desk.japanese import wareki

        return wareki.parse_time(text) if text.strip() else None

    def complaint(self, text: str) -> str:
        return "時刻として読めません（例 19時、19:30、午後7時）。入力したまま残してあります。"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 15, Qt.Key.Key_Down: -15}
        if event.key() in steps and not event.modifiers() and self._value and not self.composing():
            hours, minutes = map(int, self._value.split(":"))
            total = (hours * 60 + minutes + steps[Qt.Key(event.key())]) % (24 * 60)
            self.put(f"{total // 60:02}:{total % 60:02}")
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(110, super().sizeHint().height())

    def _set(self, value: Any) -> None:
        super()._set(value.toString("HH:mm") if isinstance(value, QTime) else value or None)

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)


class DateTimeEdit(QWidget):
    """A day and a time side by side for one civil date-time; without a day there is no value."""

    edited = Signal()
    valueChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateEdit(self)
        self.time = TimeEdit(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.day, 3)
        layout.addWidget(self.time, 2)
        self.setFocusProxy(self.day)
        for part in (self.day, self.time):
            part.edited.connect(self.edited)
            part.edited.connect(self.valueChanged)

    def attach(self, office: Office, spec: Spec) -> None:
        self.day.attach(office, spec)
        self.time.attach(office, spec)
        self.day.setAccessibleName(f"{spec.title} 日付")
        self.time.setAccessibleName(f"{spec.title} 時刻")

    def problem(self) -> str:
        if self.time.text().strip() and not self.day.text().strip():
            return "日付を入力してください。"
        return self.day.problem() or self.time.problem()

    def typed(self) -> str:
        if self.day.typed() or self.time.typed() or (self._get() is None and self.time.text().strip()):
            return f"{self.day.text().strip()}　{self.time.text().strip()}"
        return ""

    def show_typed(self, text: str) -> None:
        day, _, time = text.partition("　")
        for part, words in ((self.day, day), (self.time, time)):
            part.show_typed(words)
            part._value = part.parse(words)
            part.tidy()

    def composing(self) -> bool:
        return self.day.composing() or self.time.composing()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        QApplication.sendEvent(self.day, event)

    def _get(self) -> datetime | None:
        day = self.day.value
        if day is None or self.time.typed():
            return None
        hours, minutes = map(int, (self.time.value or "00:00").split(":"))
        return datetime(day.year, day.month, day.day, hours, minutes)

    def _set(self, value: Any) -> None:
        if isinstance(value, QDateTime):
            value = datetime.fromisoformat(value.toString(Qt.DateFormat.ISODate)) if value.isValid() else None
        elif isinstance(value, str):
            value = datetime.fromisoformat(value) if value else None
        self.day.value = value.date() if value else None
        self.time.value = value.strftime("%H:%M") if value else None

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)
