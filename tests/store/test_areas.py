"""The tree gives institutions their 地区 as a source of its own (A138, decisions 18)."""

from __future__ import annotations

import pytest

from zaitaku_desk.store import areas, cache, sources
from zaitaku_desk.store.save import delete, get, new, restore, save, save_many, undo
from zaitaku_desk.store.sources import SourceValues

DAY = "2026-11-20"


@pytest.fixture
def tree(db):
    """みなと野市 with two districts in one 圏域."""
    rows = [
        ("city", "みなと野市", "municipality", None, []),
        ("north", "北部圏域", "daily_living_area", "city", []),
        ("a", "錨町", "district", "north", ["錨町", "綱手町"]),
        ("b", "波ノ木", "district", "north", ["波ノ木"]),
    ]
    save_many(
        db,
        [
            new("areas", id=key, name=name, level=level, parent_id=parent, words=words, order=order)
            for order, (key, name, level, parent, words) in enumerate(rows)
        ],
    )


def clinic(db, address, **more):
    record = new(
        "institutions", name="港医院", municipality="みなと野市", address=address, listed=True, **more
    )
    save(db, record)
    return record.id


def district(db, record_id):
    return get(db, "institutions", record_id).district


def listed(record_id, address, edition=DAY):
    return SourceValues(
        record_id, "city", edition, {"name": "港医院", "municipality": "みなと野市", "address": address}
    )


def test_an_institution_gets_the_district_of_its_address(db, tree):
    one, other = clinic(db, "綱手町1-2"), clinic(db, "遠見9")
    made = areas.assign(db, edition=DAY)
    assert (made.got, made.without) == ([one], [other])
    assert district(db, one) == "錨町"


def test_her_own_district_stays_and_is_counted(db, tree):
    one = clinic(db, "綱手町1-2", district="波ノ木")
    assert areas.assign(db, edition=DAY).hers == 1
    assert district(db, one) == "波ノ木"


def test_assigning_twice_writes_nothing(db, tree):
    clinic(db, "綱手町1-2")
    areas.assign(db, edition=DAY)
    batch = db.last_batch
    assert areas.assign(db, edition="2026-12-01").said == []
    assert db.last_batch == batch


def test_one_undo_takes_the_whole_assignment_back(db, tree):
    ids = [clinic(db, "綱手町1-2"), clinic(db, "波ノ木3")]
    areas.assign(db, edition=DAY)
    undo(db, db.last_batch)
    assert [district(db, record_id) for record_id in ids] == [None, None]
    assert cache.differences(db) == []


def test_a_change_of_the_tree_changes_and_takes_away(db, tree):
    one, other = clinic(db, "綱手町1-2"), clinic(db, "波ノ木3")
    areas.assign(db, edition=DAY)
    save(db, new("areas", id="a", name="錨町", level="district", parent_id="north", words=["波ノ木3"]))
    save(db, new("areas", id="b", name="波ノ木", level="district", parent_id="north", words=["波ノ木9"]))
    made = areas.assign(db, edition=DAY)
    assert (made.changed, made.lost) == ([other], [one])
    assert (district(db, other), district(db, one)) == ("錨町", None)


def test_the_plan_writes_nothing(db, tree):
    one = clinic(db, "綱手町1-2")
    assert areas.plan(db).got == [one]
    assert district(db, one) is None


def test_what_an_import_brings_gets_its_district_in_the_same_batch(db, tree):
    said = [listed("x1", "綱手町1-2")]
    batch = sources.write(db, [*said, *areas.follow(db, said, DAY)])
    assert district(db, "x1") == "錨町"
    undo(db, batch)
    assert get(db, "institutions", "x1") is None


def test_a_moved_institution_follows_and_an_unmoved_one_is_left_alone(db, tree):
    said = [listed("x1", "綱手町1-2")]
    sources.write(db, [*said, *areas.follow(db, said, DAY)])
    assert areas.follow(db, said, DAY) == []
    moved = [listed("x1", "波ノ木3", "2026-12-01")]
    assert [item.values for item in areas.follow(db, moved, DAY)] == [{"district": "波ノ木"}]


def test_her_address_and_that_of_a_newer_list_count_more_than_an_older_one(db, tree):
    one = clinic(db, "綱手町1-2")
    assert [item.values for item in areas.follow(db, [listed(one, "波ノ木3")], DAY)] == [{"district": "錨町"}]
    sources.write(db, [listed("x1", "綱手町1-2")])
    older = SourceValues("x1", "old", "2020-01-01", {"address": "波ノ木3"})
    assert [item.values for item in areas.follow(db, [older], DAY)] == [{"district": "錨町"}]


def test_the_tree_alone_does_not_keep_what_no_list_knows(db, tree):
    said = [listed("x1", "綱手町1-2")]
    sources.write(db, [*said, *areas.follow(db, said, DAY)])
    sources.write(db, [SourceValues("x1", "city", "2027-01-01", said[0].values, gone=True)])
    assert get(db, "institutions", "x1").name == "港医院"


def test_undoing_an_import_after_assigning_leaves_nothing_behind(db, tree):
    batch = sources.write(db, [listed("x1", "綱手町1-2")])
    areas.assign(db, edition=DAY)
    undo(db, batch)
    assert get(db, "institutions", "x1") is None


def test_a_filter_by_an_area_lets_the_districts_below_it_through(db, tree):
    assert areas.districts_under(db, "city") == ["北部圏域", "錨町", "波ノ木"]
    assert areas.districts_under(db, "b") == ["波ノ木"]


def test_how_many_institutions_each_area_holds_and_how_many_have_no_district(db, tree):
    clinic(db, "x", district="錨町")
    clinic(db, "遠見9")
    assert areas.counts(db) == ({"city": 2, "north": 1, "a": 1}, 1)
    assert [address for _, _, address in areas.without_district(db)] == ["みなと野市遠見9"]


def test_stopping_leaves_everything_as_it_was(db, tree):
    one = clinic(db, "綱手町1-2")
    with pytest.raises(sources.Cancelled):
        areas.assign(db, edition=DAY, cancelled=lambda: True)
    assert district(db, one) is None


def test_an_area_moves_among_its_siblings_in_one_step(db, tree):
    areas.move(db, "b", -1)
    assert areas.districts_under(db, "north")[1:] == ["波ノ木", "錨町"]
    undo(db, db.last_batch)
    assert areas.districts_under(db, "north")[1:] == ["錨町", "波ノ木"]
    assert areas.move(db, "a", -1) == []


def test_what_lies_below_an_area_in_the_bin_is_gone_and_comes_back_with_it(db, tree):
    delete(db, "areas", "city")
    assert list(areas.tree(db).every()) == []
    restore(db, "areas", "city")
    assert areas.districts_under(db, "city") == ["北部圏域", "錨町", "波ノ木"]


def test_what_she_types_is_settled_without_a_step_of_its_own_for_undo(db, tree):
    one = clinic(db, "綱手町1-2")
    batch = db.last_batch
    assert areas.settle(db, one, DAY)
    assert (district(db, one), db.last_batch) == ("錨町", batch)
    assert not areas.settle(db, one, DAY)
