"""Ctrl+/: the keys of this page, on a card that any key puts away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QWidget

from zaitaku_desk.gui import tokens

EVERYWHERE = (
    ("Ctrl+K", "すべてを検索"),
    ("Ctrl+Z / Ctrl+Y", "元に戻す / やり直す"),
    ("Ctrl++ / Ctrl+-", "文字を大きく / 小さく"),
    ("F5", "いま同期する"),
    ("F12", "画面を隠す"),
    ("Ctrl+L", "いまロックする"),
    ("F1", "使い方"),
    ("Ctrl+/", "この一覧"),
)


class KeysCard(QFrame):
    """A small popup in the middle of the window; in a low one its two parts stand beside each other."""

    def __init__(
        self, window: QWidget, title: str, keys: list[tuple[str, str]], pages: list[str] | None = None
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("keys_card")
        self.setProperty("role", "card")
        places = [(f"Ctrl+1 … {len(pages)}", "・".join(pages))] if pages else []
        parts = [(title, keys), ("どの画面でも", places + list(EVERYWHERE))]
        rows = sum(len(pairs) + 2 for _, pairs in parts)
        low = rows * (self.fontMetrics().height() + tokens.SPACE_2) > window.height() - 4 * tokens.SPACE_5
        way = QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(way, self)
        layout.setContentsMargins(tokens.SPACE_5, tokens.SPACE_4, tokens.SPACE_5, tokens.SPACE_4)
        layout.setSpacing(tokens.SPACE_4)
        for head, pairs in parts:
            if pairs:
                layout.addLayout(self._part(head, pairs))

    def _part(self, head: str, pairs: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_2)
        grid.setRowStretch(len(pairs) + 1, 1)
        label = QLabel(head, self)
        label.setProperty("role", "head")
        grid.addWidget(label, 0, 0, 1, 2)
        for row, (key, meaning) in enumerate(pairs, 1):
            grid.addWidget(QLabel(key, self), row, 0)
            grid.addWidget(QLabel(meaning, self), row, 1)
        return grid

    def open_over(self, window: QWidget) -> None:
        """Show it in the middle."""
        self.adjustSize()
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()
