"""The page every slice builds on: list on the left, one record on the right.

A tab is a subclass with class attributes, a .ui file that holds only field widgets, and little code:

    class VisitsTab(RecordTab):
        NAME = "visits"                          # slice, page objectName, resources/ui/visits.ui
        RECORD = Visit
        FILTERS = (Filter("status"), Filter("year"))
        CHILDREN = {"follow_ups": Children("follow_ups", ("happened_at", "text"))}   # ChildTables in the .ui
        EMPTY = "訪問の記録はまだありません。…"
        NEW = "新しい訪問"
        PAPERS = (Paper(...),)                   # see gui/papers.py; the first is the main one (Ctrl+P)

Hooks, all optional: `ready()` once after the form is bound, `defaults()` of a new record, `shown(record)`
after another record is shown, `field_edited(name)`, `head(record)` title and subtitle.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedLayout, QTabBar, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.record_commands import RecordCommands
from zaitaku_desk.gui.record_list import RecordList
from zaitaku_desk.gui.viewed import Viewed
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zaitaku_desk.gui.bin_view import BinView
    from zaitaku_desk.gui.child_model import Children
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.papers import Paper
    from zaitaku_desk.gui.tools import Tool, Tools

AFTER_PAINT_MS = 40
STEP_S = 0.008


class RecordTab(RecordCommands, QWidget):
    """One tab, built when first shown; `open_wanted(kind, id)` asks the window for another tab's record.

    `completed` after the last step of a stepwise build.
    """

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    RECORD: ClassVar[type[Record]] = Record
    FILTERS: ClassVar[tuple[Filter, ...]] = ()
    CHILDREN: ClassVar[dict[str, Children]] = {}
    PAPERS: ClassVar[tuple[Paper, ...]] = ()
    WIDGETS: ClassVar[tuple[type[QWidget], ...]] = ()
    TOOLS: ClassVar[tuple[Tool, ...]] = ()
    TOOLS_TITLE: ClassVar[str] = "仕事"
    EMPTY: ClassVar[str] = "まだ記録がありません。"
    NEW: ClassVar[str] = "新規"
    NOT_COPIED: ClassVar[tuple[str, ...]] = ()

    open_wanted = Signal(str, str)
    saved = Signal()
    said = Signal(str)
    completed = Signal()
    conflicts_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName(self.NAME)
        self.office = office
        self.built = False
        self.stepwise = False  # the program paints the list first and builds the form after it
        self._steps: Iterator[str] | None = None
        self._laid_out = False
        self._stale = False
        self._record_open = False
        self._kept: str | None = None
        self.tools: Tools | None = None
        self.viewed = Viewed(self)

    @property
    def title(self) -> str:
        """The word on the tab."""
        return self.TITLE or self.RECORD.TITLE

    # --- hooks for a tab

    @property
    def listening(self) -> bool:
        """Whether she listens for long without touching the keyboard: the idle lock waits longer then."""
        return False

    def make_page(self) -> QWidget:
        """The page with the field widgets."""
        from zaitaku_desk.gui import ui

        return ui.load(self.NAME, self.pane.ground, self.widgets())

    def widgets(self) -> tuple[type[QWidget], ...]:
        """The widgets that only this page's Designer file names."""
        return self.WIDGETS

    def first_steps(self) -> Iterator[str]:
        """Whatever of the first record takes long to draw, in steps of 10 ms, before it is shown."""
        return iter(())

    def offered_papers(self) -> tuple[Paper, ...]:
        """The papers of this page; the first is the main one."""
        return self.PAPERS

    def import_parts(self) -> None:
        """Import what the page needs beside its list; called on a thread while the list can be looked at."""
        from zaitaku_desk.gui import record_parts  # noqa: F401

    def ready(self) -> None:
        """After everything is built, once: connect what only this page has."""

    def defaults(self) -> dict[str, Any]:
        """Values of a new record."""
        return {}

    def shown(self, record: Record | None) -> None:
        """After another record (or none) is shown in the form."""

    def field_edited(self, name: str) -> None:
        """After each edit of a field, before it is saved."""

    def head(self, record: Record) -> tuple[str, str]:
        """What stands above the form: title, and what one needs on the phone."""
        return str(getattr(record, record.NAME) or f"（{self.title}）"), ""

    # --- building

    def build(self) -> None:
        """Make the page, or what is still missing of it; does nothing the second time."""
        if self._steps is None:
            self._steps = self._build()
        for _ in self._steps:
            pass

    def build_when_idle(self) -> None:
        """Make the list now and the rest when the window has been painted."""
        if self._steps is None:
            self._steps = self._build()
            next(self._steps)
            self._take_keyboard()
            QTimer.singleShot(AFTER_PAINT_MS, self, self._build_rest)

    def _build_rest(self) -> None:
        self._take_keyboard()
        self.office.tasks.read(self.import_parts, lambda _none: self._build_more())

    def _take_keyboard(self) -> None:
        """At the start it stands on the tabs: it belongs into the list."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or isinstance(focus, QTabBar)):
            self.list.focus_rows()

    def _build_more(self) -> None:
        if next(self._steps, None) is not None:
            QTimer.singleShot(0, self, self._build_more)
        else:
            self.completed.emit()

    def _build(self) -> Iterator[str]:
        """The steps; every widget is born where it stays, because dressing it anew is dear."""
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("splitter")
        self.splitter.setChildrenCollapsible(False)
        self._stack.addWidget(self.splitter)
        self.list = RecordList(
            self.office, self.RECORD, self.FILTERS, self.EMPTY, self.NEW, parent=self.splitter
        )
        self._side = QWidget(self.splitter)  # keeps the place of the pane until that is made
        self._share()
        self.list.apply()
        self._laid_out = True
        self._arrange()
        yield "list"
        from zaitaku_desk.gui.record_parts import Form, Papers, RecordPane, ui

        self.pane = RecordPane(self.office, self.title, self.splitter)
        self._side.setParent(None)
        self._side.deleteLater()
        self._side = self.pane
        self._share()
        self._arrange()
        yield "pane"
        self.list.filters.fill()
        self.list.search.setClearButtonEnabled(True)
        yield "filters"
        yield from ui.warm(self.widgets())
        self.page = self.make_page()
        yield "page"
        self.form = Form(self.page, self.RECORD, self.office, bound=False)
        yield from self.form.bind()
        yield "form"
        yield from self._attach_tables()
        self.pane.set_page(self.page)
        yield "tables"
        self._attach_files()
        self.papers = Papers(self)
        self._bin: BinView | None = None
        self.built = True
        self._connect()
        self.ready()
        yield "ready"
        yield from self.first_steps()
        yield from self._dress()
        QTimer.singleShot(0, self, self.show_first)

    def _dress(self) -> Iterator[str]:
        """Style what is made before it is shown: all at once that would stall the showing."""
        began = time.monotonic()
        for part in self.page.findChildren(QWidget):
            part.ensurePolished()
            if time.monotonic() - began > STEP_S:
                yield "dressed"
                began = time.monotonic()

    def _share(self) -> None:
        """The window's width for list and record, as she left it."""
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 6)
        self.splitter.setSizes(self.office.settings.get(f"splitter.{self.NAME}", [560, 700]))

    def _attach_tables(self) -> Iterator[str]:
        from zaitaku_desk.gui.child_table import ChildTable

        self.tables = {name: self.page.findChild(ChildTable, name) for name in self.CHILDREN}
        for name, children in self.CHILDREN.items():
            table = self.tables[name]
            table.attach(self.office, children, KINDS[children.kind].TITLE)
            table.model.before_save = self.form.ensure_saved
            table.undo_wanted.connect(self.undo)
            table.open_wanted.connect(self.open_wanted)
            table.saved.connect(lambda _kind: self.saved.emit())
            yield name

    def _attach_files(self) -> None:
        """写真・ファイル, where the page has a place for them."""
        from zaitaku_desk.gui.attachments import AttachmentBox

        self.attachments: AttachmentBox | None = self.page.findChild(AttachmentBox, "attachments")
        if self.attachments is not None:
            self.attachments.attach_office(self.office, self.RECORD.KIND, self.form.ensure_saved)
            self.attachments.said.connect(self.said)
            self.attachments.saved.connect(self.saved)
            self.attachments.undo_wanted.connect(self.undo)
            self.attachments.page_wanted.connect(self._cover_with)

    def _cover_with(self, page: Any) -> None:
        page.closed.connect(self.back)
        self.cover(page)

    def _connect(self) -> None:
        self.list.current.connect(self.show_record)
        self.list.opened.connect(self.open_record)
        self.list.narrowed.connect(self._follow_narrowed)
        self.list.new_wanted.connect(self.new)
        self.form.saved.connect(self._on_saved)
        self.form.failed.connect(self.said)
        self.form.edited.connect(self.field_edited)
        self.form.open_wanted.connect(self.open_wanted)
        self.form.undo_wanted.connect(self.undo)
        self.pane.copy_wanted.connect(self.duplicate)
        self.pane.delete_wanted.connect(self.delete)
        self.pane.history_wanted.connect(self.show_history)
        self.pane.bin_wanted.connect(self.show_bin)
        self.pane.back_wanted.connect(self.back)
        self.pane.conflicts_wanted.connect(self.conflicts_wanted)
        self.pane.set_papers(self.papers.menu())
        if self.TOOLS:
            from zaitaku_desk.gui.tools import Tools

            self.tools = Tools(self, self.TOOLS_TITLE)
        self.splitter.splitterMoved.connect(
            lambda *_: self.office.settings.set(f"splitter.{self.NAME}", self.splitter.sizes())
        )
        self.office.changes.saved.connect(self._on_changed)

    # --- inside

    def _turn(self, turn: Any) -> None:
        self.flush()
        try:
            turn()
        except UserError as error:
            self.said.emit(error.message)

    def _fill(self, record: Record | None, seen: Any) -> None:
        from zaitaku_desk.gui import tab_order

        for table in self.tables.values():
            table.flush()
        self.form.load(record, seen)
        for table in self.tables.values():
            table.load(record.id if record is not None else None)
        if self.attachments is not None:
            self.attachments.show_of(record.id if record is not None else "")
        self.pane.show_form()
        self.pane.to_top()
        self._head()
        self.shown(record)
        self.viewed.watch()
        tab_order.chain(self.page)

    def _head(self) -> None:
        record = self.form.record
        self.pane.set_head(*(self.head(record) if record is not None else ("", "")), self.form.incomplete)
        self.pane.set_open(record is not None)
        self.pane.set_conflicts(self._conflicts())

    def _conflicts(self) -> list[str]:
        from zaitaku_desk.store import conflicts

        record, db = self.form.record, self.office.db
        return conflicts.titles(db, record.KIND, record.id) if record is not None and db is not None else []

    def show_first(self) -> None:
        """Show the top record where none is shown yet."""
        if self.form.record is not None or not self.list.table.rowCount():
            return
        selected = self.list.selected()  # perhaps before the form was there to hear of it
        if selected:
            self.show_record(selected)
        else:
            self.list.rows.selectRow(0)

    def _follow_narrowed(self) -> None:
        """A record that a search no longer lists gives way to the first that fits, unless she is in it."""
        if self.form.record is not None and not self.pane.isAncestorOf(QApplication.focusWidget() or self):
            self.list.rows.selectRow(0)

    def _on_saved(self, record_id: str) -> None:
        self._head()
        self.saved.emit()

    def _on_changed(self, kind: str, ids: list[str]) -> None:
        if kind != self.RECORD.KIND:
            self._stale = True
            if self.isVisible():
                QTimer.singleShot(0, self, self._freshen)
            return
        if not ids or not self.list.table.patch(ids):
            self.list.reload()
            if self.form.record is not None and self.form.record.id in ids:
                self.list.select(self.form.record.id)
        self._forget_deleted(ids)

    def _forget_deleted(self, ids: list[str]) -> None:
        from zaitaku_desk.store import save

        record = self.form.record
        if record is None or record.id not in ids:
            return
        stored = save.get(self.office.db, record.KIND, record.id)
        if stored is None or stored.deleted:
            self._fill(None, None)
        else:
            self._head()

    def _freshen(self) -> None:
        if self._stale and self.built:
            self._stale = False
            self.list.table.refresh()
            self._head()  # the words of its codes may be others

    def showEvent(self, event: Any) -> None:
        self.build_when_idle() if self.stepwise else self.build()
        super().showEvent(event)
        self.viewed.watch()
        self._freshen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._laid_out:
            self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether only the list or the record fits."""
        return self.width() < tokens.NARROW

    def _arrange(self) -> None:
        self.list.setVisible(not self.narrow or not self._record_open)
        self._side.setVisible(not self.narrow or self._record_open)
        if self._side is getattr(self, "pane", None):
            self.pane.show_back(self.narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.built:
            self.back()
        else:
            super().keyPressEvent(event)
