"""What a Linux desktop tells over D-Bus: its screen was locked, the machine goes to sleep (S5).

logind speaks on the system bus: of sleep, and in the name of the session of a wish to lock, of the desktop's
word that it is locked, of another user in front. The desktops' own locks say `ActiveChanged` on the session
bus. A signal counts only with the signature it must have: Qt ends the program over any other.

logind holds a sleep back until `let_sleep`, for 5 seconds at most (its InhibitDelayMaxSec).

A connection is opened as to a peer and says Hello itself: Qt's own way to a bus waits for its answer, and
Python stands still meanwhile. So where there is no bus, or one that does not answer, nothing is heard and
nothing waits.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

BUS, BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
LOGIND, MANAGER_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SCREEN_SAVERS = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
"""Interfaces with `ActiveChanged`; KDE's is that of freedesktop."""
WHY = "開いている記録を保存して閉じます"
_numbers = itertools.count()


def addresses(environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Where session and system bus listen, "" for none; only sockets of this machine, never a network."""
    runtime = environment.get("XDG_RUNTIME_DIR")
    session = environment.get("DBUS_SESSION_BUS_ADDRESS", f"unix:path={runtime}/bus" if runtime else "")
    system = environment.get("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/dbus/system_bus_socket")
    here = [";".join(one for one in all_.split(";") if one.startswith("unix:")) for all_ in (session, system)]
    return here[0], here[1]


class Bus(QObject):
    """A connection to a bus; `there` says whether somebody listens at its address."""

    def __init__(self, address: str, parent: QObject) -> None:
        super().__init__(parent)
        name = f"zaitaku_desk-{next(_numbers)}"
        self._connection = QDBusConnection.connectToPeer(address, name)
        self.destroyed.connect(lambda: QDBusConnection.disconnectFromPeer(name))
        if self.there:
            self.ask(BUS, BUS_PATH, BUS, "Hello")

    @property
    def there(self) -> bool:
        """False too once the bus has gone."""
        return bool(self._connection.isConnected())

    def hear(
        self, interface: str, member: str, signature: str, slot: str, *, path: str = "", sender: str = ""
    ) -> None:
        """Call that slot of the parent for each such signal."""
        wanted = {"interface": interface, "member": member, "path": path, "sender": sender}
        rule = ",".join(["type='signal'", *(f"{key}='{value}'" for key, value in wanted.items() if value)])
        self._connection.connect("", path, interface, member, signature, self.parent(), SLOT(slot))
        self.ask(BUS, BUS_PATH, BUS, "AddMatch", [rule])

    def ask(
        self,
        service: str,
        path: str,
        interface: str,
        method: str,
        arguments: list[str] | None = None,
        arrived: Callable[[QDBusMessage], None] = lambda _reply: None,
    ) -> None:
        """Call a method; `arrived` gets its reply, which may be an error."""
        call = QDBusMessage.createMethodCall(service, path, interface, method)
        call.setArguments(arguments or [])
        call.setAutoStartService(False)
        watcher = QDBusPendingCallWatcher(self._connection.asyncCall(call), self)

        def finished() -> None:
            watcher.deleteLater()
            arrived(watcher.reply())

        watcher.finished.connect(finished)


class DesktopBus(QObject):
    """`slept` before a sleep; `screen_locked` with the lock of the desktop or when another user comes on."""

    slept = Signal()
    screen_locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._delay: int | None = None
        session, self._system = (Bus(address, self) for address in addresses())
        if session.there:
            for name in SCREEN_SAVERS:
                session.hear(name, "ActiveChanged", "b", "on_screen_saver(bool)")
        if self._system.there:
            self._system.hear(
                MANAGER, "PrepareForSleep", "b", "on_sleep(bool)", path=MANAGER_PATH, sender=LOGIND
            )
            self._ask_for_session("auto")
            self._ask_for_delay()

    def let_sleep(self) -> None:
        """Nothing is open any more: the machine may go to sleep."""
        if self._delay is not None:
            os.close(self._delay)
            self._delay = None

    @Slot(bool)
    def on_screen_saver(self, on: bool) -> None:
        """The desktop's own lock or screen saver came (True) or went."""
        if on:
            self.screen_locked.emit()

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """The machine goes to sleep (True) or woke up."""
        if begins:
            self.slept.emit()
        else:
            self._ask_for_delay()

    @Slot()
    def on_lock(self) -> None:
        """The session was asked to lock."""
        self.screen_locked.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def on_change(self, interface: str, changed: dict[str, Any], _invalidated: list[str]) -> None:
        """The session says that it is locked, or no longer the one that is seen."""
        if interface == SESSION and (changed.get("LockedHint") is True or changed.get("Active") is False):
            self.screen_locked.emit()

    def _ask_for_session(self, name: str) -> None:
        """`auto` is the caller's session or the user's, for systemd 243 and later; before that by its id."""

        def arrived(reply: QDBusMessage) -> None:
            if reply.signature() == "o":
                where = {"path": reply.arguments()[0].path(), "sender": LOGIND}
                self._system.hear(SESSION, "Lock", "", "on_lock()", **where)
                slot = "on_change(QString,QVariantMap,QStringList)"
                self._system.hear(PROPERTIES, "PropertiesChanged", "sa{sv}as", slot, **where)
            elif name == "auto" and os.environ.get("XDG_SESSION_ID"):
                self._ask_for_session(os.environ["XDG_SESSION_ID"])

        self._ask_logind("GetSession", [name], arrived)

    def _ask_for_delay(self) -> None:
        def arrived(reply: QDBusMessage) -> None:
            if reply.signature() == "h":
                self.let_sleep()
                self._delay = reply.arguments()[0].takeFileDescriptor()

        self._ask_logind("Inhibit", ["sleep", "在宅デスク", WHY, "delay"], arrived)

    def _ask_logind(self, method: str, arguments: list[str], arrived: Callable[[QDBusMessage], None]) -> None:
        self._system.ask(LOGIND, MANAGER_PATH, MANAGER, method, arguments, arrived)
