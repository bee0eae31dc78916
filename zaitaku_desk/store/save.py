"""Reading and writing records: row, operation and search index in one transaction (decisions 1, 14–18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, new_id
from zaitaku_desk.records.fields import Record, blank, group_value, groups
from zaitaku_desk.store import cache, journal
from zaitaku_desk.store.journal import DELETION, Heads, Op
from zaitaku_desk.store.mapping import from_row, select

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database


@dataclass(slots=True)
class Seen:
    """What a form had shown when it opened: per group the value and the operations behind it.

    `unsealed` are the operations this form is still writing into; `is_new` until the first save.
    """

    values: dict[str, Any] = field(default_factory=dict)
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unsealed: dict[str, str] = field(default_factory=dict)
    is_new: bool = False


def new(kind: str, /, **values: Any) -> Record:
    """A record with a fresh id that is not stored yet."""
    return KINDS[kind](id=values.pop("id", None) or new_id(), **values)


def get(db: Database, kind: str, record_id: str) -> Record | None:
    """The record as it is shown, deleted or not; None when there is none."""
    row = db.row(f'SELECT {select(kind)} FROM "{kind}" WHERE id = ?', (record_id,))
    return from_row(kind, row) if row else None


def open_record(db: Database, kind: str, record_id: str) -> tuple[Record, Seen]:
    """The record and what a form that opens now has seen; UserError when there is no such record."""
    record = get(db, kind, record_id)
    if record is None:
        raise UserError("この記録は見つかりません。", "一覧を開き直してください。")
    return record, seen_of(record, journal.heads(db, record_id))


def seen_of(record: Record, heads: Heads) -> Seen:
    """What is seen of a record whose live operations are `heads`."""
    names = groups(type(record))
    return Seen(
        values={grp: group_value(record, grp) for grp in names}, heads={grp: heads.ids(grp) for grp in names}
    )


def unseen(record: Record) -> Seen:
    """Nothing seen: for a record that is new."""
    empty = KINDS[record.KIND](id=record.id)
    blank(empty)
    return Seen(values={grp: group_value(empty, grp) for grp in groups(type(record))}, is_new=True)


def save(db: Database, record: Record, seen: Seen | None = None, *, sealed: bool = True) -> Seen:
    """Write what changed since `seen`, and give back what is seen now.

    One operation per changed field group. With `sealed=False` (autosave while the form is open) the same operation is
    written again at the next save until `seal`. Without `seen` the record as it is stored now counts as seen.
    Nothing is written when nothing changed. UserError when the disk refuses; then nothing was written at all.
    """
    if seen is None:
        seen = _now_seen(db, record)
    changed = _changes(record, seen)
    if not changed:
        return seen
    with db.begin() as connection:
        after = _write(db, connection, record, seen, changed, batch=new_id(), sealed=sealed)
        cache.refresh(db, connection, record.KIND, [record.id])
    _forget_caches(db, [record.KIND])
    return after


def save_many(db: Database, records: Iterable[Record]) -> str:
    """Write several records in one transaction and one batch; returns the batch for undo."""
    records = list(records)
    batch = new_id()
    by_kind: dict[str, list[str]] = {}
    with db.begin() as connection:
        for record in records:
            seen = _now_seen(db, record)
            changed = _changes(record, seen)
            if changed:
                _write(db, connection, record, seen, changed, batch=batch, sealed=True)
                by_kind.setdefault(record.KIND, []).append(record.id)
        for kind, ids in by_kind.items():
            cache.refresh(db, connection, kind, ids)
    _forget_caches(db, by_kind)
    return batch


def seal(db: Database, seen: Seen | None = None) -> None:
    """Make what autosave wrote final: of one form, or (None) everything."""
    if seen is not None and not seen.unsealed:
        return
    if db.row("SELECT 1 FROM op WHERE sealed = 0 LIMIT 1"):
        with db.begin() as connection:
            journal.seal(connection, list(seen.unsealed.values()) if seen else None)
    if seen is not None:
        seen.unsealed.clear()


def delete(db: Database, kind: str, record_id: str) -> str:
    """Put a record into the bin; returns the batch. It and its children come back whole with `restore`."""
    return _mark(db, kind, record_id, deleted=True)


def restore(db: Database, kind: str, record_id: str) -> str:
    """Take a record out of the bin; returns the batch."""
    return _mark(db, kind, record_id, deleted=False)


def undo(db: Database, batch: str) -> str:
    """Write the opposite of a batch as a new one and return it (undo that one to redo).

    A group somebody has changed since is left as it is. UserError when nothing of the batch is left to take back.
    """
    ops = journal.of_batch(db, batch)
    before = journal.by_ids(db, [older for op in ops for older in op.prev])
    opposite = new_id()
    with db.begin() as connection:
        journal.seal(connection)
        heads = journal.heads_of(db, sorted({op.record for op in ops}))
        back = [
            _op(db, op.kind, op.record, op.grp, _value_before(op, heads[op.record], before), opposite, prev)
            for op in ops
            if op.id in (prev := heads[op.record].ids(op.grp))
        ]
        if not back:
            raise UserError("元に戻せる変更がありません。", "そのあとの変更は、変更履歴から戻せます。")
        journal.insert(connection, back)
        touched = _by_kind(back)
        for kind, ids in touched.items():
            cache.refresh(db, connection, kind, ids)
    _forget_caches(db, touched)
    db.last_batch = opposite
    return opposite


def apply(db: Database, ops: Iterable[Op]) -> int:
    """Take in operations of another device (or presets); returns how many were new here."""
    ops = list(ops)
    known = journal.by_ids(db, [op.id for op in ops])
    fresh = {op.id: op for op in ops if op.id not in known}
    if fresh:
        touched = _by_kind(fresh.values())
        with db.begin() as connection:
            journal.insert(connection, fresh.values())
            for kind, ids in touched.items():
                if kind in KINDS:
                    cache.refresh(db, connection, kind, ids)
        db.clock = max(db.clock, *(op.hlc for op in fresh.values()))
        _forget_caches(db, touched)
    return len(fresh)


def _now_seen(db: Database, record: Record) -> Seen:
    stored = get(db, record.KIND, record.id)
    return seen_of(stored, journal.heads(db, record.id)) if stored else unseen(record)


def _changes(record: Record, seen: Seen) -> dict[str, Any]:
    found = {grp: group_value(record, grp) for grp in groups(type(record))}
    return {grp: value for grp, value in found.items() if value != seen.values.get(grp)}


def _write(
    db: Database,
    connection: Connection,
    record: Record,
    seen: Seen,
    changed: Mapping[str, Any],
    *,
    batch: str,
    sealed: bool,
) -> Seen:
    after = Seen({**seen.values, **changed}, dict(seen.heads), dict(seen.unsealed))
    fresh = []
    for grp, value in changed.items():
        current = seen.unsealed.get(grp)
        if current and not sealed and journal.replace_value(connection, current, value, journal.tick(db)):
            continue
        op = _op(db, record.KIND, record.id, grp, value, batch, seen.heads.get(grp, ()), sealed=sealed)
        fresh.append(op)
        after.heads[grp] = (op.id,)
        if not sealed:
            after.unsealed[grp] = op.id
        else:
            after.unsealed.pop(grp, None)
    journal.insert(connection, fresh)
    if fresh:
        db.last_batch = batch
    return after


def _mark(db: Database, kind: str, record_id: str, *, deleted: bool) -> str:
    batch = new_id()
    with db.begin() as connection:
        journal.seal(connection)
        heads = journal.heads(db, record_id)
        if not heads.ops:
            raise UserError("この記録は見つかりません。", "一覧を開き直してください。")
        value = {"deleted": True, "seen": heads.words()} if deleted else {"deleted": False}
        op = _op(db, kind, record_id, DELETION, value, batch, heads.ids(DELETION))
        journal.insert(connection, [op])
        cache.refresh(db, connection, kind, [record_id])
    _forget_caches(db, [kind])
    db.last_batch = batch
    return batch


def _op(
    db: Database,
    kind: str,
    record_id: str,
    grp: str,
    value: Any,
    batch: str,
    prev: tuple[str, ...],
    *,
    sealed: bool = True,
) -> Op:
    return Op(
        id=journal.new_op_id(),
        device=db.device,
        hlc=journal.tick(db),
        who=db.staff,
        batch=batch,
        kind=kind,
        record=record_id,
        grp=grp,
        value=value,
        prev=prev,
        sealed=sealed,
    )


def _value_before(op: Op, heads: Heads, before: Mapping[str, Op]) -> Any:
    """What the group said before `op`; None when it said nothing."""
    older = [before[prev] for prev in op.prev if prev in before]
    value = max(older, key=lambda found: (found.hlc, found.id)).value if older else None
    if op.grp == DELETION and (value is None or value.get("deleted")):
        deleted = bool(value and value.get("deleted"))
        return {"deleted": deleted, "seen": heads.words()}
    return value


def _by_kind(ops: Iterable[Op]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for op in ops:
        found.setdefault(op.kind, set()).add(op.record)
    return {kind: sorted(ids) for kind, ids in found.items()}


def _forget_caches(db: Database, kinds: Iterable[str]) -> None:
    """Forget what query modules keep of these kinds (`cache` keys begin with the kind)."""
    for kind in kinds:
        for key in [key for key in db.cache if key.startswith(kind)]:
            del db.cache[key]
