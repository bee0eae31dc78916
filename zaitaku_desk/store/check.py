"""Is the data whole, and what happens when it is not."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import backups, ballast, disk
from zaitaku_desk.store.connection import (
    FILE_NAME,
    SUSPECT,
    Database,
    create_database,
    open_database,
)
from zaitaku_desk.store.faults import Damaged
from zaitaku_desk.store.pages import PAGE, Progress, file_problems, fold_wal
from zaitaku_desk.store.salvage import Salvage, salvage

CHECKED = "checked.json"
PENDING = "pending"
EVERY = dt.timedelta(days=7)
SPARE = 4 * 2**20
"""Bytes a repair needs beyond the two files it writes."""

Further = Callable[[Database], list[str]]


class Postponed(Exception):
    """Raised by the progress of a check that she puts off: the file is opened, and stays suspect."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: problems in Japanese without any record's text, and rows per table."""

    ok: bool
    problems: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class Recovery(NamedTuple):
    """What a safe start did: where the damaged file lies, the time of the backup that was restored (as
    shown; empty when there was none), what else could be read.

    `operations` are the journal rows of the damaged file that the restored one lacks or holds
    differently, as dicts by column in their old order; `lost` is the number of rows
    that neither has (1 or more when their end is not known). `missing`: there was no file any more.
    """

    damaged: Path
    restored_from: str
    operations: list[dict[str, Any]]
    lost: int
    missing: bool = False

    def told(self) -> str:
        """The whole story for a dialog: the news in the first line, then what it means for her."""
        what = (
            "データのファイルがなくなっていました。" if self.missing else "データのファイルが壊れていました。"
        )
        if self.restored_from:
            first = f"{what}{self.restored_from}のバックアップから復元しました。このまま続けて使えます。"
        else:
            first = f"{what}使えるバックアップがなかったため、空のデータから始めました。"
        return "\n".join((first, *self._rest()))

    def _rest(self) -> Iterator[str]:
        count = f"{len(self.operations):,}件"
        if self.operations and self.restored_from:
            read = f"壊れたファイルから、バックアップのあとの{count}の変更を読み取りました。"
            yield f"{read}次の画面で確かめて取り込めます。"
        elif self.operations:
            yield f"壊れたファイルから{count}の変更を読み取り、取り込みました。"
        if self.restored_from and (self.lost or self.missing):
            lost = "" if self.missing else "読み取れなかった箇所があります。"
            yield f"{lost}{self.restored_from}よりあとに入力した記録は、残っているか確かめてください。"
        elif self.restored_from and not self.operations:
            yield "バックアップのあとに入力したものはなく、失われた記録はありません。"
        elif self.lost:
            yield "読み取れなかった箇所があります。"
        if not self.missing:
            yield f"壊れたファイルは消さずに、データのフォルダーの「{self.damaged.name}」に残してあります。"


def check(db: Database, further: Sequence[Further] = (), progress: Progress | None = None) -> Report:
    """Reads every page of the open file; `further` are the checks of what is in it (journal, index).

    About 1 s per 100 MB: a task. The result is remembered for due(), and a file that is whole is not
    suspect any more. What `progress` raises ends it.
    """
    problems = file_problems(db.path, db.key, progress)
    if problems:  # a checkpoint may have been writing: look again while nobody can
        with db.begin_raw():
            problems = file_problems(db.path, db.key)
    if problems:
        db.suspect()
    else:
        (db.data_dir / SUSPECT).unlink(missing_ok=True)
    counts: dict[str, int] = {}
    if not problems:
        counts = _counts(db)
        for look in further:
            problems.extend(look(db))
    with contextlib.suppress(UserError):
        content = json.dumps({"when": clock.now().isoformat("T", "minutes"), "ok": not problems})
        disk.write_whole(db.data_dir / CHECKED, content.encode())
    return Report(not problems, problems, counts)


def due(data_dir: Path, now: dt.datetime) -> bool:
    """True when the last check is 7 days or longer ago (and there was one, or the file is that old)."""
    try:
        last = dt.datetime.fromisoformat(json.loads((data_dir / CHECKED).read_bytes())["when"])
    except (OSError, ValueError, KeyError, TypeError):
        with contextlib.suppress(UserError):
            content = json.dumps({"when": now.isoformat("T", "minutes"), "ok": True})
            disk.write_whole(data_dir / CHECKED, content.encode())
        return False
    return now - last >= EVERY or now < last - EVERY


def unclean(data_dir: Path) -> bool:
    """True before opening when the last run did not end by itself, or met damage while it ran."""
    wal = data_dir / f"{FILE_NAME}-wal"
    return (wal.exists() and wal.stat().st_size > 0) or (data_dir / SUSPECT).exists()


def suspect(data_dir: Path) -> bool:
    """True while the file is open and nobody has read it through since something was wrong with it."""
    return (data_dir / SUSPECT).exists()


