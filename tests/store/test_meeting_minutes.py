from __future__ import annotations

from datetime import date

from zaitaku_desk.store import meeting_minutes, save


def put(db, kind, **values):
    found = save.new(kind, **values)
    save.save(db, found)
    return found


def two_meetings(db):
    series = put(db, "meeting_series", title="コア会議")
    old = put(db, "meetings", series_id=series.id, held_on=date(2026, 11, 3))
    return old, put(db, "meetings", series_id=series.id, held_on=date(2026, 12, 1))


def test_one_is_spoken_of_by_family_name_and_short_title():
    assert meeting_minutes.spoken_of("岬野 五郎", "会長") == "岬野会長"
    assert meeting_minutes.spoken_of("岬野 五郎", "理事（在宅医療担当）") == "岬野理事"
    assert meeting_minutes.spoken_of("岬野 五郎", "") == "岬野 五郎"
    assert meeting_minutes.spoken_of("", "事務長") == "事務長"
    assert meeting_minutes.spoken_of("岬野 五郎", "地域包括支援センター長補佐") == "岬野 五郎"


def test_who_was_asked_may_speak_and_who_has_spoken(db):
    _, mine = two_meetings(db)
    put(db, "attendances", meeting_id=mine.id, name="岬野 五郎", title="会長", organisation="医師会", order=1)
    put(db, "remarks", meeting_id=mine.id, speaker="傍聴者", text="ひとこと")
    put(db, "remarks", meeting_id=mine.id, speaker="岬野会長", text="はい")
    found = meeting_minutes.speakers(db, mine.id)
    assert found == [("岬野会長", "岬野 五郎　会長　医師会", ""), ("傍聴者", "", "")]


def test_the_agenda_of_last_time_is_copied_without_what_was_carried(db):
    old, mine = two_meetings(db)
    put(db, "agenda_items", meeting_id=old.id, title="報告", order=1)
    put(db, "agenda_items", meeting_id=old.id, title="【宿題】名簿", order=2)
    put(db, "agenda_items", meeting_id=mine.id, title="新しい議題", order=5)
    found = meeting_minutes.previous_agenda(db, mine)
    assert [(item.title, item.order) for item in found] == [("報告", 6)]


def test_without_an_earlier_agenda_there_is_the_preset(db):
    _, mine = two_meetings(db)
    assert meeting_minutes.previous_agenda(db, mine)[0].title == "開会挨拶"


def test_what_is_continued_comes_back_on_its_day(db):
    old, mine = two_meetings(db)
    for text, day in (("定期開催", date(2026, 12, 1)), ("来年の話", date(2027, 4, 1)), ("いつか", None)):
        put(db, "decisions", meeting_id=old.id, text=text, outcome="continued", next_check_on=day)
    put(db, "decisions", meeting_id=old.id, text="決まった", outcome="approved")
    put(db, "action_items", meeting_id=old.id, text="名簿", owner="事務長")
    titles = [item.title for item in meeting_minutes.carried_over(db, mine)]
    assert titles == ["【継続】いつか", "【継続】定期開催", "【宿題】名簿（事務長）"]
    assert meeting_minutes.carried_over(db, old) == []
