"""What a tab needs to work, handed in once by `app.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from zaitaku_desk import clock
from zaitaku_desk.gui.undo import Undo

if TYPE_CHECKING:
    from zaitaku_desk.gui.changes import Changes
    from zaitaku_desk.gui.dialogs import Dialogs
    from zaitaku_desk.gui.tasks import Tasks
    from zaitaku_desk.settings import Settings
    from zaitaku_desk.store.connection import Database


@dataclass
class Office:
    """`db` is None only while a cover (first start, unlock) hides the tabs: always go through `office.db`.

    `replay` is work for a task that fetches from the share what this file lacks; None without a share.
    """

    db: Database | None
    tasks: Tasks
    dialogs: Dialogs
    settings: Settings
    changes: Changes
    today: Callable[[], date] = clock.today
    now: Callable[[], datetime] = clock.now
    replay: Callable[[Callable[[int, int], None]], object] | None = None
    undo: Undo = field(init=False)

    def __post_init__(self) -> None:
        self.undo = Undo(self)

    def saved(self, kind: str, ids: list[str]) -> None:
        """Say that records were saved: undo learns of it, and whoever shows them."""
        self.undo.note()
        self.changes.saved.emit(kind, ids)

    def audit(self, what: str, kind: str = "", record: str = "", detail: str = "") -> None:
        """Note what was done (store/audit.py) soon: never while she waits for it."""
        from zaitaku_desk.store import audit

        if self.db is not None:
            audit.say(self.db, what, kind, record, detail=detail)
            self.write_audit()

    def write_audit(self) -> None:
        """Write what the audit log has yet to write, unless a longer writing goes on: then with the next."""
        from zaitaku_desk.store import audit

        db = self.db
        if db is not None and db.unwritten and not db.writing:
            self.tasks.read(lambda: audit.flush_quietly(db), lambda _none: None)

    @property
    def date_style(self) -> str:
        """ "wareki" or "western", as she chose in 表示."""
        return self.settings.get("date_style", "wareki")
