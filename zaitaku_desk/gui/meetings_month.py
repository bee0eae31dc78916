"""The calendar in the place of the list: a month with its bar, and the switch between the two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.meetings_days import months_on
from zaitaku_desk.gui.meetings_grid import MonthGrid

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.lists import Listing


class MonthView(QWidget):
    """A month of meetings, as search and filters of the list leave them.

    `current(id)` follows the keyboard after 120 ms, `opened(id)` is Enter or a double click,
    `new_wanted(day)` a double click on an empty place.
    """

    current = Signal(str)
    opened = Signal(str)
    new_wanted = Signal(object)

    def __init__(self, office: Office, listing: Callable[[], Listing | None]) -> None:
        super().__init__()
        self.setObjectName("month")
        self._office = office
        self._listing = listing
        self._stale = True
        self.grid = MonthGrid(office.today(), self)
        self.grid.opened.connect(self.opened)
        self.grid.new_wanted.connect(self.new_wanted)
        self.grid.month_wanted.connect(lambda _day: self.refresh())
        self.grid.current.connect(self._on_current)
        self._wanted = ""
        self._follow = QTimer(self, singleShot=True, interval=tokens.FOLLOW_MS)
        self._follow.timeout.connect(self._tell)
        self._title = QLabel(self, objectName="month_title")
        self._title.setProperty("role", "head")
        self._count = QLabel(self, objectName="month_count")
        self._count.setProperty("role", "secondary")
        bar = QHBoxLayout()
        bar.setSpacing(tokens.SPACE_1)
        bar.addWidget(self._title)
        bar.addSpacing(tokens.SPACE_2)
        bar.addWidget(self._count, 1)
        bar.addWidget(self._button("前の月", "前の月（PageUp）", lambda: self._turn(-1)))
        bar.addWidget(self._button("今日", "今日へ戻る", lambda: self.grid.go(self._office.today())))
        bar.addWidget(self._button("次の月", "次の月（PageDown）", lambda: self._turn(1)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addLayout(bar)
        layout.addWidget(self.grid, 1)
        tab_order.begin_at(self, self.grid)
        self.grid.days.show_month(office.today())
        self.grid.setCurrentIndex(self.grid.days.index_of(office.today()))
        office.changes.saved.connect(self._on_saved)

    @property
    def day(self) -> date:
        """The day the keyboard is on."""
        return self.grid.day

    def show_meeting(self, record_id: str, day: date | None) -> None:
        """Mark the meeting that is shown beside, and go to its day when it was opened from elsewhere."""
        if day is not None:
            blocked = self.grid.blockSignals(True)
            self.grid.go(day)
            self.grid.blockSignals(blocked)
            self.refresh()
        self.grid.mark(record_id)

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind == "meetings":
            self.refresh()

    def refresh(self) -> None:
        """Read the month again, now or when it is next seen."""
        from zaitaku_desk.store import meeting_calendar

        self._stale = not self.isVisible()
        if self._stale or self._office.db is None:
            return
        listing = self._listing()
        days = self.grid.days
        entries = meeting_calendar.between(
            self._office.db,
            days.first,
            days.end,
            text=listing.text if listing else "",
            filters=listing.filters if listing else (),
        )
        days.fill(entries)
        self.grid.today = self._office.today()
        inside = sum(entry.day.month == days.month.month for entry in entries)
        narrowed = bool(listing and (listing.text or listing.filters))
        self._title.setText(month_title(days.month, self._office.date_style))
        self._count.setText(
            (f"{inside} 件" if inside else "会議なし") + ("（絞り込み中）" if narrowed else "")
        )

    def flush_follow(self) -> None:
        """Do not wait the 120 ms."""
        if self._follow.isActive():
            self._follow.stop()
            self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _turn(self, step: int) -> None:
        self.grid.go(months_on(self.day, step))

    def _on_current(self, record_id: str) -> None:
        self._wanted = record_id
        self._follow.start()

    def _tell(self) -> None:
        self.current.emit(self._wanted)

    def _button(self, text: str, tip: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(lambda _on=False: action())
        return button


class ViewSwitch(QWidget):
    """一覧 or カレンダー; `chosen(calendar)`."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self.buttons = []
        for calendar, text in enumerate(("一覧", "カレンダー")):
            button = QPushButton(text, self)
            button.setObjectName("calendar_button" if calendar else "list_button")
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setAutoDefault(False)
            button.setToolTip(f"会議を{text}で見る（Ctrl+M）")
            button.clicked.connect(lambda _on=False, calendar=bool(calendar): self.chosen.emit(calendar))
            self._group.addButton(button)
            self.buttons.append(button)
            layout.addWidget(button)

    def show_chosen(self, calendar: bool) -> None:
        """Which one is on."""
        self.buttons[calendar].setChecked(True)


def month_title(month: date, style: str) -> str:
    """令和8年11月 or 2026年11月."""
    from zaitaku_desk.japanese import wareki

    if style == "wareki":
        return wareki.era_date(month).rpartition("月")[0] + "月"
    return f"{month.year}年{month.month}月"
