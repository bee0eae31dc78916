"""A process that works in the real window until it is killed: `python -m tests.journeys.soaker FOLDER`.

After each movement it prints the ids of the operations that are committed by then, one a line, and a line
`dialog NAME` for a dialog nobody asked for. The passphrase and the shared folder are those of tests/sharing.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys.hands import CONTROL, KEY, Hands
from tests.sharing import desks
from zaitaku_desk import app
from zaitaku_desk.gui.main_window import MainWindow

EVERY_MS = 300
WORDS = "往診の相談が増えている。訪問看護と薬局へ伝える。次の会議で話す。退院前に一度集まる。"


def main(folder: str) -> None:
    """Open the window and begin to work once it is whole."""
    app.application()
    QTimer.singleShot(0, begin)
    app.run(Path(folder), desks.PASSPHRASE)


def begin() -> None:
    """Wait for the pages, then move every 0.3 seconds."""
    (window,) = [found for found in QApplication.topLevelWidgets() if isinstance(found, MainWindow)]
    window.resize(1366, 768)
    window.activateWindow()
    until(window.isActiveWindow)
    until(lambda: len(window.tabs_by_name) == len(app.PAGES))
    worker = Worker(window)
    timer = QTimer(window, singleShot=True, interval=EVERY_MS)

    def move() -> None:
        worker.move()
        timer.start()

    timer.timeout.connect(move)
    timer.start()
    beside = QTimer(window, interval=EVERY_MS)  # a dialog has an event loop of its own
    beside.timeout.connect(close_dialog)
    beside.start()


def close_dialog() -> None:
    """Nothing that is done here asks anything: tell of a dialog, and go on."""
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        say(f"dialog {type(dialog).__name__} {getattr(dialog, 'text', str)()}")
        dialog.close()


def until(true: Callable[[], bool]) -> None:
    """Wait for the start; ten seconds at most."""
    for _ in range(1_000):
        if true():
            return
        QTest.qWait(10)
    sys.stderr.write("the window did not come up\n")
    os._exit(3)


class Worker:
    """Somebody who does everything at once: types, reads, decides, takes back, syncs."""

    def __init__(self, window: MainWindow) -> None:
        self.hands = Hands(window)
        self.chance = random.Random()
        self.told = 0

    def move(self) -> None:
        """One movement, and what is committed after it."""
        movements = [self.write] * 5 + [self.wander, self.consult, self.decide, self.take_back, self.search]
        self.chance.choice([*movements, self.sync])()
        self.hands.rest()
        db = self.hands.db
        for rowid, op in db.rows(
            "SELECT rowid, id FROM op WHERE rowid > ? AND device = ?", (self.told, db.device)
        ):
            self.told = rowid
            say(op)

    def write(self) -> None:
        """A field of an institution."""
        tab = self.hands.go("institutions")
        tab.open_record(self.chance.choice(self.hands.db.rows("SELECT id FROM institutions"))[0])
        QApplication.processEvents()
        at = self.chance.randrange(len(WORDS))
        field = self.chance.choice(("note", "telephone", "fax"))
        text = WORDS[at:] if field == "note" else f"0000-{self.chance.randrange(100):02}-{at:04}"
        self.hands.fill(**{field: text})
        tab.flush()

    def consult(self) -> None:
        """A new consultation."""
        tab = self.hands.go("consultations")
        self.hands.key(KEY.Key_N, CONTROL)
        self.hands.say(self.chance.choice(WORDS.split("。")))
        tab.flush()

    def wander(self) -> None:
        """Another page, another record."""
        name = self.chance.choice(list(self.hands.window.tabs_by_name))
        self.hands.go(name)
        self.hands.key(KEY.Key_Down)

    def search(self) -> None:
        """Look for something in the list."""
        self.hands.go("institutions")
        self.hands.key(KEY.Key_F, CONTROL)
        self.hands.say(self.chance.choice(("医院", "1番", "0000")))
        self.hands.key(KEY.Key_Escape)

    def decide(self) -> None:
        """Answer what is to be decided."""
        button = self.hands.window.status.conflict_button
        if button.isVisible():
            self.hands.click(button)
            self.hands.key(self.chance.choice((KEY.Key_1, KEY.Key_2, KEY.Key_4)))
            self.hands.key(KEY.Key_Escape)

    def take_back(self) -> None:
        """Ctrl+Z."""
        self.hands.go("institutions")
        self.hands.key(KEY.Key_Z, CONTROL)

    def sync(self) -> None:
        """F5."""
        self.hands.key(KEY.Key_F5)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
