"""The directory of today, of an edition and of a past day, counted (A62)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from zaitaku_desk import clock
from zaitaku_desk.store import coverage, editions, institutions, journal, merging, save

VISITS = [("home_visits", "訪問診療")]
NOW = clock.today()


@pytest.fixture
def clinic(db):
    """A clinic that visits, with oxygen."""
    save.save(
        db,
        save.new(
            "institutions",
            id="i",
            name="波止場医院",
            kind="clinic",
            district="椿瀬",
            regular_home_visit_status="doing",
        ),
    )
    can = institutions.capability("i", "oxygen")
    can.state = "can"
    save.save(db, can)
    return save.get(db, "institutions", "i")


def functions(spots) -> dict[str, frozenset[str]]:
    return {one.id: one.functions for one in spots}


def test_today_counts_what_is_shown(db, clinic):
    assert functions(coverage.today(db)) == {"i": {"home_visits", "oxygen"}}


def test_what_was_joined_or_thrown_away_does_not_count(db, clinic):
    for one in ("l", "gone"):
        save.save(db, save.new("institutions", id=one, name=one))
    merging.merge(db, clinic, ["l"])
    save.delete(db, "institutions", "gone")
    for spots in (coverage.today(db), coverage.on_day(db, NOW)):
        assert set(functions(spots)) == {"i"}


def test_an_edition_keeps_what_was_frozen(db, clinic):
    made = editions.freeze(db, "版", NOW)
    clinic.regular_home_visit_status = "paused"
    save.save(db, clinic)
    assert functions(coverage.of_edition(db, made.id)) == {"i": {"home_visits", "oxygen"}}
    assert functions(coverage.today(db)) == {"i": {"oxygen"}}


def test_a_past_day_is_worked_out_from_the_journal(db, clinic):
    with db.begin_raw() as raw:  # all of it was written ten days ago
        raw.execute("UPDATE op SET hlc = hlc - ?", (10 * 86_400_000,))
    db.clock = 0
    clinic.regular_home_visit_status = "paused"
    save.save(db, clinic)
    assert functions(coverage.on_day(db, NOW - timedelta(days=5))) == {"i": {"home_visits", "oxygen"}}
    assert functions(coverage.on_day(db, NOW)) == {"i": {"oxygen"}}
    assert coverage.on_day(db, NOW - timedelta(days=30)) == []


def test_today_and_the_journal_of_today_agree(db, clinic):
    assert functions(coverage.on_day(db, NOW)) == functions(coverage.today(db))


def test_the_tree_says_which_area_a_district_lies_in(db, clinic):
    for values in (
        {"id": "c", "name": "みなと野市", "level": "municipality"},
        {"id": "z", "name": "東圏域", "level": "daily_living_area", "parent_id": "c"},
        {"id": "d", "name": "椿瀬", "level": "district", "parent_id": "z", "order": 1},
        {"id": "e", "name": "月灘", "level": "district", "parent_id": "z", "order": 2},
    ):
        save.save(db, save.new("areas", **values))
    spots = coverage.today(db)
    found = {level: coverage.count(db, spots, VISITS, level=level) for level in coverage.LEVELS}
    assert {level: one.rows for level, one in found.items()} == {
        "district": ("椿瀬", "月灘"),
        "daily_living_area": ("東圏域",),
        "municipality": ("みなと野市",),
    }
    assert found["district"].holes() == [("月灘", "訪問診療")]


def test_only_capabilities_of_the_chosen_kinds_are_offered(db):
    keys = {key for key, _ in coverage.functions(db, ("dental",))}
    assert "dental_home_visit" in keys
    assert "ventilator" not in keys


def test_heads_at_a_moment_are_what_nobody_had_replaced_by_then(db, clinic):
    clinic.name = "新しい名前"
    save.save(db, clinic)
    ops = [op for op in journal.of_record(db, "i") if op.grp == "name"]
    [before] = journal.heads_at(db, ["i"], ops[-1].hlc)["i"].ops["name"]
    assert before.id == ops[0].id
