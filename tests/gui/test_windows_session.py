from __future__ import annotations

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from shiboken6 import Shiboken

from zaitaku_desk.gui import windows_session as win

HANDLE_OF_64_BITS = 0x7FFF_FFFF_1234


class Library:
    """Stands for a DLL: its functions keep what they were called with, as C would get it."""

    def __init__(self, answer):
        self.answer, self.calls = answer, {}

    def __getattr__(self, function):
        library = self

        class Call:
            def __call__(self, *arguments):
                kinds = zip(self.argtypes, arguments, strict=True)
                library.calls[function] = ([kind(value).value for kind, value in kinds], self.restype)
                return library.answer

        return Call()


def test_windows_is_asked_with_whole_handles():
    found = {}
    win.ask(HANDLE_OF_64_BITS, lambda name: found.setdefault(name, Library(1)))
    handle = [HANDLE_OF_64_BITS, 0]
    assert found["wtsapi32"].calls == {"WTSRegisterSessionNotification": (handle, wintypes.BOOL)}
    assert found["user32"].calls == {"RegisterSuspendResumeNotification": (handle, wintypes.HANDLE)}


def test_a_refusal_is_noted_and_ends_nothing(caplog):
    win.ask(1, lambda _name: Library(0))
    assert len(caplog.records) == 2


@pytest.fixture
def told():
    return []


@pytest.fixture
def send(qapp, told):
    messages = win.SessionMessages(lambda: told.append("slept"), lambda: told.append("locked"))

    def send(message, word, kind=b"windows_generic_MSG"):
        """As Qt calls it: a QByteArray and a bare pointer."""
        one = wintypes.MSG(hWnd=HANDLE_OF_64_BITS, message=message, wParam=word, lParam=-1)
        pointer = Shiboken.VoidPtr(ctypes.addressof(one))
        assert messages.nativeEventFilter(QByteArray(kind), pointer) == (False, 0)

    return send


def test_a_sleep_is_answered_before_windows_goes_on(send, told):
    send(win.WM_POWERBROADCAST, win.PBT_APMSUSPEND)
    assert told == ["slept"]


@pytest.mark.parametrize("word", [0x7, 0x2, 0x4])
def test_a_lock_another_user_or_the_end_of_a_remote_session_lock(qtbot, send, told, word):
    send(win.WM_WTSSESSION_CHANGE, word)
    qtbot.waitUntil(lambda: told == ["locked"])


def test_nothing_else_is_heard(qtbot, send, told):
    for message, word in (
        (0x0218, 0x12),
        (0x0218, 0x7),
        (0x0218, 0x8013),
        (0x02B1, 0x8),
        (0x02B1, 0x1),
        (0x0201, 0x7),
    ):
        send(message, word)
    send(win.WM_POWERBROADCAST, win.PBT_APMSUSPEND, b"windows_dispatcher_MSG")
    qtbot.wait(5)
    assert told == []
