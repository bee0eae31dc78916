"""公開用フォルダー: when it is written anew, off the window's thread, and what came of it."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from zaitaku_desk.errors import UserError

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.sharing import Sharing
    from zaitaku_desk.reports.plain_folder import Written

FOLDER, ON, AT = "plain.folder", "plain.on", "plain.at"
"""What this machine remembers: the path, whether it is kept up to date, when it was written last (ISO)."""

FIRST_MS = 20_000
EVERY_MS = 180_000
REST = 20
"""After writing for one second it rests for twenty: papers of a large directory must not slow her typing."""


class PlainFolder(QObject):
    """Writes after each sync, and every few minutes where nothing is shared. `changed` when there is news;
    `problem` is what went wrong last, `written` what was written last.
    """

    changed = Signal()

    def __init__(self, office: Office, sharing: Sharing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office, self._sharing = office, sharing
        self._running = False
        self._rests_until = 0.0
        self.problem = ""
        self.written: Written | None = None
        self._soon = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._soon.timeout.connect(self.refresh)
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self._unless_shared)
        sharing.met.connect(self.refresh)

    @property
    def folder(self) -> Path | None:
        """The folder of this machine."""
        return self._office.settings.place(FOLDER)

    @property
    def on(self) -> bool:
        """Whether it is kept up to date."""
        return bool(self._office.settings.get(ON)) and self.folder is not None

    @property
    def running(self) -> bool:
        """Whether it is being written."""
        return self._running

    @property
    def at(self) -> datetime | None:
        """When it was written last."""
        kept = self._office.settings.get(AT)
        return datetime.fromisoformat(kept) if kept else None

    def use(self, folder: Path) -> None:
        """From now on this folder, and at once."""
        self._office.settings.set(FOLDER, str(folder))
        self._office.settings.set(AT, None)
        self.turn(True)

    def turn(self, on: bool) -> None:
        """Keep it up to date, or no longer; what is there stays."""
        self._office.settings.set(ON, on)
        self.problem = ""
        self.begin()
        self.changed.emit()
        if on:
            self.refresh(asked=True)

    def begin(self) -> None:
        """The desk is shown."""
        if self.on:
            self._soon.start()
            self._every.start()
        else:
            self.rest()

    def rest(self) -> None:
        """The desk is locked, or it is not wanted."""
        self._soon.stop()
        self._every.stop()

    def refresh(self, *, asked: bool = False) -> None:
        """Write what has changed. `asked`: she wants it now, everything."""
        db, folder = self._office.db, self.folder
        if self._running or db is None or folder is None or not (self.on or asked):
            return
        if not asked and time.monotonic() < self._rests_until:
            return
        self._running = True
        self.changed.emit()
        began, today = time.monotonic(), self._office.today()

        def work(progress: Any) -> Written | None:
            from zaitaku_desk.reports import plain_folder

            return plain_folder.refresh(db, folder, today, force=asked, stop=lambda: progress(0, 0))

        def done(written: Written | None) -> None:
            self._rests_until = time.monotonic() + REST * (time.monotonic() - began)
            self._running, self.problem = False, ""
            if written is not None:
                self.written = written
                self._office.settings.set(AT, self._office.now().isoformat(timespec="minutes"))
                self._office.audit("export", detail="公開用フォルダー")
            self.changed.emit()

        def failed(error: BaseException) -> None:
            self._running = False
            if db is not self._office.db:  # locked meanwhile
                return
            if isinstance(error, UserError):
                self.problem = str(error)
            else:
                self._office.dialogs.failure(error)
            self.changed.emit()

        self._office.tasks.aside(work, done, failed)

    def _unless_shared(self) -> None:
        if self._sharing.folder is None or not self._sharing.there:
            self.refresh()
