"""理事会 活動報告: what was done in a period, from all four tabs, to be approved (A31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.meetings import (
    ActionItem,
)
from zaitaku_desk.records.office import Profile
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.reports import phrases, sources
from zaitaku_desk.reports.board_meetings import MeetingRow, Meetings
from zaitaku_desk.reports.minutes import action_line
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
    held = Meetings(db, start, end, request.today)
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


def _requests(db: Database, office: Profile, held: Meetings, end: date) -> tuple[str, ...]:
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
