from __future__ import annotations

from datetime import date

from zaitaku_desk.store import meeting_calendar, save

FIRST, END = date(2026, 12, 1), date(2027, 1, 1)


def put(db, **values):
    found = save.new("meetings", **values)
    save.save(db, found)
    return found


def test_meetings_stand_by_day_and_time_and_the_end_is_outside(db):
    put(db, title="夜", held_on=FIRST, start="19:00")
    put(db, title="朝", held_on=FIRST, start="9:00".zfill(5))
    put(db, title="新年", held_on=END)
    put(db, title="未定")
    gone = put(db, title="ごみ箱", held_on=FIRST)
    save.delete(db, "meetings", gone.id)
    found = meeting_calendar.between(db, FIRST, END)
    assert [entry.title for entry in found] == ["朝", "夜"]


def test_search_and_filters_narrow_it_but_the_year_does_not(db):
    put(db, title="理事会", held_on=FIRST, status="held", number=3, place="医師会館")
    put(db, title="コア会議", held_on=FIRST)
    found = meeting_calendar.between(db, FIRST, END, text="理事", filters=(("year", 2020),))
    assert [(entry.title, entry.number, entry.place, entry.status) for entry in found] == [
        ("理事会", 3, "医師会館", "開催")
    ]
    found = meeting_calendar.between(db, FIRST, END, filters=(("status", "planned"),))
    assert [entry.title for entry in found] == ["コア会議"]
