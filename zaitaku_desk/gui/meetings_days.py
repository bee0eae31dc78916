"""The days of a month and the meetings on them, as a model of weeks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

if TYPE_CHECKING:
    from zaitaku_desk.store.meeting_calendar import Entry

WEEKDAYS = "日月火水木金土"
NOWHERE = QModelIndex()


class MonthModel(QAbstractTableModel):
    """Weeks from Sunday to Saturday that hold a month."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.month = date(2000, 1, 1)
        self.first = self.month
        self.weeks = 5
        self.entries: dict[date, list[Entry]] = {}

    def show_month(self, month: date) -> None:
        """Another month; its meetings follow with `fill`."""
        self.beginResetModel()
        self.month = month.replace(day=1)
        lead = (self.month.weekday() + 1) % 7
        self.first = self.month - timedelta(days=lead)
        self.weeks = -(-(lead + monthrange(month.year, month.month)[1]) // 7)
        self.entries = {}
        self.endResetModel()

    def fill(self, entries: Sequence[Entry]) -> None:
        """The meetings of the days shown."""
        self.entries = {}
        for entry in entries:
            self.entries.setdefault(entry.day, []).append(entry)
        self.dataChanged.emit(self.index(0, 0), self.index(self.weeks - 1, 6))

    @property
    def end(self) -> date:
        """The day after the last one shown."""
        return self.first + timedelta(days=7 * self.weeks)

    def day_at(self, index: QModelIndex) -> date:
        """The day of a cell."""
        return self.first + timedelta(days=7 * index.row() + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day, invalid when it is not shown."""
        at = (day - self.first).days
        return self.index(*divmod(at, 7)) if 0 <= at < 7 * self.weeks else NOWHERE

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else self.weeks

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else 7

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return WEEKDAYS[section]
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        from zaitaku_desk.japanese import holidays, wareki

        day = self.day_at(index)
        head = [wareki.month_day(day), holidays.name(day) or ""]
        said = ["　".join(part for part in head if part), *map(line_of, self.entries.get(day, []))]
        return (
            "\n".join(said)
            if len(said) > 1 or head[1] or role == Qt.ItemDataRole.AccessibleTextRole
            else None
        )


def line_of(entry: Entry) -> str:
    """A meeting on one line, all of it: 19:00 コア会議　江ノ浜会館（中止）."""
    from zaitaku_desk.records.meetings import Meeting
    from zaitaku_desk.reports import phrases

    name = phrases.meeting_name(Meeting(title=entry.title, number=entry.number))
    parts = (entry.start, name, entry.place, f"（{entry.status}）" if entry.status == "中止" else "")
    return "　".join(part for part in parts if part)


def months_on(day: date, step: int) -> date:
    """The same day of the next or last month, or that month's last day."""
    at = day.year * 12 + day.month - 1 + step
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
