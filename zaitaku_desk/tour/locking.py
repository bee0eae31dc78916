"""A desk that has just begun: its passphrase, its locks, and the 鍵ファイル on a stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from zaitaku_desk.tour.camera import Camera

WAITED_MS = 1_500  # a wrong passphrase costs a second
LOOKED_MS = 1_500  # the line about the stick looks every second


def protecting(camera: Camera, window: Any, passphrase: str) -> None:
    """The pages of 安全, which ask for the passphrase first."""
    for name in ("passphrase", "staff", "locks", "wipe"):
        _page(camera, window, passphrase, f"show_{name}", name)


def locking(camera: Camera, window: Any, passphrase: str, stick: Path) -> None:
    """Hidden, locked, the wrong passphrase; then with a key file: its page, the stick in and out."""
    from zaitaku_desk.store import second_factor, second_key

    window.hide_wanted.emit()
    camera.take("hidden", window)
    window._cover.wanted.emit()
    camera.take("unlock", window)
    _open(window, "ちがうパスフレーズ")
    camera.take("unlock-wrong", window)
    QTest.qWait(WAITED_MS)
    _open(window, passphrase)
    stick.mkdir(exist_ok=True)
    path = second_factor.begin(window.office.db, passphrase, stick, staff="")
    second_key.remember(window.office.settings, [path])
    _page(camera, window, passphrase, "show_passphrase", "passphrase-and-key-file")
    window.lock()
    QTest.qWait(LOOKED_MS)
    camera.take("unlock-key-file", window)
    path.rename(path.with_suffix(".away"))
    QTest.qWait(LOOKED_MS)
    camera.take("unlock-key-file-missing", window)


def _page(camera: Camera, window: Any, passphrase: str, show: str, name: str) -> None:
    window.office.dialogs.answers = [passphrase]
    window.run_house(show)
    window.office.tasks.wait()
    camera.take(name, window)
    window.office.dialogs.answers = []
    window.tabs.currentWidget().back()


def _open(window: Any, passphrase: str) -> None:
    page = window._cover
    page.passphrase.setText(passphrase)
    page.unlock()
    window.office.tasks.wait()