def safe_start(data_dir: Path, key: bytes | bytearray, progress: Progress | None = None) -> Recovery | None:
    """To be called at every start with the lock held and the file closed, before open_database().

    Sweeps unfinished files, ends a restore that was cut off, and after an unclean end checks the whole
    file; `progress` may raise Postponed to put that off. None when all is well; a Recovery when the file was
    damaged, was set aside and replaced (or is gone and there is a backup) — and again at every start until
    settle() says that its operations are in safety.
    """
    for folder in (data_dir, data_dir / backups.FOLDER):
        disk.sweep(folder)
    pending = sorted(data_dir.glob(f"damaged-*/{PENDING}"))
    if not pending:
        backups.finish_restore(data_dir)
        if (data_dir / FILE_NAME).exists():
            return None if _sound(data_dir, key, progress) else recover(data_dir, key, progress=progress)
        return recover(data_dir, key, progress=progress) if backups.list_generations(data_dir) else None
    if (data_dir / FILE_NAME).exists():
        backups.finish_restore(data_dir)
        if not _sound(data_dir, key, progress):
            return recover(data_dir, key, progress=progress)
    return recover(data_dir, key, pending[-1].parent, progress)


def recover(
    data_dir: Path, key: bytes | bytearray, aside: Path | None = None, progress: Progress | None = None
) -> Recovery:
    """Sets the damaged file aside into `damaged-<time>`, restores the newest good generation into a new
    file (an empty one when there is none) and reads what it can of the damaged journal.

    `progress` hears once that this goes on: nothing of nothing. It cannot be put off.
    """
    _need_room(data_dir, aside)
    if progress:
        with contextlib.suppress(Postponed):
            progress(0, 0)
    if aside is None:
        aside = backups.set_aside(data_dir, "damaged", PENDING)
    if not (data_dir / FILE_NAME).exists():
        backups.move(data_dir, aside)
        _restore_newest(data_dir, key, aside / PENDING)
    restored = (aside / PENDING).read_text("utf-8")
    db = open_database(data_dir, bytes(key))
    try:
        found = salvage(aside, key, FILE_NAME)
        operations, lost = _missing(db, found.rows), _lost(db, found)
    except OSError as error:
        raise disk.failed(error) from None
    finally:
        db.close()
    (data_dir / SUSPECT).unlink(missing_ok=True)
    return Recovery(aside, restored, operations, lost, not (aside / FILE_NAME).exists())


def settle(recovery: Recovery) -> None:
    """The operations of a recovery are kept elsewhere: it is not told again."""
    (recovery.damaged / PENDING).unlink(missing_ok=True)


def _need_room(data_dir: Path, aside: Path | None) -> None:
    """UserError, before anything is touched, where the disk has no room for the backup and for reading the
    damaged file (its copy).
    """
    if ballast.low(data_dir):
        ballast.drop(data_dir)
    damaged = (aside or data_dir) / FILE_NAME
    needed = damaged.stat().st_size if damaged.exists() else 0
    if not (data_dir / FILE_NAME).exists() or aside is None:
        needed += max((one.size for one in backups.list_generations(data_dir)), default=0)
    free = ballast.free(data_dir)
    if free < needed + SPARE:
        raise UserError(
            "データのファイルを直すための空きが、ディスクにありません。",
            f"不要なファイルを消して、あと {(needed + SPARE - free) // 2**20 + 1:,} MB の空きを作ってから、"
            "もう一度開いてください。いまあるデータとバックアップには手を加えていません。",
        )


def _restore_newest(data_dir: Path, key: bytes | bytearray, note: Path) -> None:
    now = clock.now()
    newest_first = backups.list_generations(data_dir)
    for generation in sorted(newest_first, key=lambda one: one.when > now):  # a clock was wrong: those last
        when = generation.when
        disk.write_whole(note, f"{when.year}年{when.month:02}月{when.day:02}日 {when:%H:%M}".encode())
        with contextlib.suppress(backups.Unusable):
            backups.put_in_place(data_dir, generation.path, key)
            return
    disk.write_whole(note, b"")
    create_database(data_dir, bytes(key)).close()


def _sound(data_dir: Path, key: bytes | bytearray, progress: Progress | None) -> bool:
    path = data_dir / FILE_NAME
    if path.stat().st_size == 0:
        return False
    thorough = unclean(data_dir)
    if thorough:  # folding the WAL takes the only other sign away: a kill now must not hide it
        with contextlib.suppress(OSError):
            (data_dir / SUSPECT).touch()
    try:
        fold_wal(path, key)
        if path.stat().st_size % PAGE or (thorough and file_problems(path, key, progress)):
            return False
    except Damaged:
        return False
    except Postponed:
        return True
    (data_dir / SUSPECT).unlink(missing_ok=True)
    return True


def _counts(db: Database) -> dict[str, int]:
    names = db.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    counts = {}
    for (name,) in sorted(names):
        if not name.startswith("sqlite_"):
            found = db.row(f'SELECT count(*) FROM "{name}"')
            counts[name] = int(found[0]) if found else 0
    return counts


def _missing(db: Database, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not rows or not db.rows("PRAGMA table_info(op)"):
        return rows
    names = [name for name in rows[0] if name != "segment"]  # in which file of the share it went says nothing
    columns = ", ".join(f'"{name}"' for name in names)
    try:
        known = {hash(row) for row in db.rows(f"SELECT {columns} FROM op")}
    except sqlcipher.Error:  # the backup is of an older schema: let the caller compare by id
        return rows
    return [row for row in rows if hash(tuple(row.get(name) for name in names)) not in known]


def _lost(db: Database, found: Salvage) -> int:
    has_journal = db.rows("PRAGMA table_info(op)")
    newest = db.row("SELECT max(rowid) FROM op") if has_journal else None
    restored = (newest[0] or 0) if newest else 0
    return sum(place > restored for place in found.lost) + found.open_end
