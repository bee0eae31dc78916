"""Tables are a cache of the journal."""

from __future__ import annotations

import pytest

from tests.store.laptops import is_whole, state
from zaitaku_desk.records import KINDS
from zaitaku_desk.store import cache, journal, save, sources
from zaitaku_desk.store.sources import SourceValues


def full(db) -> None:
    clinic = save.new("institutions", name="みどり台医院", services=["内科"], beds=3)
    visit = save.new("visits", institution_id=clinic.id, as_typed={"visited_on": "12/ab"})
    save.save_many(db, [clinic, visit, save.new("answers", visit_id=visit.id, value={"text": "代診"})])
    sources.write(
        db, [SourceValues(clinic.id, "list", "2026", {"fax": "1"}), SourceValues("x", "list", "2026", {})]
    )
    save.delete(db, "visits", visit.id)


def test_everything_can_be_made_again_from_the_journal(db):
    full(db)
    before = state(db)
    cache.rebuild(db)
    assert state(db) == before
    assert is_whole(db)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE institutions SET name = 'x'",
        "DELETE FROM institutions",
        "UPDATE visits SET deleted = 0",
        "INSERT INTO people (id, name) VALUES ('p', 'Niemand')",
        "UPDATE visits SET as_typed = NULL",
    ],
)
def test_the_check_sees_rows_that_are_not_what_the_journal_says(db, harm):
    full(db)
    assert cache.differences(db) == []
    with db.begin_raw() as raw:
        raw.execute(harm)
    assert cache.differences(db) != []
    cache.rebuild(db)
    assert is_whole(db)


def test_a_row_may_arrive_group_by_group(db):
    for kind, record in KINDS.items():
        op = journal.Op(
            f"{kind:0<32}", "d", 5, "", "b", kind, f"{kind}-1", "merged_into", {"merged_into": None}
        )
        save.apply(db, [op])
        assert isinstance(save.get(db, kind, f"{kind}-1"), record)
    assert is_whole(db)


def test_values_of_another_shape_do_not_stop_the_program(db):
    value = {"beds": "viele", "as_typed": {}}
    save.apply(db, [journal.Op("f" * 32, "d", 5, "", "b", "institutions", "a", "beds", value)])
    assert save.get(db, "institutions", "a").beds is None
