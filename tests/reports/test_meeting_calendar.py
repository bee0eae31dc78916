"""会議の予定 for other calendars: one entry a meeting, whatever happens to it (peers #19, #22, #24)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from icalendar import Calendar

from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

TODAY = date(2026, 11, 10)
REQUEST = Request(today=TODAY)


def meeting(db: Database, **values: object) -> str:
    made = save.new(
        "meetings", **{"title": "コア会議", "held_on": date(2026, 12, 1), "place": "医師会館", **values}
    )
    save.save(db, made)
    return made.id


def events(db: Database, request: Request = REQUEST, name: str = "meetings_ics") -> list:
    return list(Calendar.from_ical(make(name, db, request).data).walk("VEVENT"))


def change(db: Database, record_id: str, **values: object) -> None:
    stored, seen = save.open_record(db, "meetings", record_id)
    for name, value in values.items():
        setattr(stored, name, value)
    save.save(db, stored, seen)


def test_a_moved_meeting_stays_one_entry_with_a_higher_sequence(db: Database) -> None:
    record_id = meeting(db, start="19:00")
    (before,) = events(db)
    change(db, record_id, held_on=date(2026, 12, 8))
    (after,) = events(db)
    assert before["UID"] == after["UID"] and after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after.decoded("DTSTART").date() == date(2026, 12, 8)


def test_a_cancelled_meeting_is_sent_as_cancelled_and_says_so_in_its_name(db: Database) -> None:
    meeting(db, status="cancelled")
    (found,) = events(db)
    assert (found["STATUS"], found["SUMMARY"]) == ("CANCELLED", "【中止】コア会議")


def test_times_are_those_of_japan(db: Database) -> None:
    meeting(db, start="19:00", end="20:30")
    (found,) = events(db)
    assert found["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert found.decoded("DTSTART").utcoffset().total_seconds() == 9 * 3600
    assert found.decoded("DTEND").replace(tzinfo=None) == datetime(2026, 12, 1, 20, 30)


@pytest.mark.parametrize(
    ("start", "end", "whole_day", "has_end"),
    [(None, None, True, True), ("夕方", None, True, True), ("19:00", None, False, False)],
)
def test_what_is_not_known_is_not_invented(
    db: Database, start: str | None, end: str | None, whole_day: bool, has_end: bool
) -> None:
    meeting(db, start=start, end=end)
    (found,) = events(db)
    assert (not isinstance(found.decoded("DTSTART"), datetime), "DTEND" in found) == (whole_day, has_end)


def test_a_meeting_over_midnight_ends_on_the_next_day(db: Database) -> None:
    meeting(db, start="23:00", end="00:30")
    assert events(db)[0].decoded("DTEND").date() == date(2026, 12, 2)


def test_only_day_place_and_name_leave_the_desk(db: Database) -> None:
    meeting(db, note="CANARY-1", invitation_text="CANARY-2", selling_point="CANARY-3", catchphrase="CANARY-4")
    assert b"CANARY" not in make("meetings_ics", db, REQUEST).data


def test_the_same_state_makes_the_same_bytes(db: Database) -> None:
    meeting(db, start="19:00")
    assert make("meetings_ics", db, REQUEST).data == make("meetings_ics", db, REQUEST).data


def test_lines_are_short_and_end_as_the_standard_wants(db: Database) -> None:
    meeting(db, title="多職種研修会「" + "在宅での緩和ケアと薬、" * 12 + "」; A, B\\C")
    data = make("meetings_ics", db, REQUEST).data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    assert str(events(db)[0]["SUMMARY"]).endswith("」; A, B\\C")


def test_one_meeting_has_a_file_of_its_own(db: Database) -> None:
    meeting(db)
    mine = meeting(db, title="研修会", number=3)
    made = make("meeting_ics", db, Request(id=mine, today=TODAY))
    (found,) = Calendar.from_ical(made.data).walk("VEVENT")
    assert found["SUMMARY"] == "第3回研修会" and made.title.startswith("第3回研修会")


def test_a_meeting_without_a_day_says_what_is_missing(db: Database) -> None:
    mine = meeting(db, held_on=None)
    with pytest.raises(UserError, match="開催日"):
        make("meeting_ics", db, Request(id=mine, today=TODAY))


def test_old_meetings_are_not_told_for_ever(db: Database) -> None:
    meeting(db, held_on=date(2024, 4, 1))
    assert events(db) == []
