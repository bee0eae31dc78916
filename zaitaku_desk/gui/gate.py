"""Who gets in: first start, passphrase, lock after idleness. Until then nothing of the records is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from zaitaku_desk.gui.main_window import MainWindow
    from zaitaku_desk.gui.office import Office

IDLE_MINUTES = 5
IDLE_MINUTES_VISITING = 30
SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
)


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
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(window.lock)
        window.locked.connect(self.lock)
        window.appeared.connect(lambda: window.windowHandle().installEventFilter(self))

    def enter(self, passphrase: str | None = None) -> None:
        """Show what stands before the desk, or the desk itself where nothing does."""
        from zaitaku_desk.store import check, desk, vault

        if not vault.exists(self._data_dir):
            self._first_start()
        elif passphrase is not None or not vault.is_protected(self._data_dir):
            if check.unclean(self._data_dir):
                self._check(passphrase)
            else:
                self._open(desk.open_desk(self._data_dir, passphrase))
        else:
            self._ask()

    def lock(self) -> None:
        """Close the database and ask for the passphrase; without one there is nothing to lock with."""
        from zaitaku_desk.store import vault

        office = self._office
        if not vault.is_protected(self._data_dir):
            self._window.status.say("パスフレーズが設定されていないため、ロックできません。")
            return
        if office.tasks.busy:
            self._watch()  # an import goes on; the lock comes when it has ended
            return
        office.tasks.wait()
        for tab in self._window.tabs_by_name.values():
            tab.put_away()
        QApplication.clipboard().clear()
        office.db.close()
        office.db = None
        self._ask()

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE and self._idle.isActive():
            self._watch()
        return False

    def _ask(self) -> None:
        from zaitaku_desk.gui.checking import putting_off
        from zaitaku_desk.gui.unlock import UnlockPage
        from zaitaku_desk.store import desk, vault

        folder = self._data_dir
        page = UnlockPage(
            self._office,
            folder,
            lambda passphrase, progress: desk.open_desk(folder, passphrase, putting_off(progress)),
            lambda code, progress: desk.open_with(
                folder, lambda: vault.unlock_with_recovery(folder, code), putting_off(progress)
            ),
        )
        page.opened.connect(self._open)
        self._idle.stop()
        self._window.cover(page)

    def _check(self, passphrase: str | None) -> None:
        """After an unclean end the file is read through, with the window standing."""
        from zaitaku_desk.gui.checking import CheckingPage, CheckingPanel, putting_off
        from zaitaku_desk.store import desk

        office, folder = self._office, self._data_dir
        page = CheckingPage(
            CheckingPanel(office, folder),
            office,
            "データを確かめています",
            lambda progress: desk.open_desk(folder, passphrase, putting_off(progress)),
        )
        page.opened.connect(self._open)
        page.failed.connect(office.dialogs.failure)
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
        self._office.db = db
        for tab in self._window.tabs_by_name.values():
            tab.bring_back()
        self._window.uncover()
        self._watch()
        self.entered.emit()

    def _watch(self) -> None:
        visiting = self._office.settings.get("visits.visiting", False)
        minutes = IDLE_MINUTES_VISITING if visiting else IDLE_MINUTES
        self._idle.start(minutes * 60_000)
