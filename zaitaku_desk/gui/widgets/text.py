"""Text: one line (TextEdit), several (NoteEdit), a number (NumberEdit), yes or no (CheckBox)."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QInputMethodEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.base import LineField

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Spec


class TextEdit(LineField):
    """One line of text, kept exactly as typed but for blanks at its ends."""

    def typed(self) -> str:
        return ""

    def tidy(self) -> None:
        """Nothing to tidy: words are hers."""


class NumberEdit(LineField):
    """A whole number; full-width digits and thousands commas are read, its unit is shown behind it."""

    def attach(self, office: Office, spec: Spec) -> None:
        super().attach(office, spec)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def parse(self, text: str) -> int | None:
        import unicodedata

        unit = self.spec.unit if self.spec else ""
        plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
        if unit and plain.endswith(unit):
            plain = plain[: -len(unit)].strip()
        try:
            number = int(plain)
        except ValueError:
            return None
        return number if abs(number) < 2**53 else None

    def complaint(self, text: str) -> str:
        return "数字で入力してください。入力したまま残してあります。"

    def sizeHint(self) -> QSize:
        return QSize(90, super().sizeHint().height())


class CheckBox(QCheckBox):
    """Yes or no; never asked is None and shows empty."""

    edited = Signal()
    valueChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self.edited)
        self.clicked.connect(self.valueChanged)

    def attach(self, office: Office, spec: Spec) -> None:
        if not self.text():
            self.setText("はい")

    def problem(self) -> str:
        return ""

    def typed(self) -> str:
        return ""

    def show_typed(self, text: str) -> None:
        self.setChecked(bool(text))

    def composing(self) -> bool:
        return False

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), tokens.TARGET))

    def _get(self) -> bool:
        return self.isChecked()

    def _set(self, value: Any) -> None:
        self.setChecked(bool(value))

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)


class NoteEdit(QPlainTextEdit):
    """Several lines that grow with what is written; Tab leaves the field.

    `MOST` lines is where it begins to scroll; the fewest are the field's `lines`.
    """

    edited = Signal()
    valueChanged = Signal()
    MOST = 24

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""
        self._last = ""
        self._lines = 3
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.fit())

    def attach(self, office: Office, spec: Spec) -> None:
        self._lines = max(spec.lines, 1)
        self.fit()

    def problem(self) -> str:
        return ""

    def typed(self) -> str:
        return ""

    def show_typed(self, text: str) -> None:
        self._set(text)

    def composing(self) -> bool:
        return bool(self._preedit)

    def fit(self) -> None:
        """Take the height of the text, between the field's `lines` and `MOST`."""
        shown = int(self.document().size().height())
        lines = min(max(shown, self._lines), max(self.MOST, self._lines))
        margins = self.contentsMargins()
        inside = 2 * self.document().documentMargin() + margins.top() + margins.bottom()
        height = max(
            tokens.TARGET, round(lines * ceil(QFontMetricsF(self.font()).lineSpacing()) + inside) + 2
        )
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._preedit = ""
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if text != self._last:
            self._last = text
            self.edited.emit()
            self.valueChanged.emit()

    def _get(self) -> str | None:
        return self._last.strip("\n") or None

    def _set(self, value: Any) -> None:
        self._last = str(value or "")
        self.setPlainText(self._last)

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)
