"""The contents of attachments: encrypted files beside the database, named by a keyed hash (decisions 27).

The same bytes have the same name on every device of the vault, and to anybody else the name says nothing.
A content never changes; it is one file or none.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import replace
from zaitaku_desk.rules.attachments import MOST_BYTES, too_large
from zaitaku_desk.store import disk
from zaitaku_desk.store.connection import FILE_NAME
from zaitaku_desk.store.engine import connect
from zaitaku_desk.store.sealing import Unsealable, seal, unseal
from zaitaku_desk.store.slots import derive

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

FOLDER = "blobs"
NAME = re.compile(r"[0-9a-f]{64}")
MOST_SEALED = MOST_BYTES + 64
"""Bytes: a file of this name that is larger is none of ours."""

YOUNG_SECONDS = 24 * 3600
"""A file that is younger may belong to a record that is just being written."""

_PURPOSE = "blob"


class Missing(UserError):
    """The content has not come to this computer yet, or is damaged here; the share may have it."""

    def __init__(self) -> None:
        super().__init__(
            "この写真・ファイルの中身は、まだこのパソコンに届いていません。",
            "共有フォルダーにつながると届きます。つないで同期（F5）してから、もう一度開いてください。",
        )


class Found(NamedTuple):
    """What `examine` found: contents that records need, and names of those not here or damaged here."""

    needed: int
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def name_of(key: bytes | bytearray, data: bytes) -> str:
    """The name of a content: a hash that needs the vault's key."""
    return hmac.new(derive(key, "blob-name"), data, hashlib.sha256).hexdigest()


def sealed(key: bytes | bytearray, data: bytes) -> bytes:
    """What lies in the file of a content."""
    return seal(key, _PURPOSE, data, name_of(key, data).encode())


def opened(key: bytes | bytearray, name: str, content: bytes) -> bytes:
    """The reverse; Unsealable unless it is exactly the content of this name."""
    data = unseal(key, _PURPOSE, content, name.encode())
    if name_of(key, data) != name:
        raise Unsealable
    return data


def path_of(data_dir: Path, name: str) -> Path:
    """Where a content lies. ValueError for what is no name (it came from another device)."""
    if not NAME.fullmatch(name):
        raise ValueError("no name of a content")
    return data_dir / FOLDER / name


def put(db: Database, data: bytes) -> str:
    """Keep a content; its name. UserError when it is too large or the disk refuses; then nothing stays."""
    refused = too_large(len(data))
    if refused:
        raise UserError(*refused)
    name = name_of(db.key, data)
    if not is_whole(db, name):
        path = path_of(db.data_dir, name)
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise disk.failed(error) from None
        disk.write_whole(path, sealed(db.key, data))
    return name


def read(db: Database, name: str) -> bytes:
    """The content. Missing when it is not here, or not whole."""
    try:
        return opened(db.key, name, path_of(db.data_dir, name).read_bytes())
    except (OSError, ValueError) as error:
        raise Missing from error


def is_whole(db: Database, name: str) -> bool:
    """Whether the content is here, read to its last byte."""
    try:
        read(db, name)
    except Missing:
        return False
    return True


def is_here(db: Database, name: str | None) -> bool:
    """Whether there is a file; quick."""
    return bool(name) and bool(NAME.fullmatch(name or "")) and path_of(db.data_dir, name or "").is_file()


def here(data_dir: Path) -> set[str]:
    """The names of all contents in the data folder."""
    with contextlib.suppress(OSError):
        return {path.name for path in (data_dir / FOLDER).iterdir() if NAME.fullmatch(path.name)}
    return set()


def needed(db: Database) -> set[str]:
    """The contents that records name, those in the bin too: they can come back."""
    if not db.row("SELECT 1 FROM sqlite_master WHERE name = 'attachments'"):
        return set()  # a file that is about to be migrated
    rows = db.rows("SELECT DISTINCT content FROM attachments WHERE content > ''")
    return {row[0] for row in rows if NAME.fullmatch(row[0])}


