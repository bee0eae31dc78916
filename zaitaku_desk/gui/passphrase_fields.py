"""Typing a passphrase, and choosing a new one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens


class SecretEdit(QLineEdit):
    """Dots instead of characters. The IME stays usable: a passphrase may be Japanese."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    def sizeHint(self) -> QSize:
        return QSize(300, max(tokens.TARGET, super().sizeHint().height()))


class NewPassphrase(QWidget):
    """Twice the same, with what is wrong in words; `done(passphrase)` when it may be used.

    `personal` are words that somebody else might guess: names, telephone numbers.
    """

    done = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.personal: tuple[str, ...] = ()
        self.first = SecretEdit(title, self)
        self.first.setObjectName("new_passphrase")
        self.second = SecretEdit(f"{title}（もう一度）", self)
        self.second.setObjectName("new_passphrase_again")
        self.problem = QLabel(self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        shown = QCheckBox("入力した文字を表示する", self)
        shown.toggled.connect(self._show_text)
        self.button = QPushButton("このパスフレーズにする", self, objectName="set_passphrase")
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self._take)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        note = QLabel(
            "13文字以上で、英字・数字・記号やかなを混ぜてください。覚えやすい文の一部を使うと安全で忘れにくくなります。",
            self,
        )
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        layout.addWidget(note)
        for label, field in ((title, self.first), ("もう一度", self.second)):
            word = QLabel(label, self)
            word.setProperty("role", "label")
            layout.addWidget(word)
            layout.addWidget(field)
        for part in (shown, self.problem):
            layout.addWidget(part)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.first)

    def _show_text(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _take(self) -> None:
        from zaitaku_desk.store.passphrases import problems_of_passphrase

        problems = problems_of_passphrase(self.first.text(), self.personal)
        if not problems and self.first.text() != self.second.text():
            problems = ["2つの欄が同じではありません。もう一度入力してください。"]
        self.problem.setText("\n".join(problems))
        self.problem.setVisible(bool(problems))
        if not problems:
            self.done.emit(self.first.text())
            self.first.clear()
            self.second.clear()
