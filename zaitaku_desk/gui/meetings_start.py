"""What a new meeting begins with: a chip for each series."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.flow import FlowLayout


class SeriesStart(QWidget):
    """「どの会議ですか」: a chip for each series with its next number; `taken(id)`."""

    taken = Signal(str)
    series_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel("会議体から始める", self)
        self._label.setProperty("role", "label")
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips, tokens.SPACE_1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self._label)
        layout.addWidget(self._chips)
        self.buttons: list[QPushButton] = []

    def offer(self, series: list[tuple[str, str]]) -> None:
        """Show these (id, words); none: the way to the page where the first is made."""
        for button in self._chips.findChildren(QPushButton):
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._chip(words, key) for key, words in series]
        more = QPushButton("会議体と構成員…" if series else "会議体を用意する…", self._chips)
        more.setObjectName("series_more")
        more.setProperty("quiet", True)
        more.setAutoDefault(False)
        more.clicked.connect(lambda _on=False: self.series_wanted.emit())
        self._flow.addWidget(more)
        more.show()
        self._chips.updateGeometry()

    def _chip(self, words: str, key: str) -> QPushButton:
        chip = QPushButton(words, self._chips)
        chip.setProperty("chip", True)
        chip.setAutoDefault(False)
        chip.setMinimumHeight(tokens.TARGET)
        chip.clicked.connect(lambda _on=False: self.taken.emit(key))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)
