"""元に戻す and やり直す over records: a save is a batch of the journal, undo writes its opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.gui.tasks import Cancelled

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.tasks import Progress

MOST = 200
AT_ONCE = 300  # records; a larger batch (an import) goes back on the worker thread, shown and to be stopped


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
        batch = here[-1]
        touched = journal.touched_by(db, batch)
        if sum(map(len, touched.values())) <= AT_ONCE:
            here.pop()
            there.append(save.undo(db, batch))
            self._tell(touched)
        elif not self._running:
            self._running = True

            def work(progress: Progress) -> str:
                try:
                    return save.undo(db, batch, progress=progress)
                except Cancelled:
                    return ""

            def done(opposite: str) -> None:
                self._running = False
                if opposite and here and here[-1] == batch:
                    here.pop()
                    there.append(opposite)
                    self._tell(touched)

            def failed(error: BaseException) -> None:
                self._running = False
                here.remove(batch)  # as with a small one: what cannot go back does not stand in the way
                self._office.dialogs.failure(error)

            self._office.tasks.run("元に戻す", work, done, failed)
        return True

    _running = False

    def _tell(self, touched: dict[str, list[str]]) -> None:
        for kind, ids in touched.items():
            self._office.changes.saved.emit(kind, ids)