def examine(db: Database, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Found:
    """Read every content that records name. Damaged ones are put aside (`damaged-…`), so that the next sync
    fetches them anew. A task: about 1 s per 300 MB.
    """
    names = sorted(needed(db))
    missing, damaged = [], []
    for done, name in enumerate(names):
        progress(done, len(names))
        if not is_here(db, name):
            missing.append(name)
        elif not is_whole(db, name):
            damaged.append(name)
            set_aside(db, name)
    return Found(len(names), tuple(missing), tuple(damaged))


def in_words(found: Found) -> list[str]:
    """What `examine` found, for the screen; empty when all is well."""
    said = []
    if found.damaged:
        said.append(
            f"写真・ファイル{len(found.damaged)}件の中身が壊れています。"
            "共有フォルダーかバックアップの控えから取り直します。"
        )
    if found.missing:
        said.append(
            f"写真・ファイル{len(found.missing)}件の中身がこのパソコンにありません。"
            "共有フォルダーにつなぐと届きます。"
        )
    return said


def set_aside(db: Database, name: str) -> None:
    """Make room for a whole one; what is damaged is not deleted."""
    path = path_of(db.data_dir, name)
    with contextlib.suppress(OSError):
        replace(path, path.with_name(f"damaged-{name}"))


# ---------------------------------------------------------------- with backups


def copy_to(db: Database, folder: Path) -> int:
    """Put every content that records name beside a backup on another medium; how many were copied.

    Those that lie there already are not copied again. UserError when the medium refuses.
    """
    copied = 0
    try:
        for name in sorted(needed(db)):
            source, target = path_of(db.data_dir, name), folder / FOLDER / name
            if source.is_file() and not (target.is_file() and target.stat().st_size == source.stat().st_size):
                target.parent.mkdir(parents=True, exist_ok=True)
                unfinished = disk.temporary(target.parent)
                try:
                    shutil.copyfile(source, unfinished)
                    disk.sync_file(unfinished)
                    replace(unfinished, target)
                finally:
                    unfinished.unlink(missing_ok=True)
                copied += 1
    except OSError as error:
        raise disk.failed(error) from None
    return copied


def take_from(data_dir: Path, key: bytes | bytearray, folder: Path) -> int:
    """Take the contents that lie beside a backup and are not here; how many. Damaged ones are left there."""
    taken = 0
    for name in sorted(here(folder) - here(data_dir)):
        with contextlib.suppress(OSError, Unsealable, UserError):
            content = (folder / FOLDER / name).read_bytes()
            opened(key, name, content)
            (data_dir / FOLDER).mkdir(exist_ok=True)
            disk.write_whole(path_of(data_dir, name), content)
            taken += 1
    return taken


def unneeded(db: Database, generations: Path | None = None) -> set[str]:
    """Contents here that neither a record nor any generation names: what was erased everywhere.

    `generations` is one more folder with generations (the share's); OSError when it does not answer. Where
    one of them cannot be read nothing is unneeded, and never what came within the last day.
    """
    young = time.time() - YOUNG_SECONDS
    left = {
        name for name in here(db.data_dir) - needed(db) if path_of(db.data_dir, name).stat().st_mtime < young
    }
    for file in _files_that_may_name(db.data_dir, generations) if left else ():
        named = _named_in(file, db.key)
        if named is None:
            return set()
        left -= named
    return left


def sweep(db: Database) -> int:
    """Remove what is unneeded, where no share is; how many. Cheap when nothing was erased."""
    gone = unneeded(db)
    for name in gone:
        remove(db, name)
    return len(gone)


def remove(db: Database, name: str) -> None:
    """Take a content away for good, a damaged one that was put aside too."""
    path = path_of(db.data_dir, name)
    for file in (path, path.with_name(f"damaged-{name}")):
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def _files_that_may_name(data_dir: Path, generations: Path | None) -> list[Path]:
    from zaitaku_desk.store import backups  # which copies contents to another medium

    files = [found.path for found in backups.list_generations(data_dir)]
    if generations is not None:
        files += sorted(_files_in(generations))
    for aside in ("damaged-*", "replaced-*"):
        files += [folder / FILE_NAME for folder in data_dir.glob(aside) if folder.is_dir()]
    return files


def _files_in(generations: Path) -> list[Path]:
    """Every generation below; OSError when a folder does not open, which a glob would pass over."""

    def refuse(error: OSError) -> None:
        if not (isinstance(error, FileNotFoundError) and error.filename == str(generations)):  # none yet
            raise error

    return [
        Path(at, name)
        for at, _folders, names in os.walk(generations, onerror=refuse)
        for name in names
        if name.endswith(".zbk")
    ]


def _named_in(file: Path, key: bytes | bytearray) -> set[str] | None:
    """The contents that a copy of the database names; None when that cannot be told."""
    try:
        raw = connect(file, key, read_only=True)
    except UserError:
        return None
    try:
        if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'attachments'").fetchone():
            return set()
        return {row[0] for row in raw.execute("SELECT DISTINCT content FROM attachments").fetchall()}
    except Exception:  # whatever is wrong with it: then nothing is removed
        return None
    finally:
        raw.close()
