from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.store import lists, meetings, save

HELD = date(2026, 12, 1)


@pytest.fixture
def series(db):
    found = save.new(
        "meeting_series", title="コア会議", place="医師会館", involvement="cohost", first_number=10, order=0
    )
    save.save(db, found)
    return found


def put(db, kind, **values):
    found = save.new(kind, **values)
    save.save(db, found)
    return found


def test_numbers_begin_where_the_series_says_and_never_come_back(db, series):
    assert meetings.next_number(db, series.id) == 10
    cancelled = put(db, "meetings", series_id=series.id, number=12, status="cancelled")
    save.delete(db, "meetings", cancelled.id)
    assert meetings.next_number(db, series.id) == 13


def test_doubles_are_listed(db, series):
    first = put(db, "meetings", series_id=series.id, number=10)
    second = put(db, "meetings", series_id=series.id, number=10)
    assert meetings.doubled_numbers(db) == [(series.id, 10)]
    assert [other.id for other in meetings.same_number(db, second)] == [first.id]


def test_a_meeting_of_a_series_takes_what_is_usual_there(db, series):
    put(db, "meetings", series_id=series.id, number=10, held_on=date(2026, 11, 3), start="19:00", end="20:00")
    made = meetings.from_series(db, series, HELD)
    assert (made.number, made.title, made.place, made.involvement) == (11, "コア会議", "医師会館", "cohost")
    assert (made.start, made.end, made.held_on) == ("19:00", "20:00", HELD)


def test_what_she_said_stays(db, series):
    made = save.new("meetings", title="臨時の会", place="公民館", number=3)
    meetings.take_usual(db, made, series)
    assert (made.title, made.place, made.number, made.series_id) == ("臨時の会", "公民館", 3, series.id)


def test_what_another_series_had_filled_in_gives_way(db, series):
    other = put(db, "meeting_series", title="理事会", place="会議室", first_number=3)
    made = meetings.from_series(db, series)
    meetings.take_usual(db, made, other)
    assert (made.title, made.place, made.number) == ("理事会", "会議室", 3)


def test_members_come_with_the_title_of_the_day(db, series):
    person = put(db, "people", name="岬野 五郎", profession="physician")
    put(
        db,
        "posts",
        person_id=person.id,
        title="副会長",
        starts_on=date(2024, 4, 1),
        ends_on=date(2026, 3, 31),
    )
    put(db, "posts", person_id=person.id, title="会長", starts_on=date(2026, 4, 1))
    put(db, "series_members", series_id=series.id, person_id=person.id, name="岬野 五郎", order=1)
    (now,) = meetings.members(db, meetings.from_series(db, series, HELD))
    (then,) = meetings.members(db, meetings.from_series(db, series, date(2025, 12, 1)))
    assert (now.title, then.title, now.profession) == ("会長", "副会長", "physician")


def test_only_missing_members_are_copied_and_a_binned_one_gets_a_new_row(db, series):
    person = put(db, "people", name="岬野 五郎")
    put(db, "series_members", series_id=series.id, person_id=person.id, name="岬野 五郎", order=1)
    put(db, "series_members", series_id=series.id, name="事務長", order=2)
    meeting = put(db, "meetings", series_id=series.id)
    save.save_many(db, meetings.missing_members(db, meeting))
    assert meetings.missing_members(db, meeting) == []
    gone = meetings.attendance_id(meeting.id, person.id)
    save.delete(db, "attendances", gone)
    (back,) = meetings.missing_members(db, meeting)
    assert back.person_id == person.id and back.id != gone and back.order == 3


def test_a_lineup_becomes_the_members(db, series):
    old = put(db, "series_members", series_id=series.id, name="事務長", role="記録", order=1)
    gone = put(db, "series_members", series_id=series.id, name="参事", order=2)
    meeting = put(db, "meetings", series_id=series.id)
    put(db, "attendances", meeting_id=meeting.id, name="保健所長", order=1)
    put(db, "attendances", meeting_id=meeting.id, name="事務長", order=2)
    kept, away = meetings.as_members(db, meeting)
    assert [(member.name, member.order) for member in kept] == [("保健所長", 1), ("事務長", 2)]
    assert kept[1].id == old.id and kept[1].role == "記録" and away == [gone.id]


def test_a_copy_counts_on_and_forgets_day_and_replies(db, series):
    meeting = put(
        db, "meetings", series_id=series.id, number=10, held_on=HELD, start="19:00", title="コア会議"
    )
    put(db, "attendances", meeting_id=meeting.id, name="事務長", reply="yes", attended="present", order=1)
    made, people = meetings.copy(db, meeting)
    assert (made.number, made.held_on, made.start, made.status) == (11, None, "19:00", "planned")
    assert [(row.name, row.reply, row.attended) for row in people] == [("事務長", "waiting", None)]


def test_the_latest_meeting_is_the_one_before(db, series):
    first = put(db, "meetings", series_id=series.id, held_on=date(2026, 9, 1))
    put(db, "meetings", series_id=series.id, held_on=date(2026, 10, 1), status="cancelled")
    mine = put(db, "meetings", series_id=series.id, held_on=date(2026, 11, 1))
    assert meetings.latest(db, mine).id == first.id
    assert meetings.latest(db, first) is None


def test_other_meetings_of_the_day_are_known(db):
    mine = put(db, "meetings", held_on=HELD)
    other = put(db, "meetings", held_on=HELD)
    put(db, "meetings", held_on=HELD, status="cancelled")
    assert [found.id for found in meetings.same_day(db, mine)] == [other.id]


def test_finished_series_are_left_out(db, series):
    series.retired = True
    save.save(db, series)
    assert series.id not in [item.id for item in meetings.series(db)]
    assert series.id in [item.id for item in meetings.series(db, retired=True)]


def test_members_keep_their_order(db, series):
    for order, name in ((2, "二"), (1, "一")):
        put(db, "series_members", series_id=series.id, name=name, order=order)
    assert [member.name for member in lists.children(db, "series_members", series.id)] == ["一", "二"]
