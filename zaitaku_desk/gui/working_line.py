"""What is under way, on a page that stands before the desk and has no status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


class WorkingLine(QWidget):
    """Words, a bar and 「中止」; there from `begin` until the task has ended. `stopped`: she pressed it."""

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self.stopped = False
        self.words = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName("進みぐあい")
        self.stop_button = QPushButton("中止", self)
        self.stop_button.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        office.tasks.progressed.connect(self.show_progress)
        office.tasks.finished.connect(self.hide)
        self.hide()

    def begin(self, what: str, *, stoppable: bool) -> None:
        """Say what is done; how far it is shows with the first progress."""
        self.stopped = False
        self.words.setText(f"{what}…")
        self.bar.setRange(0, 0)
        self.stop_button.setVisible(stoppable)
        self.stop_button.setEnabled(True)
        self.show()
        if stoppable:
            self.stop_button.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """So far of so much."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _stop(self) -> None:
        self.stopped = True
        self.stop_button.setEnabled(False)
        self._office.tasks.cancel()
