"""What the meeting tab asks: numbering, what is usual in a series, and its members."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import pair_id
from zaitaku_desk.records.fields import is_empty
from zaitaku_desk.records.meetings import Attendance, Meeting, MeetingSeries, SeriesMember
from zaitaku_desk.store import lists, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

USUAL = ("title", "place", "selling_point", "involvement")
"""Fields a meeting takes from its series."""

STANDING = ("person_id", "name", "title", "organisation", "profession", "honorific")
"""Fields that members and attendances share."""


def series(db: Database, *, retired: bool = False) -> list[MeetingSeries]:
    """The meeting series in their order."""
    found = lists.everything(db, "meeting_series")
    return [item for item in found if retired or not item.retired]


# --- numbers


def next_number(db: Database, series_id: str, but: str = "") -> int:
    """第N回 of the next meeting: the highest + 1, cancelled and binned ones included (A24, decisions 4).

    `but` is a meeting that does not count: the one that is being numbered.
    """
    highest = db.row("SELECT max(number) FROM meetings WHERE series_id = ? AND id <> ?", (series_id, but))
    if highest and highest[0] is not None:
        return int(highest[0]) + 1
    first = db.row("SELECT first_number FROM meeting_series WHERE id = ?", (series_id,))
    return int(first[0]) if first and first[0] is not None else 1


def doubled_numbers(db: Database) -> list[tuple[str, int]]:
    """(series, number) that two live meetings carry: listed, never refused."""
    rows = db.rows(
        "SELECT series_id, number FROM meetings"
        " WHERE deleted = 0 AND number IS NOT NULL AND series_id IS NOT NULL"
        " GROUP BY series_id, number HAVING count(*) > 1"
    )
    return [(row[0], row[1]) for row in rows]


def same_number(db: Database, meeting: Meeting) -> list[Meeting]:
    """Other live meetings of the series with the same 第N回."""
    if not meeting.series_id or meeting.number is None:
        return []
    return lists.everything(
        db,
        "meetings",
        "series_id = ? AND number = ? AND id <> ?",
        (meeting.series_id, meeting.number, meeting.id),
    )


def same_day(db: Database, meeting: Meeting) -> list[Meeting]:
    """Other live meetings on the same day that are not cancelled."""
    if meeting.held_on is None:
        return []
    where = "held_on = ? AND id <> ? AND coalesce(status, '') <> 'cancelled'"
    return lists.everything(db, "meetings", where, (meeting.held_on.isoformat(), meeting.id))


# --- a new meeting


def from_series(db: Database, found: MeetingSeries, held_on: date | None = None) -> Meeting:
    """A new meeting of a series, numbered and filled with what is usual there; not stored yet."""
    made: Meeting = _made(Meeting, held_on=held_on)
    take_usual(db, made, found)
    return made


def take_usual(db: Database, meeting: Meeting, found: MeetingSeries, was: str | None = None) -> None:
    """Put a meeting into a series: its number, and what is usual there in fields that say nothing yet.

    What an earlier series (`was`, else the meeting's) had filled in gives way; times are those of the series'
    latest meeting.
    """
    was = was or meeting.series_id
    before = save.get(db, "meeting_series", was) if was else None
    moved = isinstance(before, MeetingSeries) and before.id != found.id
    for name in USUAL:
        own = getattr(meeting, name)
        filled = moved and own == getattr(before, name)
        if is_empty(own) or filled or (name == "involvement" and own == "host"):
            setattr(meeting, name, getattr(found, name))
    if moved or meeting.number is None:
        meeting.number = next_number(db, found.id, meeting.id)
    meeting.series_id = found.id
    last = latest(db, meeting)
    if last is not None and not meeting.start and not meeting.end:
        meeting.start, meeting.end = last.start, last.end


def latest(db: Database, meeting: Meeting) -> Meeting | None:
    """The series' meeting before this one (any latest one while this has no day), cancelled ones left out."""
    if not meeting.series_id:
        return None
    day = meeting.held_on.isoformat() if meeting.held_on else "9999"
    found = lists.everything(
        db,
        "meetings",
        "series_id = ? AND id <> ? AND held_on <= ? AND coalesce(status, '') <> 'cancelled'",
        (meeting.series_id, meeting.id, day),
    )
    return found[-1] if found else None


def copy(db: Database, meeting: Meeting) -> tuple[Meeting, list[Attendance]]:
    """複製: the next meeting of its kind with the same people, without day and replies; not stored yet."""
    number = meeting.number + 1 if meeting.number is not None else None
    if meeting.series_id and number is not None:
        number = next_number(db, meeting.series_id)
    made = _made(Meeting)
    for name in ("series_id", "start", "end", "catchphrase", "invitation_text", *USUAL):
        setattr(made, name, getattr(meeting, name))
    made.number = number
    people = [
        _attendance(made, person, order)
        for order, person in enumerate(lists.children(db, "attendances", meeting.id), 1)
    ]
    return made, people


# --- people


def members(db: Database, meeting: Meeting) -> list[Attendance]:
    """The series' members as people of this meeting, not stored yet (A28)."""
    return [
        _attendance(meeting, member, member.order, standing(db, member.person_id, meeting.held_on))
        for member in lists.children(db, "series_members", meeting.series_id or "")
    ]


def missing_members(db: Database, meeting: Meeting) -> list[Attendance]:
    """Members who are not yet among the people of the meeting, in order behind them; not stored yet."""
    there = lists.children(db, "attendances", meeting.id)
    known = {_who(person) for person in there}
    ids = {row[0] for row in db.rows("SELECT id FROM attendances WHERE meeting_id = ?", (meeting.id,))}
    last = max((person.order or 0 for person in there), default=0)
    found = [person for person in members(db, meeting) if _who(person) not in known]
    for order, person in enumerate(found, last + 1):
        person.order = order
        if person.id in ids:  # was here and lies in the bin: a row of its own, the old one stays there
            person.id = _made(Attendance).id
    return found


def as_members(db: Database, meeting: Meeting) -> tuple[list[SeriesMember], list[str]]:
    """The people of a meeting as the members of its series: records to save, ids of those to take away."""
    old = {_who(member): member for member in lists.children(db, "series_members", meeting.series_id or "")}
    kept = []
    for order, person in enumerate(lists.children(db, "attendances", meeting.id), 1):
        member = old.pop(_who(person), None) or _made(SeriesMember)
        values = {name: getattr(person, name) for name in STANDING}
        kept.append(replace(member, series_id=meeting.series_id, order=order, **values))
    return kept, [member.id for member in old.values()]


def standing(db: Database, person_id: str | None, day: date | None) -> dict[str, str]:
    """役職, 所属 and 職種 of a person on a day, as far as they are known; without a day the newest (A32)."""
    if not person_id:
        return {}
    on = day.isoformat() if day else "9999"
    person = db.row("SELECT profession FROM people WHERE id = ?", (person_id,))
    post = db.row(
        "SELECT p.title, i.name, p.profession FROM posts p"
        " LEFT JOIN institutions i ON i.id = p.institution_id"
        " WHERE p.person_id = ? AND p.deleted = 0 AND coalesce(p.starts_on, '') <= ?"
        " AND (p.ends_on IS NULL OR p.ends_on >= ?) ORDER BY p.starts_on IS NULL, p.starts_on DESC, p.id",
        (person_id, on, day.isoformat() if day else ""),
    )
    title, organisation, profession = post or (None, None, None)
    said = {
        "title": title,
        "organisation": organisation,
        "profession": profession or (person[0] if person else None),
    }
    return {name: value for name, value in said.items() if value}


def attendance_id(meeting_id: str, person_id: str | None) -> str | None:
    """Made of meeting and person, so two laptops that invite the same person agree; None without a person."""
    return pair_id("attendance", meeting_id, person_id) if person_id else None


# --- inside


def _made(record: type[Any], **values: Any) -> Any:
    return save.new(record.KIND, **values)


def _who(person: Attendance | SeriesMember) -> tuple[str, ...]:
    if person.person_id:
        return ("person", person.person_id)
    return ("words", person.name or "", person.title or "", person.organisation or "")


def _attendance(
    meeting: Meeting,
    person: Attendance | SeriesMember,
    order: int | None,
    known: dict[str, str] | None = None,
) -> Attendance:
    values = {name: getattr(person, name) or (known or {}).get(name) for name in STANDING}
    made: Attendance = _made(
        Attendance,
        id=attendance_id(meeting.id, person.person_id),
        meeting_id=meeting.id,
        order=order,
        **values,
    )
    return made
