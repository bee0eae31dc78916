"""What Windows tells a window: its session was locked or left, the machine goes to sleep (S5).

After Microsoft's pages on WM_WTSSESSION_CHANGE, WM_POWERBROADCAST, WTSRegisterSessionNotification and
RegisterSuspendResumeNotification. With Modern Standby only who asked by the last one hears of a sleep.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QTimer

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK = 0x2, 0x4, 0x7
NOTIFY_FOR_THIS_SESSION = DEVICE_NOTIFY_WINDOW_HANDLE = 0

log = logging.getLogger(__name__)


def ask(window: int, library: Callable[[str], Any] | None = None) -> None:
    """Have the messages sent to the window with that handle; where Windows refuses, the clock still tells."""
    library = library or ctypes.WinDLL  # type: ignore[attr-defined]
    for name, function, result in (
        ("wtsapi32", "WTSRegisterSessionNotification", wintypes.BOOL),
        ("user32", "RegisterSuspendResumeNotification", wintypes.HANDLE),
    ):
        call = getattr(library(name), function)
        call.argtypes, call.restype = [wintypes.HANDLE, wintypes.DWORD], result
        if not call(window, NOTIFY_FOR_THIS_SESSION):
            log.warning("%s refused", function)


class SessionMessages(QAbstractNativeEventFilter):
    """Calls `slept` and `screen_locked`; to be installed in the application, and kept.

    Windows goes to sleep when `slept` has returned, or after some two seconds.
    """

    def __init__(self, slept: Callable[[], None], screen_locked: Callable[[], None]) -> None:
        super().__init__()
        self._slept, self._screen_locked = slept, screen_locked

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        if bytes(kind) == b"windows_generic_MSG":
            found = wintypes.MSG.from_address(int(message))
            if found.message == WM_POWERBROADCAST and found.wParam == PBT_APMSUSPEND:
                self._slept()
            elif found.message == WM_WTSSESSION_CHANGE and found.wParam in (
                WTS_SESSION_LOCK,
                WTS_CONSOLE_DISCONNECT,
                WTS_REMOTE_DISCONNECT,
            ):
                QTimer.singleShot(0, self._screen_locked)
        return False, 0
