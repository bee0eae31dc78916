"""The answers of the open visit: each a record of its own, saved as the form saves (decisions 10, 14–17)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.autosave import Autosave
from zaitaku_desk.records.questions import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.save import Seen


@dataclass(frozen=True)
class Said:
    """What one question holds on the screen."""

    state: str = "not_asked"
    value: dict[str, Any] = field(default_factory=dict)
    other: str | None = None
    note: str | None = None


class AnswerSheet(QObject):
    """Answers by question id.

    `changed()` when they changed elsewhere (undo, sync), `saved()` after a save, `failed(words)` when the
    disk refuses: what was said stays and is tried again. `before_save` stores a new visit first.
    """

    changed = Signal()
    saved = Signal()
    failed = Signal(str)

    def __init__(self, office: Office, before_save: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._before_save = before_save
        self.visit_id: str | None = None
        self.answers: dict[str, Answer] = {}
        self._seen: dict[str, Seen] = {}
        self._waiting: dict[str, Said] = {}
        self._own = False
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.save)
        office.changes.saved.connect(self._on_saved_elsewhere)

    def load(self, visit_id: str | None) -> None:
        """Save what is open, then hold the answers of another visit (None: of none)."""
        self.flush()
        self.visit_id = visit_id
        self._read()

    def put(self, question_id: str, said: Said, *, now: bool) -> None:
        """Take what was said; a pick is stored at once (`now`), text while she goes on typing."""
        if self.visit_id is None:
            return
        if now:
            self.flush()
        held = self.answers.get(question_id) or Answer(question_id=question_id, visit_id=self.visit_id)
        self.answers[question_id] = replace(
            held, state=said.state, value=dict(said.value), other=said.other, note=said.note
        )
        self._waiting[question_id] = said
        self._autosave.touch()
        if now:
            self.flush()

    def save(self) -> None:
        """Store what waits as unsealed operations, one per answer."""
        from zaitaku_desk.store import save, visits

        if not self._waiting or self.visit_id is None or self._office.db is None:
            return
        self._before_save()
        for question_id, said in list(self._waiting.items()):
            try:
                seen = self._seen.get(question_id)
                item = self.answers[question_id]
                if seen is None:
                    begun, seen = visits.begin_answer(self._office.db, self.visit_id, question_id)
                    item = replace(
                        begun, state=said.state, value=dict(said.value), other=said.other, note=said.note
                    )
                self._seen[question_id] = save.save(self._office.db, item, seen, sealed=False)
            except UserError as error:
                self._autosave.touch()
                self.failed.emit(str(error))
                return
            self.answers[question_id] = item
            del self._waiting[question_id]
            self._tell(item.id)
        self.saved.emit()

    def flush(self) -> None:
        """Store and seal everything: on leaving a question, closing, locking, reporting."""
        from zaitaku_desk.store import save

        self._autosave.flush()
        self.save()
        if self._office.db is not None:
            for seen in self._seen.values():
                save.seal(self._office.db, seen)

    def _read(self) -> None:
        from zaitaku_desk.store import visits

        self.answers, self._seen = {}, {}
        if self.visit_id is not None and self._office.db is not None:
            for question_id, (item, seen) in visits.open_answers(self._office.db, self.visit_id).items():
                self.answers[question_id], self._seen[question_id] = item, seen

    def _tell(self, answer_id: str) -> None:
        self._own = True
        try:
            self._office.saved("answers", [answer_id])
        finally:
            self._own = False

    def _on_saved_elsewhere(self, kind: str, _ids: list[str]) -> None:
        if kind != "answers" or self._own or self.visit_id is None:
            return
        waiting = {question_id: self.answers[question_id] for question_id in self._waiting}
        self._read()
        self.answers.update(waiting)
        self.changed.emit()
