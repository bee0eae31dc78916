"""Much at once: take operations in without their tables, which are made from all of them at the end (T13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from zaitaku_desk.store import cache, erasing, journal, migrate
from zaitaku_desk.store.engine import CACHE_KILOBYTES
from zaitaku_desk.store.journal import Op

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.save import Also

MUCH_KILOBYTES = 200_000
"""Of pages kept while everything is written: random ids touch all of an index again and again."""

TOGETHER = 2 * 2**20
"""Bytes of segments in one transaction: each writes most of the index of ids, however little it adds."""

MANY_PAGES, CHECKPOINT_PAGES = 30_000, 1_000
"""Of the write-ahead log before it is folded into the file: meanwhile, and SQLite's own."""


def take(db: Database, ops: Sequence[Op], also: Also | None = None) -> int:
    """Add the operations that are new here; until `finish`, also after a kill, the tables count as stale."""
    with db.begin() as connection:
        _prepare(connection, MUCH_KILOBYTES, MANY_PAGES)
        known = journal.known_ids(db, [op.id for op in ops])
        fresh = [op for op in {op.id: op for op in ops}.values() if op.id not in known]
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO local (key, value) VALUES (?, '1')", (migrate.REBUILD,)
        )
        journal.insert(connection, fresh)
        if fresh:
            journal.heard(db, max(op.hlc for op in fresh))
            erasing.apply(db, {op.record for op in fresh})
        if also:
            also(connection)
    return len(fresh)


def finish(db: Database, progress: Callable[[int, int], None] = lambda _done, _total: None) -> None:
    """Make tables and index, if anything was taken in. Where `progress` raises, the next opening does it."""
    if db.row("SELECT 1 FROM local WHERE key = ?", (migrate.REBUILD,)):
        row = db.row("SELECT count(DISTINCT record) FROM op")
        total = 2 * int(row[0]) if row else 0
        with db.begin() as connection:
            _prepare(connection, MUCH_KILOBYTES, MANY_PAGES)
            cache.rebuild_within(db, connection, lambda done: progress(min(done, total), total))
            progress(total, total)  # not every kind is searched
            connection.exec_driver_sql("DELETE FROM local WHERE key = ?", (migrate.REBUILD,))
        with db.begin() as connection:
            _prepare(connection, CACHE_KILOBYTES, CHECKPOINT_PAGES)


def _prepare(connection: Connection, kilobytes: int, pages: int) -> None:
    connection.exec_driver_sql(f"PRAGMA cache_size = -{kilobytes}")
    connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {pages}").fetchall()
