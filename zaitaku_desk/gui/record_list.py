"""The left side of a page: search field, filters, the list, and what stands there when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.filters import Filter, Filters
from zaitaku_desk.gui.record_table import RecordTable
from zaitaku_desk.records.fields import Record

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

ROW_SPACE = 10  # pixels a row is higher than its text


class RecordList(QWidget):
    """List of one kind. `current(id)` follows the selection after 120 ms, `opened(id)` is Enter or a double click."""

    current = Signal(str)
    opened = Signal(str)
    new_wanted = Signal()

    def __init__(
        self, office: Office, record: type[Record], filters: tuple[Filter, ...], empty: str, new_text: str
    ) -> None:
        super().__init__()
        self._office = office
        self._empty_text, self._new_text = empty, new_text
        self._wanted: str | None = None
        self.table = RecordTable(office, record, self)
        self.search = QLineEdit(self, objectName="search")
        self.search.setPlaceholderText("検索（Ctrl+F）")
        self.search.setAccessibleName(f"{record.TITLE}を検索")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(tokens.TARGET)
        self.search.textChanged.connect(lambda _text: self.apply())
        self.search.returnPressed.connect(self.focus_rows)
        self.new_button = QPushButton(new_text, self, objectName="new_button")
        self.new_button.setProperty("primary", True)
        self.new_button.setToolTip(f"{new_text}（Ctrl+N）")
        self.new_button.clicked.connect(self.new_wanted)
        self.filters = Filters(office, record, filters)
        self.filters.changed.connect(self.apply)
        self.rows = Rows(self.table, office, record)
        self.rows.opened.connect(self.opened)
        self.count = QLabel(self, objectName="count")
        self.count.setProperty("role", "secondary")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._empty_page())
        self._follow = QTimer(self, singleShot=True, interval=tokens.FOLLOW_MS)
        self._follow.timeout.connect(self._tell_current)
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
            )
        )

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

    def focus_rows(self) -> None:
        """Put the keyboard into the list, on a row."""
        self.rows.setFocus()
        if not self.rows.currentIndex().isValid() and self.table.rowCount():
            self.rows.setCurrentIndex(self.table.index(0, self.rows.first_column()))

    def flush_follow(self) -> None:
        """Do not wait the 120 ms."""
        if self._follow.isActive():
            self._follow.stop()
            self._tell_current()

    # --- inside

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        top.addWidget(self.search, 1)
        top.addWidget(self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_1)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self.filters)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.count)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        self._empty = QLabel(page, objectName="empty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "secondary")
        self._step = QPushButton(page, objectName="empty_step")
        self._step.clicked.connect(self._on_step)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_5)
        layout.setSpacing(tokens.SPACE_4)
        layout.addStretch(2)
        layout.addWidget(self._empty)
        layout.addWidget(self._step, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return page

    def _show(self, listing: Any) -> None:
        keep = self.selected() or self._wanted
        scroll = self.rows.verticalScrollBar().value()
        same = listing == self.table.listing
        blocked = self.rows.selectionModel().blockSignals(True)
        self.table.set_listing(listing)
        self.rows.selectionModel().blockSignals(blocked)
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
            self._empty.setText("この条件に当てはまる記録はありません。" if filtered else self._empty_text)
            self._step.setText("検索と絞り込みを外す" if filtered else self._new_text)
        self._stack.setCurrentIndex(1 if count == 0 else 0)

    def _on_step(self) -> None:
        if self.search.text() or self.filters.values():
            self.search.clear()
            self.filters.lift()
            self.focus_rows()
        else:
            self.new_wanted.emit()

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


class Rows(QTableView):
    """The table: whole rows, sortable headers, columns as she left them on this machine."""

    opened = Signal(str)

    def __init__(self, table: RecordTable, office: Office, record: type[Record]) -> None:
        super().__init__(objectName="rows")
        self._settings = office.settings
        self._key = f"columns.{record.KIND}"
        self.setModel(table)
        self.setAccessibleName(f"{record.TITLE}の一覧")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.choose_columns)
        self._restore(table)
        self._remember = QTimer(self, singleShot=True, interval=300)
        self._remember.timeout.connect(self._store)
        header.sectionResized.connect(lambda *_: self._remember.start())
        header.sectionMoved.connect(lambda *_: self._remember.start())
        self.doubleClicked.connect(self._open)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Rows as high as the text wants."""
        self.verticalHeader().setDefaultSectionSize(max(tokens.TARGET, self.fontMetrics().height() + ROW_SPACE))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def first_column(self) -> int:
        """The leftmost column that is shown."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return next((at for at in order if not header.isSectionHidden(at)), 0)

    def choose_columns(self, at: QPoint) -> None:
        """Menu of the columns to show."""
        menu = QMenu(self)
        for column, item in enumerate(self.model().columns):
            action = menu.addAction(item.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.toggled.connect(lambda on, column=column: self._show_column(column, on))
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        at = self.currentIndex()
        if at.isValid() and not self.selectionModel().isRowSelected(at.row()):
            flags = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
            self.selectionModel().select(at, flags)

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self.fit_rows()

    def _open(self, index: QModelIndex) -> None:
        found = self.model().id_at(index.row())
        if found:
            self.opened.emit(found)

    def _show_column(self, column: int, on: bool) -> None:
        self.setColumnHidden(column, not on)
        self._remember.start()

    def _restore(self, table: RecordTable) -> None:
        header, names = self.horizontalHeader(), [column.name for column in table.columns]
        kept = {name: (width, shown) for name, width, shown in self._settings.get(self._key, [])}
        letter = self.fontMetrics().averageCharWidth() + 2
        for at, column in enumerate(table.columns):
            width, shown = kept.get(column.name, (column.width * letter + 16, column.shown))
            header.resizeSection(at, max(40, int(width)))
            header.setSectionHidden(at, not shown)
        known = [name for name in kept if name in names]
        for place, name in enumerate(known):
            header.moveSection(header.visualIndex(names.index(name)), place)

    def _store(self) -> None:
        header, columns = self.horizontalHeader(), self.model().columns
        order = [header.logicalIndex(at) for at in range(header.count())]
        widths = {row[0]: row[1] for row in self._settings.get(self._key, [])}
        last = next((at for at in reversed(order) if not header.isSectionHidden(at)), -1)
        state = []
        for at in order:
            name, hidden = columns[at].name, header.isSectionHidden(at)
            width = header.sectionSize(at)
            if hidden or at == last:  # a hidden section has no width, the last takes what is left over
                width = widths.get(name, columns[at].width * (self.fontMetrics().averageCharWidth() + 2))
            state.append([name, width, not hidden])
        self._settings.set(self._key, state)
