"""Imported values as a layer of their own (decisions 18): one operation holds all that a source says of an
institution.

What she typed are field groups above it; the value shown is hers, else the newest source's.
"""

from __future__ import annotations

import itertools
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.records import new_id
from zaitaku_desk.store import audit, cache, documents, journal, merging, refreshing
from zaitaku_desk.store.journal import SOURCE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database

_KEYS = uuid.UUID("0d6b0a6e-39c5-4c7c-9a3e-1f7a2a1f4a55")


@dataclass(frozen=True, slots=True)
class SourceValues:
    """What one source says of one institution. `edition` is the ISO day of the list, `key` the source's own
    id. Records of another `kind` can come from a list, too: `institution_id` is then their id.
    """

    institution_id: str
    source: str
    edition: str
    values: Mapping[str, Any]
    key: str | None = None
    gone: bool = False
    kind: str = "institutions"


def institution_id(db: Database, key: str | None) -> str:
    """The id for an institution first seen through `key`: the same on every laptop of the vault; else
    random.
    """
    return uuid.uuid5(_KEYS, f"{db.vault_id}/{key}").hex if key else new_id()


def said_by(db: Database, source: str) -> list[SourceValues]:
    """What one source says of every institution, from its last import."""
    return _load(db, "WHERE source = ?", (source,))


def of(db: Database, institution: str) -> list[SourceValues]:
    """What every source says of one institution and those joined to it, for 「出典では…」."""
    ids = tuple(merging.family(db, "institutions", institution))
    return _load(db, f"WHERE {documents.any_of('institution_id', ids)} ORDER BY edition DESC", ids)


class Words(NamedTuple):
    """Her own words that are written together with an import: one field group of one record."""

    kind: str
    record: str
    group: str
    value: dict[str, Any]


def write(
    db: Database,
    said: Iterable[SourceValues],
    *,
    words: Iterable[Words] = (),
    total: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """Take in what a source says, in one transaction and one batch; returns the batch for undo.

    Of an institution that comes twice the last counts. What is not yet a sequence is read as it is written,
    so that a list of the whole country is never held: then nothing may come twice, and `total` says about
    how many there are. `progress` gets (done, total) and `cancelled` is asked between chunks: then everything
    is rolled back and Cancelled is raised. UserError when the disk refuses; then nothing was written.
    """
    if isinstance(said, Sequence):
        said = {(item.institution_id, item.source): item for item in said}.values()
        total = len(said)
    many: Counter[str] = Counter()
    batch = new_id()

    def step(done: int) -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(min(done, 2 * total), 2 * total)

    with db.begin() as connection:
        done = 0
        coming = iter(said)
        while chunk := list(itertools.islice(coming, journal.CHUNK)):
            many.update(item.kind for item in chunk)
            _write(db, connection, chunk, batch)
            done += len(chunk)
            step(done)
        for word in words:
            many[word.kind] += 1
            _write_words(db, connection, word, batch)
        half = max(1, sum(many.values()))
        refreshing.refresh_batch(
            db, connection, batch, many, progress=lambda count: step(total + total * min(count, half) // half)
        )
        if many:
            audit.note(db, "import", *audit.which_of(db, batch, many), batch=batch)
    cache.forget(db, many)
    if many:
        db.last_batch = batch
    return batch


class Cancelled(Exception):
    """She asked to stop; nothing was written."""


def _write(db: Database, connection: Connection, said: Sequence[SourceValues], batch: str) -> None:
    heads = journal.heads_of(db, list(dict.fromkeys(item.institution_id for item in said)))
    ops = []
    for item in said:
        grp = SOURCE + item.source
        value: dict[str, Any] = {
            "source": item.source,
            "edition": item.edition,
            "key": item.key,
            "values": dict(item.values),
        }
        if item.gone:
            value["gone"] = True
        prev = heads[item.institution_id].ids(grp)
        ops.append(journal.new_op(db, item.kind, item.institution_id, grp, value, batch=batch, prev=prev))
    journal.insert(connection, ops)


def _write_words(db: Database, connection: Connection, word: Words, batch: str) -> None:
    winner = journal.heads(db, word.record).winner(word.group)
    unknown = winner.value if winner is not None and isinstance(winner.value, dict) else {}
    op = journal.new_op(
        db,
        word.kind,
        word.record,
        word.group,
        {**unknown, **word.value},
        batch=batch,
        prev=journal.heads(db, word.record).ids(word.group),
    )
    journal.insert(connection, [op])


def _load(db: Database, where: str, params: tuple[Any, ...]) -> list[SourceValues]:
    rows = db.rows(
        f"SELECT institution_id, source, edition, value, key, gone FROM source_values {where}", params
    )
    return [
        SourceValues(row[0], row[1], row[2] or "", json.loads(row[3]), row[4], bool(row[5])) for row in rows
    ]
