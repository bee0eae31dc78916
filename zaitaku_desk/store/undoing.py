"""元に戻す: the opposite of a batch, written as a new one; what anybody changed since is left as it is
(decisions 17).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, new_id
from zaitaku_desk.records.areas import LAYER
from zaitaku_desk.records.fields import specs
from zaitaku_desk.store import audit, batches, cache, journal, refreshing
from zaitaku_desk.store.journal import BESIDE, DELETION, ERASE, SOURCE, Heads, Op

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def undo(
    db: Database,
    batch: str,
    *,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> str:
    """Write the opposite of a batch as a new one and return it (undo that one to redo).

    A value is taken back as long as it is still what the batch made it. A record that the batch created
    goes to the bin, or, if it was only imported, vanishes; one that somebody has used since stays.
    UserError when nothing of the batch is left to take back. `progress` gets (done, total); when it
    raises nothing was taken back.
    """
    opposite = new_id()
    many: Counter[str] = Counter()
    with db.begin() as connection:
        journal.seal(connection)
        total = batches.size(db, batch)
        for touched in batches.in_chunks(db, batch):
            progress(0, total)
            taken_back = [
                journal.new_op(db, op.kind, op.record, grp, value, batch=opposite, prev=prev)
                for op, grp, value, prev in _opposites(
                    db, batch, [id_ for ids in touched.values() for id_ in ids]
                )
            ]
            journal.insert(connection, taken_back)
            many.update(op.kind for op in taken_back)
        if not many:
            raise UserError("元に戻せる変更がありません。", "そのあとの変更は、変更履歴から戻せます。")
        refreshing.refresh_batch(
            db, connection, opposite, many, progress=lambda done: progress(min(done, total), total)
        )
        audit.note(db, "undo", *audit.which_of(db, opposite, many), batch=opposite)
    cache.forget(db, many)
    db.last_batch = opposite
    return opposite


_Opposite = tuple[Op, str, Any, tuple[str, ...]]
"""The operation taken back, and group, value and prev of the new one."""


def _opposites(db: Database, batch: str, ids: Sequence[str]) -> Iterator[_Opposite]:
    """Of these records of the batch; a chunk at a time, so that an import of any size goes back."""
    by_record = _by_record(journal.of_batch(db, batch, ids))
    heads = journal.heads_of(db, ids)
    older = [prev for record_id in ids for op in by_record[record_id] for prev in op.prev]
    before = journal.by_ids(db, older)
    born = _born(db, by_record)
    imported: dict[str, list[str]] = {}
    for record_id in born:
        if by_record[record_id][0].grp.startswith(SOURCE):
            imported.setdefault(by_record[record_id][0].kind, []).append(record_id)
    used: set[str] = set()
    for kind, made in imported.items():
        used |= _used(db, kind, made, batch)
    for record_id in ids:
        standing = [op for op in by_record[record_id] if op.grp != ERASE and _stands(op, heads[record_id])]
        if record_id in born:
            yield from _unmake(standing, heads[record_id], used)
        else:
            yield from _take_back(standing, heads[record_id], before)


def _by_record(ops: Iterable[Op]) -> dict[str, list[Op]]:
    found: dict[str, list[Op]] = {}
    for op in ops:
        found.setdefault(op.record, []).append(op)
    return found


def _stands(op: Op, heads: Heads) -> bool:
    """The group still says what the operation said, be it through an undo and its undo."""
    live = heads.ops.get(op.grp, [])
    if op.grp == DELETION:
        return any(head.value.get("deleted") == op.value.get("deleted") for head in live)
    return bool(live) and all(
        head.id == op.id or journal.dump(head.value) == journal.dump(op.value) for head in live
    )


def _born(db: Database, ops: Mapping[str, Sequence[Op]]) -> set[str]:
    """Records of which nothing is known from before this batch."""
    marks = ",".join("?" * len(ops))
    batch = next(iter(ops.values()))[0].batch
    rows = db.rows(
        f"SELECT record, min(hlc) FROM op WHERE record IN ({marks}) AND batch <> ? GROUP BY record",
        (*ops, batch),
    )
    first = {row[0]: row[1] for row in rows}
    return {
        record_id
        for record_id, made in ops.items()
        if not any(op.prev or op.value is None or op.grp == DELETION for op in made)
        and first.get(record_id, made[0].hlc + 1) > min(op.hlc for op in made)
    }


def _used(db: Database, kind: str, ids: Collection[str], batch: str) -> set[str]:
    """Those of these records that another live record points to.

    What the same import made and nobody has touched since goes with them and does not count.
    """
    pointing: dict[str, set[str]] = {}
    marks = ",".join("?" * len(ids))
    for other, record in KINDS.items():
        for item in specs(record):
            if item.refers == kind and item.type is str:
                where = f'WHERE deleted = 0 AND "{item.name}" IN ({marks})'
                rows = db.rows(f'SELECT id, "{item.name}" FROM "{other}" {where}', tuple(ids))
                for record_id, of in rows:
                    pointing.setdefault(record_id, set()).add(of)
    ours = _by_record(journal.of_batch(db, batch, list(pointing)))
    for record_id, heads in journal.heads_of(db, list(ours)).items():
        if _only_said(ours[record_id], heads):
            del pointing[record_id]
    return {of for found in pointing.values() for of in found}


def _only_said(made: Sequence[Op], heads: Heads) -> bool:
    """Nothing is known of the record but what these operations say."""
    live = {op.id for ops in heads.ops.values() for op in ops if op.value is not None}
    return live <= {op.id for op in made} and all(op.grp.startswith(SOURCE) for op in made)


def _unmake(standing: Sequence[Op], heads: Heads, used: Collection[str]) -> Iterator[_Opposite]:
    """Undo a creation, unless the record holds more than what the batch and the area tree said."""
    said = {
        grp for grp, ops in heads.ops.items() if grp not in BESIDE and any(op.value is not None for op in ops)
    }
    derived = said - {op.grp for op in standing}
    if not standing or derived - {SOURCE + LAYER}:
        return
    if any(not op.grp.startswith(SOURCE) for op in standing):
        if not heads.deleted:
            value = {"deleted": True, "seen": heads.words()}
            yield standing[0], DELETION, value, heads.ids(DELETION)
    elif standing[0].record not in used:
        for op in standing:
            yield op, op.grp, None, heads.ids(op.grp)
        for grp in derived:
            yield standing[0], grp, None, heads.ids(grp)


def _take_back(standing: Sequence[Op], heads: Heads, before: Mapping[str, Op]) -> Iterator[_Opposite]:
    for op in standing:
        older = [before[prev] for prev in op.prev if prev in before]
        if op.prev and not older:
            continue  # what it replaced has not arrived here
        value = max(older, key=lambda found: (found.hlc, found.id)).value if older else None
        if op.grp == DELETION:
            words = set(heads.words())
            hidden = value is not None and value.get("deleted")
            if hidden and value is not None and not words <= set(value.get("seen", ())):
                continue  # somebody wrote in the record since it came out of the bin
            value = {"deleted": True, "seen": sorted(words)} if hidden else {"deleted": False}
        yield op, op.grp, value, heads.ids(op.grp)
