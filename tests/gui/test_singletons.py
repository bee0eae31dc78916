from __future__ import annotations

import subprocess
import sys

from zaitaku_desk import paths

CALLS = """
import zaitaku_desk.gui
from PySide6.QtCore import QObject, Signal
class Talker(QObject):
    said = Signal()
talker = Talker()
for _ in range(200_000):
    talker.setObjectName("x")
    talker.said.emit()
"""


def test_many_qt_calls_do_not_use_up_none_and_true() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], cwd=paths.root(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
