"""会議: from the invitation to the minutes, beside a list or a calendar of meetings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from zaitaku_desk.gui import show, tokens
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.lookup import Choice
from zaitaku_desk.gui.meetings_minutes import Minutes
from zaitaku_desk.gui.meetings_month import MonthView, ViewSwitch
from zaitaku_desk.gui.meetings_parts import INVITATION, MINUTES, PartBar
from zaitaku_desk.gui.meetings_people import People, reply_words
from zaitaku_desk.gui.meetings_series import SeriesPage
from zaitaku_desk.gui.meetings_start import SeriesStart
from zaitaku_desk.gui.meetings_tables import CHILDREN
from zaitaku_desk.gui.meetings_warnings import warnings
from zaitaku_desk.gui.menus import Command
from zaitaku_desk.gui.paper_list import papers
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.meetings import Meeting, MeetingSeries

WARNED = ("series_id", "number", "held_on", "start", "end", "place", "reply_by", "status")


class MeetingsTab(RecordTab):
    """A series is chosen, a day typed, the invitation printed; minutes are typed as people speak."""

    NAME = "meetings"
    RECORD = Meeting
    FILTERS = (Filter("series_id"), Filter("year"), Filter("status"), Filter("involvement"))
    CHILDREN = CHILDREN
    WIDGETS = (SeriesStart,)
    PAPERS = papers(
        ("invitation_pdf", "invitation_word"),
        "minutes_word",
        ("board_report_word", "board_report_excel"),
        "—",
        ("schedule_pdf", "schedule_excel"),
        "meeting_ics",
        "meetings_ics",
    )
    COMMANDS = (
        Command("表示", "会議の一覧とカレンダーを切り替え", "toggle_calendar", "Ctrl+M"),
        Command("編集", "会議体と構成員", "show_series"),
    )
    EMPTY = (
        "会議の記録はまだありません。\n「新しい会議」で会議体を選ぶと、第N回・場所・売り・構成員が入ります。"
        "\n会議体と構成員は、下の「会議体と構成員」で先に登録できます。"
    )
    NEW = "新しい会議"

    def __init__(self, office: Any) -> None:
        super().__init__(office)
        people = replace(CHILDREN["attendances"], identify=self._attendance_id)
        self.CHILDREN = {**CHILDREN, "attendances": people}  # type: ignore[misc]
        self._wide = False
        self.parts: PartBar | None = None
        self._series_was: str | None = None
        self._series: SeriesPage | None = None

    # --- building

    def ready(self) -> None:
        self.parts = PartBar(self.page)
        self.parts.keys_on(self)
        self.parts.wide_wanted.connect(self.set_wide)
        self.parts.chosen.connect(self._on_part)
        self.parts.turned.connect(self.pane.focus_first)
        self.pane.set_bar(self.parts)
        self.parts.hide()
        self.people = People(self, self.tables["attendances"])
        self.people.counted.connect(self.parts.set_count)
        self.people.count()
        self.people.said.connect(self.said)
        self.minutes = Minutes(self, self.tables)
        self.minutes.said.connect(self.said)
        self.start: SeriesStart = self.page.findChild(SeriesStart, "series_start")
        self.start.taken.connect(self.begin_from)
        self.start.series_wanted.connect(self.show_series)
        self.page.findChild(QPushButton, "copy_text_button").clicked.connect(
            lambda _on=False: self.copy_text()
        )
        self._warn_soon = QTimer(self, singleShot=True, interval=tokens.FOLLOW_MS)
        self._warn_soon.timeout.connect(self._warn)
        self._build_views()
        wide = QShortcut(QKeySequence("F9"), self)
        wide.activated.connect(lambda: self.set_wide(not self._wide))
        self.office.changes.saved.connect(self._on_other_saved)
        self._fill_series()

    def _build_views(self) -> None:
        self.switch = ViewSwitch(self)
        self.month = MonthView(self.office, lambda: self.list.table.listing)
        self.month.current.connect(self.show_record)
        self.month.opened.connect(self.open_record)
        self.month.new_wanted.connect(lambda day: self.new(held_on=day))
        self.switch.chosen.connect(self.show_calendar)
        self.list.tools.addWidget(self.switch)
        self.series_button = QPushButton("会議体と構成員", self, objectName="series_button")
        self.series_button.setProperty("quiet", True)
        self.series_button.clicked.connect(lambda _on=False: self.show_series())
        self.list.foot.addWidget(self.series_button)
        self.list.table.modelReset.connect(self.month.refresh)
        self._calendar = bool(self.office.settings.get("meetings.calendar", False))
        self.switch.show_chosen(self._calendar)
        self.list.cover_rows(self.month if self._calendar else None)

    # --- commands

    def show_calendar(self, calendar: bool) -> None:
        """The calendar or the list; remembered on this machine."""
        self._calendar = calendar
        self.office.settings.set("meetings.calendar", calendar)
        self.switch.show_chosen(calendar)
        self.list.cover_rows(self.month if calendar else None)
        record = self.form.record
        if calendar and isinstance(record, Meeting):
            self.month.show_meeting(record.id, record.held_on if self._record_open else None)
        self.list.focus_rows()

    def toggle_calendar(self) -> None:
        """Ctrl+M."""
        self.show_calendar(not self._calendar)

    def set_wide(self, on: bool) -> None:
        """Hide the list while minutes are written, or bring it back."""
        self._wide = on and self.form.record is not None
        self._record_open = self._record_open or self._wide
        self.parts.wide_button.setChecked(self._wide)
        self._arrange()

    @property
    def narrow(self) -> bool:
        return super().narrow or self._wide

    @property
    def listening(self) -> bool:
        """While minutes of today are written."""
        meeting = self.form.record if self.built else None
        today = meeting is not None and meeting.held_on == self.office.today()
        return self._wide or (today and self.parts.part == MINUTES)

    def _arrange(self) -> None:
        super()._arrange()
        if self.parts is not None:
            self.parts.wide_button.setVisible(self._wide or not super().narrow)

    def new(self, **values: Any) -> None:
        """A new meeting, in the calendar on the day the keyboard is on; it begins with its series."""
        if self._calendar and self.month.grid.hasFocus():
            values.setdefault("held_on", self.month.day)
        self.parts.show_part(INVITATION)
        super().new(**values)
        if self.start.isVisibleTo(self.page) and self.start.buttons:
            self.start.buttons[0].setFocus()

    def begin_from(self, series_id: str) -> None:
        """Put the meeting into a series: number, place, 売り, times, members; one Ctrl+Z takes all back."""
        from zaitaku_desk.store import lists, meetings, save

        self.flush()
        meeting, db = self.form.record, self.office.db
        series = save.get(db, "meeting_series", series_id)
        if not isinstance(meeting, Meeting) or not isinstance(series, MeetingSeries):
            return
        meetings.take_usual(db, meeting, series, self._series_was)
        self._series_was = series.id
        there = lists.children(db, "attendances", meeting.id)
        people = [] if there else meetings.members(db, meeting)
        save.save_many(db, [meeting, *people])
        self.office.saved("meetings", [meeting.id])
        if people:
            self.office.saved("attendances", [person.id for person in people])
        self._after_begin(meeting)

    def duplicate(self) -> None:
        """複製: the next number with the same people, without day and replies."""
        from zaitaku_desk.store import meetings, save

        self.flush()
        old = self.form.record
        if not isinstance(old, Meeting):
            return
        made, people = meetings.copy(self.office.db, old)
        save.save_many(self.office.db, [made, *people])
        self.office.saved("meetings", [made.id])
        self.parts.show_part(INVITATION)
        self.open_record(made.id)
        self.form.widget("held_on").setFocus()

    def copy_text(self) -> None:
        """前回の案内文を写す, behind what is written."""
        from zaitaku_desk.store import meetings

        self.flush()
        record = self.form.record
        last = meetings.latest(self.office.db, record) if isinstance(record, Meeting) else None
        if last is None or not last.invitation_text:
            self.said.emit("前回の案内文はありません。")
            return
        text = "\n".join(part for part in (record.invitation_text, last.invitation_text) if part)
        self.form.set_values(invitation_text=text)
        self.form.widget("invitation_text").setFocus()

    def show_series(self) -> None:
        """会議体と構成員 in the place of the page."""
        self.flush()
        if self._series is None:
            self._series = SeriesPage(self.office)
            self._series.closed.connect(self.back)
            self._series.undo_wanted.connect(self.undo)
        record = self.form.record
        self.cover(self._series)
        self._series.load(getattr(record, "series_id", None) or "")

    def open_record(self, record_id: str) -> None:
        super().open_record(record_id)
        record = self.form.record
        if self._calendar and isinstance(record, Meeting):
            self.month.show_meeting(record.id, record.held_on)

    def delete(self) -> None:
        super().delete()
        if self._calendar:
            self.list.unselect()

    def back(self) -> None:
        if self._stack.currentIndex() == 0 and not self.pane.showing_history:
            self.set_wide(False)
        self.flush()
        super().back()

    def focus_search(self) -> None:
        self.set_wide(False)
        super().focus_search()

    def flush(self) -> None:
        super().flush()
        if self._series is not None:
            self._series.flush()

    def keys(self) -> list[tuple[str, str]]:
        return [
            *super().keys(),
            ("Ctrl+M", "一覧とカレンダーを切り替え"),
            ("PageUp / PageDown", "カレンダーの前の月 / 次の月"),
            ("Ctrl+PageUp / PageDown", "案内・出欠・議事を切り替え"),
            ("スペース", "出欠の返事・当日を順に変える"),
            ("F9", "一覧を隠して広く書く"),
        ]

    # --- showing

    def shown(self, record: Record | None) -> None:
        fresh = isinstance(record, Meeting) and not record.series_id and not record.title
        self.parts.setVisible(record is not None)
        self._series_was = record.series_id if isinstance(record, Meeting) else None
        self.start.setVisible(fresh)
        if fresh:
            self._fill_series()
        self.month.show_meeting(record.id if record is not None else "", None)
        self._warn()

    def head(self, record: Record) -> tuple[str, str]:
        from zaitaku_desk.reports import phrases

        assert isinstance(record, Meeting)
        title = (
            phrases.meeting_name(record) if record.title or record.number else "（会議名はまだありません）"
        )
        day = show.moment(record.held_on, self.office.date_style) if record.held_on else "日程未定"
        when = f"{day} {phrases.clock(record.start, record.end)}".strip()
        replies = reply_words(self.tables["attendances"].model.rows)
        return title, " · ".join(part for part in (when, record.place or "", replies) if part)

    def field_edited(self, name: str) -> None:
        if name in WARNED:
            self._warn_soon.start()
        if name == "series_id" and self.form.widget("series_id").value:
            QTimer.singleShot(0, self, lambda: self.begin_from(self.form.widget("series_id").value or ""))

    # --- inside

    def _on_part(self, _part: int) -> None:
        if self.pane.showing_history:
            self.pane.show_form()
        self.pane.to_top()

    def _after_begin(self, meeting: Meeting) -> None:
        self.start.hide()
        self.list.select(meeting.id)
        self._warn()
        name = "held_on" if meeting.held_on is None else ("start" if not meeting.start else "place")
        self.form.widget(name).setFocus()

    def _warn(self) -> None:
        """Lines under the fields: doubles of 第N回, 祝日, what else is on that day."""
        record = self.form.record
        if not isinstance(record, Meeting) or self.office.db is None:
            return
        typed = {name: self.form.widget(name).value for name in WARNED}
        said = warnings(self.office.db, replace(record, **typed), self.office.date_style)
        for name, words in said.items():
            if not self.form.widget(name).problem():
                self.form.say(name, words, warning=True)

    def _fill_series(self) -> None:
        from zaitaku_desk.store import meetings

        found = meetings.series(self.office.db, retired=True)
        box = self.form.widget("series_id")
        box.set_choices(
            [Choice(item.id, item.title or "（名称なし）", retired=bool(item.retired)) for item in found]
        )
        live = [item for item in found if not item.retired]
        self.start.offer(
            [(item.id, f"{item.title}　第{meetings.next_number(self.office.db, item.id)}回") for item in live]
        )

    def _on_other_saved(self, kind: str, _ids: list[str]) -> None:
        if kind == "meeting_series":
            self._fill_series()
            self.list.filters.fill()
        elif kind == "meetings":
            self._warn_soon.start()
        elif kind == "attendances" and self.form.record is not None:
            self._head()

    def _attendance_id(self, person: Any) -> str:
        from zaitaku_desk.store import meetings, save

        made = meetings.attendance_id(person.meeting_id or "", person.person_id)
        if made is None or save.get(self.office.db, "attendances", made) is not None:
            return str(person.id)
        return made
