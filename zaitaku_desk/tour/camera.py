"""Takes pictures of the window as one sees it, with what pops up over it."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QInputMethodEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from zaitaku_desk.gui.main_window import MainWindow

SCREEN = QSize(1366, 768)
MOMENT = 0.3  # seconds in which timers (120 ms until the record follows the list) have run


class Camera:
    """Pictures go to `out` as 01-name.png, 02-name.png …"""

    def __init__(self, app: QApplication, out: Path) -> None:
        self._app, self._out = app, out
        self.made: list[Path] = []
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("*.png"):
            old.unlink()

    def size(self) -> QSize:
        """A screen of 1366×768 in logical pixels at the scale of this process."""
        scale = self._app.devicePixelRatio()
        return QSize(int(SCREEN.width() / scale), int(SCREEN.height() / scale))

    def settle(self, window: QWidget, moment: float = MOMENT) -> None:
        """Let timers, tasks and drawing come to rest."""
        until = time.monotonic() + moment
        while time.monotonic() < until:
            self._app.processEvents()
            time.sleep(0.005)
        if isinstance(window, MainWindow):
            window.office.tasks.wait()
        self._app.processEvents()

    def take(self, name: str, window: QWidget) -> None:
        """One picture of the window and the popups, boxes and cards that stand over it."""
        self.settle(window)
        picture = window.grab()
        painter = QPainter(picture)
        for over in self._app.topLevelWidgets():
            if over is not window and over.isVisible() and over.width() > 1:
                at = over.pos() - window.pos()
                painter.drawPixmap(at, over.grab())
                painter.drawRect(QRect(at, over.size()).adjusted(-1, -1, 0, 0))  # no window manager does
        painter.end()
        path = self._out / f"{len(self.made) + 1:02}-{name}.png"
        picture.save(str(path))
        self.made.append(path)

    def say(self, widget: QWidget, text: str) -> None:
        """Text as an IME commits it."""
        for character in text:
            event = QInputMethodEvent("", [])
            event.setCommitString(character)
            self._app.sendEvent(widget, event)
