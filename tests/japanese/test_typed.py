from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zaitaku_desk.japanese import wareki
from zaitaku_desk.japanese.typed import (
    last_day,
    month_away,
    nearest,
    parse_date,
    parse_time,
    weekday_mismatch,
)

FRIDAY = date(2020, 11, 20)
FIRST_OF_DECEMBER = date(2020, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "R2.12.1",
        "R02.12.01",
        "r2/12/1",
        "R2-12-1",
        "R2・12・1",
        "Ｒ２．１２．１",
        "R2年12月1日",
        "令和2年12月1日",
        "令和２年１２月１日",
        "令和二年十二月一日",
        "令2.12.1",
        "㋿2年12月1日",
        "令和 2年 12月 1日 ( 火 )",
        "R021201",
        "2020/12/1",
        "2020-12-01",
        "2020‐12‐01",
        "2020.12.1",
        "2020年12月1日",
        "西暦2020年12月1日",
        "二〇二〇年十二月一日",
        "20201201",
        "２０２０１２０１",
        "2020-12-01 00:00:00",
        "2020-12-01T19:00",
        "2020/12/1 9:05",
        "令和2年（2020年）12月1日",
        "2020年(令和2年)12月1日",
        "12/1",
        "１２／１",
        "12-1",
        "12ー1",
        "12.1",
        "12月1日",
        "十二月一日",
        "12月1日（火）",
        "12月1日(火曜日)",
        "12月1日（火・祝）",
        "12月1日火曜日",
        "12月1日火",
        "12/1 火",
        "令和2年12月1日(月)",
        " 12 / 1 ",
    ],
)
def test_the_first_of_december_is_read(text: str) -> None:
    assert parse_date(text, FRIDAY) == FIRST_OF_DECEMBER


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("H.29.2.9", date(2017, 2, 9)),
        ("H31/4/30", date(2019, 4, 30)),
        ("㍻30年1月5日", date(2018, 1, 5)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S20.8.15", date(1945, 8, 15)),
        ("T12.9.1", date(1923, 9, 1)),
        ("M45.7.29", date(1912, 7, 29)),
        ("令和2年2月29日", date(2020, 2, 29)),
        ("12月6日日曜日", date(2020, 12, 6)),
        ("12月6日日", date(2020, 12, 6)),
    ],
)
def test_eras_are_read(text: str, day: date) -> None:
    assert parse_date(text, FRIDAY, strict=True) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "未定",
        "12/ab",
        "令和0年1月1日",
        "令和元年4月30日",
        "昭和64年1月8日",
        "平成元年1月7日",
        "大正元年7月29日",
        "令和2年2月30日",
        "2021-02-29",
        "2020/13/1",
        "20201301",
        "2/30",
        "0/1",
        "0202/12/1",
        "令和2年(2021年)12月1日",
        "2020.6～8",
        "2020.6",
        "令和2年12月",
        "12月",
        "12",
        "11月中旬",
        "0847-32-5211",
        "R2.12.1～R2.12.3",
        "A2.12.1",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert parse_date(text, FRIDAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("平成31年5月1日", date(2019, 5, 1)),
        ("平成36年3月31日", date(2024, 3, 31)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("明治45年7月30日", date(1912, 7, 30)),
    ],
)
def test_an_era_counted_on_in_old_papers_is_read_unless_strictly(text: str, day: date) -> None:
    assert parse_date(text, FRIDAY) == day
    assert parse_date(text, FRIDAY, strict=True) is None


def test_nobody_counts_heisei_on_for_ever() -> None:
    assert parse_date("平成89年2月9日", FRIDAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("きょう", date(2020, 11, 20)),
        ("今日", date(2020, 11, 20)),
        ("本日", date(2020, 11, 20)),
        ("あす", date(2020, 11, 21)),
        ("明日", date(2020, 11, 21)),
        ("あさって", date(2020, 11, 22)),
        ("昨日", date(2020, 11, 19)),
        ("一昨日", date(2020, 11, 18)),
        ("今週金", date(2020, 11, 20)),
        ("今週月曜", date(2020, 11, 16)),
        ("来週火", date(2020, 11, 24)),
        ("来週火曜", date(2020, 11, 24)),
        ("来週の火曜日", date(2020, 11, 24)),
        ("再来週日", date(2020, 12, 6)),
        ("先週水曜", date(2020, 11, 11)),
        ("来月5日", date(2020, 12, 5)),
        ("来月末", date(2020, 12, 31)),
        ("今月末日", date(2020, 11, 30)),
        ("先月31日", date(2020, 10, 31)),
        ("3日後", date(2020, 11, 23)),
        ("２週間後", date(2020, 12, 4)),
        ("十日前", date(2020, 11, 10)),
    ],
)
def test_days_seen_from_today_are_read(text: str, day: date) -> None:
    assert parse_date(text, FRIDAY) == day


