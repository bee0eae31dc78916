"""One process per data folder: a lock of the operating system, gone with the process that held it."""

from __future__ import annotations

import contextlib
import os
import sys
import weakref
from pathlib import Path
from types import TracebackType
from typing import IO

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import PRIVATE
from zaitaku_desk.store import live_place
from zaitaku_desk.store.disk import failed

FILE_NAME = "app.lock"
_BEYOND = 2**30  # Windows refuses to read what is locked: this is never read, and the file can be copied


class Held(UserError):
    """Another window or command has the folder."""

    def __init__(self) -> None:
        super().__init__(
            "このデータは別の在宅デスクで開かれています。",
            "開いている在宅デスクの画面を使うか、閉じてからもう一度お試しください。",
        )


class FolderLock:
    """Holds a data folder until release(); a context manager too. `name`: another lock than that of the data.

    UserError when the folder is held by another window or command, cannot be written, or lies where a live
    file must not lie.
    """

    def __init__(self, data_dir: Path, name: str = FILE_NAME) -> None:
        self._file: IO[bytes] | None = None
        live_place.refuse(data_dir)
        try:
            data_dir.mkdir(PRIVATE, parents=True, exist_ok=True)
            file = (data_dir / name).open("ab")
        except OSError as error:
            raise failed(error) from None
        if not _hold(file):
            file.close()
            raise Held
        self._file = file
        _held.add(self)

    def release(self) -> None:
        """Gives the folder back; may be called twice."""
        if self._file is not None:
            _let_go(self._file)
            self._file.close()
            self._file = None

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


_held: weakref.WeakSet[FolderLock] = weakref.WeakSet()


def _hold(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _let_go(file: IO[bytes]) -> None:
    """Windows gives the byte back some time after the file is closed; elsewhere closing is enough."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_BEYOND)
        with contextlib.suppress(OSError):
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def _let_go_in_child() -> None:
    """A forked child must not keep the folder after its parent was killed."""
    for lock in list(_held):
        lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go_in_child)
