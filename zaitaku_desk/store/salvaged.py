"""What was read out of a damaged file and waits to be looked through: an encrypted list in its own folder.

`damaged-<time>/read.db` while something waits in it, `read-done.db` afterwards; nothing is ever deleted, and
what was left out can still be taken in (`left`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.files import replace as rename
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import is_empty, specs
from zaitaku_desk.store import cache, journal, save
from zaitaku_desk.store.disk import failed
from zaitaku_desk.store.engine import connect
from zaitaku_desk.store.faults import told
from zaitaku_desk.store.journal import DELETION, ERASE, SOURCE, Heads, Op

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

WAITING = "read.db"
DONE = "read-done.db"
LONGEST = 160
LEFT, TAKEN = 0, 1
"""Her answer to a change, in the column `taken`; NULL while there is none."""


class Line(NamedTuple):
    """The changes of one record: its name, how many, and in words the values they hold."""

    kind: str
    id: str
    name: str
    changes: int
    words: str


def keep(folder: Path, key: bytes | bytearray, operations: Sequence[Mapping[str, Any]]) -> None:
    """Write the operations down, all or nothing; a list that is there already stays as it is.

    UserError when there is no room.
    """
    if not operations or (folder / WAITING).exists() or (folder / DONE).exists():
        return
    unfinished = folder / f".tmp-{WAITING}"
    unfinished.unlink(missing_ok=True)
    try:
        with _raw(unfinished, key) as raw:
            raw.execute("PRAGMA journal_mode = DELETE").fetchall()
            raw.execute("CREATE TABLE read (place INTEGER PRIMARY KEY, record TEXT, op TEXT, taken INTEGER)")
            raw.execute("BEGIN")
            rows = [(op.get("record"), json.dumps(dict(op), ensure_ascii=False)) for op in operations]
            raw.executemany("INSERT INTO read (record, op) VALUES (?, ?)", rows)
            raw.execute("COMMIT")
        rename(unfinished, folder / WAITING)
    except OSError as error:
        raise failed(error) from None


def waiting(data_dir: Path) -> list[Path]:
    """The folders with a list that waits, oldest first."""
    return [path.parent for path in sorted(data_dir.glob(f"damaged-*/{WAITING}"))]


def with_left(data_dir: Path, key: bytes | bytearray) -> list[Path]:
    """The folders with changes that were left out, oldest first."""
    lists = sorted(path for name in (WAITING, DONE) for path in data_dir.glob(f"damaged-*/{name}"))
    return sorted({path.parent for path in lists if _has_left(path, key)})


def lines(db: Database, folder: Path, *, left: bool = False) -> list[Line]:
    """What waits (or was left out) and has not come back another way (from the share), by record."""
    by_record: dict[tuple[str, str], list[Op]] = {}
    ops = _ops(folder, db.key, left=left)
    known = journal.by_ids(db, [op.id for op in ops])
    for op in ops:
        if op.id in known and known[op.id].hlc >= op.hlc:
            continue
        by_record.setdefault((op.kind, op.record), []).append(op)
    return [_line(db, kind, record, ops) for (kind, record), ops in by_record.items()]


def take(db: Database, folder: Path, records: Collection[str] | None = None, *, left: bool = False) -> int:
    """Bring the changes of these records (None: all) into the desk; returns how many changes there were.

    Each keeps its own time and writer: what was changed since stays in force, both stand in 変更履歴.
    `left`: of those that were left out before.
    """
    found = _ops(folder, db.key, left=left)
    ops = [replace(op, sealed=True) for op in found if records is None or op.record in records]
    save.take_over(db, ops)
    _mark(folder, db.key, records, TAKEN, left=left)
    return len(ops)


def leave(db: Database, folder: Path, records: Collection[str] | None = None) -> None:
    """Leave the changes of these records (None: all) where they are; they are not asked about again."""
    _mark(folder, db.key, records, LEFT)


def came_back(db: Database, folder: Path) -> None:
    """What waits is here already: there is nothing to ask."""
    _mark(folder, db.key, None, TAKEN)


def _line(db: Database, kind: str, record: str, ops: Sequence[Op]) -> Line:
    from zaitaku_desk.store import naming

    if kind not in KINDS:
        return Line(kind, record, "新しい版の記録", len(ops), "")
    here = save.get(db, kind, record)
    if here is None:
        heads = Heads()
        for op in ops:
            heads.ops.setdefault(op.grp, []).append(op)
        here = cache.record_from(kind, record, heads)
    words = "、".join(part for op in ops for part in _words(db, op))
    return Line(
        kind, record, naming.shown(db, here), len(ops), words[:LONGEST] + "…" * (len(words) > LONGEST)
    )


def _words(db: Database, op: Op) -> Iterator[str]:
    from zaitaku_desk.store import history, naming  # not with every start

    if op.grp == DELETION:
        yield "ごみ箱へ移動" if op.value.get("deleted") else "ごみ箱から復元"
    elif op.grp == ERASE:
        yield "個人の情報の消去"
    elif op.grp.startswith(SOURCE):
        yield "名簿の取り込み"
    elif isinstance(op.value, dict):
        for item in specs(KINDS[op.kind]):
            if item.group == op.grp and not is_empty(value := op.value.get(item.name)):
                text = history.text_of(db, item, value)
                yield f"{item.title}：{text.strip().replace(chr(10), ' ')[: naming.LONGEST]}"


def _list(folder: Path) -> Path | None:
    return next((folder / name for name in (WAITING, DONE) if (folder / name).exists()), None)


def _has_left(path: Path, key: bytes | bytearray) -> bool:
    with _raw(path, key) as raw:
        return bool(raw.execute("SELECT 1 FROM read WHERE taken = ? LIMIT 1", (LEFT,)).fetchone())


def _ops(folder: Path, key: bytes | bytearray, *, left: bool = False) -> list[Op]:
    path = _list(folder)
    if path is None:
        return []
    with _raw(path, key) as raw:
        rows = raw.execute(
            "SELECT op FROM read WHERE taken IS ? ORDER BY place", (LEFT if left else None,)
        ).fetchall()
    return journal.from_rows(json.loads(row[0]) for row in rows)


def _mark(
    folder: Path,
    key: bytes | bytearray,
    records: Collection[str] | None,
    answer: int,
    *,
    left: bool = False,
) -> None:
    path, before = _list(folder), LEFT if left else None
    if path is None:
        return
    with _raw(path, key) as raw:
        raw.execute("BEGIN")
        if records is None:
            raw.execute("UPDATE read SET taken = ? WHERE taken IS ?", (answer, before))
        else:
            each = [(answer, before, record) for record in records]
            raw.executemany("UPDATE read SET taken = ? WHERE taken IS ? AND record = ?", each)
        raw.execute("COMMIT")
        waits = raw.execute("SELECT count(*) FROM read WHERE taken IS NULL").fetchone()[0]
    if not waits and path.name == WAITING:
        rename(path, folder / DONE)


@contextmanager
def _raw(path: Path, key: bytes | bytearray) -> Iterator[Any]:
    with told():
        raw = connect(path, key)
        try:
            raw.execute("PRAGMA journal_mode = DELETE").fetchall()
            yield raw
        finally:
            raw.close()
