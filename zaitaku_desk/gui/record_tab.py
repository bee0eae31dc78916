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

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens, ui
from zaitaku_desk.gui.bin_view import BinView
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.papers import Paper, Papers
from zaitaku_desk.gui.record_list import RecordList
from zaitaku_desk.gui.record_pane import RecordPane
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, specs

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


class RecordTab(QWidget):
    """One tab, built when first shown; `open_wanted(kind, id)` asks the window for another tab's record."""

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    RECORD: ClassVar[type[Record]] = Record
    FILTERS: ClassVar[tuple[Filter, ...]] = ()
    CHILDREN: ClassVar[dict[str, Children]] = {}
    PAPERS: ClassVar[tuple[Paper, ...]] = ()
    WIDGETS: ClassVar[tuple[type[QWidget], ...]] = ()
    EMPTY: ClassVar[str] = "まだ記録がありません。"
    NEW: ClassVar[str] = "新規"
    NOT_COPIED: ClassVar[tuple[str, ...]] = ()

    open_wanted = Signal(str, str)
    saved = Signal()
    said = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName(self.NAME)
        self.office = office
        self.built = False
        self._stale = False
        self._record_open = False
        self._kept: str | None = None

    @property
    def title(self) -> str:
        """The word on the tab."""
        return self.TITLE or self.RECORD.TITLE

    # --- hooks for a tab

    def make_page(self) -> QWidget:
        """The page with the field widgets."""
        return ui.load(self.NAME, extra=self.WIDGETS)

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
        """Make the page; does nothing the second time."""
        if self.built:
            return
        self.built = True
        self.page = self.make_page()
        self.form = Form(self.page, self.RECORD, self.office)
        self.tables = {name: self.page.findChild(ChildTable, name) for name in self.CHILDREN}
        for name, children in self.CHILDREN.items():
            table = self.tables[name]
            table.attach(self.office, children, KINDS[children.kind].TITLE)
            table.model.before_save = self.form.ensure_saved
            table.undo_wanted.connect(self.undo)
            table.open_wanted.connect(self.open_wanted)
            table.saved.connect(lambda _kind: self.saved.emit())
        self.list = RecordList(self.office, self.RECORD, self.FILTERS, self.EMPTY, self.NEW)
        self.pane = RecordPane(self.office, self.page, self.title)
        self.papers = Papers(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("splitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 6)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.splitter)
        self._bin: BinView | None = None
        self._connect()
        self.splitter.setSizes(self.office.settings.get(f"splitter.{self.NAME}", [560, 700]))
        self.list.apply()
        self._arrange()
        self.ready()
        QTimer.singleShot(0, self, self._show_first)

    def _connect(self) -> None:
        self.list.current.connect(self.show_record)
        self.list.opened.connect(self.open_record)
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
        self.pane.set_papers(self.papers.menu())
        self.splitter.splitterMoved.connect(
            lambda *_: self.office.settings.set(f"splitter.{self.NAME}", self.splitter.sizes())
        )
        self.office.changes.saved.connect(self._on_changed)

    # --- commands

    def show_record(self, record_id: str) -> None:
        """Show a record on the right; the keyboard stays where it is."""
        from zaitaku_desk.store import save

        if self.form.record is not None and self.form.record.id == record_id:
            return
        try:
            record, seen = save.open_record(self.office.db, self.RECORD.KIND, record_id)
        except UserError as error:
            self.office.dialogs.failure(error)
            return
        self._fill(record, seen)

    def open_record(self, record_id: str) -> None:
        """Show a record, select it in the list and put the keyboard into its form."""
        self.build()
        self._stack.setCurrentIndex(0)
        self.show_record(record_id)
        self.list.select(record_id)
        self._record_open = True
        self._arrange()
        self.pane.focus_first()

    def new(self, **values: Any) -> None:
        """A new record, ready to type; it is stored with the first character."""
        from zaitaku_desk.store import save

        self._stack.setCurrentIndex(0)
        self.form.flush()
        record = save.new(self.RECORD.KIND, **{**self.defaults(), **values})
        self.list.unselect()
        self._fill(record, save.unseen(record))
        self._record_open = True
        self._arrange()
        self.pane.focus_first()

    def duplicate(self) -> None:
        """複製: a new record with the values of this one (children are not copied)."""
        old = self.form.record
        if old is None:
            return
        self.flush()
        names = [spec.name for spec in specs(self.RECORD) if spec.name not in self.NOT_COPIED]
        self.new(**{name: getattr(old, name) for name in names})
        self.form.ensure_saved()

    def delete(self) -> None:
        """Put the record into the bin; no question, Ctrl+Z brings it back."""
        from zaitaku_desk.store import save

        record = self.form.record
        if record is None:
            return
        self.flush()
        row = self.list.rows.currentIndex().row()
        if save.get(self.office.db, record.KIND, record.id) is not None:
            save.delete(self.office.db, record.KIND, record.id)
        self._fill(None, None)
        self.office.saved(record.KIND, [record.id])
        self._record_open = False
        self._arrange()
        if self.list.table.rowCount():
            self.list.rows.selectRow(min(max(row, 0), self.list.table.rowCount() - 1))
        self.list.focus_rows()

    def undo(self) -> None:
        """Take the last change of any record back."""
        self._turn(self.office.undo.undo)

    def redo(self) -> None:
        """Take the last undo back."""
        self._turn(self.office.undo.redo)

    def back(self) -> None:
        """Esc: from bin, history or paper to the record, from the record to the list, selection kept."""
        if self._stack.currentIndex() != 0:
            self.uncover()
        elif self.pane.showing_history:
            self.pane.show_form()
            self.pane.focus_first()
        else:
            self.form.flush()
            self._record_open = False
            self._arrange()
            self.list.focus_rows()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._stack.setCurrentIndex(0)
        self._record_open = False
        self._arrange()
        self.list.search.setFocus()
        self.list.search.selectAll()

    def show_history(self) -> None:
        """変更履歴 of the record in the place of its form."""
        if self.form.record is not None:
            self.flush()
            self.pane.show_history(self.RECORD.KIND, self.form.record.id)

    def show_bin(self) -> None:
        """The bin in the place of the page."""
        self.flush()
        if self._bin is None:
            self._bin = BinView(self.office, self.RECORD)
            self._bin.closed.connect(self.back)
        self._bin.load()
        self.cover(self._bin)

    def cover(self, page: QWidget) -> None:
        """Show something in the place of the whole page (bin, preview); Esc comes back."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def uncover(self) -> None:
        """Back to list and record."""
        self._stack.setCurrentIndex(0)
        self.list.focus_rows() if not self._record_open else self.pane.focus_first()

    def print_main(self) -> None:
        """Ctrl+P: the page's main paper in the preview."""
        self.papers.run_main()

    def show_papers(self) -> None:
        """Ctrl+E: the menu of papers at its button."""
        menu, button = self.papers.menu(), self.pane.papers_button
        if menu is not None:
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def flush(self) -> None:
        """Store and seal everything that is being typed on this page."""
        if self.built:
            self.form.flush()
            for table in self.tables.values():
                table.flush()

    def put_away(self) -> None:
        """Before the database closes (lock): store everything, show nothing."""
        if not self.built:
            return
        self.flush()
        record = self.form.record
        self._kept = record.id if record is not None else None
        self._fill(None, None)
        self.list.table.clear()
        if self._stack.currentIndex() != 0:
            self._stack.setCurrentIndex(0)

    def bring_back(self) -> None:
        """The database is open again: list and record as they were."""
        if not self.built:
            return
        self.list.filters.fill()
        self.list.apply()
        if self._kept and self.list.select(self._kept):
            self.show_record(self._kept)

    def keys(self) -> list[tuple[str, str]]:
        """(keys, what they do) of this page, for Ctrl+/."""
        return [
            ("Ctrl+N", self.NEW),
            ("Ctrl+D", "複製"),
            ("Ctrl+F", "一覧を検索"),
            ("Enter / Esc", "記録を開く / 一覧に戻る"),
            ("Ctrl+P", "印刷プレビュー"),
            ("Ctrl+E", "帳票のメニュー"),
            ("F4", "カレンダーや一覧を開く"),
        ]

    # --- inside

    def _turn(self, turn: Any) -> None:
        self.flush()
        try:
            turn()
        except UserError as error:
            self.said.emit(error.message)

    def _fill(self, record: Record | None, seen: Any) -> None:
        for table in self.tables.values():
            table.flush()
        self.form.load(record, seen)
        for table in self.tables.values():
            table.load(record.id if record is not None else None)
        self.pane.show_form()
        self.pane.to_top()
        self._head()
        self.shown(record)

    def _head(self) -> None:
        record = self.form.record
        self.pane.set_head(*(self.head(record) if record is not None else ("", "")), self.form.incomplete)
        self.pane.set_open(record is not None)

    def _show_first(self) -> None:
        if (
            self.form.record is None
            and self.list.table.rowCount()
            and not self.list.rows.currentIndex().isValid()
        ):
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
        if stored is not None and stored.deleted:
            self._fill(None, None)
        else:
            self._head()

    def _freshen(self) -> None:
        if self._stale:
            self._stale = False
            self.list.table.refresh()

    def showEvent(self, event: Any) -> None:
        self.build()
        super().showEvent(event)
        self._freshen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.built:
            self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether only the list or the record fits."""
        return self.width() < tokens.NARROW

    def _arrange(self) -> None:
        self.list.setVisible(not self.narrow or not self._record_open)
        self.pane.setVisible(not self.narrow or self._record_open)
        self.pane.show_back(self.narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.built:
            self.back()
        else:
            super().keyPressEvent(event)
