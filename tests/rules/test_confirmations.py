from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.records.confirmations import Confirmation
from zaitaku_desk.rules import confirmations as rules

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "未確認"),
        (date(2026, 11, 2), "1か月以内"),
        (date(2026, 8, 31), "2か月前"),
        (date(2025, 11, 30), "1年前"),
        (date(2024, 8, 1), "2年3か月前"),
    ],
)
def test_the_age_of_a_fact_in_words(day: date | None, words: str) -> None:
    assert rules.age(day, TODAY) == words


def test_what_was_never_confirmed_is_too_old() -> None:
    assert rules.is_old(None, TODAY, 12)
    assert rules.is_old(date(2025, 11, 30), TODAY, 12)
    assert not rules.is_old(date(2025, 12, 1), TODAY, 12)


def test_months_end_on_a_day_there_is() -> None:
    assert rules.months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert rules.months_before(date(2026, 1, 5), 12) == date(2025, 1, 5)


def test_a_round_counts_sent_returned_and_open() -> None:
    day = date(2026, 10, 1)
    found = rules.tally(
        [
            Confirmation(sent_on=day, returned_on=day),
            Confirmation(sent_on=day),
            Confirmation(returned_on=day),
            Confirmation(),
        ]
    )
    assert (found.total, found.sent, found.returned, found.open) == (4, 3, 2, 1)
    assert found.rate == pytest.approx(2 / 3)


def test_a_sheet_is_found_by_number_or_part_of_the_name() -> None:
    names = ("髙﨑医院", "たかさきいいん")
    assert rules.matches("No.２７", 27, names) and rules.matches("027", 27, names)
    assert rules.matches("たかさき", 27, names) and rules.matches("高﨑", 27, names)
    assert not rules.matches("2", 27, names)
    assert not rules.matches("", 27, names)


def test_a_hospital_is_asked_for_its_window() -> None:
    assert "liaison_contact" in rules.fields("hospital")
    assert "liaison_contact" not in rules.fields("pharmacy")
