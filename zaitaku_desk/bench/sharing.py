"""The shared folder against copying the whole file to it: a day of edits, an idle sync, a new laptop."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from zaitaku_desk import bench_data
from zaitaku_desk.bench.data import PASSPHRASE
from zaitaku_desk.records import new_id
from zaitaku_desk.records.fields import group_value, groups
from zaitaku_desk.sharing import meeting, membership
from zaitaku_desk.store import bulk, conflicts, desk, journal, save
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.engine import connect

if TYPE_CHECKING:
    from zaitaku_desk.sharing.folder import Folder

EDITS = 120
CONFLICTS = 200
_AT_ONCE = 5_000
_FIRST = datetime(2020, 4, 1, 9, 0)


def measure(place: Path, operations: int, repeats: int, told: Callable[[str], None]) -> dict[str, Any]:
    """Seconds and bytes of everything, on a desk with that many operations; `place` is emptied afterwards."""
    place.mkdir(parents=True)
    drive = place / "drive"
    drive.mkdir()
    told(f"Making {operations:,} operations ...")
    first, _ = desk.create_desk(place / "first", PASSPHRASE)
    for ops in _operations(first, operations):
        bulk.take(first, ops)
    bulk.finish(first)
    share = meeting.open_folder(drive)
    membership.found(first, drive)
    told("Publishing all of it, then joining ...")
    found: dict[str, Any] = {"publish": _timed(lambda: meeting.meet(first, share))}
    began, worked = time.perf_counter(), time.process_time()
    second, _ = membership.join(place / "second", drive, passphrase=PASSPHRASE)
    found["join"], found["join_worked"] = time.perf_counter() - began, time.process_time() - worked
    meeting.meet(first, share), meeting.meet(second, share), meeting.meet(first, share)
    found["equal"] = desk_digest(first) == desk_digest(second)
    told("Days of edits ...")
    days = [_day(first, second, share, drive) for _ in range(repeats)]
    copies = [_whole_copy(first, drive / "whole.db") for _ in range(repeats)]
    found["day"], found["day_bytes"] = median(one[0] for one in days), median(one[1] for one in days)
    found["copy"], found["copy_bytes"] = median(one[0] for one in copies), copies[0][1]
    meeting.meet(first, share), meeting.meet(second, share)
    found["idle"] = median(_timed(lambda: meeting.meet(first, share)) for _ in range(max(5, repeats)))
    found["conflicts"], found["conflicts_read"] = _conflicts(first, second, share)
    first.close()
    second.close()
    shutil.rmtree(place)
    return found


def desk_digest(db: Database) -> tuple[int, int]:
    """What is in the journal, whatever its order."""
    from zaitaku_desk.store.ledger import digest

    ids = [row[0] for row in db.rows("SELECT id FROM op")]
    return len(ids), digest(ids)


def _operations(db: Database, count: int) -> Iterator[list[journal.Op]]:
    """Consultations with five groups each, one of them a long text."""
    dice = random.Random(1)
    words = bench_data.vocabulary(dice)
    ops: list[journal.Op] = []
    made = 0
    while made < count:
        record = save.new(
            "consultations",
            received_at=_FIRST + timedelta(minutes=20 * made),
            inquirer_name=dice.choice(words),
            content=bench_data.text(dice, words),
            topics=["home_care"],
            minutes_spent=dice.randint(5, 60),
        )
        empty, batch = save.unseen(record).values, new_id()
        for grp in groups(type(record)):
            value = group_value(record, grp)
            if value != empty[grp] and made < count:
                ops.append(journal.new_op(db, record.KIND, record.id, grp, value, batch=batch, prev=()))
                made += 1
        if len(ops) >= _AT_ONCE:
            yield ops
            ops = []
    yield ops


def _day(first: Database, second: Database, share: Folder, drive: Path) -> tuple[float, int]:
    """120 edits: sent here and taken in there, with their acknowledgements; seconds, bytes on the share."""
    dice = random.Random(time.monotonic_ns())
    ids = [row[0] for row in first.rows("SELECT id FROM consultations ORDER BY id LIMIT 3000")]
    for record_id in dice.sample(ids, min(EDITS, len(ids))):
        record: Any = save.get(first, "consultations", record_id)
        record.content = (record.content or "")[:200] + f"　追記 {dice.randrange(10**6)}"
        save.save(first, record)
    before = _files(drive)
    seconds = _timed(lambda: meeting.meet(first, share)) + _timed(lambda: meeting.meet(second, share))
    fresh = {path: size for path, size in _files(drive).items() if path not in before}
    return seconds, sum(fresh.values())


def _whole_copy(db: Database, target: Path) -> tuple[float, int]:
    """What one does without a journal: the file copied to the share, synced, named, read back."""
    began = time.perf_counter()
    half = target.with_suffix(".new")
    source, copy = connect(db.path, db.key, read_only=True), connect(half, db.key)
    source.backup(copy)
    copy.close()
    source.close()
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    half.replace(target)
    size = len(target.read_bytes())
    seconds = time.perf_counter() - began
    target.unlink()
    for beside in target.parent.glob("whole.new*"):
        beside.unlink()
    return seconds, size


def _conflicts(first: Database, second: Database, share: Folder) -> tuple[int, float]:
    """The same fields written on both sides; how many, and the seconds to list all of them."""
    ids = [
        row[0] for row in first.rows("SELECT id FROM consultations ORDER BY id DESC LIMIT ?", (CONFLICTS,))
    ]
    for db in (first, second):
        for record_id in ids:
            record: Any = save.get(db, "consultations", record_id)
            record.content = f"{db.device} の内容"
            save.save(db, record)
    meeting.meet(first, share), meeting.meet(second, share), meeting.meet(first, share)
    return conflicts.count(first), _timed(lambda: conflicts.keys(first))


def _files(drive: Path) -> dict[Path, int]:
    return {path: path.stat().st_size for path in drive.rglob("*") if path.is_file()}


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
