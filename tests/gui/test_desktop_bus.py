"""The lock and the sleep of a Linux desktop, told by another process over real buses (S5, S22)."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtDBus import QDBusPendingCallWatcher
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.gui.fake_desktop import MANAGER_PATH, SESSION_PATH
from tests.gui.test_gate import PASSPHRASE, folder, protected  # noqa: F401
from tests.gui.test_gate_locks import CODE, opened, unlock_page, with_code  # noqa: F401
from zaitaku_desk.gui import absence
from zaitaku_desk.gui.desktop_bus import MANAGER, PROPERTIES, SESSION, DesktopBus, addresses
from zaitaku_desk.store import desk, save

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="no dbus-daemon"
)
ROOT = Path(__file__).parents[2]
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
SLEEP = ["system", MANAGER_PATH, MANAGER, "PrepareForSleep", [True]]
WOKEN = ["system", MANAGER_PATH, MANAGER, "PrepareForSleep", [False]]
LOCK = ["system", SESSION_PATH, SESSION, "Lock", []]


def changed(**values):
    return ["system", SESSION_PATH, PROPERTIES, "PropertiesChanged", [SESSION, values, ["Other"]]]


def screen_saver(desktop, *arguments):
    place = [f"/org/{desktop}/ScreenSaver", f"org.{desktop}.ScreenSaver", "ActiveChanged"]
    return ["session", *place, list(arguments)]


class Desktop:
    """Two buses and the process that speaks on them."""

    def __init__(self, folder):  # noqa: F811
        (folder / "bus.conf").write_text(CONFIG.format(folder=folder))
        self.daemons = [
            subprocess.Popen(
                ["dbus-daemon", "--nofork", "--print-address", f"--config-file={folder / 'bus.conf'}"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            for _ in ("session", "system")
        ]
        self.addresses = [daemon.stdout.readline().strip() for daemon in self.daemons]
        self.sender = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.fake_desktop", *self.addresses],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.says() == "there"

    def says(self):
        return self.sender.stdout.readline().strip()

    def send(self, signal):
        self.sender.stdin.write(json.dumps(signal) + "\n")
        self.sender.stdin.flush()

    def end(self):
        for process in (self.sender, *self.daemons):
            process.kill()
            process.communicate()


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    found = Desktop(tmp_path_factory.mktemp("buses"))
    yield found
    found.end()


@pytest.fixture
def desktop(started, monkeypatch):
    """The two buses, to be found where every program finds them."""
    for name, address in zip(("SESSION", "SYSTEM"), started.addresses, strict=True):
        monkeypatch.setenv(f"DBUS_{name}_BUS_ADDRESS", address)
    monkeypatch.setattr(absence, "LISTEN_AFTER_MS", 0)
    return started


def all_asked(bus):
    """The buses have answered everything: a signal sent from now on is heard."""
    until = time.monotonic() + 5
    while bus.findChildren(QDBusPendingCallWatcher) and time.monotonic() < until:
        QTest.qWait(5)
    return not bus.findChildren(QDBusPendingCallWatcher)


@contextlib.contextmanager
def listening(desktop):
    """What is heard meanwhile, as a list of words."""
    told = []
    bus = DesktopBus(QGuiApplication.instance())
    bus.slept.connect(lambda: told.append("slept"))
    bus.screen_locked.connect(lambda: told.append("locked"))
    assert desktop.says() == "delay taken" and all_asked(bus)
    yield told
    bus.let_sleep()
    shiboken6.delete(bus)
    QTest.qWait(1)


@pytest.fixture
def heard(qapp, qtbot, desktop):
    with listening(desktop) as told:
        yield told
    assert desktop.says() == "delay given back"


@pytest.fixture
def at_a_desktop(qtbot, desktop, with_code):  # noqa: F811
    """The open desk on a desktop; something of hers is on the clipboard."""
    gate, window, tab = with_code
    qtbot.waitUntil(lambda: gate._absence._bus is not None)
    QGuiApplication.clipboard().setText("みどり台クリニック")
    assert desktop.says() == "delay taken"
    qtbot.waitUntil(lambda: gate._absence._bus._delay is not None)
    assert all_asked(gate._absence._bus)
    yield gate, window, tab, gate._absence._bus
    if gate._absence._bus._delay is not None:
        gate._absence.let_sleep()
        assert desktop.says() == "delay given back"


@pytest.mark.parametrize(
    ("signal", "way"),
    [
        (screen_saver("gnome", True), "short"),
        (screen_saver("freedesktop", True), "short"),
        (LOCK, "short"),
        (changed(LockedHint=True), "short"),
        (SLEEP, "passphrase"),
    ],
)
def test_the_desk_is_closed_when_the_desktop_says_so(
    qtbot,
    at_a_desktop,
    desktop,
    office,
    folder,  # noqa: F811
    say,
    signal,
    way,
):
    gate, window, tab, bus = at_a_desktop
    say(tab.form.widget("name"), "あたらしい")
    record_id, key = tab.form.record.id, office.db.key
    desktop.send(signal)
    qtbot.waitUntil(lambda: office.db is None)
    assert unlock_page(window).way == way and not tab.isVisible()
    assert key == bytearray(32)
    assert (gate._kept is None) is (way == "passphrase")
    assert QGuiApplication.clipboard().text() == ""
    links = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert not [link for link in links if link.startswith(str(folder))]
    if signal == SLEEP:
        assert bus._delay is None and desktop.says() == "delay given back"
    db = desk.open_desk(folder, PASSPHRASE)
    assert "あたらしい" in save.get(db, "institutions", record_id).name
    db.close()


def test_after_waking_the_next_sleep_waits_again(qtbot, at_a_desktop, desktop):
    _, _, _, bus = at_a_desktop
    desktop.send(SLEEP)
    qtbot.waitUntil(lambda: bus._delay is None)
    assert desktop.says() == "delay given back"
    desktop.send(WOKEN)
    qtbot.waitUntil(lambda: bus._delay is not None)
    assert desktop.says() == "delay taken"


def test_the_sleep_waits_for_an_import_too_and_the_key_is_not_kept(qtbot, at_a_desktop, desktop, office):
    gate, window, _, bus = at_a_desktop
    office.tasks._waiting += 1  # an import
    desktop.send(screen_saver("gnome", True))
    qtbot.waitUntil(lambda: gate._lock_waits)
    desktop.send(SLEEP)
    qtbot.waitUntil(lambda: not gate._keep_later)
    assert bus._delay is not None and office.db is not None
    office.tasks._settle()
    qtbot.waitUntil(lambda: office.db is None)
    assert desktop.says() == "delay given back"
    assert gate._kept is None and unlock_page(window).way == "passphrase"


@pytest.mark.parametrize("name", ["freedesktop", "gnome", "cinnamon", "mate", "xfce"])
def test_every_desktop_is_heard_when_it_locks_and_not_when_it_opens(qtbot, heard, desktop, name):
    desktop.send(screen_saver(name, False))
    desktop.send(screen_saver(name, True))
    qtbot.waitUntil(lambda: heard == ["locked"])


def test_another_user_at_the_machine_is_a_lock(qtbot, heard, desktop):
    desktop.send(changed(Active=True, LockedHint=False))
    desktop.send(changed(Active=False))
    qtbot.waitUntil(lambda: heard == ["locked"])


def test_the_lock_of_another_session_is_not_ours(qtbot, heard, desktop):
    desktop.send(["system", f"{MANAGER_PATH}/session/_32", SESSION, "Lock", []])
    desktop.send(SLEEP)
    qtbot.waitUntil(lambda: "slept" in heard)
    assert heard == ["slept"]


def test_before_systemd_243_the_session_is_found_by_its_id(qtbot, desktop, monkeypatch):
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    desktop.send("7")
    with listening(desktop) as told:
        qtbot.waitUntil(lambda: (desktop.send(LOCK), qtbot.wait(20), bool(told))[-1])
    assert desktop.says() == "delay given back"
    desktop.send("auto")
    assert set(told) == {"locked"}


def test_a_signal_of_another_shape_ends_nothing(qtbot, heard, desktop):
    desktop.send(screen_saver("gnome", "yes"))
    desktop.send(screen_saver("gnome"))
    desktop.send(
        ["system", SESSION_PATH, PROPERTIES, "PropertiesChanged", [SESSION, {"LockedHint": True}, []]]
    )
    desktop.send(["system", MANAGER_PATH, MANAGER, "PrepareForSleep", [{"a": [1]}]])
    desktop.send(changed(LockedHint="locked"))
    desktop.send(SLEEP)
    qtbot.waitUntil(lambda: "slept" in heard)
    desktop.send(screen_saver("gnome", True))
    qtbot.waitUntil(lambda: "locked" in heard)
    assert heard == ["slept", "locked"]


def test_a_bus_that_goes_away_ends_nothing(qtbot, qapp, tmp_path, monkeypatch):
    short_lived = Desktop(tmp_path)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", short_lived.addresses[1])
    bus = DesktopBus(qapp)
    qtbot.waitUntil(lambda: bus._delay is not None)
    short_lived.end()
    qtbot.waitUntil(lambda: not bus._system.there)
    bus.on_sleep(False)  # asks for a delay where nobody answers any more
    qtbot.wait(20)
    shiboken6.delete(bus)


def test_a_bus_that_never_answers_keeps_nobody_waiting(qapp, tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "dead"))
        dead.listen()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'dead'}")
        before = time.monotonic()
        bus = DesktopBus(qapp)
        assert bus._system.there
        shiboken6.delete(bus)
        assert time.monotonic() - before < 2


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "nonsense"])
def test_without_a_bus_nothing_is_heard(qapp, monkeypatch, address):
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    bus = DesktopBus(qapp)
    assert not bus._system.there
    bus.let_sleep()
    shiboken6.delete(bus)


def test_only_sockets_of_this_machine_are_asked():
    system = "unix:path=/run/dbus/system_bus_socket"
    assert addresses({}) == ("", system)
    assert addresses({"XDG_RUNTIME_DIR": "/run/user/7"}) == ("unix:path=/run/user/7/bus", system)
    far = {
        "DBUS_SESSION_BUS_ADDRESS": "tcp:host=x,port=1;unix:path=/a",
        "DBUS_SYSTEM_BUS_ADDRESS": "tcp:host=y",
    }
    assert addresses(far) == ("unix:path=/a", "")
