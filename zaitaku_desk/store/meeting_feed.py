"""The meetings as other calendars take them in: what is public of each, and how often that has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.records.meetings import Meeting, MeetingSeries
from zaitaku_desk.store.journal import DELETION
from zaitaku_desk.store.mapping import from_row, select

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TOLD = ("number", "title", "when", "place", "status", DELETION)
"""The field groups an entry is made of; notes, texts of invitations and people are not among them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting. `cancelled`: 中止, or thrown away after others may have it in their calendar.

    `sequence` grows with every change of what is told and is the same on every device that holds the same
    operations; `changed_at` is the time of the last, in ms of UTC.
    """

    meeting: Meeting
    series: MeetingSeries | None
    cancelled: bool
    sequence: int
    changed_at: int


def entries(db: Database, first: date, *, only: str = "") -> list[Entry]:
    """Meetings from that day on, by day and time; with `only` this one whatever its day."""
    where, params = ("t.id = ?", (only,)) if only else ("t.held_on >= ?", (first.isoformat(),))
    meetings = [
        from_row("meetings", row)
        for row in db.rows(
            f"SELECT {select('meetings', 't')} FROM meetings t"
            f" WHERE {where} AND t.held_on > '' AND t.merged_into IS NULL ORDER BY t.held_on, t.start, t.id",
            params,
        )
    ]
    series = {
        row[0]: from_row("meeting_series", row)
        for row in db.rows(f"SELECT {select('meeting_series', 't')} FROM meeting_series t")
    }
    found = []
    for meeting in meetings:
        assert isinstance(meeting, Meeting)
        of = series.get(meeting.series_id)
        count, changed_at = _changes(db, meeting.id)
        found.append(
            Entry(
                meeting,
                of if isinstance(of, MeetingSeries) else None,
                meeting.deleted or meeting.status == "cancelled",
                max(count - 1, 0),
                changed_at,
            )
        )
    return found


def _changes(db: Database, meeting_id: str) -> tuple[int, int]:
    marks = ",".join("?" * len(TOLD))
    row = db.row(
        f"SELECT count(*), coalesce(max(hlc), 0) FROM op WHERE record = ? AND grp IN ({marks})",
        (meeting_id, *TOLD),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)
