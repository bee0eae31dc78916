"""理事会 活動報告: what was done in a period, from all four tabs, to be approved (A31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.meetings import (
    INVOLVEMENTS,
    ActionItem,
    Attendance,
    Decision,
    Meeting,
    MeetingResult,
    MeetingSeries,
)
from zaitaku_desk.records.office import Profile
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.reports import phrases, sources
from zaitaku_desk.reports.minutes import BOARD, action_line, decision_line
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules import statistics

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

PLANS_AHEAD = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit of the period as it is listed."""

    day: date | None
    institution: str
    interviewee: str
    content: str
    status: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting held in the period; `attendance` is None when nobody counted."""

    day: date | None
    name: str
    involvement: str
    place: str
    attendance: int | None
    selling_point: str


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The figures and lists of a period; Word and Excel say the same."""

    start: date
    end: date
    today: date
    title: str
    addressee: str
    sender: tuple[str, ...]
    style: str
    visits: tuple[VisitRow, ...]
    visit_statuses: Mapping[str, int]
    institutions_visited: int
    meetings: tuple[MeetingRow, ...]
    meetings_by_involvement: Mapping[str, int]
    decisions: tuple[tuple[date | None, str, str], ...]
    results: tuple[tuple[date | None, str, str, str], ...]
    consultations: statistics.ConsultationSummary
    institutions_by_kind: tuple[tuple[str, int, int], ...]
    plans: tuple[str, ...]
    requests: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def attendance_total(self) -> int:
        """参加者延べ: the sum over meetings where somebody counted."""
        return sum(meeting.attendance or 0 for meeting in self.meetings)

    @property
    def institutions(self) -> tuple[int, int]:
        """Registered now, and confirmed within the period."""
        return sum(row[1] for row in self.institutions_by_kind), sum(
            row[2] for row in self.institutions_by_kind
        )


def gather(db: Database, request: Request) -> BoardReport:
    """The report of a period; UserError when the period is upside down."""
    start, end = request.period()
    office = sources.profile(db)
    held = _Meetings(db, start, end, request.today)
    visits = sources.visits_between(db, start, end)
    consultations = sources.consultation_summary(db, start, end)
    return BoardReport(
        start=start,
        end=end,
        today=request.today,
        title=f"{office.sender_title or 'コーディネーター'}事業　活動報告",
        addressee=f"{office.contractor}理事会　御中" if office.contractor else "",
        sender=sources.sender(office),
        style=office.date_style or "wareki",
        visits=_visit_rows(db, visits),
        visit_statuses=Counter(visit.status or "planned" for visit in visits),
        institutions_visited=len({_place(visit) for visit in visits if visit.status == "done"} - {""}),
        meetings=held.rows(),
        meetings_by_involvement=Counter(meeting.involvement or "host" for meeting in held.held),
        decisions=held.decisions(),
        results=held.results(),
        consultations=consultations,
        institutions_by_kind=_institutions(db, start, end),
        plans=_plans(db, end, request.today),
        requests=_requests(db, office, held, end),
        warnings=held.warnings(),
    )


def write_word(paper: BoardReport, template: Path) -> Made:
    """The report as a Word file from the office's template."""
    from zaitaku_desk.reports import board_word, word

    title = f"{paper.title}（{phrases.span(paper.start, paper.end, paper.style)}）"
    data, replaced = word.render(template, board_word.context(paper), title=title)
    return Made(data, title, (*paper.warnings, *replacement_warning(replaced)))


def write_excel(paper: BoardReport) -> Made:
    """The annex: the same figures and every row behind them."""
    from zaitaku_desk.reports import board_excel

    return board_excel.write(paper)


class _Meetings:
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


