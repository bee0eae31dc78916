"""The options of a question: a digit picks one, arrows walk, the space bar turns; one stop of the Tab key.

They take no text, so an IME that is on leaves the digits alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CIRCLED = "①②③④⑤⑥⑦⑧⑨"
SHORT = 8  # characters: options no longer than this stand side by side
ABOUT = 44  # characters at which an option begins a second line when asked how wide it wants to be


class Option(QAbstractButton):
    """One option: its digit in a circle (one of several) or a square (several of several), then its words."""

    def __init__(self, words: str, digit: int, *, several: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setCheckable(True)
        self._digit = str(digit) if digit <= len(CIRCLED) else ""
        self._several = several
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumHeight(tokens.TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = min(metrics.horizontalAdvance(self.text()), ABOUT * metrics.height())
        width = self._left() + wide + tokens.SPACE_3 + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left() + 6 * self.fontMetrics().height(), self.minimumHeight())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - self._left() - tokens.SPACE_3, 1), 10_000)
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(self.minimumHeight(), text.height() + 2 * tokens.SPACE_1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, accent = self.isChecked(), palette.color(QPalette.ColorRole.Accent)
        if on or self.underMouse():
            painter.setPen(QPen(accent, 1) if on else Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = palette.color(QPalette.ColorRole.HighlightedText if on else QPalette.ColorRole.Text)
        self._paint_mark(painter, on)
        font = self.font()
        font.setBold(on)
        painter.setFont(font)
        painter.setPen(ink)
        room = self.rect().adjusted(self._left(), 0, -tokens.SPACE_2, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())

    def _paint_mark(self, painter: QPainter, on: bool) -> None:
        palette, side = self.palette(), self._side()
        accent = palette.color(QPalette.ColorRole.Accent)
        box = QRectF(tokens.SPACE_2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(accent if on else palette.color(QPalette.ColorRole.Text), 1))
        painter.setBrush(accent if on else palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, *((3, 3) if self._several else (side / 2, side / 2)))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setBold(on)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Base if on else QPalette.ColorRole.Text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._digit)

    def _side(self) -> int:
        return round(self.fontMetrics().height() * 1.1)

    def _left(self) -> int:
        return 2 * tokens.SPACE_2 + self._side()


class OptionGroup(QWidget):
    """The options of a question. `picked` after each of her own choices; `no_answer_wanted` is the key 0."""

    picked = Signal()
    no_answer_wanted = Signal()

    def __init__(self, options: Sequence[Mapping[str, str]], *, several: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._several = several
        self._keys = [str(option.get("key")) for option in options]
        words = [_words(str(option.get("label", "")), at) for at, option in enumerate(options)]
        self.options = [Option(text, at + 1, several=several, parent=self) for at, text in enumerate(words)]
        if all(len(text) <= SHORT for text in words):
            layout = FlowLayout(self, tokens.SPACE_2)
            for option in self.options:
                layout.addWidget(option)
        else:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(tokens.SPACE_1)
            for option in self.options:
                column.addWidget(option, 0, Qt.AlignmentFlag.AlignLeft)
        for at, option in enumerate(self.options):
            option.clicked.connect(lambda _on=False, at=at: self._pick(at))
            option.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._rove(0)

    def keys(self) -> list[str]:
        """What is picked, in the order of the question."""
        return [key for key, option in zip(self._keys, self.options, strict=True) if option.isChecked()]

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show what is picked; the Tab key stops at the first of them."""
        for key, option in zip(self._keys, self.options, strict=True):
            option.setChecked(key in keys)
        on = [at for at, option in enumerate(self.options) if option.isChecked()]
        if not any(option.hasFocus() for option in self.options):
            self._rove(on[0] if on else 0)

    def name(self, title: str) -> None:
        """Accessible names: the question, then the option."""
        for option in self.options:
            option.setAccessibleName(f"{title}：{option.text()}")

    def eventFilter(self, option: QWidget, event: QKeyEvent) -> bool:
        if event.type() == event.Type.KeyPress and option in self.options:
            return self._on_key(self.options.index(option), event)
        if event.type() == event.Type.FocusIn and option in self.options:
            self._rove(self.options.index(option))
        return False

    def _on_key(self, at: int, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            wanted = int(key) - int(Qt.Key.Key_1)
            if wanted < len(self.options):
                self._rove(wanted, focus=True)
                self.options[wanted].click()
            return True
        if key == Qt.Key.Key_0:
            self.no_answer_wanted.emit()
            return True
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if key in moves:
            self._rove(min(max(at + moves[key], 0), len(self.options) - 1), focus=True)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.options[at].click()
            return True
        return False

    def _pick(self, at: int) -> None:
        """What was clicked has turned already; of one of several the others go out."""
        if not self._several:
            for other, option in enumerate(self.options):
                if other != at:
                    option.setChecked(False)
        self.picked.emit()

    def _rove(self, at: int, *, focus: bool = False) -> None:
        for other, option in enumerate(self.options):
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == at else Qt.FocusPolicy.ClickFocus)
        if focus and self.options:
            self.options[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _words(label: str, at: int) -> str:
    """The label without its own ①, because the option shows its digit."""
    same = at < len(CIRCLED) and label.startswith(CIRCLED[at])
    return label[1:].lstrip() if same else label
