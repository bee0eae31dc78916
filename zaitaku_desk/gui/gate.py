"""Who gets in: first start, passphrase, lock (decisions 24). Until then nothing of the records is shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from zaitaku_desk.errors import Unopenable, UserError
from zaitaku_desk.gui.absence import Absence
from zaitaku_desk.gui.idle import Idle

if TYPE_CHECKING:
    from zaitaku_desk.gui.main_window import MainWindow
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.second_key import SecondKey
    from zaitaku_desk.store.short_code import KeptKey

AFTER_PAINT_MS = 1_000
IDLE_MINUTES = 5
IDLE_MINUTES_LISTENING = 30
SHORT_CODE_MS = 8 * 3600 * 1000
AGAIN_MS = 1_000
BACK_AT_ONCE = "hide.back_at_once"
"""Setting of this machine: after F12 any key brings the screen back, without passphrase or code."""


class Beginning(NamedTuple):
    """One way to begin on the last page: a button with a sentence; `start(window)` runs on the open desk."""

    title: str
    note: str
    start: Callable[[Any], None]


class Gate(QObject):
    """Opens and closes the database behind the window. `entered` each time the desk is shown."""

    entered = Signal()

    def __init__(
        self, office: Office, window: MainWindow, data_dir: Path, beginnings: tuple[Beginning, ...]
    ) -> None:
        super().__init__(window)
        self._office, self._window, self._data_dir = office, window, data_dir
        self._beginnings = beginnings
        self._kept: KeptKey | None = None
        self._hidden_from: QWidget | None = None
        self._idle = Idle(self._idle_minutes, self)
        self._idle.timeout.connect(lambda: self.lock(keep=True))
        self._forget = QTimer(self, singleShot=True, interval=SHORT_CODE_MS)
        self._forget.timeout.connect(self._forget_kept)
        self._absence = Absence(self)
        self._absence.slept.connect(self._on_sleep)
        self._absence.screen_locked.connect(lambda: self.lock(keep=True))
        window.lock_wanted.connect(self.lock)
        window.hide_wanted.connect(self.hide)
        window.closing.connect(self._forget_kept)
        window.closing.connect(_clear_clipboard)
        window.appeared.connect(self._on_window, Qt.ConnectionType.SingleShotConnection)

    def enter(self, passphrase: str | None = None, second: Collection[SecondKey] = ()) -> None:
        """Show what stands before the desk, or the desk itself where nothing does; `second`: 鍵ファイル."""
        from zaitaku_desk.store import check, desk, vault
        from zaitaku_desk.store.second_key import SecondKeyProblem

        folder = self._data_dir
        try:
            if not desk.exists(folder):
                self._first_start()
            elif passphrase is None and vault.is_protected(folder):
                self._ask()
            elif check.unclean(folder):
                self._check(passphrase, second)
            else:
                self._open(desk.open_desk(folder, passphrase, second=second))
        except (vault.WrongPassphrase, vault.PassphraseNeeded, SecondKeyProblem):
            raise  # it came with the command
        except UserError as error:
            self._rescue(error)

    def lock(self, *, keep: bool = False) -> None:
        """Close the database and ask for the passphrase; without one there is nothing to lock with.

        `keep`: the short code opens for some hours. Else a key that is still kept is forgotten.
        """
        from zaitaku_desk.gui.curtain import Curtain, close_what_stands_over

        office, window = self._office, self._window
        if not keep:
            self._forget_kept()
        if office.db is None:
            self._lock_without_desk(keep)
            return
        if not self._protected():
            window.status.say("パスフレーズが設定されていないため、ロックできません。")
            return
        close_what_stands_over(window)
        if office.tasks.busy:
            self._lock_later(keep)
            return
        office.tasks.wait()
        window.flush()
        window.locked.emit()
        for tab in window.tabs_by_name.values():
            tab.put_away()
        _clear_clipboard()
        self._close(keep)
        if not isinstance(window._cover, Curtain):
            self._ask()

    def _lock_without_desk(self, keep: bool) -> None:
        """What stands before the desk may open it too easily now, or is about to open it."""
        from zaitaku_desk.gui.checking import CheckingPage
        from zaitaku_desk.gui.unlock import UnlockPage

        cover, busy = self._window._cover, self._office.tasks.busy
        if isinstance(cover, CheckingPage) and busy:
            QTimer.singleShot(AGAIN_MS, self, lambda: self.lock(keep=keep))  # when the file is back
        elif isinstance(cover, UnlockPage) and not busy:
            if cover.half_open:
                cover.give_up()
                self._ask()
            elif cover.way == "short" and not keep:
                self._ask()  # the short code no longer opens

    def _on_sleep(self) -> None:
        self.lock()
        if not self._lock_waits:
            self._absence.let_sleep()

    def hide(self) -> None:
        """Cover the screen now (F12); the desk is locked behind it unless she wants to come back at once."""
        from zaitaku_desk.gui.curtain import close_what_stands_over

        office, window = self._office, self._window
        if office.db is None or window.covered:
            return
        self._hidden_from = QApplication.focusWidget()
        close_what_stands_over(window)
        at_once = office.settings.get(BACK_AT_ONCE, False) or not self._protected()
        self._curtain(
            "画面を隠しています",
            "どれかのキーを押すと戻ります。" if at_once else "どれかのキーを押すと、開く画面が出ます。",
        )
        if not at_once:
            QTimer.singleShot(0, self, lambda: self.lock(keep=True))

    def _curtain(self, words: str, note: str) -> None:
        from zaitaku_desk.gui.curtain import Curtain

        curtain = Curtain(words, note)
        curtain.wanted.connect(self._come_back)
        self._window.cover(curtain)
        curtain.repaint()

    def _come_back(self) -> None:
        if self._office.db is None:
            self._ask()
        elif not self._lock_waits:
            self._window.uncover()
            if self._hidden_from is not None and shiboken6.isValid(self._hidden_from):
                self._hidden_from.setFocus()

    _lock_waits = False
    _keep_later = True

    def _lock_later(self, keep: bool) -> None:
        """An import goes on: nothing is seen from now on, and the lock comes when it has ended.

        Where a sleep follows the lock of the screen meanwhile, the key is not kept.
        """
        self._keep_later = keep and (self._keep_later or not self._lock_waits)
        if self._lock_waits:
            return
        self._lock_waits = True
        self._curtain("画面を隠しています", "いまの処理が終わると、ロックします。")

        def ended() -> None:
            if not self._office.tasks.busy:
                self._office.tasks.finished.disconnect(ended)
                QTimer.singleShot(0, self, self._lock_now)

        self._office.tasks.finished.connect(ended)

    def _lock_now(self) -> None:
        self._lock_waits = False
        self.lock(keep=self._keep_later)
        if self._office.db is None:
            self._ask()
        if not self._lock_waits:
            self._absence.let_sleep()

    def _close(self, keep: bool) -> None:
        from zaitaku_desk.store.short_code import KeptKey

        office = self._office
        self._idle.stop()
        self._kept = KeptKey.of(office.db) if keep else None
        if self._kept is not None:
            self._forget.start()
        office.db.close()
        office.db = None

    def _forget_kept(self) -> None:
        self._forget.stop()
        if self._kept is not None:
            self._kept.forget()
            self._kept = None

    def _protected(self) -> bool:
        from zaitaku_desk.store import vault

        return vault.is_protected(self._data_dir)

    def _on_window(self) -> None:
        self._idle.watch(self._window.windowHandle())
        self._absence.listen(self._window, self._office.tasks)
        if os.name == "nt":
            from zaitaku_desk.gui.curtain import keep_out_of_histories

            keep_out_of_histories(self)

    def _ask(self) -> None:
        from zaitaku_desk.gui.checking import putting_off
        from zaitaku_desk.gui.unlock import UnlockPage
        from zaitaku_desk.store import desk, vault

        folder, kept = self._data_dir, self._kept
        page = UnlockPage(
            self._office,
            folder,
            lambda passphrase, progress: desk.open_desk(
                folder, passphrase, putting_off(progress), second=page.second_key.at_hand()
            ),
            lambda code, progress: desk.open_with(
                folder, lambda: vault.unlock_with_recovery(folder, code), putting_off(progress), "recovery"
            ),
            kept,
            lambda code, progress: desk.open_with(
                folder, lambda: _by_short_code(folder, kept, code), putting_off(progress), "short"
            ),
        )
        page.opened.connect(self._open)
        page.rescue_wanted.connect(self._rescue)
        page.half_opened.connect(self._idle.begin)
        self._window.closing.connect(page.give_up)
        self._idle.stop()
        self._window.cover(page)

    def _check(self, passphrase: str | None, second: Collection[SecondKey]) -> None:
        """After an unclean end the file is read through, with the window standing."""
        from zaitaku_desk.gui.checking import CheckingPage, CheckingPanel, putting_off
        from zaitaku_desk.store import desk

        office, folder = self._office, self._data_dir
        page = CheckingPage(
            CheckingPanel(office, folder),
            office,
            "データを確かめています",
            lambda progress: desk.open_desk(folder, passphrase, putting_off(progress), second=second),
        )
        page.opened.connect(self._open)
        page.failed.connect(self._on_check_failed)
        self._window.cover(page)

    def _on_check_failed(self, error: BaseException) -> None:
        if isinstance(error, Unopenable):
            self._rescue(error)
        else:
            self._office.dialogs.failure(error)

    def _rescue(self, error: UserError) -> None:
        """It is not the passphrase: what stands in the way, and what to do."""
        from zaitaku_desk.gui.rescue_page import RescuePage

        page = RescuePage(self._office, self._data_dir, error)
        page.opened.connect(self._open)
        page.again_wanted.connect(self.enter)
        self._window.cover(page)

    def _first_start(self) -> None:
        from zaitaku_desk.gui.first_start import FirstStart
        from zaitaku_desk.store import desk

        page = FirstStart(
            self._office,
            self._data_dir,
            lambda passphrase: desk.create_desk(self._data_dir, passphrase),
            self._beginnings,
        )
        page.finished.connect(self._begin)
        self._window.cover(page)

    def _begin(self, db: Any, beginning: Beginning | None) -> None:
        self._open(db)
        if beginning is not None:
            beginning.start(self._window)

    def _open(self, db: Any) -> None:
        self._forget_kept()
        self._office.db = db
        for tab in self._window.tabs_by_name.values():
            tab.bring_back()
        self._window.uncover()
        self._idle.begin()
        QTimer.singleShot(AFTER_PAINT_MS, self, self._office.write_audit)
        self.entered.emit()

    def _idle_minutes(self) -> int:
        listening = getattr(self._window.tabs.currentWidget(), "listening", False)
        return IDLE_MINUTES_LISTENING if listening else IDLE_MINUTES


def _clear_clipboard() -> None:
    from zaitaku_desk.gui.curtain import clear_clipboard

    clear_clipboard()


def _by_short_code(folder: Path, kept: KeptKey, code: str) -> bytes:
    """The master key; a wrong code is noted at the next opening."""
    from zaitaku_desk.store import audit
    from zaitaku_desk.store.short_code import WrongCode

    try:
        return kept.open(code)
    except WrongCode:
        audit.failed_unlock(folder)
        raise
