"""What is said on the telephone, with its age (A7, A102)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk.rules import facts

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30)


def said(state, condition=None, day=None, months=12):
    return facts.ability("気管切開", state, condition, day, TODAY, months)


@pytest.mark.parametrize(
    ("fact", "words", "old"),
    [
        (said("can", day=date(2026, 6, 2)), "可 R8.6.2", False),
        (said("conditional", "日中のみ", date(2024, 4, 1)), "条件付 R6.4.1 古い（日中のみ）", True),
        (said("conditional", "日中のみ", date(2024, 4, 1), None), "条件付 R6.4.1（日中のみ）", False),
        (said("can"), "可 確認日なし", True),
        (said("unknown"), "未確認", False),
        (said(None), "未確認", False),
    ],
)
def test_a_capability_is_said_with_its_age(fact, words, old):
    assert (fact.words("wareki"), fact.old) == (words, old)


def test_western_dates_where_she_wants_them():
    assert said("can", day=date(2026, 6, 2)).words("western") == "可 2026/6/2"


@pytest.mark.parametrize(("day", "old"), [(date(2025, 11, 22), False), (date(2025, 11, 21), True)])
def test_twelve_months_are_counted_to_the_day(day, old):
    assert facts.is_old(day, TODAY, 12) is old


def test_two_capabilities_bear_their_names_and_one_old_makes_the_cell_old():
    both = facts.Abilities((said("can", day=date(2026, 6, 2)), said("can", day=date(2020, 6, 2))))
    assert both.old
    assert both.words("wareki") == "気管切開 可 R8.6.2　気管切開 可 R2.6.2 古い"


def test_room_is_worth_something_with_its_moment_only():
    fresh = facts.vacancy("open", "2床", datetime(2026, 11, 20, 9, 0), NOW, 7)
    assert (fresh.words("wareki"), fresh.old) == ("余力あり R8.11.20 09:00（2床）", False)
    stale = facts.vacancy("open", None, datetime(2026, 11, 10, 9, 0), NOW, 7)
    assert (stale.words("wareki"), stale.old) == ("余力あり R8.11.10 09:00 古い", True)
    assert facts.vacancy("open", None, None, NOW, 7).words("wareki") == "余力あり 時点不明"
    assert facts.vacancy(None, None, None, NOW, 7).words("wareki") == ""
