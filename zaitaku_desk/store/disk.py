"""Files of the data folder that are never half there, and what she reads when the disk refuses."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from pathlib import Path

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import SECRET, atomic_write
from zaitaku_desk.store.faults import FULL, TOLD

TEMPORARY = ".tmp-"
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NO_SPACE_WINDOWS = (39, 112)


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Puts `content` in place of `path`: readers see the old or the new file. UserError when it cannot."""
    try:
        atomic_write(path, content, mode)
    except OSError as error:
        raise failed(error) from None


def overwrite_secret(path: Path, content: bytes) -> None:
    """As write_whole, and the bytes of the old file are overwritten where the system allows it."""
    old = None
    if os.name != "nt" and path.exists():
        old = path.open("r+b")
    try:
        write_whole(path, content, SECRET)
        if old is not None:
            old.write(secrets.token_bytes(os.fstat(old.fileno()).st_size))
            old.flush()
            os.fsync(old.fileno())
    except OSError as error:
        raise failed(error) from None
    finally:
        if old is not None:
            old.close()


def temporary(folder: Path, ending: str = "") -> Path:
    """A name for a file that is not finished yet; sweep() removes what a kill left behind."""
    return folder / f"{TEMPORARY}{secrets.token_hex(6)}{ending}"


def sweep(folder: Path) -> None:
    """Removes unfinished files and folders of an earlier run; only while the folder's lock is held."""
    for path in [*folder.glob(f"{TEMPORARY}*"), *folder.glob(".*.tmp")]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()


def sync_file(path: Path) -> None:
    """Makes sure the bytes of a closed file are on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def same_disk(one: Path, other: Path) -> bool | None:
    """Whether both lie on one volume; None where that cannot be told."""
    try:
        return volume_of(one) == volume_of(other)
    except OSError:
        return None


def volume_of(path: Path) -> int:
    """The number of the volume a path lies on; OSError when it is not there."""
    return path.stat().st_dev


def failed(error: OSError) -> UserError:
    """What she reads when a file could not be written."""
    if error.errno in NO_SPACE or getattr(error, "winerror", None) in NO_SPACE_WINDOWS:
        return UserError(*TOLD[FULL])
    return UserError(
        "ファイルを書き込めませんでした。",
        "フォルダーの書き込み権限と、ディスクの接続を確かめてください。",
    )
