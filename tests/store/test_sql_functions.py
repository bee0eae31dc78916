"""Rules that SQL asks (A291)."""

from __future__ import annotations

from datetime import datetime

import pytest

from zaitaku_desk.store import lists, save
from zaitaku_desk.store.lists import Listing

TUESDAY = "2026-11-24T"
WEEK = {day: [["09:00", "12:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed", "fri")}


@pytest.fixture
def town(db):
    for name, kind, hours, bad in (
        ("医院", "clinic", WEEK, None),
        ("薬局", "pharmacy", WEEK, None),
        ("昼は避ける医院", "clinic", WEEK, "12:00-13:00"),
        ("時間の分からない医院", "clinic", {}, None),
    ):
        place = save.new("institutions", name=name, kind=kind, opening_hours=hours, no_call_hours=bad)
        save.save(db, place)
    return db


def names(db, field, clock):
    moment = datetime.fromisoformat(TUESDAY + clock)
    return {row[1] for row in lists.page(db, Listing("institutions", filters=((field, moment),)))}


@pytest.mark.parametrize(
    ("clock", "may", "is_open"),
    [
        ("10:00", {"薬局"}, {"医院", "薬局", "昼は避ける医院"}),
        ("12:30", {"医院"}, set()),
        ("13:30", {"医院", "昼は避ける医院"}, set()),
        ("23:00", set(), set()),
    ],
)
def test_whom_one_may_telephone_changes_with_the_clock(town, clock, may, is_open):
    assert names(town, "may_call", clock) == may
    assert names(town, "open_at", clock) == is_open


def test_on_a_day_nobody_spoke_of_nobody_is_called(town):
    thursday = datetime(2026, 11, 26, 12, 30)
    assert lists.page(town, Listing("institutions", filters=(("may_call", thursday),))) == []


def test_an_unsaid_holiday_is_closed(town):
    holiday = datetime(2026, 11, 23, 10, 0)
    assert lists.page(town, Listing("institutions", filters=(("open_at", holiday),))) == []
