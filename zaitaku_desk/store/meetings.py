"""What the meeting tab asks: numbering, members, the month, doubles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from zaitaku_desk.records import pair_id
from zaitaku_desk.records.meetings import Attendance, Meeting, MeetingSeries
from zaitaku_desk.store import lists, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def series(db: Database, *, retired: bool = False) -> list[MeetingSeries]:
    """The meeting series in their order."""
    found = lists.everything(db, "meeting_series")
    return [item for item in found if retired or not item.retired]


def next_number(db: Database, series_id: str) -> int:
    """第N回 of the next meeting: the highest + 1, cancelled and binned ones included (A24, decisions 4)."""
    highest = db.row("SELECT max(number) FROM meetings WHERE series_id = ?", (series_id,))
    if highest and highest[0] is not None:
        return int(highest[0]) + 1
    first = db.row("SELECT first_number FROM meeting_series WHERE id = ?", (series_id,))
    return int(first[0]) if first and first[0] is not None else 1


def doubled_numbers(db: Database) -> list[tuple[str, int]]:
    """(series, number) that two live meetings carry: listed, never refused."""
    rows = db.rows(
        "SELECT series_id, number FROM meetings WHERE deleted = 0 AND number IS NOT NULL AND series_id IS NOT NULL"
        " GROUP BY series_id, number HAVING count(*) > 1"
    )
    return [(row[0], row[1]) for row in rows]


def from_series(db: Database, found: MeetingSeries, held_on: date | None = None) -> Meeting:
    """A new meeting of a series, numbered and filled with what is usual there; not stored yet."""
    made = save.new(
        "meetings",
        series_id=found.id,
        number=next_number(db, found.id),
        title=found.title,
        held_on=held_on,
        place=found.place,
        selling_point=found.selling_point,
        involvement=found.involvement,
    )
    assert isinstance(made, Meeting)
    return made


def members(db: Database, meeting: Meeting) -> list[Attendance]:
    """The series' members as people of this meeting, not stored yet (A28)."""
    made = []
    for member in lists.children(db, "series_members", meeting.series_id or ""):
        attendance = save.new(
            "attendances",
            id=attendance_id(meeting.id, member.person_id),
            meeting_id=meeting.id,
            order=member.order,
            person_id=member.person_id,
            name=member.name,
            title=member.title,
            organisation=member.organisation,
            profession=member.profession,
            honorific=member.honorific,
        )
        assert isinstance(attendance, Attendance)
        made.append(attendance)
    return made


def attendance_id(meeting_id: str, person_id: str | None) -> str | None:
    """Made of meeting and person, so two laptops that invite the same person agree; None without a person."""
    return pair_id("attendance", meeting_id, person_id) if person_id else None


def in_month(db: Database, year: int, month: int) -> dict[date, list[Meeting]]:
    """The live meetings of a civil month, by day."""
    first = date(year, month, 1)
    last = (first + timedelta(days=32)).replace(day=1)
    found: dict[date, list[Meeting]] = {}
    for meeting in lists.everything(
        db, "meetings", "held_on >= ? AND held_on < ?", (first.isoformat(), last.isoformat())
    ):
        found.setdefault(meeting.held_on, []).append(meeting)
    return found
