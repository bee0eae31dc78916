"""What stands before the desk while its file is read through after an unclean end, or exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.tasks import Cancelled, Progress

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

COLUMN = 520  # pixels wide
BIG = 200 * 2**20
"""From this size on the check may be put off: it takes longer than a patient on the telephone waits."""

WHY = "前回正しく終わらなかったため、データを確かめています…"
NOTE = (
    "電源が切れたときなどに、壊れた箇所がないかを最後まで読んで確かめます。入力した内容は保存されています。"
)
LATER = "確かめが済むまで、自動バックアップの古いものは消しません。次に開くときに、もう一度お知らせします。"


class CheckingPanel(QWidget):
    """Title, bar and, for a big file, 「あとで確かめる」. `begun` with the first progress of a task."""

    begun = Signal()

    def __init__(self, office: Office, data_dir: Path, title: str = WHY, note: str = NOTE) -> None:
        super().__init__()
        self._office = office
        file = data_dir / "desk.db"
        may_wait = title == WHY and file.exists() and file.stat().st_size >= BIG
        head = QLabel(title, self)
        head.setProperty("role", "head")
        head.setWordWrap(True)
        said = QLabel(note, self)
        said.setProperty("role", "secondary")
        said.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName("進みぐあい")
        self.later_button = QPushButton("あとで確かめる", self)
        self.later_button.setToolTip(LATER)
        self.later_button.clicked.connect(self._later)
        hint = QLabel(LATER, self)
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        self.later_button.setVisible(may_wait)
        hint.setVisible(may_wait)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_3)
        for part in (head, said, self.bar, hint):
            layout.addWidget(part)
        layout.addWidget(self.later_button, 0, Qt.AlignmentFlag.AlignLeft)
        tab_order.begin_at(self, self.later_button)
        office.tasks.progressed.connect(self._on_progress)

    def _on_progress(self, done: int, total: int) -> None:
        if self.bar.maximum() == 0:
            self.begun.emit()
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _later(self) -> None:
        self._office.tasks.cancel()
        self.later_button.setEnabled(False)


class CheckingPage(QWidget):
    """The panel alone on the window. `opened(db)` or `failed(error)` when `work(progress)` has ended."""

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, panel: CheckingPanel, office: Office, what: str, work: Any) -> None:
        super().__init__()
        self.panel = panel
        panel.setFixedWidth(COLUMN)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(panel)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)
        tab_order.begin_at(self, panel)
        QTimer.singleShot(
            0,
            self,
            lambda: office.tasks.run(what, work, self.opened.emit, lambda error: self.failed.emit(error)),
        )


def putting_off(progress: Progress) -> Progress:
    """The progress of a check at the start: her wish to stop puts it off and opens the desk all the same."""
    from zaitaku_desk.store.check import Postponed

    def told(done: int, total: int) -> None:
        try:
            progress(done, total)
        except Cancelled:
            raise Postponed from None

    return told
