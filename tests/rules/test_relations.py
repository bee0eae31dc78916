"""Whom one has not met (A178), whose visit is due (A168), on whom the referrals lie (A251)."""

from __future__ import annotations

from zaitaku_desk.rules import relations
from zaitaku_desk.rules.relations import Relation

NEVER = Relation("n", "甲", "診療所", "椿瀬")
OLD = Relation("o", "乙", "診療所", "椿瀬", "2024-05-01", "visits", "2024-05-01", referred=3)
RECENT = Relation(
    "r", "丙", "薬局", "月灘", "2026-10-01", "meetings", referred=1, new=True, next_on="2026-12-01"
)
ALL = [RECENT, OLD, NEVER]


def ids(key: str, before: str = "2025-11-22") -> str:
    return "".join(one.id for one in relations.shown(ALL, key, before=before))


def test_who_was_never_met_comes_first() -> None:
    assert ids("unmet") == "no"


def test_a_visit_is_due_only_where_there_was_one() -> None:
    assert ids("due") == "o"


def test_referrals_are_ordered_by_their_number_and_shared_out() -> None:
    assert ids("referrals") == "or"
    assert relations.shares(ALL) == {"o": 75.0, "r": 25.0}


def test_without_a_threshold_only_who_was_never_met_is_shown() -> None:
    assert ids("unmet", "") == "n"
    assert ids("due", "") == ""


def test_new_clinics_and_planned_contacts_have_their_lists() -> None:
    assert (ids("new"), ids("next")) == ("r", "r")


def test_every_view_names_the_row_that_asks_for_it() -> None:
    assert all(one.row.startswith("A") for one in relations.VIEWS)
