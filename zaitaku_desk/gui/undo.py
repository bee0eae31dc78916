"""元に戻す and やり直す over records: a save is a batch of the journal, undo writes its opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

MOST = 200


class Undo:
    """The batches of this session, newest last."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._done: list[str] = []
        self._undone: list[str] = []

    def note(self) -> None:
        """A save just happened; call after every write that she may want to take back."""
        batch = self._office.db.last_batch if self._office.db else ""
        if batch and (not self._done or self._done[-1] != batch):
            self._done = [*self._done[-MOST:], batch]
            self._undone.clear()

    def undo(self) -> bool:
        """Take the newest batch back; False when there is none. UserError when it cannot be taken back."""
        return self._turn(self._done, self._undone)

    def redo(self) -> bool:
        """Take the newest undo back."""
        return self._turn(self._undone, self._done)

    def clear(self) -> None:
        """Forget everything: another database, or locked."""
        self._done.clear()
        self._undone.clear()

    def _turn(self, here: list[str], there: list[str]) -> bool:
        from zaitaku_desk.store import journal, save

        db = self._office.db
        if not here or db is None:
            return False
        batch = here.pop()
        touched: dict[str, set[str]] = {}
        for op in journal.of_batch(db, batch):
            touched.setdefault(op.kind, set()).add(op.record)
        there.append(save.undo(db, batch))
        for kind, ids in touched.items():
            self._office.changes.saved.emit(kind, sorted(ids))
        return True
