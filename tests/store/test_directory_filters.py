"""Filters of the directory that are no field."""

from __future__ import annotations

import pytest

from zaitaku_desk.store import lists, save
from zaitaku_desk.store.lists import Listing


@pytest.fixture
def able(db):
    for name, states in {
        "甲": {"tracheostomy": "can", "oxygen": "can"},
        "乙": {"tracheostomy": "conditional", "oxygen": "can"},
        "丙": {"tracheostomy": "can", "oxygen": "cannot"},
    }.items():
        place = save.new("institutions", name=name, vacancy="open", vacancy_at="2026-11-20T09:00")
        save.save(db, place)
        for code, state in states.items():
            save.save(db, save.new("capabilities", institution_id=place.id, code=code, state=state))
    return db


def names(db, *filters):
    return {row[1] for row in lists.page(db, Listing("institutions", filters=filters))}


def test_all_of_the_capabilities_have_to_be_there(able):
    assert names(able, ("capability", ("tracheostomy", "oxygen"))) == {"甲", "乙"}
    assert names(able, ("capability", "tracheostomy")) == {"甲", "乙", "丙"}


def test_on_conditions_can_be_left_out(able):
    assert names(able, ("capability_can", ("tracheostomy", "oxygen"))) == {"甲"}


def test_a_set_is_any_of_these(able):
    assert names(able, ("name", frozenset({"甲", "丙", "丁"}))) == {"甲", "丙"}


def test_room_that_was_told_long_ago_is_none(able):
    assert names(able, ("vacancy_since", "2026-11-20T09:00")) == {"甲", "乙", "丙"}
    assert names(able, ("vacancy_since", "2026-11-21T09:00")) == set()
