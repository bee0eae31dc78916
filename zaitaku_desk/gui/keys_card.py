"""Ctrl+/: the keys of this page, on a card that any key puts away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from zaitaku_desk.gui import tokens

EVERYWHERE = (
    ("Ctrl+K", "すべてを検索"),
    ("Ctrl+Z / Ctrl+Y", "元に戻す / やり直す"),
    ("Ctrl++ / Ctrl+-", "文字を大きく / 小さく"),
    ("Ctrl+L", "いまロックする"),
    ("F1", "使い方"),
    ("Ctrl+/", "この一覧"),
)


class KeysCard(QFrame):
    """A small popup in the middle of the window."""

    def __init__(
        self, window: QWidget, title: str, keys: list[tuple[str, str]], pages: list[str] | None = None
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("keys_card")
        self.setProperty("role", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(tokens.SPACE_5, tokens.SPACE_4, tokens.SPACE_5, tokens.SPACE_4)
        grid.setHorizontalSpacing(tokens.SPACE_5)
        grid.setVerticalSpacing(tokens.SPACE_2)
        places = [(f"Ctrl+1 … {len(pages)}", "・".join(pages))] if pages else []
        row = 0
        for head, pairs in ((title, keys), ("どの画面でも", places + list(EVERYWHERE))):
            if not pairs:
                continue
            if row:
                grid.setRowMinimumHeight(row, tokens.SPACE_3)
                row += 1
            label = QLabel(head, self)
            label.setProperty("role", "head")
            grid.addWidget(label, row, 0, 1, 2)
            row += 1
            for key, meaning in pairs:
                grid.addWidget(QLabel(key, self), row, 0)
                grid.addWidget(QLabel(meaning, self), row, 1)
                row += 1

    def open_over(self, window: QWidget) -> None:
        """Show it in the middle."""
        self.adjustSize()
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()
