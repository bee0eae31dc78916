"""What one save, deletion or import wrote, a chunk at a time: nothing of a batch of any size is held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaitaku_desk.store.journal import CHUNK

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def in_chunks(db: Database, batch: str) -> Iterator[dict[str, list[str]]]:
    """Kind → records that a batch wrote, some hundred operations at a time in its order, each record once.

    What it wrote is looked at again and again, so that nothing of it is held.
    """
    last = 0
    before = "SELECT 1 FROM op p WHERE p.record = op.record AND +p.batch = op.batch AND p.seq < op.seq"
    while True:
        rows = db.rows(
            f"SELECT seq, kind, record, NOT EXISTS ({before}) FROM op"
            " WHERE batch = ? AND seq > ? ORDER BY seq LIMIT ?",
            (batch, last, CHUNK),
        )
        if not rows:
            return
        found: dict[str, list[str]] = {}
        for _, kind, record, is_first in rows:
            if is_first:
                found.setdefault(kind, []).append(record)
        last = rows[-1][0]
        if found:
            yield found


def size(db: Database, batch: str) -> int:
    """How many operations one save, deletion or import wrote."""
    row = db.row("SELECT count(*) FROM op WHERE batch = ?", (batch,))
    return int(row[0]) if row else 0
