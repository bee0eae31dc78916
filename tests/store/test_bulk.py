"""Much at once: tables and index are those the operations describe (T13)."""

from __future__ import annotations

from zaitaku_desk.store import bulk, cache, journal, migrate, save, search
from zaitaku_desk.store.connection import Database


def ops_of(db: Database, name: str) -> list[journal.Op]:
    made = journal.new_op(db, "institutions", name, "name", {"name": name}, batch="b", prev=())
    return [made, made]


def test_what_was_taken_in_is_in_tables_and_index_at_the_end(db: Database) -> None:
    assert bulk.take(db, ops_of(db, "みなと診療所")) == 1
    assert save.get(db, "institutions", "みなと診療所") is None
    bulk.finish(db)
    assert save.get(db, "institutions", "みなと診療所") is not None
    assert (cache.differences(db), search.problems(db)) == ([], 0)


def test_until_then_the_tables_count_as_stale(db: Database) -> None:
    bulk.take(db, ops_of(db, "みなと診療所"))
    assert db.row("SELECT value FROM local WHERE key = ?", (migrate.REBUILD,)) == ("1",)
    bulk.finish(db)
    assert db.row("SELECT value FROM local WHERE key = ?", (migrate.REBUILD,)) is None


def test_without_anything_taken_in_nothing_is_made_anew(db: Database) -> None:
    db.cache["institutions.mark"] = 1
    bulk.finish(db)
    assert db.cache["institutions.mark"] == 1
