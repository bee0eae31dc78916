"""共有フォルダーから始める: a second computer, or one in place of a lost one (T13)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.passphrase_fields import SecretEdit
from zaitaku_desk.gui.second_key import SecondKeyLine
from zaitaku_desk.gui.working_line import WorkingLine
from zaitaku_desk.settings import SHARED_FOLDER

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

_WHAT = (
    "事務所でもう在宅デスクを使っているときは、その共有フォルダーとパスフレーズだけで、"
    "このパソコンでも同じ記録を使えるようになります。なくしたパソコンの代わりを作るときも同じです。"
    "鍵ファイルを使っているときは、それが入ったUSBメモリーも差してください。"
)


class JoinPage(QWidget):
    """`joined(db)` when the data is here and open; `back_wanted`."""

    WHAT: ClassVar[str] = _WHAT
    CHOOSE: ClassVar[str] = "共有フォルダーを選ぶ"
    ASK: ClassVar[str] = "フォルダーとパスフレーズを入れてください。"
    WORKING: ClassVar[str] = "共有フォルダーから記録を受け取っています"
    LABEL: ClassVar[str] = "パスフレーズ（最初のパソコンと同じもの）"
    OPEN_TOO: ClassVar[bool] = False  # what has no passphrase may be opened without
    STOPPABLE: ClassVar[bool] = True  # what was received until then stays, and it goes on from there
    joined = Signal(object)
    back_wanted = Signal()

    def __init__(self, office: Office, data_dir: Path) -> None:
        super().__init__()
        self._office, self._data_dir = office, data_dir
        self.folder: Path | None = None
        self._needs_second = False  # before it is tried nobody knows
        self.place = QLabel("まだ選んでいません。", self)
        self.place.setWordWrap(True)
        self.choose_button = QPushButton(f"{self.CHOOSE}…", self)
        self.choose_button.clicked.connect(self.choose)
        self.passphrase = SecretEdit("パスフレーズ", self)
        self.passphrase.returnPressed.connect(self.join)
        self.second_key = SecondKeyLine(office, self)
        self.second_key.hide()
        self.code = QLineEdit(self, objectName="join_code")
        self.code.setAccessibleName("回復キー")
        self.code.setPlaceholderText("ABCD1-EFGH2-…（8組）")
        self.code.returnPressed.connect(self.join)
        self.code.hide()
        self.label = QLabel(self.LABEL, self)
        self.other_way = QPushButton("パスフレーズの代わりに回復キーを使う", self)
        self.other_way.setProperty("quiet", True)
        self.other_way.clicked.connect(self._turn)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.back_button = QPushButton("戻る", self)
        self.back_button.clicked.connect(self.back_wanted)
        self.join_button = QPushButton("このパソコンで使い始める", self)
        self.join_button.setProperty("primary", True)
        self.join_button.clicked.connect(self.join)
        self.working = WorkingLine(office, self)
        self.form = QWidget(self)
        self._lay_out()
        office.tasks.finished.connect(self._on_finished)
        tab_order.begin_at(self, self.choose_button)

    def choose(self) -> None:
        """Which folder the others share."""
        path = self._ask_where()
        if path is not None:
            self.folder = Path(path)
            self.place.setText(str(self.folder))
            self._needs_second = False
            self.second_key.begin_anew()
            self._secret.setFocus()

    def join(self) -> None:
        """Bring everything here."""
        by_code = not self.code.isHidden()
        said = self._secret.text()
        folder = self.folder
        if folder is None or not (said.strip() or self.OPEN_TOO):
            self._say(self.ASK)
            return
        self._say("")
        self.working.begin(self.WORKING, stoppable=self.STOPPABLE)
        self.form.setEnabled(False)
        secret = {"recovery" if by_code else "passphrase": said}
        self._office.tasks.run(
            self.WORKING,
            lambda progress: self._bring(folder, secret, progress),
            self._on_joined,
            self._on_failed,
        )

    @property
    def _secret(self) -> QLineEdit:
        """Where she types what opens it."""
        return self.passphrase if self.code.isHidden() else self.code

    def _ask_where(self) -> Path | None:
        return self._office.dialogs.choose_folder(self.CHOOSE)

    def _bring(self, folder: Path, secret: dict[str, str], progress: Any) -> Any:
        """On the worker: the open desk."""
        from zaitaku_desk.sharing import membership

        second = self.second_key.at_hand()
        return membership.join(self._data_dir, folder, **secret, second=second, progress=progress)[0]

    def _remember(self) -> None:
        self._office.settings.set(SHARED_FOLDER, str(self.folder))

    def _on_finished(self) -> None:
        self.form.setEnabled(True)
        if self.working.stopped:
            from zaitaku_desk.sharing.membership import GOES_ON

            self.working.stopped = False
            self._say(f"中止しました。\n{GOES_ON}")
            self.join_button.setFocus()

    def _on_joined(self, db: Any) -> None:
        self.passphrase.clear()
        self.code.clear()
        self.second_key.remember(self._data_dir)
        self._remember()
        self.joined.emit(db)

    def _on_failed(self, error: BaseException) -> None:
        if self.second_key.takes(error):
            self._needs_second = True
            self.passphrase.setFocus()
        else:
            self._say(self._office.dialogs.words_of(error))
            self._secret.setFocus()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _turn(self) -> None:
        by_code = self.code.isHidden()
        self.code.setVisible(by_code)
        self.passphrase.setVisible(not by_code)
        self.second_key.setVisible(not by_code and self._needs_second)
        self.label.setText("回復キー（印刷したもの）" if by_code else self.LABEL)
        self.other_way.setText("パスフレーズを使う" if by_code else "パスフレーズの代わりに回復キーを使う")
        self._secret.setFocus()

    def _lay_out(self) -> None:
        note = QLabel(self.WHAT, self)
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addWidget(self.place, 1)
        ends = QHBoxLayout()
        ends.addWidget(self.other_way)
        ends.addStretch(1)
        ends.addWidget(self.back_button)
        ends.addWidget(self.join_button)
        layout = QVBoxLayout(self.form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_3)
        layout.addWidget(note)
        layout.addLayout(row)
        for part in (self.label, self.passphrase, self.code, self.second_key, self.problem):
            layout.addWidget(part)
        layout.addLayout(ends)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(tokens.SPACE_3)
        whole.addWidget(self.form)
        whole.addWidget(self.working)
