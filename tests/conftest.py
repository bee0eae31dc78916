"""What every test gets: no screen, no network, no dialog that waits, no data folder of a real person."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest

import zaitaku_desk.gui  # noqa: F401  Qt's calls must not use up None (gui/singletons.py)

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # without a screen Qt looks for fonts beside itself, and warns
    os.environ.setdefault("QT_QPA_FONTDIR", "C:/Windows/Fonts")

ROOT = Path(__file__).resolve().parent.parent

# The same code gets the same verdict on a slow machine too; `--hypothesis-profile=default` looks further.
hypothesis.settings.register_profile("desk", deadline=None, derandomize=True)
hypothesis.settings.load_profile("desk")


def _refuse_network(event: str, args: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        address = args[0] if event == "socket.getaddrinfo" else args[1]
        host = address[0] if isinstance(address, tuple) else address
        if event != "socket.getaddrinfo" and not isinstance(address, tuple):
            return  # a Unix socket: the X server, not the network
        if sys.platform == "win32" and host in ("127.0.0.1", "::1"):
            return  # socketpair is a loopback connection there
        raise RuntimeError(f"a test reached for the network: {event} {host!r}")


sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session", autouse=True)
def _no_real_data_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["ZAITAKU_DESK_HOME"] = str(tmp_path_factory.mktemp("home") / "desk")
    os.environ.pop("ZAITAKU_DESK_PASSPHRASE", None)
    for bus in ("SESSION", "SYSTEM"):  # the lock of a developer's own screen must not lock a test
        os.environ[f"DBUS_{bus}_BUS_ADDRESS"] = ""


@pytest.fixture(autouse=True)
def waiting_dialogs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A modal dialog would hang the run: it fails the test instead, even where Qt swallows the exception."""
    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

    opened: list[str] = []

    def refuse(name: str) -> NoReturn:
        opened.append(name)
        raise AssertionError(f"a modal dialog opened in a test: {name}")

    def refuse_exec(self: object, *_args: object) -> NoReturn:
        refuse(type(self).__name__)

    monkeypatch.setattr(QDialog, "exec", refuse_exec)
    monkeypatch.setattr(QMenu, "exec", refuse_exec)
    for cls, names in {
        QMessageBox: ("about", "critical", "information", "question", "warning"),
        QFileDialog: ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
        QInputDialog: ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    }.items():
        for name in names:
            ask = partial(lambda title, *_args, **_kwargs: refuse(title), f"{cls.__name__}.{name}")
            monkeypatch.setattr(cls, name, staticmethod(ask))
    yield opened
    if opened:
        pytest.fail(f"a modal dialog opened: {', '.join(opened)}", pytrace=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real and hostile files beside the project; a test that needs it is skipped without it."""
    folder = Path(os.environ.get("ZAITAKU_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the shared folder is not here (ZAITAKU_SHARED)")
    return folder


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder made once by the real migrations, without a passphrase; tests work on copies of it."""
    from zaitaku_desk.store import desk

    folder = tmp_path_factory.mktemp("template") / "desk"
    db, _ = desk.create_desk(folder)
    db.close()
    return folder


@pytest.fixture
def data_dir(desk_template: Path, tmp_path: Path) -> Path:
    """A fresh data folder of one's own."""
    return Path(shutil.copytree(desk_template, tmp_path / "desk"))


@pytest.fixture
def db(data_dir: Path) -> Iterator[Database]:
    """An open, empty desk on a real file."""
    from zaitaku_desk.store import desk

    found = desk.open_desk(data_dir)
    yield found
    found.close()


@pytest.fixture
def links(tmp_path: Path) -> None:
    """Skips where this user may make none: Windows asks for a right."""
    probe = tmp_path / "probe"
    with contextlib.suppress(OSError):
        probe.symlink_to(tmp_path)
    if not probe.is_symlink():
        pytest.skip("no right to make links")
    probe.unlink()


@pytest.fixture
def not_root(tmp_path: Path) -> Iterator[None]:
    """Whoever may do everything becomes somebody else, so that a folder can refuse."""
    if sys.platform == "win32" or os.geteuid():
        yield
        return
    tmp_path.chmod(0o777)
    for above in tmp_path.parents:
        if above.name.startswith(("pytest-", "popen-")):  # pytest's own, closed to others; one more with -n
            above.chmod(0o755)
    os.seteuid(65534)
    yield
    os.seteuid(0)
