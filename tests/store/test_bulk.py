"""Much at once: tables and index are those the operations describe (T13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.store import bulk, cache, desk, journal, migrate, save, search
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


def test_how_far_it_is_is_told_and_who_stops_it_finds_it_made_at_the_next_opening(data_dir: Path) -> None:
    db = desk.open_desk(data_dir)
    bulk.take(db, ops_of(db, "みなと診療所"))
    told: list[tuple[int, int]] = []
    total = 2 * db.row("SELECT count(DISTINCT record) FROM op")[0]

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk.finish(db, stop)
    assert told == sorted(told)
    assert told[-1] == (total, total)
    assert save.get(db, "institutions", "みなと診療所") is None
    db.close()
    db = desk.open_desk(data_dir)
    assert save.get(db, "institutions", "みなと診療所") is not None
    assert (cache.differences(db), search.problems(db)) == ([], 0)
    db.close()


def test_without_anything_taken_in_nothing_is_made_anew(db: Database) -> None:
    db.cache["institutions.mark"] = 1
    bulk.finish(db)
    assert db.cache["institutions.mark"] == 1
