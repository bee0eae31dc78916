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
MENDING = "データのファイルに問題があったため、バックアップから直しています…"
MENDING_NOTE = "壊れたファイルは消さずに残します。終わるまで、電源を切らずにお待ちください。"
LATER = "確認が済むまで、自動バックアップの古いものは消しません。次に開くときに、もう一度お知らせします。"


class CheckingPanel(QWidget):
    """Title, bar and, for a big file, 「あとで確かめる」. `begun` with the first progress of a task."""

    begun = Signal()

    def __init__(self, office: Office, data_dir: Path, title: str = WHY, note: str = NOTE) -> None:
        super().__init__()
        self._office, self._at_first = office, (title, note)
        file = data_dir / "desk.db"
        may_wait = title == WHY and file.exists() and file.stat().st_size >= BIG
        self.title = QLabel(title, self)
        self.title.setProperty("role", "head")
        self.title.setWordWrap(True)
        self._said = QLabel(note, self)
        self._said.setProperty("role", "secondary")
        self._said.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName("進みぐあい")
        self.later_button = QPushButton("あとで確かめる", self)
        self.later_button.setToolTip(LATER)
        self.later_button.clicked.connect(self._later)
        self._hint = QLabel(LATER, self)
        self._hint.setProperty("role", "secondary")
        self._hint.setWordWrap(True)
        self.offer_later(may_wait)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_3)
        for part in (self.title, self._said, self.bar, self._hint):
            layout.addWidget(part)
        layout.addWidget(self.later_button, 0, Qt.AlignmentFlag.AlignLeft)
        tab_order.begin_at(self, self.later_button)
        office.tasks.progressed.connect(self._on_progress)

    def offer_later(self, on: bool) -> None:
        """Whether it may be put off."""
        self.later_button.setVisible(on)
        self._hint.setVisible(on)

    def reset(self) -> None:
        """From the beginning."""
        self.title.setText(self._at_first[0])
        self._said.setText(self._at_first[1])
        self.bar.setRange(0, 0)
        self.later_button.setEnabled(True)

    def _on_progress(self, done: int, total: int) -> None:
        if self.bar.maximum() == 0:
            self.begun.emit()
        if not total:
            self._mending()
            return
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _mending(self) -> None:
        """The check has found damage: store/check.py tells so by a progress of nothing."""
        self.title.setText(MENDING)
        self._said.setText(MENDING_NOTE)
        self.offer_later(False)
        self.bar.setRange(0, 0)

    def _later(self) -> None:
        self._office.tasks.cancel()
        self.later_button.setEnabled(False)


class CheckingPage(QWidget):
    """The panel alone on the window. `opened(db)` or `failed(error)` when `work(progress)` has ended.

    After a failure (a full disk) she can make room and try again.
    """

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, panel: CheckingPanel, office: Office, what: str, work: Any) -> None:
        super().__init__()
        self.panel = panel
        self._office, self._what, self._work = office, what, work
        panel.setFixedWidth(COLUMN)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(panel)
        row.addStretch(1)
        self.again_button = QPushButton("もう一度試す", self)
        self.again_button.setProperty("primary", True)
        self.again_button.clicked.connect(self.begin)
        self.again_button.hide()
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        tab_order.begin_at(self, panel)
        QTimer.singleShot(0, self, self.begin)

    def begin(self) -> None:
        """Do the work."""
        self.again_button.hide()
        self.panel.show()
        self.panel.reset()
        self._office.tasks.run(self._what, self._work, self.opened.emit, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        self.panel.hide()
        self.again_button.show()
        self.again_button.setFocus()
        self.failed.emit(error)


def putting_off(progress: Progress) -> Progress:
    """The progress of a check at the start: her wish to stop puts it off and opens the desk all the same."""
    from zaitaku_desk.store.check import Postponed

    def told(done: int, total: int) -> None:
        try:
            progress(done, total)
        except Cancelled:
            raise Postponed from None

    return told
