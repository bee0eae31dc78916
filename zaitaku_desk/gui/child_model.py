"""The rows of a table of child records (attendances of a meeting, follow-ups of a consultation …).

The last row is always empty: typing into it makes a new record. Each cell saves by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.factory import words_field
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, Spec, is_empty, spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.save import Seen

NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Children:
    """What a ChildTable shows; a tab declares one per table.

    `kind` is the child's kind, `columns` its fields from left to right (a pointer like `person_id` shows and
    keeps its words too), `order` the int field that keeps the order of rows ("" = the record's ORDER, not to
    be moved), `defaults` the values of a new row (or a function of the parent's id that gives them), `widths`
    in pixels by field, `stretch` the column that takes the rest (default: the last), `identify` makes the id
    of a new row from its record where it is an association's (decisions 4). `least` to `most` rows are shown;
    with `most` 0 the table takes the height it is given and scrolls.
    `editors` are field widgets, by field, that edit a cell otherwise than `widget_class` says.
    `invite` is what a button says in the place of the table while there is no row yet (「人員を加える」).
    `retires` is a yes-or-no field that is turned instead of putting a row into the bin.
    `passed` says of (record, field) whether Enter and Tab go over the cell while one writes row after row.
    """

    kind: str
    columns: tuple[str, ...]
    order: str = ""
    defaults: dict[str, Any] | Callable[[str], dict[str, Any]] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    stretch: str = ""
    identify: Callable[[Record], str] | None = None
    least: int = 2
    most: int = 12
    parent: str = ""
    editors: dict[str, Any] = field(default_factory=dict)
    invite: str = ""
    retires: str = ""
    passed: Callable[[Record | None, str], bool] = lambda _record, _name: False


class ChildModel(QAbstractTableModel):
    """Records of one parent, plus the empty row."""

    saved = Signal(str)

    def __init__(self, office: Office, children: Children, parent: Any = None) -> None:
        super().__init__(parent)
        self.children_of = children
        self.record_type = KINDS[children.kind]
        self.specs = [spec(self.record_type, name) for name in children.columns]
        self.rows: list[Record] = []
        self.parent_id: str | None = None
        self._office = office
        self._seen: dict[str, Seen] = {}
        self._blank: Record | None = None
        self._own = False
        self.before_save: Callable[[], None] = lambda: None  # the tab stores a new parent first
        self.late_defaults: Callable[[], dict[str, Any]] = dict  # values of the moment a row is begun

    # --- reading

    def load(self, parent_id: str | None) -> None:
        """Show the children of a record (None: nothing)."""
        self.beginResetModel()
        self.parent_id = parent_id
        self._seen.clear()
        self.rows = self._read()
        self._seen = self._seen_now()
        self._blank = self._new_blank()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows) + (self._blank is not None)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.specs)

    def record_at(self, row: int) -> Record | None:
        """The record of a row; the blank one for the empty row."""
        return self.rows[row] if row < len(self.rows) else self._blank

    def is_blank(self, row: int) -> bool:
        """Whether this is the empty row to type into."""
        return row >= len(self.rows)

    def words_of(self, item: Spec) -> str:
        """The field that keeps the words of a pointer column."""
        return words_field(self.record_type, item.name) if item.refers and item.type is not list else ""

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            item = self.specs[section]
            return item.title + (f"（{item.unit}）" if item.unit else "")
        if way == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return "＋" if self.is_blank(section) else str(section + 1)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record, item = self.record_at(index.row()), self.specs[index.column()]
        if record is None:
            return None
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            if item.type is bool and role == Qt.ItemDataRole.DisplayRole:
                return None
            blank = self.is_blank(index.row())
            hint = "ここに入力" if blank and index.column() == 0 else None
            text = "" if blank else self.text(record, item)
            return text or (hint if role != Qt.ItemDataRole.AccessibleTextRole else item.title) or None
        if role == Qt.ItemDataRole.CheckStateRole and item.type is bool:
            return Qt.CheckState.Checked if getattr(record, item.name) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole:
            if self.is_blank(index.row()):
                return QColor(tokens.PLACEHOLDER)
            return QColor(tokens.ERROR) if item.name in record.as_typed else None
        if role == Qt.ItemDataRole.TextAlignmentRole and item.type is int:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def text(self, record: Record, item: Spec) -> str:
        """What a cell shows."""
        from zaitaku_desk.gui.show import shown

        if item.name in record.as_typed:
            return record.as_typed[item.name]
        value = getattr(record, item.name)
        words = self.words_of(item)
        if words and (not value or getattr(record, words)):
            return getattr(record, words) or ""
        return shown(self._office.db, item, value, self._office.date_style)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.specs[index.column()].type is bool:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    # --- writing

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        return self.put(index.row(), self.specs[index.column()], value)

    def put(
        self,
        row: int,
        item: Spec,
        value: Any,
        *,
        typed: str = "",
        words: str | None = None,
        sealed: bool = True,
    ) -> bool:
        """Set one cell and save it. `typed` is text the field cannot hold, `words` those of a pointer."""
        record = self.record_at(row)
        if record is None:
            return False
        before = self._state(record, item)
        setattr(record, item.name, value if not typed else None)
        record.as_typed.pop(item.name, None)
        if typed:
            record.as_typed[item.name] = typed
        kept = self.words_of(item)
        if kept:
            setattr(record, kept, words)
        seen = self._seen.get(record.id)
        if self._state(record, item) == before and (sealed is False or seen is None or not seen.unsealed):
            return False
        if self.is_blank(row):
            if is_empty(value) and not typed and not words:
                return False
            self._adopt(record)
        self._save(record, sealed=sealed)
        at = self.rows.index(record)
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.specs) - 1))
        return True

    def change(self, row: int, **values: Any) -> None:
        """Set several fields of a stored row in one save: what follows from a person picked."""
        record = self.rows[row]
        for name, value in values.items():
            setattr(record, name, value)
            record.as_typed.pop(name, None)
        self._save(record, sealed=True)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.specs) - 1))

    def insert_blank(self) -> int:
        """The row to type a new record into."""
        return len(self.rows)

    def add(self, **values: Any) -> Record:
        """Append a record with these values and save it."""
        record = self._new_blank()
        if record is None:
            raise RuntimeError("no parent to add to")
        for name, value in values.items():
            setattr(record, name, value)
        self.beginInsertRows(NOWHERE, len(self.rows), len(self.rows))
        self._number(record)
        self.rows.append(record)
        self.endInsertRows()
        self._save(record, sealed=True)
        return record

    def remove(self, row: int) -> None:
        """Put a row into the bin, or out of use; Ctrl+Z brings it back."""
        from zaitaku_desk.store import save

        if self.is_blank(row):
            return
        record = self.rows[row]
        if retires := self.children_of.retires:
            self.put(row, spec(self.record_type, retires), not getattr(record, retires))
            return
        save.delete(self._office.db, record.KIND, record.id)
        self.beginRemoveRows(NOWHERE, row, row)
        del self.rows[row]
        self.endRemoveRows()
        self._tell(record.id)

    def move(self, row: int, step: int) -> int:
        """Move a row up (-1) or down (+1) and number the rows anew; returns where it is now."""
        to = row + step
        order = self.children_of.order
        if not order or self.is_blank(row) or not 0 <= to < len(self.rows):
            return row
        from zaitaku_desk.store import save

        self.beginMoveRows(NOWHERE, row, row, NOWHERE, to + (1 if step > 0 else 0))
        self.rows.insert(to, self.rows.pop(row))
        self.endMoveRows()
        moved = []
        for number, record in enumerate(self.rows, 1):
            if getattr(record, order) != number:
                setattr(record, order, number)
                moved.append(record)
        save.save_many(self._office.db, moved)
        self._seen.clear()
        self._tell(*(record.id for record in moved))
        return to

    def seal(self) -> None:
        """Make what autosave wrote final."""
        from zaitaku_desk.store import save

        for seen in self._seen.values():
            save.seal(self._office.db, seen)

    def _state(self, record: Record, item: Spec) -> tuple[Any, ...]:
        kept = self.words_of(item)
        words = getattr(record, kept) if kept else None
        return getattr(record, item.name), record.as_typed.get(item.name), words

    def _adopt(self, record: Record) -> None:
        """The blank row becomes a record, and a new blank row follows it."""
        for name, value in self.late_defaults().items():
            if is_empty(getattr(record, name)) and name not in record.as_typed:
                setattr(record, name, value)
        if self.children_of.identify:
            record.id = self.children_of.identify(record)
        self._number(record)
        at = len(self.rows)
        self.beginInsertRows(NOWHERE, at + 1, at + 1)
        self.rows.append(record)
        self._blank = self._new_blank()
        self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, at, at + 1)

    def _number(self, record: Record) -> None:
        order = self.children_of.order
        if order and getattr(record, order) is None:
            setattr(record, order, max((getattr(row, order) or 0 for row in self.rows), default=0) + 1)

    def _save(self, record: Record, *, sealed: bool) -> None:
        from zaitaku_desk.store import save

        self.before_save()
        if record.id not in self._seen:
            stored = save.get(self._office.db, record.KIND, record.id)
            opened = (
                save.open_record(self._office.db, record.KIND, record.id)[1]
                if stored
                else save.unseen(record)
            )
            self._seen[record.id] = opened
        self._seen[record.id] = save.save(self._office.db, record, self._seen[record.id], sealed=sealed)
        if sealed:
            save.seal(self._office.db, self._seen[record.id])
        self._tell(record.id)

    def _tell(self, *ids: str) -> None:
        self._own = True
        try:
            self._office.saved(self.children_of.kind, list(ids))
        finally:
            self._own = False
        self.saved.emit(self.children_of.kind)

    def _read(self) -> list[Record]:
        from zaitaku_desk.store import lists

        if self.parent_id is None or self._office.db is None:
            return []
        kind = self.children_of.kind
        return lists.children(self._office.db, kind, self.parent_id, self._parent_field)

    def _seen_now(self) -> dict[str, Seen]:
        """What the rows show: what comes in while they are open has not been seen (decisions 16)."""
        from zaitaku_desk.store import journal, save

        if not self.rows or self._office.db is None:
            return {}
        heads = journal.heads_of(self._office.db, [record.id for record in self.rows])
        return {record.id: save.seen_of(record, heads[record.id]) for record in self.rows}

    def _new_blank(self) -> Record | None:
        from zaitaku_desk.store import save

        if self.parent_id is None:
            return None
        given = self.children_of.defaults
        values = given(self.parent_id) if callable(given) else given
        return save.new(self.children_of.kind, **{self._parent_field: self.parent_id}, **values)

    @property
    def _parent_field(self) -> str:
        return self.children_of.parent or self.record_type.PARENT