def _visit_rows(db: Database, visits: Sequence[Visit]) -> tuple[VisitRow, ...]:
    from zaitaku_desk.records.visits import VISIT_STATUSES

    names = sources.institutions(db, (visit.institution_id for visit in visits))
    return tuple(
        VisitRow(
            day=visit.visited_on,
            institution=_name(names.get(visit.institution_id or "")) or visit.institution_text or "",
            interviewee=visit.interviewee or "",
            content=visit.purpose or "",
            status=label_of(VISIT_STATUSES, visit.status),
        )
        for visit in visits
    )


def _name(institution: Institution | None) -> str:
    return (institution.name if institution else None) or ""


def _place(visit: Visit) -> str:
    return visit.institution_id or visit.institution_text or ""


def _institutions(db: Database, start: date, end: date) -> tuple[tuple[str, int, int], ...]:
    """Per kind in the order of the list: label, registered, confirmed within the period."""
    from zaitaku_desk.store import codes

    rows = db.rows(
        "SELECT kind, count(*), sum(confirmed_on BETWEEN ? AND ?) FROM institutions"
        " WHERE deleted = 0 AND merged_into IS NULL GROUP BY kind",
        (start.isoformat(), end.isoformat()),
    )
    counts = {kind or "": (int(total), int(confirmed or 0)) for kind, total, confirmed in rows}
    labels = codes.labels(db)["institution_kinds"]
    order = [kind for kind in labels if kind in counts] + [kind for kind in counts if kind not in labels]
    return tuple((labels.get(kind, kind) or "（種別なし）", *counts[kind]) for kind in order)


def _plans(db: Database, end: date, today: date) -> tuple[str, ...]:
    """Meetings and visits after the period, and open action items; half a year ahead."""
    from zaitaku_desk.store import lists

    days = (end.isoformat(), (max(end, today) + PLANS_AHEAD).isoformat())
    found = []
    for meeting in lists.everything(db, "meetings", '"held_on" > ? AND "held_on" <= ?', days):
        if meeting.status != "cancelled":
            place = f"　{meeting.place}" if meeting.place else ""
            found.append(f"{phrases.minutes_when(meeting)}　{phrases.meeting_name(meeting)}{place}")
    visits = [
        visit
        for visit in lists.everything(db, "visits", '"visited_on" > ? AND "visited_on" <= ?', days)
        if visit.status == "planned"
    ]
    if visits:
        found.append(
            f"ヒアリング訪問　{len(visits)}件（{wareki.month_day(visits[0].visited_on)}～"
            f"{wareki.month_day(visits[-1].visited_on)}）"
            if len(visits) > 1
            else f"ヒアリング訪問　1件（{wareki.month_day(visits[0].visited_on)}）"
        )
    actions: list[ActionItem] = lists.everything(
        db,
        "action_items",
        '"done_on" IS NULL AND "meeting_id" IN (SELECT m.id FROM meetings m WHERE m.held_on <= ?)',
        (end.isoformat(),),
    )
    return (*found, *(f"{action_line(action)}" for action in actions if action.text))


def _requests(db: Database, office: Profile, held: _Meetings, end: date) -> tuple[str, ...]:
    """What the board is asked for: approval, what is still under discussion, help with the next meetings."""
    from zaitaku_desk.store import lists

    found = ["上記の活動報告及び今後の取組について、ご承認くださいますようお願いいたします。"]
    found += [
        f"継続検討中の「{(decision.text or '').rstrip('。')}」について、ご意見をお願いいたします。"
        for decision in held.continued()
    ]
    days = (end.isoformat(), (end + timedelta(days=92)).isoformat())
    for meeting in lists.everything(db, "meetings", '"held_on" > ? AND "held_on" <= ?', days):
        ours = meeting.involvement in ("host", "cohost") and not held.is_board(meeting)
        if meeting.status == "planned" and ours and meeting.held_on:
            day = wareki.month_day(meeting.held_on)
            found.append(
                f"{phrases.meeting_name(meeting)}（{day}）への出席と、会員への周知にご協力をお願いいたします。"
            )
    return tuple(found)
