"""What was asked and agreed (A75, A220)."""

from __future__ import annotations

from datetime import datetime

import pytest

from zaitaku_desk.store import institutions, lists, merging, partners, save, undoing

NOW = datetime(2026, 11, 22, 9, 30)


@pytest.fixture
def places(db):
    """A clinic and a station that works around the clock."""
    save.save(db, save.new("institutions", id="c", name="波止場医院", kind="clinic", district="椿瀬"))
    save.save(db, save.new("institutions", id="s", name="訪看さざなみ", kind="home_nursing", district="椿瀬"))
    can = institutions.capability("s", "around_the_clock")
    can.state = "can"
    save.save(db, can)
    return save.get(db, "institutions", "c"), save.get(db, "institutions", "s")


def test_the_asked_capability_is_found_with_the_partner(db, places):
    [found] = partners.find(db, places[0], "nursing", frozenset({"around_the_clock", "ventilator"}))
    assert (found.place.id, found.near, found.able) == ("s", "同じ地区", {"around_the_clock"})


def test_asking_is_an_agreement_and_a_line_in_the_partners_log(db, places):
    partners.record(db, *places, "nursing", "asked", NOW)
    assert partners.agreements(db, "c", "nursing")["s"].status == "asked"
    [line] = lists.children(db, "contacts", "s")
    assert ("波止場医院" in line.content, line.result) == (True, "依頼中")


def test_agreeing_later_changes_the_same_agreement_and_says_the_day(db, places):
    partners.record(db, *places, "nursing", "asked", NOW)
    partners.record(db, *places, "nursing", "agreed", NOW)
    [made] = lists.everything(db, "agreements")
    assert (made.status, made.agreed_on) == ("agreed", NOW.date())


def test_the_other_side_sees_the_same_agreement(db, places):
    partners.record(db, *places, "nursing", "agreed", NOW)
    assert partners.agreements(db, "s", "nursing")["c"].status == "agreed"


def test_one_step_takes_it_back(db, places):
    undoing.undo(db, partners.record(db, *places, "nursing", "asked", NOW))
    assert partners.agreements(db, "c", "nursing") == {}
    assert lists.children(db, "contacts", "s") == []


def test_an_agreement_of_a_joined_institution_is_the_winners(db, places):
    partners.record(db, *places, "nursing", "agreed", NOW)
    save.save(db, save.new("institutions", id="w", name="訪看さざなみ本店", kind="home_nursing"))
    merging.merge(db, save.get(db, "institutions", "w"), ["s"])
    assert partners.agreements(db, "c", "nursing")["w"].status == "agreed"
