"""Reading and writing records: row, operation and search index in one transaction (decisions 1, 14–18)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, new_id
from zaitaku_desk.records.fields import Record, blank, group_value, groups
from zaitaku_desk.store import audit, cache, erasing, journal, refreshing
from zaitaku_desk.store.journal import DELETION, Heads, Op
from zaitaku_desk.store.mapping import from_row, select
from zaitaku_desk.store.undoing import undo

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database


__all__ = [
    "Seen",
    "apply",
    "delete",
    "get",
    "new",
    "open_record",
    "restore",
    "save",
    "save_many",
    "seal",
    "seen_of",
    "still_open",
    "take_over",
    "undo",
    "unseen",
]


@dataclass(slots=True)
class Seen:
    """What a form had shown when it opened: per group the value and the operations behind it.

    `unsealed` are the operations this form is still writing into; `is_new` until the first save; `unknown`
    is what a newer version of the program keeps in a group beside our fields, and is written back with it.
    """

    values: dict[str, Any] = field(default_factory=dict)
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unsealed: dict[str, str] = field(default_factory=dict)
    is_new: bool = False
    unknown: dict[str, dict[str, Any]] = field(default_factory=dict)


def new(kind: str, /, **values: Any) -> Record:
    """A record with a fresh id that is not stored yet."""
    return KINDS[kind](id=values.pop("id", None) or new_id(), **values)


def get(db: Database, kind: str, record_id: str) -> Record | None:
    """The record as it is shown, deleted or not; None when there is none."""
    row = db.row(f'SELECT {select(kind)} FROM "{kind}" WHERE id = ?', (record_id,))
    return from_row(kind, row) if row else None


def open_record(db: Database, kind: str, record_id: str) -> tuple[Record, Seen]:
    """The record and what a form that opens now has seen; UserError when there is no such record."""
    heads = journal.heads(db, record_id)  # first: what comes in between is then a conflict, not overwritten
    record = get(db, kind, record_id)
    if record is None:
        raise UserError("この記録は見つかりません。", "一覧を開き直してください。")
    return record, seen_of(record, heads)


def seen_of(record: Record, heads: Heads) -> Seen:
    """What is seen of a record whose live operations are `heads`."""
    names = groups(type(record))
    unknown = {}
    for grp in names:
        winner = heads.winner(grp)
        ours = (*names[grp], "as_typed")
        if winner is not None and winner.value and (more := winner.value.keys() - set(ours)):
            unknown[grp] = {key: winner.value[key] for key in more}
    return Seen(
        values={grp: group_value(record, grp) for grp in names},
        heads={grp: heads.shown(grp) for grp in names},
        unknown=unknown,
    )


def still_open(before: Seen, now: Seen, kept: Collection[str]) -> Seen:
    """What a form has seen that shows `now`, but goes on showing the groups `kept` as it had them
    (decisions 16).
    """
    same = {grp for grp, heads in before.heads.items() if heads == now.heads.get(grp)}
    for grp in kept:
        now.values[grp] = before.values[grp]
        now.heads[grp] = before.heads.get(grp, ())
        now.unknown.pop(grp, None)
        if grp in before.unknown:
            now.unknown[grp] = before.unknown[grp]
    now.unsealed.update({grp: op for grp, op in before.unsealed.items() if grp in same or grp in kept})
    return now


def unseen(record: Record) -> Seen:
    """Nothing seen: for a record that is new."""
    empty = KINDS[record.KIND](id=record.id)
    blank(empty)
    return Seen(values={grp: group_value(empty, grp) for grp in groups(type(record))}, is_new=True)


def save(db: Database, record: Record, seen: Seen | None = None, *, sealed: bool = True) -> Seen:
    """Write what changed since `seen`, and give back what is seen now.

    One operation per changed field group. With `sealed=False` (autosave while the form is open) the same
    operation is written again at the next save; a sealed save, or `seal`, makes it final. Without `seen`
    the record as it is stored now counts as seen. A new record is stored even when it is empty; else
    nothing is written when nothing changed. UserError when the disk refuses; then nothing was written at
    all.
    """
    if seen is None:
        seen = _now_seen(db, record)
    if not _changes(record, seen) and not (sealed and seen.unsealed):
        return seen
    batch = new_id()
    with db.begin() as connection:
        after, fresh = _write(db, connection, record, seen, batch=batch, sealed=sealed)
        if sealed:
            journal.seal(connection, seen.unsealed.values())
        refreshing.refresh(db, connection, {record.KIND: [record.id]})
        if fresh:
            audit.note(db, "edit", record.KIND, record.id, batch=batch)
    cache.forget(db, [record.KIND])
    if fresh:
        db.last_batch = batch
    return after


def save_many(db: Database, records: Iterable[Record]) -> str:
    """Write several records in one transaction and one batch; returns the batch for undo."""
    batch = new_id()
    touched: dict[str, list[str]] = {}
    with db.begin() as connection:
        for record in records:
            _, fresh = _write(db, connection, record, _now_seen(db, record), batch=batch, sealed=True)
            if fresh:
                touched.setdefault(record.KIND, []).append(record.id)
        refreshing.refresh(db, connection, touched)
        if touched:
            audit.note(db, "edit", *audit.which(touched), batch=batch)
    cache.forget(db, touched)
    if touched:
        db.last_batch = batch
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


def delete(db: Database, kind: str, record_id: str, batch: str = "") -> str:
    """Put a record into the bin; returns the batch. It and its children come back whole with `restore`.

    Several that are given the same `batch` are taken back together.
    """
    return _mark(db, kind, record_id, batch, deleted=True)


def restore(db: Database, kind: str, record_id: str, batch: str = "") -> str:
    """Take a record out of the bin; returns the batch."""
    return _mark(db, kind, record_id, batch, deleted=False)


Also = Callable[["Connection"], None]
"""What is written in the same transaction as the operations that are taken in."""


def apply(db: Database, ops: Iterable[Op], also: Also | None = None) -> int:
    """Take in operations of another device (or presets); returns how many were new here.

    Operations on kinds of a newer version are kept and passed on.
    """
    return _take_in(db, ops, put_over=False, also=also)


def take_over(db: Database, ops: Iterable[Op]) -> int:
    """The same with operations saved from this very file: those that it holds in an older state are
    updated.
    """
    return _take_in(db, ops, put_over=True)


def _take_in(db: Database, ops: Iterable[Op], *, put_over: bool, also: Also | None = None) -> int:
    given = {op.id: op for op in ops}
    known = journal.by_ids(db, list(given))
    fresh = [op for op in given.values() if op.id not in known]
    older = [op for op in given.values() if op.id in known and op != known[op.id]] if put_over else []
    touched: dict[str, dict[str, None]] = {}
    for op in (*fresh, *older):
        if op.kind in KINDS:
            touched.setdefault(op.kind, {})[op.record] = None
    if fresh or older or also:
        with db.begin() as connection:
            journal.insert(connection, fresh)
            if older:
                journal.put_over(connection, older)
            if fresh or older:
                journal.heard(db, max(op.hlc for op in (*fresh, *older)))
                erasing.apply(db, {op.record for op in (*fresh, *older)})
            refreshing.refresh(db, connection, touched)
            if also:
                also(connection)
        cache.forget(db, touched)
    return len(fresh)


def _now_seen(db: Database, record: Record) -> Seen:
    stored = get(db, record.KIND, record.id)
    return seen_of(stored, journal.heads(db, record.id)) if stored else unseen(record)


def _changes(record: Record, seen: Seen) -> dict[str, Any]:
    """Group → new value; of a new record that is empty its first group, so that there is something."""
    found = {grp: group_value(record, grp) for grp in groups(type(record))}
    changed = {grp: value for grp, value in found.items() if value != seen.values.get(grp)}
    if seen.is_new and not changed:
        return dict([next(iter(found.items()))])
    return changed


def _write(
    db: Database, connection: Connection, record: Record, seen: Seen, *, batch: str, sealed: bool
) -> tuple[Seen, bool]:
    """What is seen afterwards, and whether there are new operations, not only values of unsealed ones."""
    changed = _changes(record, seen)
    after = Seen({**seen.values, **changed}, dict(seen.heads), dict(seen.unsealed), unknown=seen.unknown)
    fresh = []
    for grp, value in changed.items():
        whole = {**seen.unknown.get(grp, {}), **value}
        current = seen.unsealed.get(grp)
        if current and journal.replace_value(connection, current, whole, journal.tick(db)):
            continue
        prev = seen.heads.get(grp, ())
        op = journal.new_op(db, record.KIND, record.id, grp, whole, batch=batch, prev=prev, sealed=sealed)
        fresh.append(op)
        after.heads[grp] = (op.id,)
        after.unsealed[grp] = op.id
    journal.insert(connection, fresh)
    if sealed:
        after.unsealed.clear()
    return after, bool(fresh)


def _mark(db: Database, kind: str, record_id: str, batch: str, *, deleted: bool) -> str:
    batch = batch or new_id()
    with db.begin() as connection:
        journal.seal(connection)
        heads = journal.heads(db, record_id)
        if heads.silent:
            raise UserError("この記録は見つかりません。", "一覧を開き直してください。")
        value = {"deleted": True, "seen": heads.words()} if deleted else {"deleted": False}
        op = journal.new_op(db, kind, record_id, DELETION, value, batch=batch, prev=heads.ids(DELETION))
        journal.insert(connection, [op])
        refreshing.refresh(db, connection, {kind: [record_id]})
        audit.note(db, "delete" if deleted else "undelete", kind, record_id, batch=batch)
    cache.forget(db, [kind])
    db.last_batch = batch
    return batch
