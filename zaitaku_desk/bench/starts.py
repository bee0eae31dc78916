"""From the start of the process to the first page on the screen: a bare window, the same rows in it, ours."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QFont, QFontDatabase, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from zaitaku_desk.bench.child import answer, memory

SIZE = (1280, 720)
TICK_MS = 4
HEAVY = (
    "alembic", "calamine", "cryptography", "docx", "docxtpl", "icalendar", "openpyxl", "python_calamine",
    "reportlab", "sqlalchemy",
)  # fmt: skip


def bare(began: int) -> dict[str, Any]:
    """An empty table in a main window, nothing else."""
    return _watch(QApplication([]), _Table(), began)


def rows(began: int, sql: str, columns: int, path: str, key: str, font: str) -> dict[str, Any]:
    """The rows of our first page in a bare window: one query, one font, one model."""
    app = QApplication([])
    if font:
        family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(font))
        app.setFont(QFont(family[0], 10))
    from sqlcipher3 import dbapi2 as sqlcipher

    connection = sqlcipher.connect(path)
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    found = connection.execute(sql).fetchall()
    table = _Table()
    table.setModel(_Static(found, columns))
    return _watch(app, table, began)


def ours(began: int, data: str, watch: int) -> dict[str, Any]:
    """The program as she starts it, on its own data folder."""
    gc.disable()  # as cli._window does
    from zaitaku_desk import app as program

    app = program.application()
    mark = _Mark(began)
    _patch(mark)
    mark.painted_then(lambda: _stalls(app, mark, watch, dict))
    program.run(Path(data))
    raise RuntimeError("the window closed before it was measured")


def unlocked(began: int, data: str, passphrase: str, watch: int) -> dict[str, Any]:
    """The same with a passphrase: prompt painted, then prompt → page, and what the key derivation takes."""
    gc.disable()
    from zaitaku_desk import app as program
    from zaitaku_desk.gui.unlock import UnlockPage

    app = program.application()
    mark = _Mark(began)
    times: dict[str, float] = {}

    def paint(page: UnlockPage, event: QPaintEvent) -> None:
        super(UnlockPage, page).paintEvent(event)
        if "prompt" not in times:
            times["prompt"] = mark.since()
            QTimer.singleShot(100, lambda: submit(page))

    def submit(page: UnlockPage) -> None:
        page.passphrase.setText(passphrase)
        times["typed"] = mark.since()
        page.open_button.click()

    cast("Any", UnlockPage).paintEvent = paint
    _patch(mark)
    mark.painted_then(
        lambda: _stalls(
            app, mark, watch, lambda: {"prompt": times["prompt"], "opened": mark.painted - times["typed"]}
        )
    )
    program.run(Path(data))
    raise RuntimeError("the window closed before it was measured")


class _Mark:
    """What is known of one start; times in ms since the parent began it."""

    def __init__(self, began: int) -> None:
        self.began = began
        self.painted = 0.0
        self.stall = 0.0
        self.heavy: list[str] = []
        self._then: Any = None

    def since(self) -> float:
        return (time.monotonic_ns() - self.began) / 1e6

    def painted_then(self, then: Any) -> None:
        self._then = then

    def paint(self) -> None:
        """A table with rows was drawn; the rest of the window is drawn before the loop comes round again."""
        if not self.painted and self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, lambda: self._shown(then))

    def _shown(self, then: Any) -> None:
        self.painted = self.since()
        self.heavy = [name for name in HEAVY if name in sys.modules]
        then()

    def result(self) -> dict[str, Any]:
        return {
            "painted": self.painted,
            "stall": self.stall,
            "heavy": self.heavy,
            "peak": memory("VmHWM"),
        }


class _Table(QTableView):
    """Tells the mark when it was drawn."""

    mark: _Mark | None = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self.mark is not None:
            self.mark.paint()


class _Static(QAbstractTableModel):
    """Rows as they came from the query."""

    def __init__(self, found: list[tuple[Any, ...]], columns: int) -> None:
        super().__init__()
        self._rows, self._columns = found, columns

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return self._columns

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._rows[index.row()][index.column() + 1] or "")
        return None


def _watch(app: QApplication, table: _Table, began: int) -> dict[str, Any]:
    mark = table.mark = _Mark(began)
    mark.painted_then(app.quit)
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(*SIZE)
    window.show()
    app.exec()
    return mark.result()


def _patch(mark: _Mark) -> None:
    """Let our list tell the mark; it is drawn with rows when the first page is there."""
    from zaitaku_desk.gui.rows import Rows

    def paint(rows: Rows, event: QPaintEvent) -> None:
        super(Rows, rows).paintEvent(event)
        if rows.model().rowCount():
            mark.paint()

    cast("Any", Rows).paintEvent = paint


def _stalls(app: QApplication, mark: _Mark, watch: int, more: Callable[[], dict[str, Any]]) -> None:
    """Watch for `watch` ms how long the event loop is away, answer, end without closing: no backup."""
    last = time.monotonic()

    def tick() -> None:
        nonlocal last
        now = time.monotonic()
        mark.stall = max(mark.stall, (now - last) * 1000 - TICK_MS)
        last = now

    def end() -> None:
        answer({**mark.result(), **more()})
        os._exit(0)

    timer = QTimer(app, timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    QTimer.singleShot(watch, app, end)
