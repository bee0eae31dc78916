"""診療時間 as people say it, and whether to telephone (A68, A291)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk.rules import hours

WEEK = {
    **{key: [["09:00", "12:00"], ["14:00", "18:00"]] for key in ("mon", "tue", "wed", "fri")},
    "thu": [],
    "sat": [["09:00", "12:00"]],
    "sun": [],
}
MONDAY = "2026-11-30T"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("9:00～12:30、14時～18時", [["09:00", "12:30"], ["14:00", "18:00"]]),
        ("９：００〜１２：００", [["09:00", "12:00"]]),
        ("9-12 2-6", [["09:00", "12:00"], ["14:00", "18:00"]]),
        ("午前9時～午後1時半", [["09:00", "13:30"]]),
        ("9-5", [["09:00", "17:00"]]),
        ("休診", []),
        ("", None),
        ("昼から", None),
        ("25:00-26:00", None),
        ("18:00-9:00", None),
        ("9:00-12:00 ただし第2週を除く", None),
    ],
)
def test_hours_are_read_as_they_are_said(text: str, spans: list[list[str]] | None) -> None:
    assert hours.parse_spans(text) == spans


def test_what_is_shown_can_be_typed_again() -> None:
    for spans in WEEK.values():
        assert hours.parse_spans(hours.show_spans(spans)) == spans


def test_a_week_is_said_in_one_line() -> None:
    assert hours.show(WEEK) == "月火水金 9:00～12:00、14:00～18:00　木日 休　土 9:00～12:00"
    assert hours.closed_days(WEEK) == "木・日"


def test_nobody_knows_the_hours_of_a_day_that_is_not_said() -> None:
    assert hours.is_open({}, datetime.fromisoformat(f"{MONDAY}10:00")) is None


def test_an_unsaid_holiday_is_closed() -> None:
    assert hours.is_open(WEEK, datetime(2026, 11, 23, 10, 0)) is False  # 勤労感謝の日, a Monday


@pytest.mark.parametrize(
    ("good", "bad", "clock", "may"),
    [
        (None, None, "10:00", False),  # 診療中
        (None, None, "12:30", True),
        (None, None, "22:00", False),
        ("12:30～13:30", None, "12:45", True),
        ("12:30～13:30", None, "15:00", False),
        (None, "月 12:00-13:00", "12:30", False),
        (None, "火 12:00-13:00", "12:30", True),
        ("平日13時から14時", None, "13:15", True),
    ],
)
def test_a_clinic_is_called_when_it_sees_no_patients(
    good: str | None, bad: str | None, clock: str, may: bool
) -> None:
    moment = datetime.fromisoformat(MONDAY + clock)
    assert hours.may_call(WEEK, good, bad, moment).may is may


def test_a_pharmacy_is_called_while_it_is_open() -> None:
    moment = datetime.fromisoformat(f"{MONDAY}10:00")
    assert hours.may_call(WEEK, None, None, moment, medical=False).may


def test_days_of_a_sentence_may_be_a_range() -> None:
    assert hours.within("月〜水曜 17:30-18:00", datetime(2026, 12, 1, 17, 40))
    assert not hours.within("月〜水曜 17:30-18:00", datetime(2026, 12, 3, 17, 40))
    assert hours.within("相談して決める", datetime(2026, 12, 3, 17, 40)) is None


def test_a_week_is_read_when_every_span_names_its_days():
    assert hours.whole_week("月～金 9:00～17:00、土 9:00～12:00　日・祝休み") == {
        **{day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "sat": [["09:00", "12:00"]],
        "sun": [],
        "hol": [],
    }


def test_days_written_one_after_the_other_belong_together():
    assert list(hours.whole_week("月火水金 9:00～12:00 14:00～18:00") or {}) == ["mon", "tue", "wed", "fri"]


def test_a_span_without_its_days_is_no_week():
    assert hours.whole_week("9:00～17:00（予約制）") is None


def test_of_unknown_hours_nobody_says_that_one_may() -> None:
    moment = datetime.fromisoformat(f"{MONDAY}10:00")
    assert hours.may_call({}, None, None, moment).words() == "？ 時間は未登録"
    assert hours.may_call(WEEK, None, None, moment).words().startswith("× 診療中")


@pytest.mark.parametrize(
    ("start", "end", "hit"),
    [
        ("08:00", "09:00", ""),
        ("08:30", None, "9:00～12:00"),
        ("11:59", "14:01", "9:00～12:00、14:00～18:00"),
        ("12:00", "14:00", ""),
        (None, None, ""),
    ],
)
def test_a_visit_falls_into_the_hours_or_beside_them(start, end, hit):
    week = {"tue": [["09:00", "12:00"], ["14:00", "18:00"]]}
    assert hours.clash(week, date(2026, 11, 24), start, end) == hit
