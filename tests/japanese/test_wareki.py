from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_desk.japanese import wareki

DAYS = st.dates(date(1868, 10, 23), date(2117, 12, 31))


def test_a_meeting_is_dated_as_in_the_minutes_of_the_source() -> None:
    assert wareki.minutes_when(date(2020, 12, 1), "19:00", "20:00") == "R2年12月1日（火）19時～20時"


def test_minutes_name_only_the_times_that_are_known() -> None:
    assert wareki.minutes_when(date(2020, 12, 1)) == "R2年12月1日（火）"
    assert wareki.minutes_when(date(2020, 12, 1), "18:45") == "R2年12月1日（火）18時45分～"
    assert wareki.minutes_when(date(2020, 12, 1), "", "20:05") == "R2年12月1日（火）～20時5分"


def test_minutes_keep_a_time_that_is_none() -> None:
    assert wareki.minutes_time("夕方") == "夕方"


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2020, 12, 1), "令和2年12月1日", "R2.12.1"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1868, 10, 22), "1868年10月22日", "1868.10.22"),
    ],
)
def test_eras_change_on_their_day(day: date, long: str, short: str) -> None:
    assert (wareki.era_date(day), wareki.short_era_date(day)) == (long, short)


def test_a_date_is_shown_in_the_style_of_the_settings() -> None:
    assert wareki.show(date(2020, 12, 1), "wareki") == "令和2年12月1日"
    assert wareki.show(date(2020, 12, 1), "western") == "2020年12月1日"
    with pytest.raises(ValueError, match="roman"):
        wareki.show(date(2020, 12, 1), "roman")


def test_the_weekday_is_computed() -> None:
    assert wareki.weekday(date(2020, 12, 1)) == "火"
    assert wareki.month_day(date(2011, 8, 4)) == "8月4日（木）"
    assert wareki.minutes_date(date(2019, 5, 1)) == "R元年5月1日（水）"
    assert wareki.era_month(date(2020, 12, 1)) == "令和2年12月"


@given(DAYS)
def test_every_date_that_is_shown_is_read_again(day: date) -> None:
    far = date(2020, 11, 20)
    for text in (
        wareki.era_date(day),
        wareki.short_era_date(day),
        wareki.minutes_date(day),
        wareki.western_date(day),
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
    ):
        assert wareki.parse_date(text, far, strict=True) == day, text


@given(DAYS)
def test_a_fiscal_year_contains_its_days(day: date) -> None:
    first, last = wareki.fiscal_year_range(wareki.fiscal_year(day))
    assert first <= day <= last
    assert (first.month, first.day, last.month, last.day) == (4, 1, 3, 31)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_a_fiscal_year_has_the_name_the_offices_gave_it(year: int, name: str) -> None:
    assert wareki.era_fiscal_year(year) == name


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2021, 3, 31), "今日"),
        (date(2021, 3, 19), "12日前"),
        (date(2021, 3, 1), "30日前"),
        (date(2021, 2, 28), "1か月前"),
        (date(2020, 12, 31), "3か月前"),
        (date(2020, 3, 31), "1年前"),
        (date(2020, 1, 31), "1年2か月前"),
        (date(2021, 4, 3), "3日後"),
    ],
)
def test_the_age_of_a_fact_is_told_in_words(day: date, age: str) -> None:
    assert wareki.age_of(day, date(2021, 3, 31)) == age
