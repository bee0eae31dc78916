"""The table of a list: whole rows, sortable headers, columns as she left them on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.record_table import RecordTable
from zaitaku_desk.records.fields import Record

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

ROW_SPACE = 10  # pixels a row is higher than its text


class Rows(QTableView):
    """`opened(id)` is Enter or a double click."""

    opened = Signal(str)

    def __init__(
        self, table: RecordTable, office: Office, record: type[Record], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, objectName="rows")
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
        self.verticalHeader().setDefaultSectionSize(
            max(tokens.TARGET, self.fontMetrics().height() + ROW_SPACE)
        )
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def first_column(self) -> int:
        """The leftmost column that is shown."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return next((at for at in order if not header.isSectionHidden(at)), 0)

    def show_asked(self, filters: dict[str, int]) -> None:
        """Show the columns that answer a filter while it is on, with the others as she left them.

        `filters` says how many things each asks for: as wide is the column.
        """
        for at, column in enumerate(self.model().columns):
            if column.when:
                hidden = column.when not in filters and column.name not in self._always
                if hidden != self.isColumnHidden(at):
                    self.setColumnHidden(at, hidden)
                count = filters.get(column.when, 1)
                if self._asked.get(column.when, 1) != count:
                    self.setColumnWidth(at, count * (column.width * self._letter + 16))
        self._asked = filters

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
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Columns grow and shrink with her text."""
        letter, header = self.fontMetrics().averageCharWidth() + 2, self.horizontalHeader()
        old, self._letter = self._letter, letter
        for at in range(header.count() if letter != old else 0):
            if not header.isSectionHidden(at):
                header.resizeSection(at, round(header.sectionSize(at) * letter / old))

    def _open(self, index: QModelIndex) -> None:
        found = self.model().id_at(index.row())
        if found:
            self.opened.emit(found)

    def _show_column(self, column: int, on: bool) -> None:
        self.setColumnHidden(column, not on)
        name = self.model().columns[column].name
        self._always = self._always | {name} if on else self._always - {name}
        self._remember.start()

    def _restore(self, table: RecordTable) -> None:
        header, names = self.horizontalHeader(), [column.name for column in table.columns]
        kept = {name: (width, shown) for name, width, shown in self._settings.get(self._key, [])}
        letter = self._letter = self.fontMetrics().averageCharWidth() + 2
        self._always: set[str] = set()
        self._asked: dict[str, int] = {}
        for at, column in enumerate(table.columns):
            width, shown = kept.get(column.name, (column.width * letter + 16, column.shown))
            header.resizeSection(at, max(40, int(width)))
            header.setSectionHidden(at, not shown)
            if shown:
                self._always.add(column.name)
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
            state.append([name, width, name in self._always])
        self._settings.set(self._key, state)
