"""What the search for doubles reads and remembers (A33)."""

from __future__ import annotations

from datetime import date

from zaitaku_desk.store import merging, save, suspects


def test_a_person_is_compared_by_the_post_of_today(db):
    save.save(db, save.new("people", id="p", name="帆足 道", profession="physician"))
    save.save(db, save.new("posts", id="old", person_id="p", institution_id="x", ends_on=date(2026, 3, 31)))
    save.save(db, save.new("posts", id="new", person_id="p", institution_id="y"))
    assert suspects.rows(db, "people") == [("p", "帆足 道", "", "", "physician", "y")]


def test_joined_and_deleted_records_are_not_compared(db):
    for one in ("a", "b", "c"):
        save.save(db, save.new("institutions", id=one, name=f"医院{one}"))
    merging.merge(db, save.get(db, "institutions", "a"), ["b"])
    save.delete(db, "institutions", "c")
    assert [row[0] for row in suspects.rows(db, "institutions")] == ["a"]


def test_two_records_said_to_be_two_are_remembered_until_that_is_undone(db):
    suspects.are_two(db, "institutions", "b", "a", date(2026, 11, 22))
    assert suspects.said_to_be_two(db, "institutions") == {frozenset({"a", "b"})}
    save.undo(db, db.last_batch)
    assert suspects.said_to_be_two(db, "institutions") == set()
