"""The window: tabs, menus, status line, one search, and the covers (first start, lock) that hide it all.

It walks the list of tabs it is given and knows none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from zaitaku_desk import paths
from zaitaku_desk.gui import menus, theme, tokens
from zaitaku_desk.gui.global_search import GlobalSearch
from zaitaku_desk.gui.plain_folder import PlainFolder
from zaitaku_desk.gui.sharing import Sharing
from zaitaku_desk.gui.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.record_tab import RecordTab

START_SIZE = QSize(1280, 720)
AFTER_PAINT_MS = 40


class LateTab(NamedTuple):
    """A tab that is only a word on the bar until the first page is painted, or until it is wanted."""

    name: str
    title: str
    make: Callable[[Office], RecordTab]


class MainWindow(QMainWindow):
    """`MainWindow(office, tabs, late)`; `uncover()` shows the desk once a database is open.

    The `late` tabs follow the others on the bar and are taken in with `take_in()`.
    `closing` is emitted after everything typed is stored, before the database closes.
    """

    closing = Signal()
    lock_wanted = Signal()
    locked = Signal()
    hide_wanted = Signal()
    appeared = Signal()

    def __init__(
        self,
        office: Office,
        tabs: Sequence[RecordTab],
        late: Sequence[LateTab] = (),
        *,
        build_all: bool = False,
    ) -> None:
        super().__init__()
        self.office = office
        self.tabs_by_name = {tab.NAME: tab for tab in tabs}
        self._late = list(late)
        self._asked_to_close = False
        self.setWindowTitle("在宅デスク")
        self.status = StatusLine(office, self)
        self.setStatusBar(self.status)
        self.sharing = Sharing(office, self)
        self.plain = PlainFolder(office, self.sharing, self)
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self._cover: QWidget | None = None
        self.tabs = QTabWidget(objectName="tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._add_tabs()
        self._stack.addWidget(self.tabs)
        self.menus = menus.build(self)
        for tab in tabs:
            menus.add_commands(self, tab)
        QShortcut(
            QKeySequence("Ctrl+Tab"),
            self,
            lambda: self.go((self.tabs.currentIndex() + 1) % self.tabs.count()),
        )
        office.changes.saved.connect(self.status.on_saved)
        self._show_sharing()
        self._restore_geometry()
        if office.db is not None:
            self._opened()
        if build_all:
            for tab in tabs:
                tab.build()

    # --- pages

    def page(self, name: str) -> Any:
        """The tab of a slice, built."""
        self._take_in_all()
        tab = self.tabs_by_name[name]
        tab.build()
        return tab

    def take_in(self) -> bool:
        """Make the next late tab in the place of its word; False when all are here."""
        if not self._late:
            return False
        at, late = len(self.tabs_by_name), self._late.pop(0)
        tab = late.make(self.office)
        tab.stepwise = True
        word = self.tabs.widget(at)
        blocked = self.tabs.blockSignals(True)
        self._add_tab(at, tab)
        if self.tabs.currentWidget() is word:
            self.tabs.setCurrentIndex(at)
        self.tabs.removeTab(at + 1)
        self.tabs.blockSignals(blocked)
        word.deleteLater()
        menus.add_commands(self, tab)
        return True

    def go(self, at: int) -> None:
        """Show a tab by its place."""
        if self._cover is None and 0 <= at < self.tabs.count():
            self._take_in_all()
            self._flush_current()
            known = self.tabs.widget(at).focusWidget() is not None  # she has been there
            self.tabs.setCurrentIndex(at)
            tab = self.tabs.currentWidget()
            if hasattr(tab, "list") and not (known and tab.isAncestorOf(QApplication.focusWidget() or self)):
                tab.focus_page()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a record on its own page; kinds without a page are shown by the tab that says so (`SHOWS`)."""
        self._take_in_all()
        for tab in self.tabs_by_name.values():
            if kind == tab.RECORD.KIND or kind in getattr(tab, "SHOWS", ()):
                self.tabs.setCurrentWidget(tab)
                tab.build()
                tab.open_record(record_id) if kind == tab.RECORD.KIND else tab.open_other(kind, record_id)
                return

    def current(self, command: str) -> None:
        """Run a command of the tab that is shown, if it has it."""
        tab = self.tabs.currentWidget()
        if self._cover is None and tab is not None:
            tab.build()
            getattr(tab, command, lambda: None)()

    def run(self, tab: RecordTab, method: str) -> None:
        """Show a tab and run what it declared in COMMANDS."""
        if self._cover is None:
            self.tabs.setCurrentWidget(tab)
            tab.build()
            getattr(tab, method)()

    def papers_menu(self) -> QMenu | None:
        """The papers of the tab that is shown."""
        tab = self.tabs.currentWidget()
        return tab.papers.menu() if self._cover is None and getattr(tab, "built", False) else None

    def reload(self) -> None:
        """Read every list again (much came in at once)."""
        for tab in self.tabs_by_name.values():
            if tab.built:
                tab.list.filters.fill()
                tab.list.reload()
                tab.show_first()

    def flush(self) -> None:
        """Store everything that is being typed anywhere; also what an IME still holds."""
        if self.office.db is None:
            return
        QGuiApplication.inputMethod().commit()
        for tab in self.tabs_by_name.values():
            tab.flush()

    # --- covers

    def cover(self, page: QWidget) -> None:
        """Hide the desk behind a page (first start, unlock); a page that hides it already gives way."""
        before, self._cover = self._cover, page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.menuBar().setVisible(False)
        self.status.setVisible(False)
        self.setWindowTitle("在宅デスク")
        if before is not None:
            self._stack.removeWidget(before)
            self.office.tasks.let_go(before)
        page.setFocus()

    def uncover(self) -> None:
        """Show the desk; the database is open now."""
        page, self._cover = self._cover, None
        self._stack.setCurrentWidget(self.tabs)
        self.menuBar().setVisible(True)
        self.status.setVisible(True)
        if page is not None:
            self._stack.removeWidget(page)
            self.office.tasks.let_go(page)
        self._opened()

    @property
    def covered(self) -> bool:
        """Whether the desk is hidden."""
        return self._cover is not None

    def lock(self) -> None:
        """Ask for the lock; `locked` comes when everything is stored, just before the file is closed."""
        if self._cover is None and self.office.db is not None:
            self.lock_wanted.emit()

    # --- small commands

    def focus_global_search(self) -> None:
        """Ctrl+K."""
        if self._cover is None:
            self.global_search.setFocus()
            self.global_search.selectAll()

    def change_text_size(self, step: int) -> None:
        """Ctrl+ and Ctrl−."""
        theme.change_text_size(self.office.settings, step)
        theme.apply(QApplication.instance(), self.office.settings)

    def set_date_style(self, style: str) -> None:
        """和暦 or 西暦, everywhere at once."""
        self.office.settings.set("date_style", style)
        for tab in self.tabs_by_name.values():
            if tab.built:
                tab.form.refresh()
                tab.list.table.refresh()
                tab._head()

    def show_keys(self) -> None:
        """Ctrl+/."""
        tab = self.tabs.currentWidget()
        if self._cover is None:
            from zaitaku_desk.gui.keys_card import KeysCard

            pages = [self.tabs.tabText(at) for at in range(self.tabs.count())]
            KeysCard(self, tab.title, tab.keys(), pages).open_over(self)

    def show_guide(self) -> None:
        """F1: the guide at the chapter of this page."""
        from zaitaku_desk.gui.guide import Guide

        if self._cover is None:
            tab = self.tabs.currentWidget()
            over = tab._stack.currentWidget() if tab.built else None
            self.cover_tab(Guide(getattr(over, "GUIDE", tab.NAME)))

    def run_house(self, name: str) -> None:
        """What belongs to no tab (gui/house.py)."""
        from zaitaku_desk.gui import house

        if self._cover is None:
            getattr(house, name)(self)

    def cover_tab(self, page: Any) -> None:
        """Show a page with `closed` in the place of the tab that is shown."""
        tab = self.tabs.currentWidget()
        tab.build()
        tab.flush()
        page.closed.connect(tab.back)
        page.closed.connect(lambda: self.office.tasks.let_go(page))
        tab.cover(page)

    def sync(self) -> None:
        """F5: store what is being typed and meet the others now."""
        if self._cover is not None:
            return
        if self.sharing.folder is None:
            self.run_house("show_share")
            return
        self.flush()
        self.sharing.sync(asked=True)

    def show_protection(self) -> None:
        """Whether the band 保護なし stands."""
        from zaitaku_desk.store import vault

        self.status.unprotected.setVisible(not vault.is_protected(self.office.db.data_dir))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on the tabs or in a menu: back into the page."""
        tab = self.tabs.currentWidget()
        if event.key() == Qt.Key.Key_Escape and self._cover is None and getattr(tab, "built", False):
            tab.focus_page()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _show_sharing(self) -> None:
        """The foot of the window follows the shared folder, and leads there."""
        sharing, status = self.sharing, self.status
        sharing.changed.connect(self._on_sharing)
        sharing.said.connect(status.say)
        sharing.passphrase_changed.connect(lambda: self.run_house("tell_passphrase"))
        self.locked.connect(sharing.rest)
        self.locked.connect(self.plain.rest)
        self.locked.connect(status.hush)
        self.locked.connect(self.global_search.clear)
        status.share_button.clicked.connect(lambda: self.run_house("show_share"))
        status.conflict_button.clicked.connect(lambda: self.run_house("show_conflicts"))

    def _on_sharing(self) -> None:
        sharing = self.sharing
        why = "\n".join(filter(None, [sharing.problem, *sharing.remarks]))
        mark = "▲ " if sharing.remarks else ""
        self.status.show_sharing(f"{mark}{sharing.words}", sharing.conflicts, why)

    def _add_tabs(self) -> None:
        for at, tab in enumerate(list(self.tabs_by_name.values())):
            self._add_tab(at, tab)
        for late in self._late:
            self._name_tab(self.tabs.addTab(QWidget(self.tabs), late.title), late.title)
        self.global_search = GlobalSearch(self.office)
        self.global_search.wanted.connect(self.open_record)
        self.global_search.left.connect(lambda: self.go(self.tabs.currentIndex()))
        corner = QWidget(objectName="corner")
        layout = QHBoxLayout(corner)
        layout.setContentsMargins(tokens.SPACE_2, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        layout.addWidget(self.global_search)
        self.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.tabs.currentChanged.connect(self._on_tab)

    def _add_tab(self, at: int, tab: RecordTab) -> None:
        self.tabs_by_name[tab.NAME] = tab
        self._name_tab(self.tabs.insertTab(at, tab, tab.title), tab.title)
        tab.open_wanted.connect(self.open_record)
        tab.said.connect(self.status.say)
        tab.conflicts_wanted.connect(lambda: self.run_house("show_conflicts"))

    def _name_tab(self, at: int, title: str) -> None:
        self.tabs.setTabToolTip(at, f"{title}（Ctrl+{at + 1}）")

    def _take_in_all(self) -> None:
        while self.take_in():
            pass

    def _opened(self) -> None:
        self.show_protection()
        self.sharing.begin()
        self.plain.begin()
        tab = self.tabs.currentWidget()
        if hasattr(tab, "list"):
            tab.list.focus_rows()
        self._on_tab(self.tabs.currentIndex())

    def _on_tab(self, at: int) -> None:
        self.global_search._suggestions.close()
        if at >= len(self.tabs_by_name):
            self._take_in_all()
        tab = self.tabs.widget(at)
        if tab is not None:
            self.setWindowTitle(tab.title)  # Qt writes the name of the program after it

    def _flush_current(self) -> None:
        tab = self.tabs.currentWidget()
        if tab is not None:
            tab.flush()

    def _restore_geometry(self) -> None:
        kept = self.office.settings.get("geometry")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            screen = QGuiApplication.primaryScreen().availableSize()
            self.resize(START_SIZE.boundedTo(screen))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.appeared.emit()
        QTimer.singleShot(AFTER_PAINT_MS, self, self._finish)

    def _finish(self) -> None:
        """What nobody misses in the first picture."""
        from PySide6.QtGui import QIcon

        if self.windowIcon().isNull():
            self.setWindowIcon(QIcon(str(paths.resources() / "icons" / "app.svg")))
        self.global_search.setClearButtonEnabled(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.office.tasks.busy and not self._asked_to_close:
            if not self.office.dialogs.ask(
                "処理がまだ終わっていません。中止して終了しますか。",
                "中止した処理の内容は保存されません。入力済みの記録は保存されています。",
                yes="中止して終了",
                no="続ける",
            ):
                event.ignore()
                return
            self._asked_to_close = True
        self.flush()
        self.office.settings.set("geometry", bytes(self.saveGeometry().toBase64()).decode())
        self.hide()
        self.closing.emit()
        event.accept()
