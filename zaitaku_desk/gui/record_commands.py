"""What can be done on a page: the commands behind its buttons, menus and keys."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.records.fields import specs


class RecordCommands:
    """Part of `RecordTab`, which makes the list, the pane and the form these act on."""

    _below: QWidget | None = None
    _standing: tuple[QWidget, QWidget | None, bool] | None = None

    def show_record(self, record_id: str) -> None:
        """Show a record on the right; the keyboard stays where it is."""
        from zaitaku_desk.store import save

        if self.office.db is None or (self.form.record is not None and self.form.record.id == record_id):
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

    def focus_page(self) -> None:
        """Give the keyboard to what is shown: what stands over the page, else its list."""
        if self._stack.currentIndex() > 0:
            self._stack.currentWidget().setFocus()
        else:
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
        from zaitaku_desk.gui.bin_view import BinView

        self.flush()
        if self._bin is None:
            self._bin = BinView(self.office, self.RECORD)
            self._bin.closed.connect(self.back)
        self._bin.load()
        self.cover(self._bin)

    def cover(self, page: QWidget) -> None:
        """Show something in the place of the whole page (bin, preview); Esc comes back.

        A paper that a tool's page shows goes back to that page.
        """
        from zaitaku_desk.gui import tab_order

        below = self._stack.currentWidget()
        self._below = below if self._stack.currentIndex() > 0 and below is not page else None
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        tab_order.chain(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def uncover(self) -> None:
        """Back to what was covered, at last list and record."""
        below, self._below = self._below, None
        if below is not None:
            self._stack.setCurrentWidget(below)
            below.setFocus()
            return
        self._stack.setCurrentIndex(0)
        self.list.focus_rows() if not self._record_open else self.pane.focus_first()

    def print_main(self) -> None:
        """Ctrl+P: the page's main paper in the preview."""
        self.papers.run_main()

    def show_papers(self) -> None:
        """Ctrl+E: the menu of papers at its button."""
        menu, button = self.papers.menu(), self.pane.papers_button
        if not button.isVisible():  # where only the list fits
            button = self.list.new_button
        if menu is not None:
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def flush(self) -> None:
        """Store and seal everything that is being typed on this page."""
        if self.built:
            self.form.flush()
            for table in self.tables.values():
                table.flush()
            if self.attachments is not None:
                self.attachments.flush()
            if self.tools is not None:
                self.tools.flush()

    def show_tools(self) -> None:
        """Ctrl+T: the menu of what else can be done with these records."""
        if self.tools is not None:
            self.tools.button.showMenu()

    def put_away(self) -> None:
        """Before the database closes (lock): store everything, show nothing."""
        if not self.built:
            return
        self.flush()
        record = self.form.record
        self._kept = record.id if record is not None else None
        self._fill(None, None)
        self.list.table.clear()
        shown = self._stack.currentWidget()
        getattr(shown, "flush", lambda: None)()
        if getattr(shown, "GONE_WITH_A_LOCK", False):
            shown.closed.emit()
            shown = self._stack.widget(0)
        self._standing = shown, self._below, self._record_open
        self._stack.setCurrentIndex(0)

    def bring_back(self) -> None:
        """The database is open again: list, record and what stood over them as they were."""
        if not self.built:
            return
        self.list.filters.fill()
        self.list.apply()
        if self._kept and self.list.select(self._kept):
            self.show_record(self._kept)
        if self._standing is not None:
            page, self._below, self._record_open = self._standing
            self._standing = None
            if shiboken6.isValid(page):
                self._stack.setCurrentWidget(page)
            self._arrange()

    def keys(self) -> list[tuple[str, str]]:
        """(keys, what they do) of this page, for Ctrl+/."""
        return [
            ("Ctrl+N", self.NEW),
            ("Ctrl+D", "複製"),
            ("Ctrl+F", "一覧を検索"),
            ("Enter / Esc", "記録を開く / 一覧に戻る"),
            ("Ctrl+P", "印刷プレビュー"),
            ("Ctrl+E", "帳票のメニュー"),
            *((("Ctrl+T", f"{self.TOOLS_TITLE}のメニュー"),) if self.TOOLS else ()),
            ("F4", "カレンダーや一覧を開く"),
        ]
