"""One of several (ChoiceBox) and several of several (Chips)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPushButton, QSizePolicy, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.lookup import Choice, choices_of
from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Spec

UNCHOSEN = "未選択"
OTHER = "その他"


class ChoiceBox(QComboBox):
    """A choice typed by its first letters (kanji, かな or a part of the label) or taken from the list.

    The value is the key, None while 未選択. What is in no list stays as typed, with a line that says so.
    """

    edited = Signal()
    valueChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = ChoiceLine(self)
        self.setLineEdit(self._line)  # makes it editable; setEditable would make a line of its own first
        self.setCompleter(None)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self._line.setPlaceholderText(UNCHOSEN)
        self._choices: list[Choice] = []
        self._key: str | None = None
        self._suggestions = Suggestions(self._line, self._find)
        self._suggestions.taken.connect(self.put)
        self._line.textEdited.connect(self._on_typed)
        self._line.editingFinished.connect(self.tidy)
        self.activated.connect(lambda at: self.put(self.itemData(at)))

    def attach(self, office: Office, spec: Spec) -> None:
        self.set_choices(choices_of(office.db, spec))

    def set_choices(self, choices: list[Choice]) -> None:
        """Offer these; retired ones are only shown where they are the value."""
        self._choices = choices
        self.clear()
        self.addItem("", None)
        for choice in choices:
            if not choice.retired:
                self.addItem(choice.label, choice.key)
        self._show()

    def problem(self) -> str:
        return "一覧にない言葉です。一覧から選んでください（入力は残してあります）。" if self.typed() else ""

    def typed(self) -> str:
        text = self._line.text().strip()
        return text if text and self._key is None else ""

    def show_typed(self, text: str) -> None:
        self._key = None
        self.setCurrentIndex(-1)
        self._line.setText(text)

    def composing(self) -> bool:
        return self._line.composing()

    def put(self, key: str | None) -> None:
        """Choose as if she had."""
        self._set(key)
        self._told()

    def tidy(self) -> None:
        """On leaving: a unique beginning is taken for the choice it begins."""
        if self.typed() and not self.composing():
            found = self._find(self._line.text())
            if len(found) == 1 or (found and found[0].label == self._line.text().strip()):
                self.put(found[0].key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a turn of the wheel scrolls the page; it never changes a value by accident

    def minimumSizeHint(self) -> QSize:
        return QSize(80, max(tokens.TARGET, super().minimumSizeHint().height()))

    def sizeHint(self) -> QSize:
        return QSize(150, max(tokens.TARGET, super().sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F4) and not self._suggestions.open:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> list[Suggestion]:
        from zaitaku_desk.japanese.fold import fold

        wanted = fold(text)
        if not wanted:
            return []
        live = [choice for choice in self._choices if not choice.retired]
        first = [choice for choice in live if any(word.startswith(wanted) for word in choice.folded())]
        inside = [choice for choice in live if choice not in first and wanted in choice.folded()[0]]
        return [Suggestion(choice.key, choice.label) for choice in first + inside]

    def _on_typed(self, text: str) -> None:
        text = text.strip()
        same = [choice.key for choice in self._choices if choice.label == text]
        self._key = same[0] if same else None
        self._told()

    def _told(self) -> None:
        self.edited.emit()
        self.valueChanged.emit()

    def _show(self) -> None:
        at = self.findData(self._key) if self._key else 0
        self.setCurrentIndex(at)
        label = next((choice.label for choice in self._choices if choice.key == self._key), self._key or "")
        self._line.setText(label)
        self._line.setCursorPosition(0)

    def _get(self) -> str | None:
        return self._key

    def _set(self, key: Any) -> None:
        self._key = key or None
        self._show()

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)


class ChoiceLine(LineField):
    """The line inside a ChoiceBox: knows of preedit, leaves the value to the box."""

    def tidy(self) -> None:
        pass


class Chips(QWidget):
    """Several choices as chips that are on or off; 「その他」 opens a line for what no list has.

    One stop of the Tab key: arrows walk the chips, the space bar turns them.
    The value is the keys in the list's order, then the free text as it is. Where the list itself has a
    その他, its key stands in the value too.
    """

    edited = Signal()
    valueChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self, tokens.SPACE_1)
        self._chips: list[QPushButton] = []
        self._choices: list[Choice] = []
        self._kept: list[str] = []
        self._other_key: str | None = None
        self.other = OtherLine(self)
        self.other.setAccessibleName(OTHER)
        self.other.textEdited.connect(lambda _text: self._told())
        self._other_chip = self._chip(OTHER, None)
        self._other_chip.toggled.connect(self._on_other)
        self._layout.addWidget(self.other)
        self.other.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def attach(self, office: Office, spec: Spec) -> None:
        self.setAccessibleName(spec.title)
        self.set_choices(choices_of(office.db, spec))

    def set_choices(self, choices: list[Choice]) -> None:
        """Make a chip of each; the one called その他 is the chip that opens the line."""
        value = self._get()
        self._other_key = next((choice.key for choice in choices if choice.label == OTHER), None)
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.deleteLater()
        self._choices = [choice for choice in choices if not choice.retired and choice.label != OTHER]
        self._chips = [self._chip(choice.label, choice.key, at) for at, choice in enumerate(self._choices)]
        self._rove(0)
        self._set(value)

    def problem(self) -> str:
        return ""

    def typed(self) -> str:
        return ""

    def show_typed(self, text: str) -> None:
        self._set([text])

    def composing(self) -> bool:
        return self.other.composing()

    def eventFilter(self, chip: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chips = [*self._chips, self._other_chip]
            at = chips.index(chip) if chip in chips else 0
            moves = {
                Qt.Key.Key_Left: at - 1,
                Qt.Key.Key_Right: at + 1,
                Qt.Key.Key_Up: self._row(chips, at, -1),
                Qt.Key.Key_Down: self._row(chips, at, 1),
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: len(chips) - 1,
            }
            if event.key() in moves and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._rove(min(max(moves[Qt.Key(event.key())], 0), len(chips) - 1), focus=True)
                return True
        if event.type() == QEvent.Type.FocusIn and isinstance(chip, QPushButton):
            chips = [*self._chips, self._other_chip]
            if chip in chips:
                self._rove(chips.index(chip))
        return False

    def _chip(self, label: str, key: str | None, at: int | None = None) -> QPushButton:
        chip = QPushButton(label, self)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setProperty("key", key)
        chip.setAutoDefault(False)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.setMinimumHeight(tokens.TARGET)
        chip.installEventFilter(self)
        chip.clicked.connect(self._told)
        if at is None:
            self._layout.addWidget(chip)
        else:
            self._layout.insert(at, chip)
        return chip

    def _row(self, chips: list[QPushButton], at: int, step: int) -> int:
        here = chips[at].geometry().center()
        others = [n for n, chip in enumerate(chips) if (chip.geometry().center().y() - here.y()) * step > 0]
        if not others:
            return at
        line = min(others, key=lambda n: abs(chips[n].geometry().center().y() - here.y()))
        level = chips[line].geometry().center().y()
        same = [n for n in others if chips[n].geometry().center().y() == level]
        return min(same, key=lambda n: abs(chips[n].geometry().center().x() - here.x()))

    def _rove(self, at: int, *, focus: bool = False) -> None:
        chips: list[QAbstractButton] = [*self._chips, self._other_chip]
        for n, chip in enumerate(chips):
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if n == at else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(chips[at])
        if focus:
            chips[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_other(self, on: bool) -> None:
        self.other.setVisible(on)
        self.updateGeometry()
        if on and self._other_chip.hasFocus():
            self.other.setFocus()

    def _told(self) -> None:
        self.edited.emit()
        self.valueChanged.emit()

    def _get(self) -> list[str]:
        chosen = [chip.property("key") for chip in self._chips if chip.isChecked()]
        if not self._other_chip.isChecked():
            return chosen + self._kept
        free = self.other.text().strip()
        extra = [item for item in (self._other_key, free) if item] or [OTHER]
        return chosen + self._kept + extra

    def _set(self, value: Any) -> None:
        wanted = list(value or [])
        for chip in self._chips:
            chip.setChecked(chip.property("key") in wanted)
        known = {choice.key for choice in self._choices} | {self._other_key}
        free = [item for item in wanted if item not in known]
        self._kept = free[:-1]
        text = free[-1] if free else ""
        self._other_chip.setChecked(bool(free) or (self._other_key is not None and self._other_key in wanted))
        self.other.setText("" if text == OTHER else text)

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)


class OtherLine(LineField):
    """The text of その他."""

    def tidy(self) -> None:
        pass

    def sizeHint(self) -> QSize:
        return QSize(220, super().sizeHint().height())
