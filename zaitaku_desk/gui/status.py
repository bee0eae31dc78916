"""The line at the foot of the window: when it was last saved, what runs (with 中止), what one should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from zaitaku_desk.gui.widgets.short_label import ShortLabel

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

SAID_FOR = 8000  # ms a message stands
TO_SHARING = "共有フォルダーの画面を開く"


class StatusLine(QStatusBar):
    """Listens to the tasks; the window tells it of saves."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._what = ""
        self.setSizeGripEnabled(False)
        self.saved_label = QLabel(self, objectName="saved_label")
        self.said_label = ShortLabel(self, objectName="said_label")
        self.task_label = QLabel(self, objectName="task_label")
        self.progress = QProgressBar(self, objectName="task_progress")
        self.progress.setFixedWidth(120)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("進みぐあい")
        self.cancel_button = QPushButton("中止", self, objectName="task_cancel")
        self.cancel_button.clicked.connect(self._on_cancel)
        self.unprotected = ShortLabel(self, objectName="unprotected")
        self.unprotected.setText("保護なし（パスフレーズが設定されていません）")
        self.unprotected.setProperty("role", "warning")
        self.share_button = self._way("share_button", TO_SHARING)
        self.conflict_button = self._way("conflict_button", "食い違いを確かめる")
        self.conflict_button.setProperty("role", "warning")
        for label in (self.saved_label, self.said_label):
            self.addWidget(label)
        for part in (self.task_label, self.progress, self.cancel_button):
            self.addPermanentWidget(part)
        for part in (self.conflict_button, self.share_button, self.unprotected):
            self.addPermanentWidget(part)
        self._forget = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._forget.timeout.connect(self.hush)
        self._late = QTimer(self, singleShot=True, interval=150)  # what is over at once need not flicker
        self._late.timeout.connect(lambda: self._show_task(True))
        office.tasks.started.connect(self._on_started)
        office.tasks.progressed.connect(self._on_progress)
        office.tasks.finished.connect(self._on_finished)
        self._show_task(False)
        self.unprotected.hide()

    def show_sharing(self, words: str, conflicts: int, why: str = "") -> None:
        """What is to be said of the shared folder, what one should know of it, and of what two devices said
        differently.
        """
        self.share_button.setText(words)
        self.share_button.setToolTip(f"{why}\n{TO_SHARING}".strip())
        self.share_button.setVisible(bool(words))
        self.conflict_button.setText(f"確認が必要な食い違い {conflicts:,}件")
        self.conflict_button.setVisible(conflicts > 0)

    def on_saved(self, _kind: str, _ids: list[str]) -> None:
        """Something was committed just now."""
        self.saved_label.setText(f"保存しました {self._office.now():%H:%M}")

    def say(self, words: str) -> None:
        """A line that goes away by itself."""
        self.said_label.setText(words.replace("\n", " "))
        self._forget.start()

    def hush(self) -> None:
        """Take the line away, and what its tooltip says."""
        self._forget.stop()
        self.said_label.setText("")

    def _way(self, name: str, tip: str) -> QPushButton:
        button = QPushButton(self, objectName=name)
        button.setProperty("quiet", True)
        button.setToolTip(tip)
        button.hide()
        return button

    def _on_started(self, what: str) -> None:
        self._what = what
        self.task_label.setText(what)
        self.progress.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self._late.start()

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.task_label.setText(f"{self._what} {done * 100 // max(total, 1)}%")

    def _on_finished(self) -> None:
        if not self._office.tasks.busy:
            self._late.stop()
            self._show_task(False)

    def _on_cancel(self) -> None:
        self._office.tasks.cancel()
        self.cancel_button.setEnabled(False)
        self.task_label.setText(f"{self._what}を中止しています…")

    def _show_task(self, on: bool) -> None:
        for part in (self.task_label, self.progress, self.cancel_button):
            part.setVisible(on)
