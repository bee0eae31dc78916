from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from zaitaku_desk.japanese import holidays


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 11, 23), "勤労感謝の日"),
        (date(2019, 5, 1), "天皇の即位の日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2020, 11, 24), None),
        (date(2020, 11, 22), None),
    ],
)
def test_holidays_have_names(day: date, name: str | None) -> None:
    assert holidays.name(day) == name
    assert holidays.is_holiday(day) is (name is not None)


def test_a_substitute_holiday_is_one() -> None:
    assert "振替" in (holidays.name(date(2021, 8, 9)) or "")


def test_offices_close_at_weekends_on_holidays_and_over_the_new_year() -> None:
    assert holidays.is_weekend(date(2020, 11, 21))
    assert not holidays.is_weekend(date(2020, 11, 20))
    closed = [date(2020, 11, 21), date(2020, 11, 23), date(2020, 12, 29), date(2021, 1, 1), date(2019, 1, 3)]
    assert not any(holidays.is_business_day(day) for day in closed)
    assert holidays.next_business_day(date(2020, 12, 29)) == date(2021, 1, 4)
    assert holidays.next_business_day(date(2020, 12, 28)) == date(2020, 12, 28)


def test_the_calendar_of_holidays_is_not_loaded_at_start() -> None:
    code = "import sys, zaitaku_desk.japanese.holidays; assert 'jpholiday' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
