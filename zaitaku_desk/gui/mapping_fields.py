"""The fields of a target, each with the column it is read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.lookup import Choice
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.widgets.choices import ChoiceBox

if TYPE_CHECKING:
    from zaitaku_desk.intake.column_fields import MapField
    from zaitaku_desk.intake.columns import Guess

SURE = 0.75
NO_COLUMN = "なし"


class MappingFields(QScrollArea):
    """A drop-down of headings per field; a column serves one field, the last one it was chosen for.

    `edited` after each of her own choices, `pointed(column)` when the keyboard comes to its field.
    """

    edited = Signal()
    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.more_button = QPushButton(self)
        self.more_button.setProperty("quiet", True)
        self.more_button.clicked.connect(self.show_more)
        self._fields: list[MapField] = []
        self._labels: list[str] = []
        self._guesses: dict[str, Guess] = {}
        self._columns: dict[str, int] = {}
        self._more = False
        self.boxes: dict[str, ChoiceBox] = {}
        self._marks: dict[str, QLabel] = {}

    def show_fields(
        self,
        fields: Sequence[MapField],
        labels: Sequence[str],
        columns: Mapping[str, int],
        guesses: Mapping[str, Guess],
    ) -> None:
        """The fields of a target over the columns of a table; `guesses` say how sure each is."""
        self._fields, self._labels = list(fields), list(labels)
        self._columns, self._guesses, self._more = dict(columns), dict(guesses), False
        self._build()

    def columns(self) -> dict[str, int]:
        """Field → column, in the order of the fields."""
        return {
            field.name: self._columns[field.name] for field in self._fields if field.name in self._columns
        }

    def titles(self) -> dict[int, str]:
        """Column → what its field is called."""
        return {
            self._columns[field.name]: field.title for field in self._fields if field.name in self._columns
        }

    def show_more(self) -> None:
        """The rarer fields, too; the keyboard goes to the first of them."""
        known = set(self.boxes)
        self._more = True
        self._build()
        first = next((box for name, box in self.boxes.items() if name not in known), None)
        if first is not None:
            first.setFocus()

    def focus_first(self) -> None:
        """The keyboard to the first field."""
        for box in self.boxes.values():
            box.setFocus()
            return

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.pointed.emit(self._columns.get(box.property("field"), -1))
        return super().eventFilter(box, event)

    def _build(self) -> None:
        ground = QWidget(self)
        grid = QGridLayout(ground)
        grid.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        grid.setHorizontalSpacing(tokens.SPACE_2)
        grid.setVerticalSpacing(tokens.SPACE_1)
        grid.setColumnStretch(1, 1)
        self.boxes, self._marks = {}, {}
        section, hidden, row = "", 0, 0
        for field in self._fields:
            if not (field.usual or self._more or field.name in self._columns):
                hidden += 1
                continue
            if field.section != section:
                section = field.section
                head = QLabel(section, ground)
                head.setProperty("role", "section")
                grid.addWidget(head, row, 0, 1, 3)
                row += 1
            self._add(field, ground, grid, row)
            row += 1
        self.more_button.setText(f"ほかの項目も出す（{hidden}）")
        self.more_button.setVisible(hidden > 0)
        self.more_button.setParent(ground)
        grid.addWidget(self.more_button, row, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.setRowStretch(row + 1, 1)
        old = self.takeWidget()
        self.setWidget(ground)
        self.more_button.setVisible(hidden > 0)
        if old is not None:
            old.deleteLater()
        self._mark()

    def _add(self, field: MapField, ground: QWidget, grid: QGridLayout, row: int) -> None:
        required = "（必須）" if field.name == "name" else ""
        label = QLabel(f"{field.title}{required}", ground)
        label.setProperty("role", "label")
        label.setWordWrap(True)
        box = ChoiceBox(ground)
        box.setAccessibleName(f"{field.title}の列")
        box.lineEdit().setPlaceholderText(NO_COLUMN)
        box.set_choices([Choice(str(at), text) for at, text in enumerate(self._labels)])
        box.value = str(self._columns[field.name]) if field.name in self._columns else None
        box.setProperty("field", field.name)
        box.installEventFilter(self)
        box.edited.connect(lambda name=field.name: self._chosen(name))
        label.setBuddy(box)
        mark = QLabel(ground)
        for column, part in enumerate((label, box, mark)):
            grid.addWidget(part, row, column)
        self.boxes[field.name], self._marks[field.name] = box, mark

    def _chosen(self, name: str) -> None:
        """Hers now; the field that had the column has none."""
        self._guesses.pop(name, None)
        value = self.boxes[name].value
        if value is None:
            self._columns.pop(name, None)
        else:
            for other in [other for other, at in self._columns.items() if at == int(value) and other != name]:
                del self._columns[other]
                if other in self.boxes:
                    self.boxes[other].value = None
            self._columns[name] = int(value)
        self._mark()
        self.edited.emit()
        self.pointed.emit(self._columns.get(name, -1))

    def _mark(self) -> None:
        """How sure each guess is, in a word; nothing beside what is certain or her own."""
        for name, mark in self._marks.items():
            guess = self._guesses.get(name) if name in self._columns else None
            unsure = guess is not None and guess.confidence < SURE
            mark.setText("推測" if unsure else "")
            mark.setToolTip(guess.why if guess is not None else "")
            give_role(mark, "old" if unsure else "secondary")
            self.boxes[name].setToolTip(guess.why if guess is not None else "")
