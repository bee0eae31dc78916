"""Making the data of this device unreadable for good, then removing it (S8: 破棄).

The key files go first: overwritten, then deleted. After that nothing here can be opened by any passphrase or
recovery key, whatever a disk still holds of the rest. What lies on the share and on other media stays.
A mark that is made before and goes last has the next start finish what was broken off.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import atomic_write
from zaitaku_desk.store.lock import FILE_NAME as LOCK
from zaitaku_desk.store.lock import FolderLock

MARK = "erasing"
BEGUN = b"zaitaku_desk: erase this folder\n"
HELD = (LOCK, "window.lock")
"""Open while the window stands; they go where the system lets them."""

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
    MARK,
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
        atomic_write(data_dir / MARK, BEGUN)
        left = _erase(data_dir)
        _remove(data_dir / MARK)
    for name in HELD:
        _remove(data_dir / name)
    with contextlib.suppress(OSError):
        data_dir.rmdir()
    return left


def begun(data_dir: Path) -> bool:
    """Whether an erasing was broken off (the battery, a kill): nothing of the folder may be opened then."""
    with contextlib.suppress(OSError):
        return (data_dir / MARK).read_bytes() == BEGUN
    return False


def refuse(data_dir: Path) -> None:
    """UserError where an erasing was begun."""
    if begun(data_dir):
        raise UserError(
            "このフォルダーのデータは、消去の途中です。",
            "在宅デスクの画面を開くと、最後まで消去します。データを戻すことはできません。",
        )


def _erase(data_dir: Path) -> list[str]:
    ours = sorted({path for pattern in OURS for path in data_dir.glob(pattern)} - {data_dir / MARK})
    files = [
        file for path in ours for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()
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
    gone = [path for path in ours if path.name not in HELD]
    for path in gone:
        _remove(path)
    return sorted(path.name for path in gone if path.exists())


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
