"""Filters as sets of ids."""

from __future__ import annotations

import pytest

from zaitaku_desk.store import directory_sets, lists, save
from zaitaku_desk.store.lists import Listing


@pytest.fixture
def region(db):
    for number in range(12):
        place = save.new(
            "institutions", name=f"医院{number:02}", kind="clinic", district="東" if number % 2 else "西"
        )
        save.save(db, place)
        if number % 3 == 0:
            save.save(db, save.new("capabilities", institution_id=place.id, code="oxygen", state="can"))
    return db


FILTERS = (("district", frozenset({"東"})), ("capability", ("oxygen",)))


def names(db, **how):
    return [row[1] for row in lists.page(db, Listing("institutions", filters=FILTERS, **how))]


def test_sets_are_crossed(region):
    assert len(directory_sets.candidates(region, FILTERS)) == 2
    assert directory_sets.candidates(region, (("year", 2026),)) is None


@pytest.mark.parametrize("text", ["", "医院", "09"])
def test_few_and_many_give_the_same_list(region, monkeypatch, text):
    few = names(region, text=text)
    monkeypatch.setattr(directory_sets, "FEW", -1)
    monkeypatch.setattr(directory_sets, "MANY", -1)
    assert names(region, text=text) == few == [n for n in ("医院03", "医院09") if text in n]


def test_what_cannot_be_searched_finds_nobody(region):
    assert names(region, text="、、") == []


def test_what_is_saved_counts_at_once(region):
    assert names(region) == ["医院03", "医院09"]
    (place,) = lists.everything(region, "institutions", "name = ?", ("医院09",))
    place.district = "西"
    save.save(region, place)
    assert names(region) == ["医院03"]


def test_who_lies_in_the_bin_is_not_listed(region):
    (place,) = lists.everything(region, "institutions", "name = ?", ("医院09",))
    save.delete(region, "institutions", place.id)
    assert names(region) == ["医院03"]


def test_a_bin_that_is_filtered_shows_what_lies_there(region):
    (place,) = lists.everything(region, "institutions", "name = ?", ("医院09",))
    save.delete(region, "institutions", place.id)
    assert names(region, bin=True) == ["医院09"]


def test_a_place_that_moved_is_near_elsewhere(region):
    (place,) = lists.everything(region, "institutions", "name = ?", ("医院09",))
    place.position = "34,134"
    save.save(region, place)
    ids = [place.id, "nowhere"]
    assert directory_sets.nearest(region, ids[::-1], (34.0, 134.0), farthest=False) == ids
    place.position = None
    save.save(region, place)
    assert directory_sets.nearest(region, ids[::-1], (34.0, 134.0), farthest=False) == ids[::-1]


def test_a_name_of_somebody_there_is_found_at_once(region):
    assert names(region, text="灯台") == []
    (place,) = lists.everything(region, "institutions", "name = ?", ("医院09",))
    place.director = "灯台 岬"
    save.save(region, place)
    assert names(region, text="灯台") == ["医院09"]
