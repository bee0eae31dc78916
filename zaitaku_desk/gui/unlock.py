"""Asks for the passphrase (with the 鍵ファイル), at the start and after a lock; other ways in are the
recovery key and, for some hours after an idle lock, the short code.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.errors import Unopenable, UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.checking import CheckingPanel
from zaitaku_desk.gui.passphrase_fields import NewPassphrase, SecretEdit
from zaitaku_desk.gui.second_key import kept_or_let_go, line_for

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.tasks import Progress
    from zaitaku_desk.store.short_code import KeptKey

DIGITS = 6
WAYS = {
    "short": ("短い番号（6桁）", "パスフレーズで開く"),
    "passphrase": ("パスフレーズ", "パスフレーズを忘れたとき（回復キーで開く）"),
    "recovery": ("回復キー（印刷したもの）", "パスフレーズで開く"),
}
"""Way in: what its field is called, and what the button to the next way says."""
NEXT = {"short": "passphrase", "passphrase": "recovery", "recovery": "passphrase"}
CARD = 460  # pixels wide


class UnlockPage(QWidget):
    """`opened(db)` when the right passphrase was given.

    The openers run on the worker thread with what was typed and `progress`: the key derivation takes half a
    second on purpose, and after wrong tries there is a wait that grows and survives a restart. `kept` is the
    key in memory that the short code opens; `open_kept` opens the desk with it. `rescue_wanted(error)`
    when it is not what was typed that stands in the way.
    """

    opened = Signal(object)
    half_opened = Signal()
    rescue_wanted = Signal(object)

    def __init__(
        self,
        office: Office,
        data_dir: Path,
        open_desk: Callable[[str, Progress], Any],
        open_by_code: Callable[[str, Progress], Any],
        kept: KeptKey | None = None,
        open_kept: Callable[[str, Progress], Any] | None = None,
    ) -> None:
        super().__init__()
        self._office, self._data_dir, self._kept = office, data_dir, kept
        self._openers = {"short": open_kept, "passphrase": open_desk, "recovery": open_by_code}
        self._db: Any = None
        self.passphrase = SecretEdit("パスフレーズ", self)
        self.passphrase.setObjectName("passphrase")
        self.passphrase.returnPressed.connect(self.unlock)
        self.second_key = line_for(office, data_dir, self)
        self.second_key.arrived.connect(self._on_second_key)
        self.short = SecretEdit("短い番号", self)
        self.short.setObjectName("short_code")
        self.short.textEdited.connect(self._try_digits)
        self.short.returnPressed.connect(self.unlock)
        self.code = QLineEdit(self, objectName="recovery_code")
        self.code.setAccessibleName("回復キー")
        self.code.setPlaceholderText("ABCD1-EFGH2-…（8組）")
        self.code.returnPressed.connect(self.unlock)
        self.open_button = QPushButton("開く", self, objectName="open_button")
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(self.unlock)
        self.other_way = QPushButton(self)
        self.other_way.setProperty("quiet", True)
        self.other_way.clicked.connect(lambda: self._ask_for(NEXT[self.way]))
        self.problem = QLabel(self, objectName="unlock_problem")
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.new_passphrase = NewPassphrase("新しいパスフレーズ", self)
        self.new_passphrase.done.connect(self._set_passphrase)
        self.checking = CheckingPanel(office, data_dir)
        self.checking.begun.connect(lambda: self._check(True))
        self._tick = QTimer(self, interval=500)
        self._tick.timeout.connect(self._count_down)
        self._lay_out()
        self.way = "short" if kept is not None and not kept.over else "passphrase"
        self._ask_for(self.way)
        self._count_down()

    @property
    def field(self) -> QLineEdit:
        """Where the way chosen is typed."""
        return {"short": self.short, "passphrase": self.passphrase, "recovery": self.code}[self.way]

    def unlock(self) -> None:
        """Try what was typed."""
        if not self.open_button.isEnabled():
            return
        typed, opener = self.field.text(), self._openers[self.way]
        if not typed.strip():
            return
        self._wait(True)
        self._office.tasks.run(
            "開いています", lambda progress: opener(typed, progress), self._on_open, self._on_failed
        )

    @property
    def half_open(self) -> bool:
        """Whether the recovery key has opened the file and the new passphrase is still wanted."""
        return self._db is not None

    def give_up(self) -> None:
        """Close what the recovery key has opened: she has gone, or ends the program."""
        db, self._db = self._db, None
        if db is not None:
            db.close()

    def _try_digits(self, text: str) -> None:
        if len(text.strip()) == DIGITS:
            self.unlock()

    def _on_open(self, db: Any) -> None:
        from zaitaku_desk.store import desk

        self._wait(False)
        if self.way == "recovery":
            self._db = db
            self.new_passphrase.personal = desk.guessable(db)
            self._card.hide()
            self._again.show()
            self.new_passphrase.setFocus()
            self.half_opened.emit()
            return
        self.passphrase.clear()
        self.short.clear()
        self.second_key.remember(self._data_dir)
        self.opened.emit(db)

    def _on_failed(self, error: BaseException) -> None:
        self._wait(False)
        if not isinstance(error, UserError):
            self._office.dialogs.failure(error)
            return
        if isinstance(error, Unopenable):
            self.rescue_wanted.emit(error)
            return
        if self.way == "short" and (self._kept is None or self._kept.over):
            self._ask_for("passphrase")
        if not self.second_key.takes(error):
            self.problem.setText(str(error))
            self.problem.show()
        self.field.selectAll()
        self.field.setFocus()
        self._count_down()

    def _on_second_key(self) -> None:
        self.problem.hide()
        self.field.setFocus()

    def _set_passphrase(self, passphrase: str) -> None:
        from zaitaku_desk.store import audit, vault

        db = self._db
        self._again.setEnabled(False)

        def done(_code: Any) -> None:
            audit.say(db, "settings", detail="passphrase")
            self._db = None
            self.opened.emit(db)

        def failed(error: BaseException) -> None:
            self._again.setEnabled(True)
            self._office.dialogs.failure(error)

        def store(kept: dict[str, Any]) -> None:
            self._office.tasks.run(
                "パスフレーズを設定しています",
                lambda _progress: vault.set_passphrase(self._data_dir, db.key, passphrase, **kept),
                done,
                failed,
            )

        kept_or_let_go(self._office, self._data_dir, "", store, lambda: self._again.setEnabled(True))

    def _ask_for(self, way: str) -> None:
        self.way = way
        for field in (self.short, self.passphrase, self.code):
            field.setVisible(field is self.field)
        self.second_key.setVisible(way == "passphrase" and self.second_key.needed)
        label, other = WAYS[way]
        self._label.setText(label)
        self.other_way.setText(other)
        self.problem.hide()
        tab_order.begin_at(self, self.field)
        self.field.setFocus()
        self._count_down()

    def _wait(self, on: bool) -> None:
        self.open_button.setEnabled(not on)
        self.open_button.setText("開いています…" if on else "開く")
        if not on:
            self._check(False)
        if on:
            self.problem.hide()

    def _check(self, on: bool) -> None:
        """The passphrase was right, and the file is read through after an unclean end."""
        self.checking.setVisible(on)
        if not on:
            self.checking.reset()
        self._card.setVisible(not on)

    def _count_down(self) -> None:
        from zaitaku_desk.store import passphrases

        left = 0.0 if self.way == "short" else passphrases.seconds_to_wait(self._data_dir)
        self.open_button.setEnabled(left <= 0)
        self.open_button.setText("開く" if left <= 0 else f"あと {left:.0f} 秒")
        self._tick.start() if left > 0 else self._tick.stop()

    def _lay_out(self) -> None:
        title = QLabel("在宅デスク", self)
        title.setProperty("role", "page")
        self._label = QLabel("パスフレーズ", self)
        self._label.setProperty("role", "label")
        self._card = QFrame(self)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.SPACE_2)
        for part in (self._label, self.short, self.passphrase, self.code, self.second_key, self.problem):
            inside.addWidget(part)
        inside.addWidget(self.open_button)
        inside.addWidget(self.other_way)
        self._again = QFrame(self)
        again = QVBoxLayout(self._again)
        again.setContentsMargins(0, 0, 0, 0)
        told = QLabel("回復キーで開きました。新しいパスフレーズを決めてください。", self._again)
        told.setWordWrap(True)
        again.addWidget(told)
        again.addWidget(self.new_passphrase)
        self._again.hide()
        column = QWidget(self)
        column.setFixedWidth(CARD)
        middle = QVBoxLayout(column)
        middle.setSpacing(tokens.SPACE_4)
        middle.addStretch(2)
        middle.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._card)
        middle.addWidget(self._again)
        middle.addWidget(self.checking)
        self.checking.hide()
        middle.addStretch(3)
        outside = QHBoxLayout(self)
        outside.addStretch(1)
        outside.addWidget(column)
        outside.addStretch(1)
