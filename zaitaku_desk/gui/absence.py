"""Notices that she is away: the machine slept, or the system's own lock came down (S5).

Sleep is seen everywhere by the wall clock running ahead of the timer; Windows and Linux desktops also tell.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from zaitaku_desk.gui.desktop_bus import DesktopBus
    from zaitaku_desk.gui.tasks import Tasks
    from zaitaku_desk.gui.windows_session import SessionMessages

LOOK_EVERY_MS = 3_000
LISTEN_AFTER_MS = 1_500  # when the desk stands: opening D-Bus must not delay it
JUMP = 120.0  # seconds the clock may run ahead; also set by hand or by the network, which is no harm


class Absence(QObject):
    """`slept` after (or, where it is told, before) a sleep; `screen_locked` with the system's lock."""

    slept = Signal()
    screen_locked = Signal()

    def __init__(self, parent: QObject, wall: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._wall, self._last = wall, wall()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._messages: SessionMessages | None = None
        self._bus: DesktopBus | None = None

    def look(self) -> None:
        """Compare the clock with when it was last looked at."""
        before, self._last = self._last, self._wall()
        if abs(self._last - before) > JUMP:
            self.slept.emit()

    def listen(self, window: QWidget, tasks: Tasks) -> None:
        """Ask the system to tell of its lock and its sleep: Windows this window, Linux over D-Bus."""
        if sys.platform == "linux":

            def later() -> None:
                if window.isVisible():  # else she has closed it already
                    tasks.read(_import_bus, lambda _none: self._listen_to_desktop())

            QTimer.singleShot(LISTEN_AFTER_MS, self, later)
        if sys.platform == "win32":
            from zaitaku_desk.gui import windows_session

            windows_session.ask(int(window.winId()))
            self._messages = windows_session.SessionMessages(self.slept.emit, self.screen_locked.emit)
            QApplication.instance().installNativeEventFilter(self._messages)

    def _listen_to_desktop(self) -> None:
        from zaitaku_desk.gui.desktop_bus import DesktopBus

        self._bus = DesktopBus(self)
        self._bus.slept.connect(self.slept)
        self._bus.screen_locked.connect(self.screen_locked)

    def let_sleep(self) -> None:
        """The desk is closed: a machine that waits for it may go to sleep now."""
        if self._bus is not None:
            self._bus.let_sleep()


def _import_bus() -> None:
    from zaitaku_desk.gui import desktop_bus  # noqa: F401
