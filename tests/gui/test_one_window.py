from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from zaitaku_desk import paths
from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import one_window
from zaitaku_desk.gui.one_window import KNOCK, OneWindow


def test_the_second_start_brings_the_first_forward(qtbot, office, tmp_path):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    one, two = OneWindow(tmp_path), OneWindow(tmp_path)
    assert one.first and not two.first
    one.come_forward_for(window)
    window.showMinimized()
    two._call.touch()
    qtbot.waitUntil(lambda: not two._call.exists())
    assert not window.isMinimized() and window.isVisible()
    one.release()


def test_a_first_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(one_window, "PATIENCE", 0.05)
    one, two = OneWindow(tmp_path), OneWindow(tmp_path)
    with pytest.raises(UserError) as told:
        two.knock()
    assert "もう開いています" in told.value.message and not (tmp_path / KNOCK).exists()
    one.release()


def start(folder):
    return subprocess.Popen(
        [sys.executable, "-m", "zaitaku_desk", "--data", str(folder)],
        cwd=paths.root(),
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_of_two_programs_started_together_one_stays_and_the_other_ends_well(tmp_path):
    pair = [start(tmp_path / "desk") for _ in range(2)]
    until = time.monotonic() + 30
    while all(child.poll() is None for child in pair) and time.monotonic() < until:
        time.sleep(0.05)
    ended = [child for child in pair if child.poll() is not None]
    try:
        assert [child.returncode for child in ended] == [0], [child.stderr.read() for child in ended]
    finally:
        for child in pair:
            child.kill()
            child.communicate()
