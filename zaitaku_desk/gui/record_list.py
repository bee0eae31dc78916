"""The left side of a page: search field, filters, the list, and what stands there when it is empty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.filters import Filter, Filters
from zaitaku_desk.gui.record_table import RecordTable
from zaitaku_desk.gui.rows import Rows
from zaitaku_desk.records.fields import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.gui.office import Office

NOTHING = "この条件に当てはまる記録はありません。"
WAYS_MS = 250  # she goes on typing: count nothing before she waits
ENOUGH = 50  # hits that are counted to say what a condition less would find


class RecordList(QWidget):
    """List of one kind. `current(id)` follows the selection after 120 ms, `opened(id)` is Enter,
    `narrowed` when a search or filter has come to rest without the row that was selected.
    """

    current = Signal(str)
    opened = Signal(str)
    new_wanted = Signal()
    narrowed = Signal()

    def __init__(
        self,
        office: Office,
        record: type[Record],
        filters: tuple[Filter, ...],
        empty: str,
        new_text: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._empty_text, self._new_text = empty, new_text
        self._wanted: str | None = None
        self._timed = any(column.when for column in record.COLUMNS)
        self.table = RecordTable(office, record, self)
        self.search = QLineEdit(self, objectName="search")
        self.search.setPlaceholderText("検索（Ctrl+F）")
        self.search.setAccessibleName(f"{record.TITLE}を検索")
        self.search.setMinimumHeight(tokens.TARGET)
        self.search.textChanged.connect(lambda _text: self._ask())
        self.search.returnPressed.connect(self.focus_rows)
        self.new_button = QPushButton(new_text, self, objectName="new_button")
        self.new_button.setProperty("primary", True)
        self.new_button.setToolTip(f"{new_text}（Ctrl+N）")
        self.new_button.clicked.connect(self.new_wanted)
        self.filters = Filters(office, record, filters, self)
        self.filters.changed.connect(self._ask)
        self._stack = QStackedWidget(self)
        self.rows = Rows(self.table, office, record, self._stack)
        self.rows.opened.connect(self.opened)
        self.count = QLabel(self, objectName="count")
        self.count.setProperty("role", "secondary")
        self.tools, self.foot = QHBoxLayout(), QHBoxLayout()  # for what only one page has: above, below
        self.below = QVBoxLayout()  # and right under the rows
        self._over: QWidget | None = None
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._empty_page())
        self._follow = QTimer(self, singleShot=True, interval=tokens.FOLLOW_MS)
        self._follow.timeout.connect(self._tell_current)
        self._ways = QTimer(self, singleShot=True, interval=WAYS_MS)
        self._ways.timeout.connect(self._say_ways)
        self._rest = QTimer(self, singleShot=True, interval=WAYS_MS)
        self._rest.timeout.connect(self._tell_narrowed)
        self.rows.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        self.table.counted.connect(self._on_counted)
        self._lay_out()

    # --- for the page

    def apply(self) -> None:
        """List what search field and filters say, keeping the selection where it is still listed."""
        from zaitaku_desk.store.lists import Listing

        old = self.table.listing
        self._show(
            Listing(
                self.table.kind,
                text=self.search.text().strip(),
                filters=self.filters.values(),
                sort=old.sort if old else "",
                descending=old.descending if old else False,
                now=self._office.now().replace(second=0, microsecond=0) if self._timed else None,
            )
        )

    def tick(self) -> None:
        """A minute has passed: what depends on the clock is asked again, the place in the list is kept."""
        scroll = self.rows.verticalScrollBar().value()
        self.apply()
        self.rows.verticalScrollBar().setValue(scroll)

    def reload(self) -> None:
        """Read the list again; selection and scroll position stay."""
        if self.table.listing is None:
            self.apply()
        else:
            self._show(self.table.listing)

    def selected(self) -> str | None:
        """The id of the selected row."""
        return self.table.id_at(self.rows.currentIndex().row())

    def select(self, record_id: str) -> bool:
        """Select a row without telling anybody; False when it is not listed (it is taken once it is)."""
        row = self.table.row_of(record_id)
        self._wanted = None if row >= 0 else record_id
        if row < 0:
            return False
        blocked = self.rows.selectionModel().blockSignals(True)
        self.rows.setCurrentIndex(self.table.index(row, self.rows.first_column()))
        self.rows.selectionModel().blockSignals(blocked)
        self.rows.viewport().update()
        return True

    def unselect(self) -> None:
        """Nothing is selected: a new record is being typed."""
        self._follow.stop()
        self.rows.selectionModel().blockSignals(True)
        self.rows.selectionModel().clear()
        self.rows.selectionModel().blockSignals(False)
        self.rows.viewport().update()

    def offer(self, text: str, call: Callable[[], object]) -> None:
        """Another step where there is nothing yet: where records may come from besides typing them."""
        button = QPushButton(text, self._steps)
        button.clicked.connect(lambda: call())
        self._steps.layout().insertWidget(0, button)
        self._offered.append(button)

    def cover_rows(self, view: QWidget | None) -> None:
        """Show the records another way (a calendar) in the place of the rows; None brings the rows back."""
        self._over = view
        if view is not None and self._stack.indexOf(view) < 0:
            self._stack.addWidget(view)
        self.count.setVisible(view is None)
        self._stack.setCurrentIndex(1 if self._is_empty else 0)
        if view is not None:
            self._stack.setCurrentWidget(view)

    def focus_rows(self) -> None:
        """Put the keyboard into the list, on a row."""
        if self._over is not None:
            self._over.setFocus()
            return
        (self.rows if self.table.rowCount() else self.search).setFocus()
        if not self.rows.currentIndex().isValid() and self.table.rowCount():
            self.rows.setCurrentIndex(self.table.index(0, self.rows.first_column()))

    def flush_follow(self) -> None:
        """Do not wait the 120 ms."""
        if self._follow.isActive():
            self._follow.stop()
            self._tell_current()

    # --- inside

    _is_empty = False

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        top.addLayout(self.tools)
        top.addWidget(self.search, 1)
        top.addWidget(self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_1)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self.filters)
        layout.addWidget(self._stack, 1)
        layout.addLayout(self.below)
        self.foot.addWidget(self.count)
        self.foot.addStretch(1)
        layout.addLayout(self.foot)

    def _empty_page(self) -> QWidget:
        page = QWidget(self._stack)
        self._empty = QLabel(page, objectName="empty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "secondary")
        self._steps = QWidget(page)
        self._step = QPushButton(self._steps, objectName="empty_step")
        self._step.clicked.connect(self._on_step)
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        steps.setSpacing(tokens.SPACE_2)
        steps.addWidget(self._step)
        self._offered: list[QPushButton] = []
        layout = QVBoxLayout(page)
        layout.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_5)
        layout.setSpacing(tokens.SPACE_4)
        layout.addStretch(2)
        layout.addWidget(self._empty)
        layout.addWidget(self._steps, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return page

    def _show(self, listing: Any) -> None:
        from zaitaku_desk.store.lists import asked

        keep = self.selected() or self._wanted
        scroll = self.rows.verticalScrollBar().value()
        same = listing == self.table.listing
        blocked = self.rows.selectionModel().blockSignals(True)
        self.table.set_listing(listing)
        self.rows.selectionModel().blockSignals(blocked)
        if self._timed:
            self.rows.show_asked(asked(listing))
        if not self.table.complete:
            self._on_counted(-1)
        if keep:
            self.select(keep)
        if same:
            self.rows.verticalScrollBar().setValue(scroll)

    def _on_counted(self, count: int) -> None:
        self.count.setText(f"{count:,} 件" if count >= 0 else "…")
        if self._wanted and count > 0:
            self.select(self._wanted)
        filtered = bool(self.search.text().strip() or self.filters.values())
        if count == 0:
            self._empty.setText(NOTHING if filtered else self._empty_text)
            self._ways.start()
            self._step.setText("検索と絞り込みを外す" if filtered else self._new_text)
            for button in self._offered:
                button.setHidden(filtered)
        self._is_empty = count == 0
        if self._over is None:
            self._stack.setCurrentIndex(1 if self._is_empty else 0)

    def _say_ways(self) -> None:
        """What to do where nothing fits: what to know of the conditions, which one stands in the way."""
        from zaitaku_desk.store import lists

        listing = self.table.listing
        if listing is None or not self._is_empty or not listing.filters or self._office.db is None:
            return
        lines = [NOTHING, *self.filters.hints()]
        ways = self.filters.without_one()
        for title, filters in ways if listing.text or len(ways) > 1 else ():
            count = lists.count(self._office.db, replace(listing, filters=filters), ENOUGH + 1)
            if count:
                many = f"{ENOUGH}件以上" if count > ENOUGH else f"{count}件"
                lines.append(f"「{title}」を外すと {many}あります。")
        self._empty.setText("\n".join(lines))

    def _on_step(self) -> None:
        if self.search.text() or self.filters.values():
            self.search.clear()
            self.filters.lift()
            self.focus_rows()
        else:
            self.new_wanted.emit()

    def _ask(self) -> None:
        self.apply()
        self._rest.start()

    def _tell_narrowed(self) -> None:
        if self.table.complete and self.table.rowCount() and not self.selected():
            self.narrowed.emit()

    def _on_current(self) -> None:
        self._wanted = None
        self._follow.start()

    def _tell_current(self) -> None:
        found = self.selected()
        if found:
            self.current.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.focus_rows()
        elif self.search.hasFocus() and event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)
