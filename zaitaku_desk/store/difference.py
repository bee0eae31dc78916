"""What going back to a generation would change, record by record; and taking single records back from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, new_id
from zaitaku_desk.records.fields import Record, specs, to_json
from zaitaku_desk.store import backups, cache, erasing, journal, naming, refreshing
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.faults import Damaged
from zaitaku_desk.store.journal import BESIDE, DELETION, Heads
from zaitaku_desk.store.mapping import to_row

if TYPE_CHECKING:
    from zaitaku_desk.store.journal import Op

BACK, CHANGED, GONE = "back", "changed", "gone"
"""What restoring would do to a record: it comes back, changes, goes."""

MOST_LINES = 2_000
MOST_WORDS = 3

Progress = Callable[[int, int], None]
Key = tuple[str, str]


class Line(NamedTuple):
    """One record that would be otherwise: `words` say what, as far as it can be said in a line."""

    kind: str
    id: str
    what: str
    name: str
    words: str = ""


class Difference(NamedTuple):
    """`counts` by kind: how many come back, change, go. Of the lines the first 2,000.

    `then` and `now` are the times (civil JST) of the newest change in either; None in an empty one.
    """

    lines: list[Line]
    counts: dict[str, tuple[int, int, int]]
    then: dt.datetime | None
    now: dt.datetime | None

    @property
    def total(self) -> int:
        """How many records would be otherwise."""
        return sum(sum(each) for each in self.counts.values())


class Snapshot(Database):
    """A generation, opened to be read where it lies; nothing is written beside it."""

    def __init__(self, file: Path, key: bytes | bytearray) -> None:
        super().__init__(file.parent, bytes(key))
        self.path = file

    def suspect(self) -> None:
        """A bad generation says nothing of the living file."""


@contextmanager
def opened(file: Path, key: bytes | bytearray) -> Iterator[Snapshot]:
    """The generation, read from end to end before it is believed; Unusable when it is not ours or bad."""
    try:
        backups.verify(file, key)
    except Damaged:
        raise backups.Unusable(
            "このバックアップは壊れているか、別のデータのものです。",
            "ほかの日時のバックアップを選んでください。",
        ) from None
    then = Snapshot(file, key)
    try:
        yield then
    finally:
        then.close()


def compare(db: Database, file: Path, progress: Progress | None = None) -> Difference:
    """What restoring `file` would change in the living desk. About 2 s per 100 MB: a task."""
    with opened(file, db.key) as then:
        return compare_with(db, then, progress)


def compare_with(db: Database, then: Database, progress: Progress | None = None) -> Difference:
    """The same with a generation that is open already."""
    before, now = _digests(then), _digests(db)
    differing = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    lines: list[Line] = []
    counts: dict[str, tuple[int, int, int]] = {}
    done = 0
    for kind in KINDS:
        ids = [record for of, record in differing if of == kind]
        tally = {BACK: 0, CHANGED: 0, GONE: 0}
        for chunk in journal.chunks(ids, journal.CHUNK):
            if progress:
                progress(done, len(differing))
            done += len(chunk)
            for line in _lines(db, then, kind, chunk):
                tally[line.what] += 1
                lines.append(line)
        if any(tally.values()):
            counts[kind] = (tally[BACK], tally[CHANGED], tally[GONE])
    return Difference(lines[:MOST_LINES], counts, newest(then), newest(db))


def newest(db: Database) -> dt.datetime | None:
    """When the newest change was made (civil JST); what came with the program does not count."""
    row = db.row("SELECT max(hlc) FROM op") if _has_journal(db) else None
    if not row or (row[0] or 0) <= 1:
        return None
    return clock.civil(row[0])


def take_back(db: Database, then: Database, wanted: Collection[Key]) -> str:
    """Give these records (kind, id) and what belongs to them the state of the generation, as an edit of now.

    One batch, to be undone like any other; returned. What the generation does not know stays as it is.
    UserError when nothing would change.
    """
    batch = new_id()
    touched: dict[str, dict[str, None]] = {}
    with db.begin() as connection:
        journal.seal(connection)
        ops: list[Op] = []
        for kind, ids in _with_children(then, wanted).items():
            for chunk in journal.chunks(ids, journal.CHUNK):
                old, new = journal.heads_of(then, chunk), journal.heads_of(db, chunk)
                for record in chunk:
                    ops.extend(_back(db, kind, record, old[record], new[record], batch))
        if not ops:
            raise UserError("選んだ記録は、もうこのバックアップのとおりです。")
        journal.insert(connection, ops)
        for op in ops:
            touched.setdefault(op.kind, {})[op.record] = None
        refreshing.refresh(db, connection, touched)
    cache.forget(db, touched)
    db.last_batch = batch
    return batch


def _back(db: Database, kind: str, record: str, old: Heads, new: Heads, batch: str) -> Iterator[Op]:
    if old.silent:
        return
    gone = erasing.erased(journal.of_record(db, record))
    for grp in {**old.ops, **new.ops}:
        if grp in BESIDE:
            continue
        was, has = old.winner(grp), new.winner(grp)
        value, now = (was.value if was else None), (has.value if has else None)
        if was is not None and was.id in gone:  # what was erased does not come back with a backup
            value = erasing.without(was, gone[was.id]) or value
        if journal.dump(value) != journal.dump(now):
            yield journal.new_op(db, kind, record, grp, value, batch=batch, prev=new.ids(grp))
    if new.deleted and not old.deleted:
        value = {"deleted": False}
        yield journal.new_op(db, kind, record, DELETION, value, batch=batch, prev=new.ids(DELETION))


def _with_children(then: Database, wanted: Collection[Key]) -> dict[str, list[str]]:
    """The records by kind, and those of the generation whose parent is among them, down to the last."""
    found: dict[str, dict[str, None]] = {}
    queue: list[tuple[str, Sequence[str]]] = []
    for kind, record in wanted:
        found.setdefault(kind, {})[record] = None
    queue.extend((kind, list(ids)) for kind, ids in found.items())
    while queue:
        parent, ids = queue.pop()
        for kind in KINDS:
            held = next((item for item in specs(KINDS[kind]) if item.name == KINDS[kind].PARENT), None)
            if held is None or held.refers != parent or kind == parent:
                continue
            fresh = [one for one in _pointing(then, kind, held.name, ids) if one not in found.get(kind, {})]
            if fresh:
                found.setdefault(kind, {}).update(dict.fromkeys(fresh))
                queue.append((kind, fresh))
    return {kind: list(ids) for kind, ids in found.items()}


def _pointing(then: Database, kind: str, field: str, ids: Iterable[str]) -> list[str]:
    if not then.rows(f'PRAGMA table_info("{kind}")'):
        return []  # the generation is older than this kind
    found = []
    for chunk in journal.chunks(list(ids), journal.CHUNK):
        marks = ",".join("?" * len(chunk))
        found += then.rows(f'SELECT id FROM "{kind}" WHERE deleted = 0 AND "{field}" IN ({marks})', chunk)
    return [row[0] for row in found]


def _digests(db: Database) -> dict[Key, tuple[int, int, int]]:
    """(kind, id) → what tells the operations of one record from those of another state of it."""
    if not _has_journal(db):
        return {}
    sql = "SELECT kind, record, count(*), sum(hlc), sum(length(value)) FROM op GROUP BY record, kind"
    return {(row[0], row[1]): row[2:] for row in db.rows(sql)}


def _has_journal(db: Database) -> bool:
    return bool(db.rows("PRAGMA table_info(op)"))


def _lines(db: Database, then: Database, kind: str, ids: Sequence[str]) -> Iterator[Line]:
    old = journal.heads_of(then, ids) if _has_journal(then) else {}
    new = journal.heads_of(db, ids)
    for record_id in ids:
        was, now = _record(kind, record_id, old.get(record_id)), _record(kind, record_id, new[record_id])
        if was is not None and now is None:
            yield Line(kind, record_id, BACK, naming.shown(then, was))
        elif was is None and now is not None:
            yield Line(kind, record_id, GONE, naming.shown(db, now))
        elif was is not None and now is not None and to_row(was) != to_row(now):
            yield Line(kind, record_id, CHANGED, naming.shown(db, now), _words(db, then, was, now))


def _record(kind: str, record_id: str, heads: Heads | None) -> Record | None:
    """The record while it is neither in the bin nor taken back."""
    if heads is None or heads.silent or heads.deleted:
        return None
    return cache.record_from(kind, record_id, heads)


def _words(db: Database, then: Database, was: Record, now: Record) -> str:
    """「電話番号：今 0000-31-0001 → 0000-31-0002」, at most three of them."""
    said = []
    for item in specs(type(now)):
        new, old = to_json(getattr(now, item.name)), to_json(getattr(was, item.name))
        if new != old:
            before = naming.value_words(then, was.KIND, item.name, old)
            said.append(f"{item.title}：今 {naming.value_words(db, now.KIND, item.name, new)} → {before}")
    if not said:
        return "統合の状態" if was.merged_into != now.merged_into else "入力のしかた"
    more = f" ほか{len(said) - MOST_WORDS}項目" if len(said) > MOST_WORDS else ""
    return "、".join(said[:MOST_WORDS]) + more
