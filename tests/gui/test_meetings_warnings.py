from __future__ import annotations

from datetime import date

from tests.gui.meeting_desk import HELD, a_meeting, a_series
from zaitaku_desk.gui.meetings_warnings import warnings


def test_nothing_is_said_of_an_ordinary_meeting(office):
    assert not any(warnings(office.db, a_meeting(office), "wareki").values())


def test_a_number_that_is_taken_says_where(office):
    series = a_series(office)
    a_meeting(office, series_id=series.id, number=10)
    mine = a_meeting(office, series_id=series.id, number=10, held_on=date(2026, 12, 8))
    assert warnings(office.db, mine, "wareki")["number"] == "第10回はもうあります（R8.12.1（火））。"


def test_another_meeting_on_the_day_is_named_unless_cancelled(office):
    a_meeting(office, "理事会", start="18:45")
    a_meeting(office, "中止の会", status="cancelled")
    mine = a_meeting(office)
    assert warnings(office.db, mine, "wareki")["held_on"] == "同じ日に 18:45「理事会」 があります。"


def test_replies_after_the_meeting_are_late(office):
    mine = a_meeting(office, reply_by=HELD.replace(day=2))
    assert warnings(office.db, mine, "wareki")["reply_by"] == "返信期限が開催日より後です。"
