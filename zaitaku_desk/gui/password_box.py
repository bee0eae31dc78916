"""Before a paper about people is saved: a reminder, and a password for the file if she wants one."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.passphrase_fields import SecretEdit
from zaitaku_desk.reports.report import REMINDER

WIDTH = 480
HOW = "相手には、ファイルとは別の方法（電話など）でパスワードを伝えてください。忘れると、だれにも開けません。"
NEVER = "この形式（CSV・vCard・予定）には、パスワードを付けられません。"


class PasswordBox(QDialog):
    """`password` is what she chose; "" when she saves without one."""

    def __init__(self, form: str, parent: QWidget | None = None, *, must: bool = False) -> None:
        super().__init__(parent)
        from zaitaku_desk.reports.protect import FORMATS

        self.password = ""
        self.setWindowTitle("個人の情報の保存")
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4)
        layout.setSpacing(tokens.SPACE_2)
        can = form in FORMATS
        layout.addWidget(self._label(REMINDER, "warning"))
        self.first = SecretEdit("パスワード", self)
        self.second = SecretEdit("パスワード（もう一度）", self)
        self.problem = self._label("", "problem")
        self.problem.hide()
        self.protect_button = self._button("パスワードを付けて保存", self._take)
        self.plain_button = self._button("付けずに保存" if can else "保存", self.accept)
        self.cancel_button = self._button("キャンセル", self.reject)
        if can:
            layout.addWidget(self._label("半角の英字・数字・記号で8文字以上。" + HOW, "secondary"))
            for words, field in (("パスワード", self.first), ("もう一度", self.second)):
                layout.addWidget(self._label(words, "label"))
                layout.addWidget(field)
            self.first.returnPressed.connect(self.second.setFocus)
            self.second.returnPressed.connect(self._take)
            self.protect_button.setProperty("primary", True)
        else:
            layout.addWidget(self._label(NEVER, "secondary"))
            self.plain_button.setProperty("primary", True)
        layout.addWidget(self.problem)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.protect_button, self.plain_button, self.cancel_button):
            row.addWidget(button)
        layout.addLayout(row)
        for part in (self.first, self.second, self.protect_button):
            part.setVisible(can)
        self.plain_button.setVisible(not must)
        (self.first if can else self.plain_button).setFocus()

    def _take(self) -> None:
        from zaitaku_desk.reports import protect

        told = protect.problem(self.first.text())
        if not told and self.first.text() != self.second.text():
            told = "2つの欄が同じではありません。もう一度入力してください。"
        self.problem.setText(told)
        self.problem.setVisible(bool(told))
        if told:
            self.first.setFocus()
        else:
            self.password = self.first.text()
            self.accept()

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    def _button(self, text: str, call: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(call)
        return button
