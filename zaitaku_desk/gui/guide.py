"""F1: the coordinator's guide, inside the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from zaitaku_desk import paths
from zaitaku_desk.gui import tab_order, tokens


class Guide(QWidget):
    """The chapter of a page (`docs/guide/<name>.md`), else the first page; `closed` when she goes back."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._text = QTextBrowser(self)
        self._text.setOpenExternalLinks(False)
        self._text.setAccessibleName("使い方")
        self._text.document().setDocumentMargin(tokens.SPACE_4)
        folder = paths.docs() / "guide"
        found = [file for file in (folder / f"{name}.md", folder / "index.md") if file.is_file()]
        if found:
            self._text.setSource(QUrl.fromLocalFile(str(found[0])))
        else:
            self._text.setPlainText("使い方の文書が見つかりません。Ctrl+/ でこの画面のキーを確かめられます。")
        title = QLabel("使い方", self)
        title.setProperty("role", "head")
        home = QPushButton("目次", self)
        home.setProperty("quiet", True)
        home.clicked.connect(lambda: self._text.setSource(QUrl.fromLocalFile(str(folder / "index.md"))))
        home.setEnabled((folder / "index.md").is_file())
        back = QPushButton("戻る（Esc）", self)
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(home)
        top.addWidget(back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        layout.addLayout(top)
        layout.addWidget(self._text, 1)
        tab_order.begin_at(self, self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
