"""Small files that are never half there: written beside, made sure of, then put in place."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import time
from pathlib import Path

from zaitaku_desk.errors import UserError
from zaitaku_desk.store.faults import FULL, TOLD

HELD_BY_ANOTHER = (5, 32, 33)  # Windows: access denied, sharing and lock violation; a scanner looks at it
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
TRIES = 10
TEMPORARY = ".tmp-"


def write_whole(path: Path, content: bytes) -> None:
    """Puts `content` in place of `path`: readers see the old or the new file. UserError on a full disk."""
    unfinished = temporary(path.parent)
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace(unfinished, path)
    except OSError as error:
        raise failed(error) from None
    finally:
        unfinished.unlink(missing_ok=True)


def overwrite_secret(path: Path, content: bytes) -> None:
    """As write_whole, and the bytes of the old file are overwritten where the system allows it."""
    old = None
    if os.name != "nt" and path.exists():
        old = path.open("r+b")
    try:
        write_whole(path, content)
        if old is not None:
            old.write(secrets.token_bytes(path.stat().st_size + 4096))
            old.flush()
            os.fsync(old.fileno())
    finally:
        if old is not None:
            old.close()


def replace(source: Path, target: Path) -> None:
    """Renames over `target`, trying again for a few seconds while another program holds it (Windows)."""
    for attempt in range(TRIES):
        try:
            source.replace(target)
            break
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD_BY_ANOTHER or attempt == TRIES - 1:
                raise
            time.sleep(min(0.05 * 2**attempt, 1.0))
    sync_folder(target.parent)


def temporary(folder: Path, ending: str = "") -> Path:
    """A name for a file that is not finished yet; sweep() removes what a kill left behind."""
    return folder / f"{TEMPORARY}{secrets.token_hex(6)}{ending}"


def sweep(folder: Path) -> None:
    """Removes unfinished files and folders of an earlier run; only while the folder's lock is held."""
    for path in folder.glob(f"{TEMPORARY}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()


def sync_file(path: Path) -> None:
    """Makes sure the bytes of a closed file are on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes sure the names in a folder are on the disk; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def failed(error: OSError) -> UserError:
    """What she reads when a file could not be written."""
    if error.errno in NO_SPACE or getattr(error, "winerror", None) in (39, 112):
        return UserError(*TOLD[FULL])
    return UserError(
        "ファイルを書き込めませんでした。",
        "フォルダーの書き込み権限と、ディスクの接続を確かめてください。",
    )
