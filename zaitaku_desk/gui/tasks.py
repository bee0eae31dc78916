"""The one place where work leaves the GUI thread.

`tasks.run("取り込み", work, then)` runs `work(progress)` on the one worker thread, shows it in the status
bar, and calls `then(result)` on the GUI thread. `work` gets data and paths, never a widget; it calls
`progress(done, total)` now and then, which is also where a wish to stop reaches it (`Cancelled`).
Failures go to the dialogs unless `failed` is given. `tasks.read` is the silent lane of short reads
for lists, so that a long import does not keep a list waiting; `tasks.aside` is for what may never answer.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from zaitaku_desk.gui.dialogs import Dialogs

Progress = Callable[[int, int], None]
Work = Callable[[Progress], Any]
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]

REPORT_EVERY = 0.05  # seconds
LAST_SECONDS = 30.0
"""So long the exit waits for work to stop; a file on a drive that does not answer stops nothing longer."""


class Cancelled(Exception):
    """She pressed 中止; raised inside `progress` and never shown as an error."""


class Tasks(QObject):
    """Runs work in the background, one after another."""

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal()
    _arrived = Signal(object)

    def __init__(self, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._lanes: dict[str, _Lane] = {}
        self._cancel = threading.Event()
        self._waiting = 0
        self._reading = 0
        self._asides = 0
        self._closed = False
        self._leaving: list[QObject] = []
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any shown work is running or waiting."""
        return self._waiting > 0

    def run(self, what: str, work: Work, then: Then | None = None, failed: Failed | None = None) -> None:
        """Run `work` after what is running; `what` is the word shown beside the progress."""
        self._waiting += 1

        def job() -> None:
            self._cancel.clear()
            self._arrived.emit(lambda: self.started.emit(what))
            self._finish(lambda: work(self._reporter()), then, failed, self._settle)

        self._lane("task").submit(job)

    def read(self, work: Callable[[], Any], then: Then) -> None:
        """Run a short read without showing it."""
        self._reading += 1
        self._lane("read").submit(lambda: self._finish(work, then, None, self._settle_read))

    def aside(self, work: Work, then: Then, failed: Failed) -> None:
        """Run work that may wait for ever (a folder on the network) on a thread nobody waits for: it is not
        shown, holds up no other work and no closing. After `close` its next progress report stops it.
        """

        self._asides += 1
        self.setParent(QCoreApplication.instance())  # a thread that held it last would destroy it: a crash

        def progress(_done: int, _total: int) -> None:
            if self._closed:
                raise Cancelled

        def job() -> None:
            with contextlib.suppress(RuntimeError):  # the window has gone meanwhile
                self._finish(lambda: work(progress), then, failed, self._settle_aside)

        _alone(job)

    def let_go(self, page: QObject) -> None:
        """Destroy a page that was closed, once nothing is under way any more that may answer to it."""
        self._leaving.append(page)
        self._destroy_what_leaves()

    def cancel(self) -> None:
        """Ask the running work to stop at its next progress report."""
        self._cancel.set()

    def wait(self) -> None:
        """Let everything end and deliver its results; for closing and for tests."""
        while self._waiting or self._reading:
            QCoreApplication.processEvents()
            time.sleep(0.002)

    def close(self) -> None:
        """Stop for good: nothing that arrives later is delivered."""
        self._closed = True
        self.cancel()
        until = time.monotonic() + LAST_SECONDS
        ended = [lane.end(until - time.monotonic()) for lane in self._lanes.values()]
        if not all(ended):
            self.setParent(QCoreApplication.instance())  # as in aside

    def _lane(self, name: str) -> _Lane:
        """A thread of its own, made with its first work: before the first paint there is none."""
        if name not in self._lanes:
            self._lanes[name] = _Lane(name)
        return self._lanes[name]

    def _reporter(self) -> Progress:
        last, unknown = 0.0, False

        def progress(done: int, total: int) -> None:
            nonlocal last, unknown
            if self._cancel.is_set():
                raise Cancelled
            turned = (total == 0) is not unknown
            if time.monotonic() - last >= REPORT_EVERY or 0 < total <= done or turned:
                last, unknown = time.monotonic(), total == 0
                self._arrived.emit(lambda: self.progressed.emit(done, total))

        return progress

    def _finish(
        self, work: Callable[[], Any], then: Then | None, failed: Failed | None, settle: Callable[[], None]
    ) -> None:
        try:
            result = work()
        except Cancelled:
            deliver: Callable[[], None] = lambda: None  # noqa: E731
        except BaseException as error:  # the worker thread is the last place that can catch it
            told = error
            deliver = lambda: (failed or self._dialogs.failure)(told)  # noqa: E731
        else:
            deliver = (lambda: then(result)) if then else (lambda: None)

        def arrive() -> None:
            settle()
            deliver()

        self._arrived.emit(arrive)

    def _settle(self) -> None:
        self._waiting -= 1
        self.finished.emit()

    def _settle_read(self) -> None:
        self._reading -= 1

    def _settle_aside(self) -> None:
        self._asides -= 1

    @Slot(object)
    def _on_arrived(self, call: Callable[[], None]) -> None:
        if not self._closed:
            try:
                call()
            finally:
                self._destroy_what_leaves()

    def _destroy_what_leaves(self) -> None:
        if not (self._waiting or self._reading or self._asides):
            for page in self._leaving:
                page.deleteLater()
            self._leaving.clear()


class _Lane:
    """One thread that does work in turn. Python would wait at its end for the threads of a pool, for ever."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._ending = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], None]) -> None:
        """Do it after what is waiting; not at all once it has been ended."""
        self._jobs.put(job)

    def end(self, seconds: float) -> bool:
        """Begin nothing more; whether what was under way has ended in so many seconds."""
        self._ending = True
        self._jobs.put(None)
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None and not self._ending:
            job()
            del job  # what it holds goes now, not with the next


def within(seconds: float, work: Callable[[], None]) -> None:
    """Let work end that may wait for ever, but wait no longer than this: for the exit."""
    _alone(work).join(seconds)


def _alone(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, name="aside", daemon=True)
    thread.start()
    return thread


class InlineTasks(Tasks):
    """For tests: the same interface, everything at once on the calling thread."""

    def run(self, what: str, work: Work, then: Then | None = None, failed: Failed | None = None) -> None:
        self._waiting += 1
        self._cancel.clear()
        self.started.emit(what)
        self._now(lambda: work(self._reporter()), then, failed, self._settle)

    def read(self, work: Callable[[], Any], then: Then) -> None:
        self._reading += 1
        self._now(work, then, None, self._settle_read)

    def aside(self, work: Work, then: Then, failed: Failed) -> None:
        self._now(lambda: work(lambda _done, _total: None), then, failed, lambda: None)

    def _reporter(self) -> Progress:
        def progress(done: int, total: int) -> None:
            if self._cancel.is_set():
                raise Cancelled
            self.progressed.emit(done, total)

        return progress

    def _now(
        self, work: Callable[[], Any], then: Then | None, failed: Failed | None, settle: Callable[[], None]
    ) -> None:
        try:
            result = work()
        except Cancelled:
            settle()
        except Exception as error:
            settle()
            (failed or self._dialogs.failure)(error)
        else:
            settle()
            if then:
                then(result)
