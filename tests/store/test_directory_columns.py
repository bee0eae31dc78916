"""What the directory's list says of each row, with its age."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import lists, save
from zaitaku_desk.store.lists import Listing

NOW = datetime(2026, 11, 24, 10, 0)
AT = {column.name: place for place, column in enumerate(Institution.COLUMNS, 1)}


@pytest.fixture
def region(db):
    near = save.new("institutions", name="近い医院", kana="ち", kind="clinic", position="34.34,134.05")
    near.vacancy, near.vacancy_at = "open", datetime(2026, 11, 1, 9, 0)
    near.opening_hours = {"tue": [["09:00", "12:00"]]}
    far = save.new("institutions", name="遠い医院", kana="あ", kind="clinic", position="34.44,134.05")
    unknown = save.new("institutions", name="場所の分からない医院", kana="い", kind="clinic")
    save.save_many(db, [near, far, unknown])
    for place in (near, far, unknown):
        save.save(
            db,
            save.new(
                "capabilities",
                institution_id=place.id,
                code="tracheostomy",
                state="conditional",
                condition="日中のみ",
                confirmed_on=date(2024, 4, 1),
            ),
        )
    return db


def cells(db, *filters, now=NOW, **how):
    rows = lists.page(db, Listing("institutions", filters=filters, now=now, **how))
    return {row[AT["name"]]: row for row in rows}


def words(row, name):
    return row[AT[name]].words("wareki")


def test_what_is_asked_stands_beside_its_age(region):
    row = cells(region, ("capability", ("tracheostomy",)))["近い医院"]
    assert words(row, "abilities") == "条件付 R6.4.1 古い（日中のみ）"
    assert row[AT["abilities"]].old


def test_room_and_telephone_are_said_for_the_moment(region):
    row = cells(region)["近い医院"]
    assert words(row, "room") == "余力あり R8.11.1 09:00 古い"
    assert words(row, "reach") == "× 診療中（9:00～12:00）"
    assert row[AT["abilities"]] is None and row[AT["distance"]] is None


def test_the_nearest_come_first_and_the_unknown_last(region):
    found = cells(region, ("near", (34.34, 134.04)))
    assert list(found) == ["近い医院", "遠い医院", "場所の分からない医院"]
    assert [words(row, "distance") for row in found.values()] == ["0.9km", "11km", ""]


def test_a_chosen_sort_is_stronger_than_the_distance(region):
    assert next(iter(cells(region, ("near", (34.34, 134.04)), sort="kana"))) == "遠い医院"


def test_nearness_crosses_with_the_other_filters_and_words(region):
    found = cells(region, ("near", (34.34, 134.04)), ("kind", "clinic"), text="医院")
    assert list(found) == ["近い医院", "遠い医院", "場所の分からない医院"]


def test_without_a_moment_nothing_is_said_of_it(region):
    assert cells(region, now=None)["近い医院"][AT["reach"]] is None


def test_columns_outside_the_screen_are_those_that_say_something(region):
    asked = [column.name for column in lists.columns(Listing("institutions", filters=(("near", (1, 1)),)))]
    assert "distance" in asked and "abilities" not in asked
