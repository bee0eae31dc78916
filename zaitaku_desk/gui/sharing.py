"""The window's side of the shared folder: when to sync, off the window's thread, and what its foot says.

A sync runs on a thread of its own: a folder that does not answer holds up nothing, and no second one starts
before it has ended.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.tasks import within
from zaitaku_desk.settings import SHARED_FOLDER

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.sharing.meeting import Met
    from zaitaku_desk.store.connection import Database

_ONE = threading.Lock()
"""The last sync waits for the one that is under way, not beside it."""

log = logging.getLogger(__name__)

PAUSED = "share.paused"
"""Setting of this machine: until when she said 「しばらく同期しない」 (ISO)."""

NO_COPY = "バックアップの控えを共有フォルダーに置けませんでした。"

SOON_MS = 1_500
EVERY_MS = 180_000
COUNT_MS = 1_500
LAST_SECONDS = 15.0
PAUSE = timedelta(hours=8)

OFF, APART, REFUSED, PAUSING, BUSY = "off", "apart", "refused", "pausing", "busy"
KEPT, SENT, EQUAL = "kept", "sent", "equal"


class Sharing(QObject):
    """`changed` when what is to be said has changed, `said` for the status line, `passphrase_changed` on
    another device, `met` after each sync that reached the folder. `problem` is what went wrong last, in plain
    words.
    """

    changed = Signal()
    said = Signal(str)
    passphrase_changed = Signal()
    met = Signal()
    _took = Signal(object)
    _copied = Signal(str)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._running = False
        self._again = False
        self._met: Met | None = None
        self._at: datetime | None = None
        self._asked = False
        self.there: bool | None = None
        self.problem = ""
        self._no_copy = ""
        self.unsent = 0
        self.conflicts = 0
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.sync)
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self.sync)
        self._count = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._count.timeout.connect(self.count)
        self._took.connect(self._on_took)
        self._copied.connect(self._on_copied)
        office.changes.saved.connect(self._on_saved)

    # --- what is remembered

    @property
    def folder(self) -> Path | None:
        """The shared folder of this machine."""
        return self._office.settings.place(SHARED_FOLDER)

    @property
    def paused(self) -> bool:
        """She wants no sync for a while."""
        until = self._office.settings.get(PAUSED, "")
        return bool(until) and self._office.now().isoformat() < until

    def pause(self, on: bool) -> None:
        """しばらく同期しない: for this working day."""
        until = (self._office.now() + PAUSE).isoformat(timespec="minutes")
        self._office.settings.set(PAUSED, until if on else None)
        self.changed.emit()
        if not on:
            self.sync()

    def use(self, folder: Path | None) -> None:
        """From now on this folder; None: no sharing on this machine."""
        from zaitaku_desk.store import local

        if self._office.db is not None:
            local.forget(self._office.db, local.JOINING)
        self._office.settings.set(SHARED_FOLDER, str(folder) if folder is not None else None)
        self._office.settings.set(PAUSED, None)
        self._met, self._at, self.there, self.problem = None, None, None, ""
        try:
            self._office.settings.save()  # not only at the exit: a power cut must not end the sharing
        except UserError as error:
            log.warning("the shared folder is not remembered yet: %s", type(error).__name__)
        self.begin()

    # --- when

    def begin(self) -> None:
        """The desk is shown: count, sync soon, and every few minutes from now on."""
        self._count.start()
        if self.folder is None:
            self._take_up_joining()
        self._office.replay = self._fetch if self.folder is not None else None
        if self.folder is not None:
            self._soon.start()
            self._every.start()
        else:
            self._every.stop()

    def _take_up_joining(self) -> None:
        """A join that was broken off, and the program ended: it goes on as a sync."""
        from zaitaku_desk.store import local

        db = self._office.db
        place = local.get(db, local.JOINING) if db is not None else ""
        if place:
            self._office.settings.set(SHARED_FOLDER, place)

    def rest(self) -> None:
        """The desk is locked."""
        for timer in (self._soon, self._every, self._count):
            timer.stop()

    def sync(self, *, asked: bool = False) -> None:
        """Meet the others now. `asked`: she pressed F5 and wants to hear of it."""
        db, folder = self._office.db, self.folder
        self._asked = self._asked or asked
        if db is None or folder is None or (self.paused and not asked):
            self._asked = False
            return
        if self._running:
            self._again = self._again or asked
            return
        self._running = True
        self.changed.emit()

        def work(progress: Callable[[int, int], None]) -> Any:
            return _meet(db, folder, progress, self._took.emit, self._office.now, self._copied.emit)

        def here(then: Callable[[Any], None]) -> Callable[[Any], None]:
            """Nothing is said of a desk that was locked or a folder that was given up meanwhile."""
            return lambda found: self._end(then, found, db is self._office.db and folder == self.folder)

        self._office.tasks.aside(work, here(self._on_met), here(self._on_failed))

    def _fetch(self, progress: Callable[[int, int], None]) -> Any:
        """For a task after damage: what the share has and this file lacks (office.replay)."""
        db, folder = self._office.db, self.folder
        if db is None or folder is None:
            return None
        return _meet(db, folder, progress, self._took.emit, self._office.now)

    def count(self) -> None:
        """How much is unsent, how much is to be decided."""
        db = self._office.db
        if db is None:
            return

        def counted(found: tuple[int, int] | None) -> None:
            if found is not None and db is self._office.db:
                self.unsent, self.conflicts = found
                self.changed.emit()

        self._office.tasks.read(lambda: _count(db), counted)

    # --- what is said

    @property
    def state(self) -> str:
        """One of the words above."""
        if self.folder is None:
            return OFF
        if self.paused:
            return PAUSING
        if self.there is False:
            return APART
        if self.problem:
            return REFUSED
        if self._met is None:
            return BUSY
        if self.unsent:
            return KEPT
        return EQUAL if self._met.outcome.state == "equal" else SENT

    @property
    def words(self) -> str:
        """The line at the foot of the window (sync.md §4.7)."""
        state = self.state
        kept = f"未送信 {self.unsent:,}件" if self.unsent else "未送信なし"
        if state == OFF:
            return ""
        if state == PAUSING:
            return f"同期を休んでいます — {kept}"
        if state == APART:
            return f"共有フォルダ未接続 — {kept}"
        if state == REFUSED:
            return f"同期できていません — {kept}"
        if state == BUSY or self._met is None:
            return "共有フォルダを確かめています"
        if state == KEPT:
            return f"{'同期しています' if self._running else '次の同期で送ります'} — {kept}"
        if state == EQUAL:
            return f"全端末一致 {self._at:%H:%M}{_files_left(self._met)}"
        made = self._met.outcome
        if made.state == "alone":
            return f"同期済み {self._at:%H:%M}（ほかの端末はまだありません）"
        if made.lacking:
            return f"送信済み・こちらの受取待ち {made.lacking:,}件"
        if made.behind:
            return f"送信済み・他端末の受取待ち {made.behind:,}件"
        return f"送信済み・読めないファイル {made.bad:,}件"

    @property
    def running(self) -> bool:
        """Whether a sync is under way."""
        return self._running

    @property
    def remarks(self) -> list[str]:
        """What she should know of the last sync, in sentences."""
        if self._met is None:
            return []
        made, said = self._met.outcome, []
        if made.ahead:
            names = "、".join(made.ahead)
            said.append(f"時計が1日以上進んでいる端末があります：{names}。日付と時刻の設定を直してください。")
        if made.lacking or made.bad:
            said.append(
                "ほかの端末が送ったもののうち、まだ読めないものがあります。"
                "その端末がつながったときに、自動で送り直されます。"
            )
        if self._no_copy:
            said.append(self._no_copy)
        return said

    # --- what came of it

    def _on_saved(self, _kind: str, _ids: list[str]) -> None:
        if not self._count.isActive():  # not put off again and again while she types
            self._count.start()

    def _on_took(self, touched: dict[str, list[str]]) -> None:
        for kind, ids in touched.items():
            self._office.changes.saved.emit(kind, ids)

    def _on_copied(self, problem: str) -> None:
        self._no_copy = f"{NO_COPY}{problem}" if problem else ""

    def _on_met(self, met: Met) -> None:
        self._met, self._at, self.there, self.problem = met, self._office.now(), True, ""
        if met.passphrase_changed:
            self.passphrase_changed.emit()
        if self._asked:
            self.said.emit(f"送信 {met.outcome.sent:,}件　受信 {met.outcome.received:,}件{_files_moved(met)}")
        self.met.emit()

    def _on_failed(self, error: BaseException) -> None:
        from zaitaku_desk.sharing.place import Refused, Unreachable

        self.there = False if isinstance(error, Unreachable) and not isinstance(error, Refused) else None
        if isinstance(error, UserError):
            self.problem = str(error)
            if self._asked:
                self.said.emit(error.message)
        else:
            log.error("sync failed: %s", type(error).__name__)
            self.problem = (
                "同期の途中で思わぬことが起きました。入力した内容はこのパソコンに保存されています。"
            )
            if self._asked:
                self._office.dialogs.failure(error)

    def _end(self, then: Callable[[Any], None], found: Any, still: bool) -> None:
        """A sync has ended. What is unsent is counted anew: she may have gone on typing meanwhile."""
        self._running = False
        if still:
            then(found)
        self._asked, again, self._again = False, self._again, False
        self.count()  # and says that all has changed
        if again:
            self.sync(asked=True)


def last(office: Office) -> None:
    """At the exit, with the window already hidden: what is unsent goes out, if the folder answers in time."""
    folder, db = office.settings.place(SHARED_FOLDER), office.db
    if folder is None or db is None or office.settings.get(PAUSED, "") > office.now().isoformat():
        return

    def work() -> None:
        try:
            _meet(db, folder, lambda _done, _total: None, lambda _touched: None, office.now)
        except Exception as error:
            log.warning("no sync at exit: %s", type(error).__name__)

    within(LAST_SECONDS, work)


def _meet(
    db: Database,
    folder: Path,
    progress: Callable[[int, int], None],
    took: Callable[[Any], None],
    now: Callable[[], datetime],
    copied: Callable[[str], None] = lambda _problem: None,
) -> Any:
    """Meet the others, and leave a generation there; `copied` hears why there is none ("" where there is)."""
    from zaitaku_desk.sharing import meeting
    from zaitaku_desk.store import copies

    share = meeting.open_folder(folder)
    with _ONE:
        met = meeting.meet(db, share, progress, took=took)
        try:
            copies.to_share(db, share.root, now())
            copied("")
        except UserError as error:
            log.warning("no backup on the share: %s", type(error).__name__)
            copied(error.message)
    return met


def _files_moved(met: Met) -> str:
    """Of photos and files, after F5."""
    files = met.files
    if files is None or not (files.sent or files.fetched):
        return ""
    return f"　写真・ファイル 送信 {files.sent:,}件 受信 {files.fetched:,}件"


def _files_left(met: Met) -> str:
    """Records are equal everywhere, and some photos are still on their way."""
    left = met.files.unsent + met.files.missing + met.files.lost if met.files is not None else 0
    return f"（写真・ファイル 残り {left:,}件）" if left else ""


def _count(db: Database) -> tuple[int, int] | None:
    from zaitaku_desk.sharing import meeting
    from zaitaku_desk.store import conflicts

    try:
        return meeting.unsent(db), conflicts.count(db)
    except UserError:  # locked meanwhile
        return None
