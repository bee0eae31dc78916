"""A process that stands for a desktop and logind: `python -m tests.gui.fake_desktop SESSION_BUS SYSTEM_BUS`.

Each line of its input is a signal to send, as JSON: [bus, path, interface, member, arguments], or the name by
which it shall know the session. On the system bus it answers GetSession and Inhibit. It says when it is
there, when a delay of the sleep was taken, and when it was given back.
"""

from __future__ import annotations

import json
import os
import sys
import threading

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)

LOGIND, MANAGER_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION_PATH = f"{MANAGER_PATH}/session/_31"


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


class Logind(QDBusVirtualObject):
    """Knows one session, and that only by the name it was told; hands out delays."""

    session = "auto"

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, call: QDBusMessage, bus: QDBusConnection) -> bool:  # noqa: N802
        if call.member() == "GetSession":
            known = call.arguments() == [self.session]
            reply = call.createReply() if known else call.createErrorReply("org.x.NoSuchSession", "no")
            if known:
                reply.setArguments([QDBusObjectPath(SESSION_PATH)])
        elif call.member() == "Inhibit":
            assert call.arguments()[0] == "sleep" and call.arguments()[3] == "delay", call.arguments()
            ours, theirs = os.pipe()
            reply = call.createReply()
            reply.setArguments([QDBusUnixFileDescriptor(theirs)])
            os.close(theirs)
            threading.Thread(target=given_back, args=[ours], daemon=True).start()
        else:
            return False
        return bus.send(reply)


def given_back(end: int) -> None:
    """Wait until nobody holds the other end."""
    say("delay taken")
    os.read(end, 1)
    say("delay given back")


class Lines(QObject):
    """Brings what is read on a thread to the thread that may send."""

    came = Signal(str)


def main(session: str, system: str) -> None:
    app = QCoreApplication([])
    buses = {
        "session": QDBusConnection.connectToBus(session, "session"),
        "system": QDBusConnection.connectToBus(system, "system"),
    }
    logind = Logind(app)
    below = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert buses["system"].registerVirtualObject(MANAGER_PATH, logind, below)
    assert buses["system"].registerService(LOGIND)
    lines = Lines(app)

    def send(line: str) -> None:
        match json.loads(line):
            case str(name):
                logind.session = name
            case [bus, path, interface, member, arguments]:
                signal = QDBusMessage.createSignal(path, interface, member)
                signal.setArguments(arguments)
                assert buses[bus].send(signal)

    lines.came.connect(send)

    def read() -> None:
        for line in sys.stdin:
            lines.came.emit(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    say("there")
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
