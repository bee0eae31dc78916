"""One question of the form, drawn from its data: its words, the answer, 無回答, a note."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.field_box import own_undo
from zaitaku_desk.gui.visits_answers import Said
from zaitaku_desk.gui.visits_fields import AnswerNumber
from zaitaku_desk.gui.visits_options import OptionGroup
from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.gui.widgets.text import NoteEdit, TextEdit
from zaitaku_desk.records.fields import Spec
from zaitaku_desk.records.questions import Answer, Question
from zaitaku_desk.rules import questionnaire, skip

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

GAP = "&nbsp;&nbsp; "


class QuestionBox(QFrame):
    """`said(now)`: she answered; `left` when the keyboard goes elsewhere; `next_wanted` is Enter in a line.

    `ask` and `answer` show; `content` is what stands on the screen.
    """

    said = Signal(bool)
    left = Signal()
    next_wanted = Signal()
    undo_wanted = Signal()
    offer_taken = Signal()

    def __init__(self, office: Office, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self.setObjectName(f"question_{question.order}")
        self.setProperty("role", "row")
        self._kept = Said()
        self.words = QLabel(self)
        self.words.setProperty("role", "question")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.no_answer = self._button("無回答", "この設問には答えなかった（0 または Alt+0）")
        self.no_answer.setCheckable(True)
        self.no_answer.setProperty("chip", True)
        self.no_answer.clicked.connect(self._on_no_answer)
        self.note_button = self._button("メモ", "この設問についてのメモ（Alt+M）")
        self.note_button.setProperty("quiet", True)
        policy = self.note_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.note_button.setSizePolicy(policy)
        self.note_button.hide()
        self.note_button.clicked.connect(self.open_note)
        self.editor = self._editor(office)
        self.other = TextEdit(self)
        self.note = TextEdit(self)
        self.note.setPlaceholderText("この設問のメモ")
        self.problem = QLabel(self)
        self.problem.setProperty("role", "secondary")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.offer_button = QPushButton(self, objectName="offer")
        self.offer_button.setAutoDefault(False)
        self.offer_button.clicked.connect(self.offer_taken)
        self.offer_button.hide()
        self._lay_out()
        for line in (self.other, self.note):
            line.edited.connect(lambda: self._on_typed())
        for part in self.stops():
            part.installEventFilter(self)
        self.ask(office.today())

    # --- showing

    def ask(self, on: date, last: str = "") -> None:
        """The words of the question on the day of the visit, and in grey what was said last time (A142)."""
        text = f"{self.question.number or ''}　{questionnaire.text_of(self.question, on)}".strip("　")
        if self.question.retired:
            text += "（いまは使わない設問）"
        self.title = text
        grey = f'{GAP}<span style="color:{tokens.SECONDARY}">前回：{escape(last)}</span>' if last else ""
        self.words.setText(f"<b>{escape(text).replace('　', GAP, 1)}</b>{grey}")
        if isinstance(self.editor, OptionGroup):
            self.editor.name(text)
        else:
            self.editor.setAccessibleName(text)
        self.no_answer.setAccessibleName(f"{text}：無回答")
        self.note_button.setAccessibleName(f"{text}：メモを書く")
        self.note.setAccessibleName(f"{text}：メモ")

    def answer(self, answer: Answer | None) -> None:
        """Show a stored answer; a line an IME is composing in is left alone."""
        value = (answer.value if answer else None) or {}
        self._kept = Said()
        self.no_answer.setChecked(answer is not None and answer.state == skip.NO_ANSWER)
        if isinstance(self.editor, OptionGroup):
            self.editor.show_keys(skip.chosen(answer))
        elif not self.editor.composing():
            self._show_value(value)
        for line, words in (
            (self.other, answer.other if answer else None),
            (self.note, answer.note if answer else None),
        ):
            if not line.composing() and (line.value or None) != words:
                line.value = words
        self._open_lines()

    def content(self) -> Said:
        """What stands on the screen, as it is stored."""
        note = self.note.value
        if self.no_answer.isChecked():
            return Said(skip.NO_ANSWER, note=note)
        value = self._value()
        other = self.other.value if self._titles() else None
        state = skip.ANSWERED if value or other else skip.NOT_ASKED
        return Said(state, value, other, note)

    def offer(self, words: str, tip: str = "") -> None:
        """A button under the answer (「関係機関の届出区分を…」); "" takes it away."""
        self.offer_button.setText(words)
        self.offer_button.setToolTip(tip)
        self.offer_button.setVisible(bool(words))

    def open_note(self) -> None:
        """The line for a note, with the keyboard in it."""
        self.note.show()
        self.note.setFocus()

    def set_target(self, height: int) -> None:
        """The least height of the options."""
        if isinstance(self.editor, OptionGroup):
            for option in self.editor.options:
                if option.minimumHeight() != height:
                    option.setMinimumHeight(height)

    def toggle_no_answer(self) -> None:
        """無回答 on or off."""
        self.no_answer.click()

    # --- keyboard

    def stops(self) -> list[QWidget]:
        """What the keyboard may rest on, in order."""
        first = self.editor.options if isinstance(self.editor, OptionGroup) else [self.editor]
        return [*first, self.other, self.note, self.offer_button]

    def focus(self) -> None:
        """The keyboard to this question, where its answer is."""
        tabbed = [part for part in self.stops() if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        tabbed[0].setFocus(Qt.FocusReason.TabFocusReason)

    def enterEvent(self, event: QEvent) -> None:
        self.note_button.show()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.note_button.setVisible(self._here())
        super().leaveEvent(event)

    def eventFilter(self, part: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.note_button.show()
        elif event.type() == QEvent.Type.FocusOut:
            self.note_button.setVisible(self.underMouse())
            self.left.emit()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo) and not own_undo(part):
            self.undo_wanted.emit()
            return True
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() == Qt.Key.Key_0:
            self.toggle_no_answer()
            return True
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() == Qt.Key.Key_M:
            self.open_note()
            return True
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and isinstance(part, QLineEdit):
            self.next_wanted.emit()
            return True
        return False

    # --- inside

    def _here(self) -> bool:
        return any(part.hasFocus() for part in self.stops())

    def _editor(self, office: Office) -> Any:
        question = self.question
        if question.kind in ("single", "multiple"):
            several = question.kind == "multiple"
            group = OptionGroup(question.options, several=several, parent=self)
            group.picked.connect(self._on_picked)
            group.no_answer_wanted.connect(self.toggle_no_answer)
            return group
        spec = Spec(name="value", title=question.text or "", type=str, group="answer", lines=2)
        widget: Any = {"number": AnswerNumber, "date": DateEdit}.get(question.kind or "", NoteEdit)(self)
        if isinstance(widget, AnswerNumber):
            widget.unit = question.unit or ""
            widget.setAlignment(Qt.AlignmentFlag.AlignRight)
        widget.attach(office, spec)
        widget.edited.connect(self._on_typed)
        return widget

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_1)
        head.addWidget(self.words, 1)
        for button in (self.note_button, self.no_answer):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_1)
        layout.addLayout(head)
        layout.addLayout(self._line())
        lines = QGridLayout()
        lines.setHorizontalSpacing(tokens.SPACE_2)
        lines.setVerticalSpacing(tokens.SPACE_1)
        self._other_title = QLabel(self)
        self._other_title.setProperty("role", "label")
        lines.addWidget(self._other_title, 0, 0)
        lines.addWidget(self.other, 0, 1)
        lines.addWidget(self.note, 1, 0, 1, 2)
        lines.setColumnStretch(1, 1)
        layout.addLayout(lines)
        layout.addWidget(self.problem)
        layout.addWidget(self.offer_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.note.hide()

    def _line(self) -> QHBoxLayout:
        """The editor; a number or a date is short, with its unit behind it."""
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_2)
        if isinstance(self.editor, LineField):
            self.editor.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(self.editor)
            line.addWidget(QLabel(self.question.unit or "", self))
            line.addStretch(1)
        else:
            line.addWidget(self.editor, 1)
        return line

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _value(self) -> dict[str, Any]:
        kind = self.question.kind
        if isinstance(self.editor, OptionGroup):
            keys = self.editor.keys()
            if not keys:
                return {}
            return {"choices": keys} if kind == "multiple" else {"choice": keys[0]}
        if self.editor.typed():
            return {"text": self.editor.typed()}
        value = self.editor.value
        if value is None:
            return {}
        if kind == "date":
            return {"date": value.isoformat()}
        return {"number": value} if kind == "number" else {"text": value}

    def _show_value(self, value: dict[str, Any]) -> None:
        name = {"number": "number", "date": "date"}.get(self.question.kind or "", "text")
        shown = value.get(name)
        if name == "date" and shown:
            shown = date.fromisoformat(shown)
        if shown is None and name != "text" and value.get("text"):
            if self.editor.text() != value["text"]:
                self.editor.show_typed(value["text"])
        elif self.editor.value != shown or self.editor.typed():
            self.editor.value = shown
        self._judge()

    def _titles(self) -> list[str]:
        """The titles of the free texts that belong to what is picked."""
        if not isinstance(self.editor, OptionGroup):
            return []
        keys = self.editor.keys()
        options = self.question.options
        return [str(option["text"]) for option in options if option.get("key") in keys and option.get("text")]

    def _open_lines(self) -> None:
        titles = self._titles() if not self.no_answer.isChecked() else []
        self._other_title.setText("・".join(titles))
        for part in (self._other_title, self.other):
            part.setVisible(bool(titles))
        self.other.setAccessibleName("・".join(titles))
        self.note.setVisible(bool(self.note.value) or self.note.hasFocus())

    def _judge(self) -> None:
        words = "" if isinstance(self.editor, OptionGroup) else self.editor.problem()
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _on_picked(self) -> None:
        self.no_answer.setChecked(False)
        self._open_lines()
        self.said.emit(True)

    def _on_typed(self) -> None:
        if self.no_answer.isChecked() and (self._value() or self.other.value):
            self.no_answer.setChecked(False)
        self._judge()
        self.said.emit(False)

    def _on_no_answer(self) -> None:
        """On: what was answered goes out; off again: it comes back."""
        if self.no_answer.isChecked():
            self.no_answer.setChecked(False)
            self._kept = self.content()
            self.no_answer.setChecked(True)
            self._put(Said())
        else:
            self._put(self._kept)
        self._open_lines()
        self.said.emit(True)

    def _put(self, said: Said) -> None:
        self.other.value = said.other
        if isinstance(self.editor, OptionGroup):
            self.editor.show_keys(said.value.get("choices") or [said.value.get("choice")])
        else:
            self._show_value(said.value)
