"""Notices that she is away: the machine slept, or the system's own lock came down (S5).

Sleep is seen everywhere by the wall clock running ahead of the timer; Windows and Linux desktops also tell.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractNativeEventFilter, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from zaitaku_desk.gui.desktop_bus import DesktopBus
    from zaitaku_desk.gui.tasks import Tasks

LOOK_EVERY_MS = 3_000
LISTEN_AFTER_MS = 1_500  # when the desk stands: opening D-Bus must not delay it
JUMP = 120.0  # seconds the clock may run ahead; also set by hand or by the network, which is no harm
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT = 0x02B1, 0x7, 0x2


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
        self._filter: _Messages | None = None
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
        if os.name == "nt" and self._filter is None:
            import ctypes

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)  # type: ignore[attr-defined]
            self._filter = _Messages(self.told)
            QApplication.instance().installNativeEventFilter(self._filter)

    def _listen_to_desktop(self) -> None:
        from zaitaku_desk.gui.desktop_bus import DesktopBus

        self._bus = DesktopBus(self)
        self._bus.slept.connect(self.slept)
        self._bus.screen_locked.connect(self.screen_locked)

    def let_sleep(self) -> None:
        """The desk is closed: a machine that waits for it may go to sleep now."""
        if self._bus is not None:
            self._bus.let_sleep()

    def told(self, message: int, what: int) -> None:
        """One message of Windows."""
        if (message, what) == (WM_POWERBROADCAST, PBT_APMSUSPEND):
            self.slept.emit()
        elif message == WM_WTSSESSION_CHANGE and what in (WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT):
            self.screen_locked.emit()


def _import_bus() -> None:
    from zaitaku_desk.gui import desktop_bus  # noqa: F401


class _Messages(QAbstractNativeEventFilter):
    """Takes number and word out of a Windows message (MSG)."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        if bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            found = wintypes.MSG.from_address(int(message))
            if found.message in (WM_POWERBROADCAST, WM_WTSSESSION_CHANGE):
                QTimer.singleShot(0, lambda m=found.message, w=int(found.wParam): self._tell(m, w))
        return False, 0
