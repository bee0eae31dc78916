"""What other calendars are told of a meeting, and how often that has changed."""

from __future__ import annotations

from datetime import date

from zaitaku_desk.records.meetings import Meeting
from zaitaku_desk.store import meeting_feed, save
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.meeting_feed import Entry

FIRST = date(2026, 4, 1)


def meeting(db: Database, **values: object) -> Meeting:
    made = save.new(
        "meetings", **{"title": "コア会議", "held_on": date(2026, 12, 1), "start": "19:00", **values}
    )
    assert isinstance(made, Meeting)
    save.save(db, made)
    return made


def only(db: Database) -> Entry:
    (found,) = meeting_feed.entries(db, FIRST)
    return found


def change(db: Database, record: Meeting, **values: object) -> None:
    stored, seen = save.open_record(db, "meetings", record.id)
    for name, value in values.items():
        setattr(stored, name, value)
    save.save(db, stored, seen)


def test_a_change_of_what_is_told_raises_the_sequence(db: Database) -> None:
    record = meeting(db)
    before = only(db)
    change(db, record, start="19:30")
    after = only(db)
    assert after.sequence == before.sequence + 1 and after.changed_at >= before.changed_at


def test_notes_and_letters_are_not_told_and_change_nothing(db: Database) -> None:
    record = meeting(db)
    before = only(db)
    change(db, record, note="みなと野さんの件", invitation_text="拝啓")
    assert (only(db).sequence, only(db).changed_at) == (before.sequence, before.changed_at)


def test_one_that_was_thrown_away_is_told_as_cancelled_and_comes_back(db: Database) -> None:
    record = meeting(db)
    save.delete(db, "meetings", record.id)
    gone = only(db)
    save.restore(db, "meetings", record.id)
    assert (gone.cancelled, only(db).cancelled) == (True, False) and only(db).sequence > gone.sequence


def test_without_a_day_or_before_the_first_day_there_is_nothing_to_tell(db: Database) -> None:
    meeting(db, held_on=None)
    meeting(db, held_on=date(2026, 3, 31))
    assert meeting_feed.entries(db, FIRST) == []
