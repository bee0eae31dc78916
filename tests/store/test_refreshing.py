"""Rows and index of a batch of any size: the same as of each record alone, in little memory."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.laptops import is_whole, laptops, state
from zaitaku_desk.store import batches, index, lists, save, sources
from zaitaku_desk.store.lists import Listing
from zaitaku_desk.store.sources import SourceValues


@pytest.fixture
def small(monkeypatch):
    """Much is little: every way of an import of 250,000 rows is gone with a few dozen."""
    for module, name, size in (
        (index, "MANY", 20),
        (index, "BLOCK", 6),
        (batches, "CHUNK", 4),
        (index, "CHUNK", 5),
    ):
        monkeypatch.setattr(module, name, size)


def said(number: int, name: str = "港") -> SourceValues:
    return SourceValues(f"{number:032}", "list", "2026", {"name": f"{name}{number}", "kana": f"{number % 7}"})


def shown(db, text: str = "") -> list[str]:
    return [row[1] for row in lists.page(db, Listing("institutions", text=text))]


def test_a_first_import_makes_the_index_of_its_kind_once(db, small, monkeypatch):
    made = []
    rebuild = index.rebuild_kind
    monkeypatch.setattr(index, "rebuild_kind", lambda *args: [made.append(args[2]), rebuild(*args)])
    sources.write(db, [said(number) for number in range(60)])
    assert made == ["institutions"]
    assert len(shown(db, "港")) == 60 and is_whole(db)


def test_undo_and_redo_of_much_leave_what_was_there(db, small):
    other = save.new("people", name="見本")
    save.save(db, other)
    back = save.undo(db, sources.write(db, [said(number) for number in range(60)]))
    assert shown(db) == [] and lists.ids(db, Listing("people", text="見本")) == [other.id]
    save.undo(db, back)
    assert len(shown(db)) == 60 and is_whole(db)


def test_a_small_import_beside_many_writes_only_its_own(db, small, monkeypatch):
    sources.write(db, [said(number) for number in range(60)])
    monkeypatch.setattr(index, "rebuild_kind", lambda *args: pytest.fail("dealt again"))
    sources.write(db, [said(number, "岬") for number in range(50, 65)])
    assert (len(shown(db, "岬")), len(shown(db, "港"))) == (15, 50)
    assert is_whole(db)


def test_new_names_in_an_import_are_found_in_visits_of_earlier_chunks(db, small):
    visit = save.new("visits", institution_id=f"{41:032}")
    save.save(db, visit)
    sources.write(db, [said(number) for number in range(60)])
    assert lists.ids(db, Listing("visits", text="港41")) == [visit.id]
    assert is_whole(db)


def test_what_fails_at_the_end_leaves_nothing(db, small, monkeypatch):
    def full(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(index, "_optimize", full)
        with pytest.raises(OSError):
            sources.write(db, [said(number) for number in range(60)])
    assert shown(db) == [] and is_whole(db)


def test_the_order_of_the_index_made_anew_is_that_of_the_list(db, small):
    numbers = random.Random(3).sample(range(60), 60)
    sources.write(db, [said(number) for number in numbers])
    readings = [row[0] for row in db.rows("SELECT sort_key FROM search_doc ORDER BY rank")]
    assert readings == sorted(readings)
    assert index.problems(db) == 0


@settings(max_examples=15, deadline=None)
@given(runs=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=4))
def test_imports_of_any_sizes_and_their_undo_come_to_the_same(desk_template, runs):
    with laptops(desk_template, 1) as (db,), pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "MANY", 12)
        patch.setattr(index, "BLOCK", 5)
        patch.setattr(batches, "CHUNK", 3)
        states = []
        done = []
        for start, count in runs:
            states.append(state(db))
            many = [said(number, f"港{start}の") for number in range(start, start + count)]
            done.append(sources.write(db, many))
            assert is_whole(db)
        for batch, before in zip(reversed(done), reversed(states), strict=True):
            save.undo(db, batch)
            assert state(db) == before and is_whole(db)


def test_one_record_costs_no_count_of_the_index(db, monkeypatch):
    monkeypatch.setattr(index, "_held", lambda _: pytest.fail("counted"))
    save.save(db, save.new("institutions", name="港"))
    assert shown(db) == ["港"]
