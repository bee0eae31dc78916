"""The journal: every change is one immutable operation per field group (sync.md §4.2).

Tables are a cache of operations. State is a pure function of the set of operations: the heads of a group are the
operations no other has superseded, the value shown is the head with the greatest (clock, id). Order of arrival and
repetition do not matter.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database

SCHEMA = 1
"""Version of what operation values look like."""

DELETION = "_del"
"""The group that hides a record: {"deleted": true, "seen": [operations it knew]}."""

SOURCE = "source:"
"""Prefix of groups that hold all values of one imported source (decisions 18)."""

CHUNK = 400


@dataclass(frozen=True, slots=True)
class Op:
    """One operation. `hlc` is in milliseconds of UTC and only orders; `prev` are the ids the form had shown."""

    id: str
    device: str
    hlc: int
    who: str
    batch: str
    kind: str
    record: str
    grp: str
    value: Any
    prev: tuple[str, ...] = ()
    sealed: bool = True
    schema: int = SCHEMA


@dataclass(slots=True)
class Heads:
    """The live operations of one record, by group."""

    ops: dict[str, list[Op]] = field(default_factory=dict)

    def winner(self, grp: str) -> Op | None:
        """The operation whose value is shown, the same on every device."""
        found = self.ops.get(grp)
        return max(found, key=lambda op: (op.hlc, op.id)) if found else None

    def ids(self, grp: str) -> tuple[str, ...]:
        """Ids of the live operations of a group, for the `prev` of the next one."""
        return tuple(sorted(op.id for op in self.ops.get(grp, ())))

    def words(self) -> list[str]:
        """Ids of the live operations that hold her words: everything but deletions and imported sources."""
        return sorted(
            op.id
            for grp, ops in self.ops.items()
            if grp != DELETION and not grp.startswith(SOURCE)
            for op in ops
        )

    @property
    def deleted(self) -> bool:
        """Hidden: a deletion had seen every live word (a later or concurrent edit revives), or nothing is said."""
        words = set(self.words())
        if any(
            op.value.get("deleted") and words <= set(op.value.get("seen", ()))
            for op in self.ops.get(DELETION, ())
        ):
            return True
        return all(op.value is None for grp in self.ops if grp != DELETION for op in self.ops[grp])

    @property
    def conflicts(self) -> list[str]:
        """Groups whose live operations say different things."""
        return [grp for grp, ops in self.ops.items() if len({_dump(op.value) for op in ops}) > 1]


def new_op_id() -> str:
    """A random 128-bit operation id."""
    return uuid.uuid4().hex


def tick(db: Database) -> int:
    """The next hybrid clock value: never smaller than any operation known here."""
    now = time.time_ns() // 1_000_000
    last = db.row("SELECT max(hlc) FROM op") if db.clock == 0 else None
    db.clock = max(now, db.clock + 1, (last[0] or 0) + 1 if last else 0)
    return db.clock


def insert(connection: Connection, ops: Iterable[Op]) -> None:
    """Add operations and note what they supersede; one that is already there is left as it is."""
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    from zaitaku_desk.store.mapping import table

    ops = list(ops)
    if not ops:
        return
    connection.execute(
        sqlite_insert(table("op")).on_conflict_do_nothing(index_elements=["id"]), [_row(op) for op in ops]
    )
    gone = {older for op in ops for older in op.prev}
    if gone:
        connection.execute(
            sqlite_insert(table("superseded")).on_conflict_do_nothing(), [{"id": older} for older in gone]
        )


def replace_value(connection: Connection, op_id: str, value: Any, hlc: int) -> bool:
    """Give an unsealed operation a new value; False when it has been sealed meanwhile."""
    from zaitaku_desk.store.mapping import table

    op = table("op")
    found = connection.execute(
        op.update().where(op.c.id == op_id, op.c.sealed == 0).values(value=_dump(value), hlc=hlc)
    )
    return bool(found.rowcount)


def seal(connection: Connection, op_ids: Sequence[str] | None = None) -> None:
    """Make operations immutable: all unsealed ones, or the named ones (decisions 15)."""
    from zaitaku_desk.store.mapping import table

    op = table("op")
    statement = op.update().where(op.c.sealed == 0).values(sealed=1)
    connection.execute(statement if op_ids is None else statement.where(op.c.id.in_(op_ids)))


def heads(db: Database, record: str) -> Heads:
    """The live operations of one record."""
    return heads_of(db, [record])[record]


def heads_of(db: Database, records: Sequence[str]) -> dict[str, Heads]:
    """The live operations of several records, by record id."""
    found = {record: Heads() for record in records}
    for chunk in chunks(records, CHUNK):
        marks = ",".join("?" * len(chunk))
        for op in _load(
            db,
            f"WHERE record IN ({marks}) AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.id = op.id)",
            chunk,
        ):
            found[op.record].ops.setdefault(op.grp, []).append(op)
    return found


def of_record(db: Database, record: str) -> list[Op]:
    """Every operation of a record, oldest first."""
    return sorted(_load(db, "WHERE record = ?", (record,)), key=lambda op: (op.hlc, op.id))


def of_batch(db: Database, batch: str) -> list[Op]:
    """The operations written by one save, deletion or import."""
    return list(_load(db, "WHERE batch = ? ORDER BY seq", (batch,)))


def by_ids(db: Database, ids: Sequence[str]) -> dict[str, Op]:
    """Operations by their ids; unknown ones are missing."""
    found = {}
    for chunk in chunks(ids, CHUNK):
        for op in _load(db, f"WHERE id IN ({','.join('?' * len(chunk))})", chunk):
            found[op.id] = op
    return found


def everything(db: Database) -> list[Op]:
    """The whole journal in the order of arrival."""
    return list(_load(db, "ORDER BY seq", ()))


def chunks(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _load(db: Database, where: str, params: Sequence[Any]) -> Iterator[Op]:
    rows = db.rows(
        "SELECT id, device, hlc, who, batch, schema, kind, record, grp, value, prev, sealed FROM op " + where,
        params,
    )
    for op_id, device, hlc, who, batch, schema, kind, record, grp, value, prev, sealed in rows:
        yield Op(
            id=op_id,
            device=device,
            hlc=hlc,
            who=who,
            batch=batch,
            kind=kind,
            record=record,
            grp=grp,
            value=json.loads(value),
            prev=tuple(json.loads(prev)),
            sealed=bool(sealed),
            schema=schema,
        )


def _row(op: Op) -> dict[str, Any]:
    return {
        "id": op.id,
        "device": op.device,
        "hlc": op.hlc,
        "who": op.who,
        "batch": op.batch,
        "schema": op.schema,
        "kind": op.kind,
        "record": op.record,
        "grp": op.grp,
        "value": _dump(op.value),
        "prev": _dump(list(op.prev)),
        "sealed": int(op.sealed),
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
