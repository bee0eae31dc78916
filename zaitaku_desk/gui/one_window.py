"""One window per data folder: a second start brings the first to the front and ends (S20).

The lock is held from start to end, also while the desk is locked and its file is closed. The second start
leaves a file as a knock; the first takes it away and comes forward.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, Qt

from zaitaku_desk.errors import UserError
from zaitaku_desk.store.lock import FolderLock, Held

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LOCK = "window.lock"
KNOCK = "window.call"
PATIENCE = 3.0  # seconds until the first should have answered


class OneWindow:
    """`first` says whether this process may open the window."""

    def __init__(self, data_dir: Path) -> None:
        self._call = data_dir / KNOCK
        self._watcher: QFileSystemWatcher | None = None
        self._lock: FolderLock | None = None
        with contextlib.suppress(Held):
            self._lock = FolderLock(data_dir, LOCK)
            self._call.unlink(missing_ok=True)

    @property
    def first(self) -> bool:
        """True while the lock is held here."""
        return self._lock is not None

    def come_forward_for(self, window: QWidget) -> None:
        """Answer knocks from now on."""
        self._watcher = QFileSystemWatcher([str(self._call.parent)], window)
        self._watcher.directoryChanged.connect(lambda _folder: self._answer(window))
        self._answer(window)

    def knock(self) -> None:
        """Ask the first to come forward; UserError when it does not answer."""
        if os.name == "nt":
            import ctypes

            ctypes.windll.user32.AllowSetForegroundWindow(-1)  # we were clicked, it may come forward
        self._call.touch()
        until = time.monotonic() + PATIENCE
        while self._call.exists():
            if time.monotonic() > until:
                self._call.unlink(missing_ok=True)
                raise UserError(
                    "在宅デスクはもう開いていますが、応答していません。",
                    "開いている画面を閉じるか、パソコンを再起動してから、もう一度お試しください。",
                )
            time.sleep(0.02)

    def release(self) -> None:
        """The window is gone."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _answer(self, window: QWidget) -> None:
        if self._call.exists():
            with contextlib.suppress(OSError):
                self._call.unlink()
            forward(window)


def forward(window: QWidget) -> None:
    """Out of the task bar and before the other windows."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