def test_a_day_that_the_month_lacks_is_refused() -> None:
    assert parse_date("今月31日", FRIDAY) is None


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2020, 11, 20), date(2020, 12, 1)),
        (date(2021, 1, 5), date(2020, 12, 1)),
        (date(2021, 6, 5), date(2021, 12, 1)),
        (date(2021, 5, 30), date(2020, 12, 1)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(today: date, day: date) -> None:
    assert parse_date("12/1", today) == day


def test_the_29th_of_february_is_refused_far_from_a_leap_year() -> None:
    assert parse_date("2/29", date(2020, 1, 20)) == date(2020, 2, 29)
    assert parse_date("2/29", date(2021, 12, 1)) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_nearest_day_is_never_more_than_half_a_year_away(today: date, other: date) -> None:
    found = nearest(other.month, other.day, today)
    if (other.month, other.day) != (2, 29):
        assert found is not None
    if found is not None:
        assert (found.month, found.day) == (other.month, other.day)
        assert abs(found - today) <= timedelta(days=184)


@given(st.text(max_size=30) | st.text("令和平成昭0123456789元年月日/.-～()火曜午前後時半", max_size=20))
@example("令和元年")
@example("(((((")
@example("R99.99.99")
@example("9999/12/31")
@example("２０２０－１２－０１")
def test_no_text_makes_the_readers_fail(text: str) -> None:
    found = parse_date(text, FRIDAY)
    assert found is None or parse_date(wareki.western_date(found), FRIDAY) == found
    time = parse_time(text)
    assert time is None or parse_time(time) == time
    weekday_mismatch(text, FRIDAY)


def test_a_wrong_weekday_is_told_in_a_sentence() -> None:
    told = weekday_mismatch("8月12日(月)", date(2011, 8, 12))
    assert told == "2011年8月12日は金曜日です。入力は（月）でした。"


@pytest.mark.parametrize(
    "text", ["12月1日", "12月1日（火）", "12/1 火", "12月1日火曜日", "12/1(火・祝)", "きょう"]
)
def test_a_right_or_missing_weekday_is_not_mentioned(text: str) -> None:
    assert weekday_mismatch(text, FIRST_OF_DECEMBER) is None


@pytest.mark.parametrize("text", ["12月1日（水）", "１２／１（水）", "12月1日水曜", "12/1水", "R2.12.1[水]"])
def test_a_wrong_weekday_is_found_in_every_form(text: str) -> None:
    assert "（水）" in (weekday_mismatch(text, FIRST_OF_DECEMBER) or "")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("19時", "19:00"),
        ("19:30", "19:30"),
        ("１９：３０", "19:30"),
        ("19:30:00", "19:30"),
        ("19.30", "19:30"),
        ("19時半", "19:30"),
        ("19時30分", "19:30"),
        ("19時5", "19:05"),
        ("十九時三十分", "19:30"),
        ("午後7時", "19:00"),
        ("午後７時半", "19:30"),
        ("PM7:30", "19:30"),
        ("7:30pm", "19:30"),
        ("午前9時", "09:00"),
        ("午後0時15分", "12:15"),
        ("午後12時15分", "12:15"),
        ("午後19時", "19:00"),
        ("正午", "12:00"),
        ("1930", "19:30"),
        ("930", "09:30"),
        ("9", "09:00"),
        ("0時", "00:00"),
        (" 9 : 05 ", "09:05"),
    ],
)
def test_times_are_read(text: str, time: str) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize(
    "text",
    ["", "24時", "25:00", "19:60", "19:5", "午前12時", "午前13時", "夕方", "19時～20時", "19時頃", "am7pm"],
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    assert parse_time(text) is None


def test_months_are_counted_over_the_year() -> None:
    assert month_away(FRIDAY, 2) == (2021, 1)
    assert month_away(FRIDAY, -11) == (2019, 12)
    assert last_day(2020, 2) == date(2020, 2, 29)
    assert last_day(2020, 12) == date(2020, 12, 31)
