"""On a full disk not even deleting works: a file that can be dropped buys the room for the last saves."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

FILE_NAME = "ballast"
SIZE = 20 * 2**20
WARN_BELOW = 500 * 2**20
MAKE_ABOVE = 2**30
OPENING_NEEDS = 2**20


def keep(data_dir: Path) -> None:
    """Puts the ballast there while room is plenty; to be called when the window has time."""
    path = data_dir / FILE_NAME
    with contextlib.suppress(OSError):
        if free(data_dir) > MAKE_ABOVE and not (path.exists() and path.stat().st_size == SIZE):
            with path.open("wb") as file:
                for _ in range(SIZE // 2**20):
                    file.write(os.urandom(2**20))  # zeros take no room where the disk compresses
                file.flush()
                os.fsync(file.fileno())


def drop(data_dir: Path) -> None:
    """Gives the room back; the next save goes through."""
    with contextlib.suppress(OSError):
        (data_dir / FILE_NAME).unlink(missing_ok=True)


def full(data_dir: Path) -> bool:
    """True when there is not even room for what SQLite puts beside a file that is opened."""
    with contextlib.suppress(OSError):
        return free(data_dir) < OPENING_NEEDS
    return False


def low(data_dir: Path) -> bool:
    """True when she should be warned: less than 500 MB are free."""
    return free(data_dir) < WARN_BELOW


def free(data_dir: Path) -> int:
    """Free bytes where the data lies."""
    return shutil.disk_usage(data_dir).free
