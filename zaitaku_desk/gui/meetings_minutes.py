"""議事: speakers found while one types, the 議題 that stays until another is chosen, what was left open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.lookup import Choice
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.meetings import AgendaItem, Meeting

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Spec
    from zaitaku_desk.store.connection import Database


class SpeakerEdit(TextEdit):
    """A name in a cell, found among the people of the meeting by name, ふりがな, 役職 or 所属."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggestions = Suggestions(self, self._find)
        self._suggestions.taken.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if down and not self._suggestions.open and not self.composing():
            self._suggestions.offer(self.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._suggestions.close()

    def _take(self, name: str) -> None:
        self.put(name)
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.postEvent(self, enter)  # on to what is said, as Enter would

    def _find(self, text: str) -> list[Suggestion]:
        from zaitaku_desk.japanese.fold import fold
        from zaitaku_desk.store import meeting_minutes

        if self.office is None or self.office.db is None:
            return []
        wanted = fold(text)
        people = meeting_minutes.speakers(self.office.db, meeting_of(self))
        found = [
            Suggestion(name, name, note)
            for name, note, kana in people
            if any(wanted in fold(words) for words in (name, kana, note))
        ]
        return [] if len(found) == 1 and found[0].key == text.strip() else found


class AgendaChoice(ChoiceBox):
    """One of the meeting's 議題 in a cell."""

    def attach(self, office: Office, spec: Spec) -> None:
        from zaitaku_desk.store import lists

        items = lists.children(office.db, "agenda_items", meeting_of(self)) if office.db else []
        self.set_choices([Choice(item.id, item.title or "（議題なし）") for item in items])


class Minutes(QObject):
    """The part 議事 of the page: buttons under the agenda, the 議題 of the next remark.

    `said(words)` for the status line.
    """

    said = Signal(str)

    def __init__(self, tab: Any, tables: dict[str, ChildTable]) -> None:
        super().__init__(tab)
        self._tab, self._office = tab, tab.office
        self._agenda, self._remarks = tables["agenda_items"], tables["remarks"]
        carried = self._agenda.add_button("宿題・継続検討を議題に入れる", self.carry_over)
        carried.setObjectName("carry_over_button")
        carried.setToolTip("これまでの回で済んでいない宿題と、確認日の来た継続検討を議題にします。")
        copied = self._agenda.add_button("前回の議題を写す", self.copy_agenda)
        copied.setObjectName("copy_agenda_button")
        model = self._remarks.model
        for signal in (model.rowsInserted, model.dataChanged, model.modelReset):
            signal.connect(lambda *_: QTimer.singleShot(0, self, self._stay_with_item))

    def carry_over(self) -> None:
        """宿題・継続検討を議題に入れる."""
        from zaitaku_desk.store import meeting_minutes

        self._add(meeting_minutes.carried_over, "済んでいない宿題や継続検討はありません。")

    def copy_agenda(self) -> None:
        """前回の議題を写す."""
        from zaitaku_desk.store import meeting_minutes

        self._add(meeting_minutes.previous_agenda, "写す議題はありません。")

    def _add(self, find: Callable[[Database, Meeting], list[AgendaItem]], none: str) -> None:
        from zaitaku_desk.store import save

        self._tab.flush()
        self._tab.form.ensure_saved()
        meeting = self._tab.form.record
        items = find(self._office.db, meeting) if isinstance(meeting, Meeting) else []
        if items:
            save.save_many(self._office.db, items)
            self._office.saved("agenda_items", [item.id for item in items])
        self.said.emit(f"議題を {len(items)}件 入れました。" if items else none)

    def _stay_with_item(self) -> None:
        """The next remark belongs to the 議題 of the last one."""
        model = self._remarks.model
        blank: Any = model.record_at(len(model.rows))
        if blank is not None and model.rows and blank.agenda_item_id is None:
            blank.agenda_item_id = model.rows[-1].agenda_item_id


def meeting_of(editor: QWidget) -> str:
    """The id of the meeting whose table a cell's editor stands in."""
    widget: Any = editor.parentWidget()
    while widget is not None and not isinstance(widget, QTableView):
        widget = widget.parentWidget()
    return widget.model().parent_id or "" if widget is not None else ""
