"""The journal: every change is one immutable operation per field group (sync.md §4.2).

Tables are a cache of operations. State is a pure function of the set of operations: the heads of a group
are the operations no other has superseded, the value shown is the head with the greatest (clock, id). Order
of arrival and repetition do not matter.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database

SCHEMA = 1
"""Version of what operation values look like."""

DELETION = "_del"
"""The group that hides a record: {"deleted": true, "seen": [operations it knew]}."""

ERASE = "_erase"
"""The group that takes words out for good: {"fields": [...], "seen": [operations]} (decisions 12)."""

BESIDE = (DELETION, ERASE)
"""Groups that say nothing of the record itself."""

SOURCE = "source:"
"""Prefix of groups that hold all values of one imported source (decisions 18)."""

PRESET = "preset"
"""The device of operations that come with the program."""

CHUNK = 400

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_COLUMNS = "id, device, hlc, who, batch, kind, record, grp, value, prev, sealed, schema"


@dataclass(frozen=True, slots=True)
class Op:
    """One operation. `hlc` is in milliseconds of UTC and only orders; `prev` are the ids the form had
    shown.
    """

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

    def shown(self, grp: str) -> tuple[str, ...]:
        """Ids of the live operations that say what is shown: in a conflict the others have not been seen."""
        winner = self.winner(grp)
        if winner is None:
            return ()
        said = dump(winner.value)
        return tuple(sorted(op.id for op in self.ops[grp] if dump(op.value) == said))

    def words(self) -> list[str]:
        """Ids of the live operations that hold her words: everything but deletions and imported sources."""
        return sorted(
            op.id
            for grp, ops in self.ops.items()
            if grp not in BESIDE and not grp.startswith(SOURCE)
            for op in ops
        )

    @property
    def deleted(self) -> bool:
        """Hidden: a deletion had seen every live word. A later or concurrent edit revives the record."""
        words = set(self.words())
        return any(
            op.value.get("deleted") and words <= set(op.value.get("seen", ()))
            for op in self.ops.get(DELETION, ())
        )

    @property
    def silent(self) -> bool:
        """Nobody says anything of the record, or all of it was taken back: then it has no row."""
        return all(op.value is None for grp, ops in self.ops.items() if grp not in BESIDE for op in ops)

    @property
    def conflicts(self) -> list[str]:
        """Groups of her words whose live operations say different things."""
        return [
            grp
            for grp, ops in self.ops.items()
            if len(ops) > 1
            and grp not in BESIDE
            and not grp.startswith(SOURCE)
            and len({dump(op.value) for op in ops}) > 1
        ]


def newest(db: Database) -> int:
    """The place of the newest operation; 0 when there is none."""
    row = db.row("SELECT max(seq) FROM op")
    return int(row[0] or 0) if row else 0


def changed_since(db: Database, seq: int, kinds: Sequence[str]) -> bool:
    """Whether a record of these kinds got an operation after that place."""
    marks = ",".join("?" * len(kinds))
    return db.row(f"SELECT 1 FROM op WHERE seq > ? AND kind IN ({marks}) LIMIT 1", (seq, *kinds)) is not None


def new_op_id() -> str:
    """A random 128-bit operation id."""
    import uuid

    return uuid.uuid4().hex


def new_op(
    db: Database,
    kind: str,
    record: str,
    grp: str,
    value: Any,
    *,
    batch: str,
    prev: tuple[str, ...],
    sealed: bool = True,
) -> Op:
    """An operation of this device and the person at the keyboard, now; not written yet."""
    return Op(new_op_id(), db.device, tick(db), db.staff, batch, kind, record, grp, value, prev, sealed)


def tick(db: Database) -> int:
    """The next value of the hybrid clock: later than now and than any operation known here."""
    db.clock = max(time.time_ns() // 1_000_000, _clock(db) + 1)
    return db.clock


def heard(db: Database, hlc: int) -> None:
    """The clock of another device has been seen."""
    db.clock = max(_clock(db), hlc)


def insert(connection: Connection, ops: Iterable[Op]) -> None:
    """Add operations and note what they supersede; one that is already there is left as it is."""
    ops = list(ops)
    if not ops:
        return
    connection.exec_driver_sql(
        f"INSERT INTO op ({_COLUMNS}) VALUES ({','.join('?' * 12)}) ON CONFLICT (id) DO NOTHING",
        [_row(op) for op in ops],
    )
    gone = {older for op in ops for older in op.prev}
    if gone:
        connection.exec_driver_sql(
            "INSERT INTO superseded (id) VALUES (?) ON CONFLICT DO NOTHING",
            [(older,) for older in sorted(gone)],
        )


def replace_value(connection: Connection, op_id: str, value: Any, hlc: int) -> bool:
    """Give an unsealed operation a new value; False when it has been sealed or superseded meanwhile."""
    found = connection.exec_driver_sql(
        "UPDATE op SET value = ?, hlc = ? WHERE id = ? AND sealed = 0"
        " AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.id = op.id)",
        (dump(value), hlc, op_id),
    )
    return bool(found.rowcount)


def seal(connection: Connection, op_ids: Iterable[str] | None = None) -> None:
    """Make operations immutable: all unsealed ones, or the named ones (decisions 15)."""
    if op_ids is None:
        connection.exec_driver_sql("UPDATE op SET sealed = 1 WHERE sealed = 0")
        return
    for op_id in op_ids:
        connection.exec_driver_sql("UPDATE op SET sealed = 1 WHERE id = ?", (op_id,))


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


def heads_at(db: Database, records: Sequence[str], until: int) -> dict[str, Heads]:
    """The operations of several records that were live before a moment (ms of UTC)."""
    found = {record: Heads() for record in records}
    for chunk in chunks(records, CHUNK):
        ops = list(_load(db, f"WHERE record IN ({','.join('?' * len(chunk))}) AND hlc < ?", (*chunk, until)))
        replaced = {older for op in ops for older in op.prev}
        for op in ops:
            if op.id not in replaced:
                found[op.record].ops.setdefault(op.grp, []).append(op)
    return found


def of_record(db: Database, record: str) -> list[Op]:
    """Every operation of a record, oldest first."""
    return sorted(_load(db, "WHERE record = ?", (record,)), key=lambda op: (op.hlc, op.id))


def of_batch(db: Database, batch: str, records: Sequence[str] | None = None) -> list[Op]:
    """The operations written by one save, deletion or import; only those of these records, if told."""
    if records is None:
        return list(_load(db, "WHERE batch = ? ORDER BY seq", (batch,)))
    found: list[Op] = []
    for chunk in chunks(records, CHUNK):
        marks = ",".join("?" * len(chunk))  # "+": by the index of records, not by that of batches
        found.extend(_load(db, f"WHERE record IN ({marks}) AND +batch = ? ORDER BY seq", (*chunk, batch)))
    return found


def touched_by(db: Database, batch: str) -> dict[str, list[str]]:
    """Kind → records that a batch wrote, without reading what it says of them."""
    found: dict[str, list[str]] = {}
    for kind, record in db.rows("SELECT DISTINCT kind, record FROM op WHERE batch = ?", (batch,)):
        found.setdefault(kind, []).append(record)
    return found


def records_of(db: Database) -> dict[str, list[str]]:
    """Kind → every record anybody ever wrote, in the order they came.

    In one go: asked kind by kind, all of the journal is read for each.
    """
    found: dict[str, list[str]] = {}
    for kind, record in db.rows("SELECT kind, record FROM op GROUP BY kind, record ORDER BY min(seq)"):
        found.setdefault(kind, []).append(record)
    return found


def by_ids(db: Database, ids: Sequence[str]) -> dict[str, Op]:
    """Operations by their ids; unknown ones are missing."""
    found = {}
    for chunk in chunks(ids, CHUNK):
        for op in _load(db, f"WHERE id IN ({','.join('?' * len(chunk))})", chunk):
            found[op.id] = op
    return found


def known_ids(db: Database, ids: Sequence[str]) -> set[str]:
    """Those of the ids that are here."""
    found: set[str] = set()
    for chunk in chunks(ids, CHUNK):
        found.update(
            row[0] for row in db.rows(f"SELECT id FROM op WHERE id IN ({','.join('?' * len(chunk))})", chunk)
        )
    return found


def everything(db: Database) -> list[Op]:
    """The whole journal in the order of arrival."""
    return list(_load(db, "ORDER BY seq", ()))


def from_rows(rows: Iterable[Mapping[str, Any]]) -> list[Op]:
    """Operations from rows of the table `op` given by column, as a check saved them from a damaged file.

    A row that is no whole operation is left out.
    """
    found = []
    for row in rows:
        with contextlib.suppress(KeyError, TypeError, ValueError):
            found.append(_op([row[name.strip()] for name in _COLUMNS.split(",")]))
    return found


def put_over(connection: Connection, ops: Iterable[Op]) -> None:
    """Give operations that are here already the value they have in a later state of this same file."""
    connection.exec_driver_sql(
        "UPDATE op SET value = ?, hlc = ?, sealed = max(sealed, ?) WHERE id = ? AND hlc <= ?",
        [(dump(op.value), op.hlc, int(op.sealed), op.id, op.hlc) for op in ops],
    )


def chunks(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _load(db: Database, where: str, params: Sequence[Any]) -> Iterator[Op]:
    for row in db.rows(f"SELECT {_COLUMNS} FROM op {where}", params):
        yield _op(row)


def _op(row: Sequence[Any]) -> Op:
    op_id, device, hlc, who, batch, kind, record, grp, value, prev, sealed, schema = row
    said, seen = json.loads(value), () if prev == "[]" else tuple(json.loads(prev))
    return Op(op_id, device, hlc, who, batch, kind, record, grp, said, seen, bool(sealed), schema)


def _clock(db: Database) -> int:
    if db.clock == 0:
        row = db.row("SELECT max(hlc) FROM op")
        db.clock = int(row[0] or 0) if row else 0
    return db.clock


def _row(op: Op) -> tuple[Any, ...]:
    return (
        *(op.id, op.device, op.hlc, op.who, op.batch, op.kind, op.record, op.grp),
        *(dump(op.value), dump(op.prev), int(op.sealed), op.schema),
    )


def dump(value: Any) -> str:
    """JSON as the journal keeps it: the same value gives the same text; half characters become U+FFFD."""
    text = _ENCODER.encode(value)
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
