"""Fields that point to other records: one (RecordPicker), several (RecordChips)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zaitaku_desk.gui import lookup, show, tokens
from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Spec

MOST = 12


class RecordLine(LineField):
    """A line that finds records of one kind while one types.

    `kind` comes from the field's `refers`, or from a dynamic property `kind` in the .ui file.
    """

    found = Signal(str)
    DELAY = 80  # ms from the last character to the search

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._suggestions = Suggestions(self, self._find, self.DELAY)
        self._suggestions.taken.connect(self.found)

    def attach(self, office: Office, spec: Spec) -> None:
        super().attach(office, spec)
        self._kind = str(self.property("kind") or spec.refers)
        if not self.placeholderText():
            self.setPlaceholderText("名前の一部を入力")

    def tidy(self) -> None:
        pass

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

    def _find(self, text: str) -> list[Suggestion]:
        if self.office is None or self.office.db is None or not self._kind:
            return []
        if text.strip():
            from zaitaku_desk.store.search import search

            hits = search(self.office.db, text, self._kind, limit=MOST)
            style = self.office.date_style
            return [Suggestion(hit.id, hit.title, show.dated(hit.subtitle, style)) for hit in hits]
        return [Suggestion(key, name) for key, name in lookup.first_names(self.office.db, self._kind, MOST)]


class RecordPicker(RecordLine):
    """Points to one record and keeps the words as typed.

    The value is the id or None; `words` is the text, which the form keeps in the field that `text_field`
    names (dynamic property `textField`, else worked out: institution_id → institution_text …). A picker that
    is named after the words (interviewee) says with `idField` and `kind` where the id goes. Text that names
    nobody is no error where such a field is. Enter opens the record, F4 or ↓ shows who is there.
    """

    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_field = ""
        self.id_field = ""
        self.found.connect(self.put)

    @property
    def words(self) -> str | None:
        """The text as typed, or the name of the record picked."""
        return self.text().strip() or None

    def show_words(self, value: str | None, words: str | None) -> None:
        """Show what the record holds: the id, and the text beside it where the id says nothing."""
        self._set(value)
        if words and not value:
            self.setText(words)
            self.setCursorPosition(0)

    def parse(self, text: str) -> str | None:
        """Typing unties the record picked before, unless the text still is its name."""
        return self._value if self._value and text.strip() == self.display(self._value) else None

    def display(self, value: Any) -> str:
        if not value or self.office is None or self.office.db is None:
            return ""
        return lookup.name_of(self.office.db, self._kind, value) or "（見つかりません）"

    def typed(self) -> str:
        return "" if self.text_field else super().typed()

    def complaint(self, text: str) -> str:
        return "登録の中に見つかりません。一覧から選んでください（入力は残してあります）。"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._value and not self._suggestions.open and not self.composing():
            self.open_wanted.emit(self._kind, self._value)
        else:
            super().keyPressEvent(event)


class RecordChips(QWidget):
    """Points to several records: a chip for each with ×, and a line that finds the next one.

    The value is the list of ids. Backspace in the empty line takes the last one away.
    """

    edited = Signal()
    valueChanged = Signal()
    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._chips: list[QPushButton] = []
        self._layout = FlowLayout(self, tokens.SPACE_1)
        self.line = RecordLine(self)
        self.line.sizeHint = lambda: QSize(200, tokens.TARGET)
        self.line.found.connect(self.add)
        self.line.installEventFilter(self)
        self._layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def attach(self, office: Office, spec: Spec) -> None:
        self.line.setProperty("kind", self.property("kind") or spec.refers)
        self.line.attach(office, spec)
        self.line.setAccessibleName(spec.title)

    def problem(self) -> str:
        return "登録の中に見つかりません。一覧から選んでください。" if self.typed() else ""

    def typed(self) -> str:
        return self.line.text().strip()

    def show_typed(self, text: str) -> None:
        self.line.setText(text)

    def composing(self) -> bool:
        return self.line.composing()

    def add(self, record_id: str) -> None:
        """Add one as if she had picked it."""
        self.line.clear()
        if record_id not in self._ids:
            self._set([*self._ids, record_id])
        self._told()

    def take_away(self, record_id: str) -> None:
        """Take one away as if she had pressed its ×."""
        self._set([item for item in self._ids if item != record_id])
        self.line.setFocus()
        self._told()

    def eventFilter(self, line: QWidget, event: Any) -> bool:
        if event.type() != event.Type.KeyPress or event.key() != Qt.Key.Key_Backspace:
            return False
        if self.line.text() or self.line.composing() or not self._ids:
            return False
        self.take_away(self._ids[-1])
        return True

    def _told(self) -> None:
        self.edited.emit()
        self.valueChanged.emit()

    def _get(self) -> list[str]:
        return list(self._ids)

    def _set(self, value: Any) -> None:
        self._ids = list(value or [])
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for at, item in enumerate(self._ids):
            chip = QPushButton(f"{self.line_name(item)}　×", self)
            chip.setProperty("chip", True)
            chip.setAutoDefault(False)
            chip.setMinimumHeight(tokens.TARGET)
            chip.setToolTip("押すと外します")
            chip.clicked.connect(lambda _on=False, item=item: self.take_away(item))
            self._layout.insert(at, chip)
            chip.show()
            self._chips.append(chip)
        self.updateGeometry()

    def line_name(self, record_id: str) -> str:
        """The name on the chip."""
        office = self.line.office
        if office is None or office.db is None:
            return record_id
        return lookup.name_of(office.db, self.line._kind, record_id) or "（見つかりません）"

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)
