"""The model of every list: the ids of all rows and the few blocks of rows that are on the screen.

The first block is read at once; the ids of a long list follow on the reading thread. A save patches one row,
without reset.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.show import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Record
    from zaitaku_desk.store.lists import Listing

BLOCK = 32  # rows read at once: a screen and a half; each row costs some pages to decrypt
KEPT_BLOCKS = 96
CELL = 100  # characters a cell can show; Qt measures all it is given, at every frame
FEW = 1000  # a list up to here is read whole at once, unless it was searched for
REST_AFTER_MS = 200  # typing goes on: do not read a list nobody will look at
NOWHERE = QModelIndex()
CONFLICT = "▲ "  # before the first cell of what two devices said differently
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
SHOWN = (DISPLAY, int(Qt.ItemDataRole.ToolTipRole))
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
COLOUR = int(Qt.ItemDataRole.ForegroundRole)


class Old(str):
    """The text of a cell whose fact is old; the words say so, the colour only helps."""

    __slots__ = ()


class Ids:
    """Many record ids in little memory."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._text = "\n".join(ids).encode()
        ends = (found.end() for found in re.finditer(rb"\n", self._text))
        self._starts = array("Q", [0] if self._text else [])
        self._starts.extend(ends)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, at: slice) -> list[str]:
        start, stop, _ = at.indices(len(self))
        if start >= stop:
            return []
        end = self._starts[stop] - 1 if stop < len(self) else len(self._text)
        return self._text[self._starts[start] : end].decode().split("\n")

    def index(self, record_id: str) -> int:
        """The row of a record, -1 when it is not in the list."""
        at = (b"\n" + self._text + b"\n").find(b"\n" + record_id.encode() + b"\n") if self._text else -1
        return bisect_left(self._starts, at) if at >= 0 else -1


