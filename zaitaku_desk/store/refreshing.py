"""Rows and search index of records whose operations have changed, in the transaction of those operations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from zaitaku_desk.store import batches, documents, index
from zaitaku_desk.store.cache import forget, write_rows
from zaitaku_desk.store.journal import CHUNK, chunks

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database


def refresh(db: Database, connection: Connection, touched: Mapping[str, Collection[str]]) -> None:
    """Write the rows of these records in this order, and what is searched of them, anew from their
    operations.
    """
    with _Refresh(db, connection, {kind: len(ids) for kind, ids in touched.items()}) as work:
        for kind, ids in touched.items():
            for chunk in chunks(list(ids), CHUNK):
                work.take({kind: chunk})


def refresh_batch(
    db: Database,
    connection: Connection,
    batch: str,
    many: Mapping[str, int],
    *,
    progress: Callable[[int], None] | None = None,
) -> None:
    """The same for all that a batch wrote, read a chunk at a time: an import of any size is never held.

    `many` is about how many records of each kind it is. `progress` gets the number of records done, each
    counted half for its row and half for the index.
    """
    total, told = max(1, sum(many.values())), 0

    def tell(done: int, after: int) -> None:
        nonlocal told
        now = (min(done, total) + min(after, total)) // 2
        if progress and now > told:
            told = now
            progress(told)

    with _Refresh(db, connection, many, lambda count: tell(total, count)) as work:
        done = 0
        for touched in batches.in_chunks(db, batch):
            work.take(touched)
            done += sum(map(len, touched.values()))
            tell(done, 0 if work.later else done)
    tell(total, total)


class _Refresh:
    """Rows and index of many records, a chunk at a time, inside one transaction."""

    def __init__(
        self,
        db: Database,
        connection: Connection,
        many: Mapping[str, int],
        indexed: Callable[[int], None] | None = None,
    ) -> None:
        self._db, self._connection = db, connection
        self._index = index.Update(db, connection, many)
        self._indexed = indexed
        self._kinds = frozenset(many)
        self._wanted: dict[str, set[str]] = {}
        self._relabelled: set[tuple[str, str]] = set()

    def __enter__(self) -> _Refresh:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._give()
                self._index.finish(self._indexed)
                if self._relabelled:
                    index.update_labels(self._db, self._connection, self._relabelled)
        except BaseException:
            forget(self._db, self._kinds)
            raise
        if kind is not None:
            forget(self._db, self._kinds)

    @property
    def later(self) -> bool:
        """The index of a kind is made when all rows are written."""
        return any(map(self._index.whole, self._kinds))

    def take(self, touched: Mapping[str, Sequence[str]]) -> None:
        """The rows of these records; their documents follow with those of many others."""
        db = self._db
        labels, names = _labels(db, touched), documents.names(db, touched.get("institutions", ()))
        found = [documents.shown_in(db, touched)]
        for kind, ids in touched.items():
            write_rows(db, self._connection, kind, ids)
        forget(db, touched)
        renamed = documents.renamed(db, touched.get("institutions", ()), names)
        found += [documents.shown_in(db, touched), documents.named_by(db, renamed)]
        self._relabelled |= {code for code, _ in labels.items() ^ _labels(db, touched).items()}
        for more in found:
            for kind, documents_of in more.items():
                if not self._index.whole(kind):
                    self._wanted.setdefault(kind, set()).update(documents_of)
        if sum(map(len, self._wanted.values())) >= index.BLOCK:
            self._give()

    def _give(self) -> None:
        for kind, ids in self._wanted.items():
            self._index.take(kind, ids)
        self._wanted = {}


def _labels(db: Database, touched: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """(list, key) → label of the codes among these records, as they are stored now."""
    found: dict[tuple[str, str], str] = {}
    for chunk in chunks(sorted(touched.get("codes", ())), CHUNK):
        marks = ",".join("?" * len(chunk))
        for list_name, key, label in db.rows(
            f"SELECT list_name, key, label FROM codes WHERE id IN ({marks})", chunk
        ):
            found[list_name or "", key or ""] = label or ""
    return found
