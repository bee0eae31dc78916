"""Generations away from this machine: on the share each day, on removable media when reminded (S7)."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import name_once, open_there
from zaitaku_desk.store import backups, disk, kept_keys, thinning, vault
from zaitaku_desk.store.backups import SHARED_NAME, STAMP

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

SHARE = "zaitaku_sync/backup"
REMIND_AFTER = dt.timedelta(days=30)
BLOCK = 2**20

Progress = Callable[[int, int], None]


def place(db: Database, share: Path) -> Path:
    """Where this device's generations lie on a share."""
    return share / SHARE / db.device


def to_share(db: Database, share: Path, now: dt.datetime, progress: Progress | None = None) -> Path | None:
    """A generation of everything committed so far in this device's folder on the share, once a day.

    It is made and verified here, copied under a temporary name, read back and compared, and only then gets
    its name, which is never taken twice. None when there is one of today, or nothing was changed since the
    newest. Own old ones are thinned as at home. UserError when the share is not there, full or refuses.
    """
    folder = place(db, share)
    there = _of_share(share, folder)
    if there and there[0].when.date() == now.date():
        return None
    source = backups.make_if_changed(db, "share")
    if source is None:
        newest = backups.list_generations(db.data_dir)[0]
        if there and there[0].when >= newest.when:
            return None  # it is there already; the hash of a large file is not worked out each time
        source = newest.path
    digest = hash_of(source)
    if any(one.path.name.endswith(f"-{digest[:8]}.zbk") for one in there):
        return None
    final = folder / f"{now:{STAMP}}-{digest[:8]}.zbk"
    try:
        for path in (share / SHARE, folder):
            path.mkdir(exist_ok=True)  # not the share: one that has gone is not made of this disk
        disk.sweep(folder)
        key_file = source.with_suffix(".key")
        if key_file.exists():
            _put(key_file, final.with_suffix(".key"), hash_of(key_file))
        _put(source, final, digest, progress)
    except OSError as error:
        raise disk.failed(error) from None
    if vault.needs_second(db.data_dir):
        kept_keys.renew(db, folder)
    thinning.thin_for(db.data_dir, folder, now)
    return final


def on_share(share: Path) -> list[backups.Generation]:
    """The generations of all devices on a share, newest first; none while it is not there."""
    with contextlib.suppress(OSError):
        folders = list((share / SHARE).iterdir())
        return sorted((one for folder in folders for one in backups.generations_in(folder)), reverse=True)
    return []


def medium_due(first: str, last: str, today: dt.date) -> bool:
    """Whether to remind of a copy on a removable medium: 30 days after the last one, else after `first`.

    Both are ISO days; `first` is the day this machine began to count.
    """
    try:
        return today - dt.date.fromisoformat(last or first) >= REMIND_AFTER
    except ValueError:
        return True


def on_another_disk(folder: Path, data_dir: Path) -> bool:
    """Whether what lies there outlives this machine's disk; False where that cannot be told."""
    return disk.same_disk(folder, data_dir) is False


def hash_of(file: Path) -> str:
    """SHA-256 of a file that is closed, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _of_share(share: Path, folder: Path) -> list[backups.Generation]:
    try:
        if not share.is_dir():
            raise FileNotFoundError
        return [one for one in backups.generations_in(folder) if SHARED_NAME.fullmatch(one.path.name)]
    except OSError:
        raise UserError(
            "共有フォルダーが見つかりません。",
            "接続を確かめてください。バックアップはこのパソコンの中にあります。",
        ) from None


def _put(source: Path, target: Path, digest: str, progress: Progress | None = None) -> None:
    """Copy under a temporary name, sync, read back, name; OSError when what comes back is not what went."""
    unfinished = disk.temporary(target.parent, target.suffix)
    total, done = source.stat().st_size, 0
    try:
        with source.open("rb") as content, unfinished.open("xb") as out:
            while block := content.read(BLOCK):
                out.write(block)
                done += len(block)
                if progress:
                    progress(done, total)
            out.flush()
            os.fsync(out.fileno())
        with open_there(unfinished) as back:
            if hashlib.file_digest(back, "sha256").hexdigest() != digest:
                raise OSError("read back otherwise")
        name_once(unfinished, target)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
