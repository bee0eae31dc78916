"""The meetings held in the period of a 活動報告, with what was said and decided there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.meetings import (
    INVOLVEMENTS,
    Attendance,
    Decision,
    Meeting,
    MeetingResult,
    MeetingSeries,
)
from zaitaku_desk.reports import phrases
from zaitaku_desk.reports.minutes import BOARD, decision_line
from zaitaku_desk.rules import statistics

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting held in the period; `attendance` is None when nobody counted."""

    day: date | None
    name: str
    involvement: str
    place: str
    attendance: int | None
    selling_point: str


class Meetings:
    """The meetings held in the period, with what was said and decided there."""

    def __init__(self, db: Database, start: date, end: date, today: date) -> None:
        from zaitaku_desk.store import lists

        self.end = end
        within = '"meeting_id" IN (SELECT m.id FROM meetings m WHERE m.held_on BETWEEN ? AND ?)'
        days = (start.isoformat(), end.isoformat())
        found: list[Meeting] = lists.everything(db, "meetings", '"held_on" BETWEEN ? AND ?', days)
        self._people: dict[str, list[Attendance]] = _by_meeting(
            lists.everything(db, "attendances", within, days)
        )
        self._decisions: dict[str, list[Decision]] = _by_meeting(
            lists.everything(db, "decisions", within, days)
        )
        self._results: dict[str, list[MeetingResult]] = _by_meeting(
            lists.everything(db, "meeting_results", within, days)
        )
        self._series: dict[str, MeetingSeries] = {
            series.id: series for series in lists.everything(db, "meeting_series")
        }
        self.held = [
            meeting for meeting in found if statistics.was_held(meeting, self._traces(meeting), today)
        ]
        self._unrecorded = [
            meeting
            for meeting in found
            if meeting not in self.held
            and meeting.status != "cancelled"
            and meeting.held_on
            and meeting.held_on < today
        ]

    def name(self, meeting: Meeting) -> str:
        return phrases.meeting_name(meeting, self._series.get(meeting.series_id or ""))

    def is_board(self, meeting: Meeting) -> bool:
        series = self._series.get(meeting.series_id or "")
        return bool(series and series.board) or BOARD in (meeting.title or "")

    def rows(self) -> tuple[MeetingRow, ...]:
        return tuple(
            MeetingRow(
                day=meeting.held_on,
                name=self.name(meeting),
                involvement=label_of(INVOLVEMENTS, meeting.involvement or "host"),
                place=meeting.place or "",
                attendance=statistics.attendance_count(meeting, self._people.get(meeting.id, [])),
                selling_point=meeting.selling_point or self._usual_point(meeting),
            )
            for meeting in self.held
        )

    def decisions(self) -> tuple[tuple[date | None, str, str], ...]:
        return tuple(
            (meeting.held_on, self.name(meeting), decision_line(decision))
            for meeting in self.held
            for decision in self._decisions.get(meeting.id, [])
            if decision.text
        )

    def continued(self) -> list[Decision]:
        return [
            decision
            for meeting in self.held
            for decision in self._decisions.get(meeting.id, [])
            if decision.outcome == "continued" and decision.text
        ]

    def results(self) -> tuple[tuple[date | None, str, str, str], ...]:
        marks = {"achievement": "成果", "issue": "課題"}
        return tuple(
            (meeting.held_on, self.name(meeting), marks.get(result.kind or "", ""), result.text)
            for meeting in self.held
            for result in self._results.get(meeting.id, [])
            if result.text
        )

    def warnings(self) -> tuple[str, ...]:
        found = []
        if self._unrecorded:
            found.append(
                f"開催日を過ぎて「予定」のままの会議が{len(self._unrecorded)}件あります。報告には数えていません。"
            )
        uncounted = sum(1 for row in self.rows() if row.attendance is None)
        if uncounted:
            found.append(f"参加者数の入力がない会議が{uncounted}件あります。参加者延べには入っていません。")
        return tuple(found)

    def _usual_point(self, meeting: Meeting) -> str:
        series = self._series.get(meeting.series_id or "")
        return (series.selling_point if series else None) or ""

    def _traces(self, meeting: Meeting) -> bool:
        came = any(person.attended for person in self._people.get(meeting.id, []))
        said = self._decisions.get(meeting.id) or self._results.get(meeting.id)
        return came or bool(said) or meeting.head_count is not None


def _by_meeting(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.meeting_id or "", []).append(row)
    return found
