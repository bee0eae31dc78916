"""What every field widget promises, and the line edit most of them are.

A field widget has
* `value`, a user property ("QVariant"): the record's value, or None. Setting it never emits anything;
* `edited`, emitted after each of the user's own edits (committed text; an IME's preedit is not one);
* `attach(office, spec)`: told once what it edits;
* `problem()`: what is wrong, in words, or ""; `typed()`: text that `value` cannot hold, or "";
  `show_typed(text)` puts such text back;
* `composing()`: whether an IME holds uncommitted text: nobody may write to the widget then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Property, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from zaitaku_desk.gui import tokens

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.japanese.reading import Reading
    from zaitaku_desk.records.fields import Spec


class FieldWidget(Protocol):
    """The promise above, for type checkers."""

    value: Any
    edited: SignalInstance

    def attach(self, office: Office, spec: Spec) -> None: ...
    def problem(self) -> str: ...
    def typed(self) -> str: ...
    def show_typed(self, text: str) -> None: ...
    def composing(self) -> bool: ...


def is_field(widget: object) -> bool:
    """Whether `widget` keeps the promise."""
    return isinstance(widget, QWidget) and hasattr(widget, "edited") and hasattr(widget, "attach")


class LineField(QLineEdit):
    """A one-line field; subclasses say how text becomes a value (`parse`) and back (`display`).

    `reading` follows what the IME is given, where somebody wants the ふりがな (`kana_help.py`).
    """

    edited = Signal()
    valueChanged = Signal()
    EXAMPLE = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self.spec: Spec | None = None
        self.reading: Reading | None = None
        self._preedit = ""
        self._value: Any = None
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.tidy)

    def attach(self, office: Office, spec: Spec) -> None:
        """Learn the field; the placeholder shows an example only where the form of typing is not obvious."""
        self.office = office
        self.spec = spec
        if self.EXAMPLE and not self.placeholderText():
            self.setPlaceholderText(self.EXAMPLE)

    def parse(self, text: str) -> Any:
        """The value of typed text, None when it has none."""
        return text.strip() or None

    def display(self, value: Any) -> str:
        """The value as the field shows it when nobody types."""
        return "" if value is None else str(value)

    def problem(self) -> str:
        return self.complaint(self.text()) if self.typed() else ""

    def complaint(self, text: str) -> str:
        """Why `text` cannot be read, and what would be."""
        return "この欄では読み取れません。入力したまま残してあります。"

    def typed(self) -> str:
        text = self.text().strip()
        return text if text and self._value is None else ""

    def show_typed(self, text: str) -> None:
        self._value = None
        self.setText(text)

    def composing(self) -> bool:
        return bool(self._preedit)

    def tidy(self) -> None:
        """On leaving: show the value in its usual form."""
        if self._value is not None and not self.composing():
            shown = self.display(self._value)
            if shown != self.text():
                self.setText(shown)

    def put(self, value: Any) -> None:
        """Set the value as if she had typed it: shown at once and `edited`."""
        self._set(value)
        self.edited.emit()
        self.valueChanged.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        if self.reading is not None:
            self.reading.compose(self._preedit, event.commitString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.deselect()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return  # a list dropped down; she goes on typing, and Qt would say editingFinished
        self._preedit = ""
        super().focusOutEvent(event)
        self.setCursorPosition(0)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, max(tokens.TARGET, super().minimumSizeHint().height()))

    def sizeHint(self) -> QSize:
        return QSize(160, max(tokens.TARGET, super().sizeHint().height()))

    def _on_edited(self, text: str) -> None:
        if self.reading is not None:
            self.reading.change(text)
        self._value = self.parse(text)
        self.edited.emit()
        self.valueChanged.emit()

    def _get(self) -> Any:
        return self._value

    def _set(self, value: Any) -> None:
        self._value = value
        self.setText(self.display(value))
        self.setCursorPosition(0)
        if self.reading is not None:
            self.reading.reset(self.text())

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)
