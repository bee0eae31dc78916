"""A process that types into the real window until it is killed; tells each committed character and when.

`python -m tests.journeys.typist FOLDER` prints a line `TIME CHARACTER` after each commit: what may be lost is
only what is younger than a second.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.hands import CONTROL, KEY
from zaitaku_desk import app
from zaitaku_desk.gui.main_window import MainWindow

EVERY_MS = 25
WORDS = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす"


def main(folder: str) -> None:
    """Open the window, begin a consultation, and type on and on."""
    faulthandler.dump_traceback_later(60, exit=True)  # a process that is not killed must not wait for ever
    app.application()
    QTimer.singleShot(0, begin)
    app.run(Path(folder))


def begin() -> None:
    """Ctrl+4, Ctrl+N: the keyboard is where the words go."""
    (window,) = [found for found in QApplication.topLevelWidgets() if isinstance(found, MainWindow)]
    window.activateWindow()
    until(window.isActiveWindow)
    until(lambda: "consultations" in window.tabs_by_name)
    tab = window.tabs_by_name["consultations"]
    QTest.keyClick(window, KEY.Key_4, CONTROL)
    until(lambda: tab.isVisible() and tab.built)
    QTest.keyClick(window, KEY.Key_N, CONTROL)
    until(lambda: getattr(QApplication.focusWidget(), "objectName", str)() == "content")
    field = QApplication.focusWidget()
    assert field is not None
    timer = QTimer(window, interval=EVERY_MS)
    timer.timeout.connect(lambda: commit(field))
    timer.start()


def until(true: Callable[[], bool]) -> None:
    """Wait as she does; give up after ten seconds."""
    for _ in range(1_000):
        if true():
            return
        QTest.qWait(10)
    sys.stderr.write("the field for the words was not reached\n")
    os._exit(3)


def commit(field: QWidget) -> None:
    """One more character, as an IME commits it."""
    at = field.property("typed") or 0
    field.setProperty("typed", at + 1)
    event = QInputMethodEvent("", [])
    event.setCommitString(WORDS[at % len(WORDS)])
    QApplication.sendEvent(field, event)
    sys.stdout.write(f"{time.monotonic():.4f} {WORDS[at % len(WORDS)]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