class RecordTable(QAbstractTableModel):
    """The list of one kind; columns are the record's COLUMNS. `counted(n)` when the whole length is known."""

    counted = Signal(int)

    def __init__(self, office: Office, record: type[Record], parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = record.COLUMNS
        self.kind = record.KIND
        self.listing: Listing | None = None
        self.complete = False
        self._office = office
        self._ids = Ids(())
        self._blocks: dict[int, list[tuple[str, ...]]] = {}
        self._generation = 0
        self._conflicts: set[str] = set()
        self._ages = any(column.when for column in self.columns)
        self._alignments = [self._alignment(at) for at in range(len(self.columns))]
        self._rest = QTimer(self, singleShot=True, interval=REST_AFTER_MS)
        self._rest.timeout.connect(self.read_rest)

    # --- what is listed

    def set_listing(self, listing: Listing) -> None:
        """Show another list."""
        from zaitaku_desk.store import lists

        self._generation += 1
        first = lists.page(self._office.db, listing, 0, BLOCK)
        self._learn_conflicts()
        ids = [row[0] for row in first]
        self.complete = len(first) < BLOCK
        if not self.complete and not lists.is_scattered(self._office.db, listing):  # else dear at every key
            some = lists.ids(self._office.db, listing, FEW + 1)
            self.complete = len(some) <= FEW
            ids = some if self.complete and some[:BLOCK] == ids else ids
        self.beginResetModel()
        self.listing = listing
        self._ids = Ids(ids)
        self._blocks = {0: [self._shown(row) for row in first]}
        self.endResetModel()
        if self.complete:
            self._rest.stop()
            self.counted.emit(len(ids))
        else:
            self._rest.start()

    def read_rest(self) -> None:
        """Read the ids of a long list on the reading thread; a list that was left meanwhile is not read."""
        from zaitaku_desk.store import lists

        generation, db, listing = self._generation, self._office.db, self.listing
        self._rest.stop()

        def work() -> Ids | None:
            if generation != self._generation:
                return None
            db.rows("PRAGMA cache_size = -1024")  # this thread looks at no page twice
            return Ids(lists.ids(db, listing))

        if listing is not None and not self.complete:
            self._office.tasks.read(work, lambda ids: self._take_ids(generation, ids))

    def reload(self) -> None:
        """Read the same list again."""
        if self.listing is not None:
            self.set_listing(self.listing)

    def clear(self) -> None:
        """Forget every row: locked."""
        self.beginResetModel()
        self._generation += 1
        self._rest.stop()
        self._ids, self._blocks, self.listing = Ids(()), {}, None
        self.endResetModel()

    def patch(self, ids: Sequence[str]) -> bool:
        """Show what is stored now for these rows; False when one of them came, went or is not here."""
        from zaitaku_desk.store import lists

        if self.listing is None:
            return True
        rows = [self._ids.index(record_id) for record_id in ids]
        if -1 in rows:
            return False
        fresh = lists.rows_of(self._office.db, self.listing, list(ids))
        self._learn_conflicts()
        gone = self._gone(list(ids))
        if len(fresh) < len(ids) or gone != self.listing.bin:
            return False
        for row, record_id in zip(rows, ids, strict=True):
            block = self._blocks.get(row // BLOCK)
            if block is not None:
                block[row % BLOCK] = self._shown(fresh[record_id])
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        return True

    def refresh(self) -> None:
        """Read what is on the screen again, the rows staying as they are (a related record was saved)."""
        self._blocks.clear()
        if len(self._ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def id_at(self, row: int) -> str | None:
        """The record of a row."""
        found = self._ids[row : row + 1] if row >= 0 else []
        return found[0] if found else None

    def row_of(self, record_id: str) -> int:
        """The row of a record, -1 when it is not in the list (or not read yet)."""
        return self._ids.index(record_id)

    # --- Qt

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: QModelIndex, role: int = DISPLAY) -> Any:
        if role in SHOWN:
            row = index.row()
            block = self._blocks.get(row // BLOCK)
            if block is None:
                block = self._read(row // BLOCK)
            at = row % BLOCK
            return block[at][index.column()] if at < len(block) else None
        if role == ALIGNMENT:
            return self._alignments[index.column()]
        if role == COLOUR and self._ages and isinstance(self.data(index), Old):
            return QColor(tokens.WARNING)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the list's own order."""
        from dataclasses import replace

        if self.listing is None:
            return
        name = self.columns[column].name if column >= 0 else ""
        down = bool(name) and order == Qt.SortOrder.DescendingOrder
        if (name, down) != (self.listing.sort, self.listing.descending):
            self.set_listing(replace(self.listing, sort=name, descending=down))

    # --- inside

    def _alignment(self, column: int) -> int:
        side = (
            Qt.AlignmentFlag.AlignRight
            if self.columns[column].align == "right"
            else Qt.AlignmentFlag.AlignLeft
        )
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _read(self, number: int) -> list[tuple[str, ...]]:
        from zaitaku_desk.store import lists

        wanted = self._ids[number * BLOCK : (number + 1) * BLOCK]
        found = lists.rows_of(self._office.db, self.listing, wanted)
        self._learn_conflicts()
        empty = ("",) * len(self.columns)
        block = [self._shown(found[item]) if item in found else empty for item in wanted]
        if len(self._blocks) >= KEPT_BLOCKS:
            self._blocks.pop(max(self._blocks, key=lambda other: abs(other - number)))
        self._blocks[number] = block
        return block

    def _shown(self, row: tuple[Any, ...]) -> tuple[str, ...]:
        style = self._office.date_style
        cells = tuple(_text(value, style) for value in row[1:])
        if row[0] in self._conflicts:
            return (f"{CONFLICT}{cells[0]}", *cells[1:])
        return cells

    def _learn_conflicts(self) -> None:
        """Which rows get the mark; where there is nothing to decide it is one short query."""
        from zaitaku_desk.store import conflicts

        self._conflicts = conflicts.marked(self._office.db, self.kind)

    def _gone(self, ids: list[str]) -> bool:
        marks = ",".join("?" * len(ids))
        where = f"id IN ({marks}) AND (deleted OR merged_into IS NOT NULL)"
        return bool(self._office.db.rows(f'SELECT 1 FROM "{self.kind}" WHERE {where} LIMIT 1', ids))  # noqa: S608

    def _take_ids(self, generation: int, ids: Ids | None) -> None:
        if ids is None or generation != self._generation:
            return
        have = len(self._ids)
        if ids[:have] != self._ids[:have]:
            self.reload()
            return
        if len(ids) > have:
            self.beginInsertRows(NOWHERE, have, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        self.complete = True
        self.counted.emit(len(ids))


def _text(value: Any, style: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "○" if value else ""
    if isinstance(value, date | datetime):
        return moment(value, style)
    if hasattr(value, "words"):
        return Old(value.words(style)) if value.old else value.words(style)
    text = str(value)
    return (text if len(text) <= CELL else text[:CELL] + "…").replace("\n", " ")
