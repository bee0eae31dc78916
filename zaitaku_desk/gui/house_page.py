"""A page over the tabs, for what belongs to none of them: a title, one column, Esc."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.parts import button, label

COLUMN = 720  # pixels wide


class HousePage(QWidget):
    """A page over the tab with a title and one column; `closed` when she goes back, and at a lock."""

    GONE_WITH_A_LOCK = True
    closed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        head = QLabel(title, self)
        head.setProperty("role", "head")
        self.back_button = QPushButton("戻る（Esc）", self)
        self.back_button.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(head, 1)
        top.addWidget(self.back_button)
        inside = QWidget()
        inside.setMaximumWidth(COLUMN)
        self.column = QVBoxLayout(inside)
        self.column.setSpacing(tokens.SPACE_3)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        layout.addLayout(top)
        layout.addWidget(area, 1)

    def add_note(self, text: str) -> QLabel:
        """A line of explanation."""
        note = label(text, None, "secondary")
        self.column.addWidget(note)
        return note

    def add_section(self, title: str) -> None:
        """A heading over what follows."""
        self.column.addWidget(label(title, None, "section"))

    def add_head(self) -> QLabel:
        """How it stands, in large letters."""
        head = label("", None, "head", wrapped=True)
        self.column.addWidget(head)
        return head

    def add_warning(self) -> QLabel:
        """A line that is there only while something is said in it (`say`)."""
        line = label("", None, "warning")
        self.column.addWidget(line)
        line.hide()
        return line

    def add_row(self, *parts: QWidget) -> None:
        """Buttons and boxes side by side, from the left."""
        row = QHBoxLayout()
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self.column.addLayout(row)

    def make_button(self, text: str, call: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button that calls, for a row."""
        return button(text, self, call, primary=primary)

    @staticmethod
    def say(line: QLabel, words: str) -> None:
        """Words in a line that goes when there are none."""
        line.setText(words)
        line.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.back_button.isEnabled():
                self.closed.emit()
        else:
            super().keyPressEvent(event)
