"""A photo as large as the page, in the window: nothing of it is written anywhere in plain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.short_label import ShortLabel


class PhotoView(QWidget):
    """Stands in the place of the page; `closed` when she goes back. ← and → walk the photos of the record.

    `read(at)` gives (name, picture) of the photo at that place.
    """

    closed = Signal()
    save_wanted = Signal(int)

    def __init__(self, read: Callable[[int], tuple[str, QImage]], count: int, at: int) -> None:
        super().__init__()
        self._read, self._count, self.at = read, count, at
        self.title = ShortLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("role", "head")
        self._place = QLabel(self)
        self._place.setProperty("role", "secondary")
        self._sheet = _Sheet(self)
        before = self._button("← 前", lambda: self.step(-1))
        after = self._button("次 →", lambda: self.step(1))
        save = self._button("別名で保存…", lambda: self.save_wanted.emit(self.at))
        back = self._button("戻る（Esc）", self.closed.emit)
        for button in (before, after):
            button.setVisible(count > 1)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        top.addWidget(self.title, 1)
        for part in (self._place, before, after, save, back):
            top.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self._sheet, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def step(self, by: int) -> None:
        """The next or the one before, round and round."""
        self.at = (self.at + by) % self._count
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_PageDown):
            self.step(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        name, image = self._read(self.at)
        self.title.setText(name)
        self._place.setText(f"{self.at + 1} / {self._count}" if self._count > 1 else "")
        self._sheet.show_image(image, name)

    def _button(self, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: call())
        return button


class _Sheet(QWidget):
    """The picture, as large as there is room, never larger than it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()

    def show_image(self, image: QImage, name: str) -> None:
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, "この写真は、まだこのパソコンに届いていません。"
            )
            return
        size = self._image.size()
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = self.rect()
        place.setSize(size)
        place.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
