"""Which words go when their time has come (decisions 12)."""

from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import by_name
from zaitaku_desk.rules import erasing


@pytest.mark.parametrize(
    ("today", "first_kept"),
    [
        (date(2026, 11, 27), date(2021, 4, 1)),
        (date(2027, 3, 31), date(2021, 4, 1)),
        (date(2027, 4, 1), date(2022, 4, 1)),
    ],
)
def test_whole_fiscal_years_are_kept_after_the_one_of_the_last_entry(today, first_kept):
    assert erasing.last_day(today, 5) == first_kept


def test_every_field_of_every_rule_exists():
    for rule in erasing.RULES:
        for part in rule.parts:
            known = by_name(KINDS[part.kind])
            assert part.link in {"id", *known} and part.day in {"", *known}
            assert set(part.heads) <= set(known)


def test_what_statistics_count_stays():
    gone = {(part.kind, name) for rule in erasing.RULES for part in rule.parts for name in part.fields}
    counted = {"received_at", "inquirer_kind", "age_band", "sex", "care_level", "topics", "minutes_spent"}
    assert not gone & {("consultations", name) for name in counted}
    assert ("attendances", "profession") not in gone and ("answers", "value") not in gone


def test_the_keys_of_a_group_stay_and_say_nothing():
    value = {"patient_mark": "A-1", "sex": "male", "as_typed": {"patient_mark": "?", "sex": "!"}}
    assert erasing.blanked(value, ["patient_mark"]) == {
        "patient_mark": None,
        "sex": "male",
        "as_typed": {"sex": "!"},
    }


def test_a_text_inside_an_answer_goes_and_its_choice_stays():
    value = {"value": {"choice": "yes", "text": "山本さん"}, "state": "answered"}
    assert erasing.blanked(value, ["value.text"]) == {"value": {"choice": "yes"}, "state": "answered"}


def test_where_nothing_may_be_missing_it_says_that_it_was_erased():
    assert erasing.blanked({"content": "x"}, ["content="]) == {"content": erasing.MARK}
    assert erasing.blanked({"content": None}, ["content="]) == {"content": None}


def test_every_required_field_that_goes_says_so():
    for rule in erasing.RULES:
        for part in rule.parts:
            needed = {item.name for item in by_name(KINDS[part.kind]).values() if item.required}
            assert {f"{name}=" for name in needed & set(part.heads)} <= set(part.fields)


def test_the_value_given_is_left_as_it_is():
    value = {"content": "x"}
    erasing.blanked(value, ["content"])
    assert value == {"content": "x"} and erasing.blanked(None, ["content"]) is None
