"""訪問モード: only the record, large text and targets, the notes beside the questions where there is room."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QScrollArea, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.text import NoteEdit

SIDE_BY_SIDE = 1150  # logical pixels from which notes and questions stand beside each other


def sheet(scale: float) -> str:
    """The stylesheet of the record in visiting mode; `scale` is her text size."""
    t = tokens
    inside = t.TARGET_VISITING - 8
    return f"""
QLineEdit, QComboBox, QPlainTextEdit, QPushButton, QListWidget, Option {{
    font-size: {t.TEXT_VISITING * scale}pt; }}
QLineEdit, QComboBox, QPushButton {{ min-height: {inside}px; }}
QComboBox QLineEdit {{ min-height: 0; }}
QListWidget::item {{ min-height: {t.TARGET_VISITING}px; }}
QLabel {{ font-size: {t.TEXT_HEAD * scale}pt; }}
QLabel[role="head"], QLabel[role="question"] {{ font-size: {t.TEXT_VISITING * scale}pt; }}
"""


class BigNote(NoteEdit):
    """The quick notes; beside the questions they are as high as what is seen."""

    def least(self, lines: int, most: int = NoteEdit.MOST) -> None:
        """At least so many lines, at most `most` before they scroll."""
        self._lines, self.MOST = lines, most
        self.fit()


class HearingLayout(QObject):
    """Notes above the questions, or (wide, in visiting mode) to their right, always in sight."""

    def __init__(self, page: QWidget, area: QScrollArea, note: BigNote) -> None:
        super().__init__(page)
        self._page, self._area, self._note = page, area, note
        self._both: QBoxLayout = page.findChild(QBoxLayout, "hearing")
        self._notes: QGridLayout = page.findChild(QGridLayout, "section_2")
        self._lines = note._lines
        self.beside = False
        area.verticalScrollBar().valueChanged.connect(lambda _value: self._follow())

    def arrange(self, *, visiting: bool, width: int) -> None:
        """Choose by mode and room."""
        beside = visiting and width >= SIDE_BY_SIDE
        if beside:
            line = max(self._note.fontMetrics().lineSpacing(), 1)
            lines = max((self._area.viewport().height() - 4 * tokens.SPACE_5) // line, self._lines)
            self._note.least(lines, lines)
        elif self.beside:
            self._note.least(self._lines)
        if beside != self.beside:
            self.beside = beside
            way = QBoxLayout.Direction.RightToLeft if beside else QBoxLayout.Direction.TopToBottom
            self._both.setDirection(way)
            self._both.setSpacing(tokens.SPACE_5 if beside else tokens.SPACE_4)
            self._both.setStretch(0, 2 if beside else 0)
            self._both.setStretch(1, 3 if beside else 0)
        self._follow()

    def _follow(self) -> None:
        top = 0
        if self.beside:
            seen = self._area.verticalScrollBar().value() - self._both.geometry().top() + tokens.SPACE_2
            room = self._both.geometry().height() - self._note.height() - 2 * tokens.SPACE_5
            top = min(max(seen, 0), max(room, 0))
        if self._notes.contentsMargins().top() != top:
            self._notes.setContentsMargins(0, top, 0, 0)
