"""How a day of the calendar is painted: its number, 祝日 by name, then its meetings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from zaitaku_desk.gui import tokens

if TYPE_CHECKING:
    from zaitaku_desk.store.meeting_calendar import Entry

ROOMY = 5  # characters beside the time that make a line worth sharing with it
MOST_LINES = 3  # of one meeting in a cell
BAR = tokens.SPACE_1 - 1


class DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, 祝日 by name, then its meetings."""

    def __init__(self, grid: Any) -> None:
        super().__init__(grid)
        self._grid = grid

    def areas(self, cell: QRect, count: int, seen: int) -> list[tuple[int, QRect]]:
        """(number, place) of the meetings a cell has room for; `seen` is among them."""
        high = self._grid.fontMetrics().height() + 1
        room = cell.adjusted(tokens.SPACE_1, high + tokens.SPACE_2, -tokens.SPACE_1, -1)
        fit = max(1, room.height() // high)
        lines = max(1, min(MOST_LINES, fit // count)) if count else 1
        shown = min(count, max(1, fit // lines))
        start = max(0, min(seen - shown + 1, count - shown))
        step = lines * high
        return [
            (start + at, QRect(room.left(), room.top() + at * step, room.width(), step - 1))
            for at in range(shown)
        ]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(1, 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        grid, cell = self._grid, option.rect
        day = grid.days.day_at(index)
        entries = grid.days.entries.get(day, [])
        outside = day.month != grid.days.month.month
        painter.save()
        painter.setFont(grid.font())
        painter.fillRect(cell, QColor(tokens.SURFACE if outside else tokens.GROUND))
        areas = self.areas(cell, len(entries), grid.line_in(index))
        self._paint_head(painter, cell, day, outside=outside, hidden=len(entries) - len(areas))
        for number, area in areas:
            self._paint_entry(painter, area, entries[number], outside=outside)
        if index == grid.currentIndex():
            painter.setPen(QColor(tokens.ACTION if grid.hasFocus() else tokens.LINE))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
            if grid.hasFocus():
                painter.drawRect(cell.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_head(self, painter: QPainter, cell: QRect, day: date, *, outside: bool, hidden: int) -> None:
        from zaitaku_desk.japanese import holidays

        holiday = holidays.name(day) or ""
        metrics = self._grid.fontMetrics()
        ink = tokens.PLACEHOLDER if outside else tokens.INK
        if holiday or day.weekday() == 6:
            ink = tokens.ERROR
        elif day.weekday() == 5:
            ink = tokens.ACTION
        text = str(day.day)
        wide = max(metrics.horizontalAdvance("00"), metrics.horizontalAdvance(text)) + tokens.SPACE_2
        number = QRect(cell.left() + 2, cell.top() + 2, wide, metrics.height() + 2)
        if day == self._grid.today:
            painter.fillRect(number, QColor(tokens.ACTION))
            ink = tokens.GROUND
        painter.setPen(QColor(ink))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, text)
        rest = cell.adjusted(wide + tokens.SPACE_1 + 2, 2, -tokens.SPACE_1, 0)
        rest.setHeight(metrics.height() + 2)
        if hidden > 0:
            more = f"ほか{hidden}"
            painter.setPen(QColor(tokens.SECONDARY))
            painter.drawText(rest, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, more)
            rest.setRight(rest.right() - metrics.horizontalAdvance(more) - tokens.SPACE_1)
        if holiday:
            painter.setPen(QColor(tokens.ERROR))
            shown = metrics.elidedText(holiday, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_entry(self, painter: QPainter, area: QRect, entry: Entry, *, outside: bool) -> None:
        cancelled = entry.status == "中止"
        if entry.id == self._grid.marked:
            painter.fillRect(area, QColor(tokens.HOVER))
        bar = QRect(area.left(), area.top() + 1, BAR, area.height() - 1)
        painter.fillRect(bar, QColor(tokens.LINE if cancelled else tokens.ACTION))
        font = QFont(painter.font())
        font.setStrikeOut(cancelled)
        painter.setFont(font)
        painter.setPen(QColor(tokens.SECONDARY if cancelled or outside else tokens.INK))
        metrics = QFontMetrics(font)
        words = area.adjusted(BAR + tokens.SPACE_1, 0, 0, 0)
        for at, text in enumerate(
            lines_of(entry, metrics, words.width(), words.height() // metrics.height())
        ):
            top = words.top() + at * (metrics.height() + 1)
            line = QRect(words.left(), top, words.width(), metrics.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        font.setStrikeOut(False)
        painter.setFont(font)


def lines_of(entry: Entry, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """A meeting in a narrow cell: the time with the name where there is room, else the name alone."""
    letter = metrics.horizontalAdvance("あ")
    roomy = width >= metrics.horizontalAdvance("00:00 ") + ROOMY * letter
    rest = entry.title or "（名称なし）"
    if entry.start and roomy:
        rest = f"{entry.start} {rest}"
    found = [entry.start] if entry.start and not roomy and most > 1 else []
    while rest and len(found) < most:
        if len(found) == most - 1:
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        cut = next((at for at in range(1, len(rest) + 1) if metrics.horizontalAdvance(rest[:at]) > width), 0)
        cut = cut - 1 if cut > 1 else (1 if cut else len(rest))
        found.append(rest[:cut])
        rest = rest[cut:]
    return found
