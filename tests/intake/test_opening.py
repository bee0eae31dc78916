"""Opening hours as lists say them."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake.opening import clock, closed_days, of_columns

MORNING = [["09:00", "12:00"]]


def test_days_with_one_opening_and_closing_time_close_the_others() -> None:
    week = of_columns({"days": "月火水", "opens": "9:00", "closes": "12:00:00"})
    assert week == {
        **dict.fromkeys(("mon", "tue", "wed"), MORNING),
        "thu": [],
        "fri": [],
        "sat": [],
        "sun": [],
    }


def test_a_day_whose_afternoon_the_note_takes_back_is_not_known() -> None:
    said = {"days": "月火水木金土日", "opens": "09:00", "closes": "17:30", "hours_note": "水土：午後休診"}
    assert list(of_columns(said)) == ["mon", "tue", "thu", "fri", "sun"]


def test_other_hours_of_a_day_stand_in_the_note() -> None:
    said = {"days": "月火水木金土", "opens": "09:00", "closes": "17:30", "hours_note": "土:9:00-12:00"}
    assert of_columns(said)["sat"] == MORNING


def test_a_closed_day_is_closed_even_when_nothing_else_is_known() -> None:
    assert of_columns({"closed_days": "日・祝"}) == {"sun": [], "hol": []}


def test_hours_without_days_are_those_of_the_days_that_are_not_closed() -> None:
    week = of_columns({"hours": "9:00～12:00", "closed_days": "木曜・日曜"})
    assert (week["mon"], week["thu"], "hol" in week) == (MORNING, [], False)


def test_a_week_in_words_is_read() -> None:
    assert of_columns({"hours": "月～金 9:00～12:00"})["fri"] == MORNING


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("日曜日、祝日", {"sun", "hol"}),
        ("木日祝", {"thu", "sun", "hol"}),
        ("土曜 日曜", {"sat", "sun"}),
        ("第2・第4土曜", set()),
        ("木曜午後・日曜", {"sun"}),
        ("年末年始(12月31日～1月3日)", set()),
    ],
)
def test_only_whole_days_of_every_week_are_closed_days(text: str, days: set[str]) -> None:
    assert closed_days(text) == days


def test_what_is_no_time_of_day_is_none() -> None:
    assert [clock(text) for text in ("９：０５", "9時", "25:00", "")] == ["09:05", "", "", ""]


@pytest.mark.parametrize(
    ("note", "known"),
    [
        ("水曜日、土曜日午後休診。", {"mon", "tue", "thu", "fri"}),
        ("火曜日、木曜日午後休診。", {"mon", "wed", "fri", "sat"}),
        ("木曜日の診察は10時から", {"mon", "tue", "wed", "fri", "sat"}),
        ("第3土:受付16時まで", {"mon", "tue", "wed", "thu", "fri"}),
        ("初診は予約制です。", {"mon", "tue", "wed", "thu", "fri", "sat"}),
    ],
)
def test_what_a_note_leaves_unclear_is_not_known(note: str, known: set[str]) -> None:
    said = {"days": "月火水木金土", "opens": "9:00", "closes": "18:00", "hours_note": note}
    assert {key for key, spans in of_columns(said).items() if spans} == known


def test_a_day_that_ends_earlier_is_told_by_the_note() -> None:
    said = {"days": "月火水木金土", "opens": "8：30（受付）", "closes": "17：00（受付）"}
    week = of_columns(said | {"hours_note": "木曜日12：00、土曜日13：30まで。"})
    assert (week["mon"], week["sat"]) == ([["08:30", "17:00"]], [["08:30", "13:30"]])
    assert "thu" not in week
