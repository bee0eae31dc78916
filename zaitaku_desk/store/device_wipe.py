"""Making the data of this device unreadable for good, then removing it (S8: 破棄).

The key files go first: overwritten, then deleted. After that nothing here can be opened by any passphrase or
recovery key, whatever a disk still holds of the rest. What lies on the share and on other media stays.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from zaitaku_desk.store.lock import FILE_NAME as LOCK
from zaitaku_desk.store.lock import FolderLock

OURS = (
    "*.tmp",
    ".*.tmp",
    ".tmp-*",
    "app.lock",
    "backups",
    "ballast",
    "blobs",
    "checked.json",
    "damaged-*",
    "desk.db*",
    "error.log",
    "examined.json",
    "machine*.json",
    "replaced-*",
    "suspect",
    "templates",
    "tmp",
    "unlock*",
    "vault.key*",
    "window.call",
    "window.lock",
)
"""What the program makes in its folder; anything else there is hers and stays."""
HEAD = 2**20  # bytes of a database that are overwritten before it goes


def wipe(data_dir: Path) -> list[str]:
    """Erase a closed data folder; the names of what could not be removed (it is unreadable all the same).

    UserError when the folder is open elsewhere; OSError when not even the keys could be overwritten.
    """
    with FolderLock(data_dir):
        ours = sorted({path for pattern in OURS for path in data_dir.glob(pattern)})
        files = [
            file
            for path in ours
            for file in ([path] if path.is_file() else path.rglob("*"))
            if file.is_file()
        ]
        keys = [file for file in files if ".key" in file.name]
        for file in keys:
            _overwrite(file, file.stat().st_size)
        for file in keys:
            file.unlink()
        for file in files:
            if file.name.startswith("desk"):
                with contextlib.suppress(OSError):
                    _overwrite(file, min(HEAD, file.stat().st_size))
        for path in ours:
            if path.name != LOCK:
                _remove(path)
    _remove(data_dir / LOCK)
    with contextlib.suppress(OSError):
        data_dir.rmdir()
    return sorted(path.name for path in ours if path.exists())


def _overwrite(file: Path, size: int) -> None:
    with file.open("r+b") as out:
        out.write(secrets.token_bytes(size))
        out.flush()
        os.fsync(out.fileno())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
