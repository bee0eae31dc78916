"""重複をまとめる: pairs that may be one, side by side; what is joined can be split again (decisions 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import show, tab_order, tokens
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.gui.viewed import Looked
from zaitaku_desk.gui.widgets.picker import RecordPicker
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, Spec, is_empty, specs

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

SKIPPED = ("listed",)
LEFT, RIGHT = 1, 2
TAKEN, WORDS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class MergePage(ToolPage):
    """Pairs and what was joined at the left, the two records field by field at the right.

    ← → take a field from the left or the right, Ctrl+Enter joins, Alt+D says that they are two.
    """

    TITLE = "重複をまとめる"
    KIND: ClassVar[str] = "institutions"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._pairs: list[Any] = []
        self._records: list[Record] = []
        self._looked = Looked(office, self)
        self._fields: list[Spec] = []
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._lists())
        splitter.addWidget(self._compared())
        splitter.setSizes([360, 760])
        self.body.addWidget(splitter, 1)
        tab_order.begin_at(self, self.pairs)
        office.changes.saved.connect(self._on_saved_elsewhere)

    # --- for the tab

    def start(self) -> None:
        """Look for doubles anew."""
        self._show_joined()
        self._compare(None, None)
        self._fill([])
        self.said_label.setText("似た記録を探しています…")
        db, kind = self.office.db, self.KIND

        def work(progress: Any) -> list[Any]:
            from zaitaku_desk.intake import duplicates
            from zaitaku_desk.store import suspects

            entries = [duplicates.Entry(*row) for row in suspects.rows(db, kind)]
            two = suspects.said_to_be_two(db, kind)
            search = duplicates.people if kind == "people" else duplicates.institutions
            found = search(entries, lambda: progress(0, 0))
            return [pair for pair in found if frozenset((pair.left.id, pair.right.id)) not in two]

        self.office.tasks.run("重複を探す", work, self._fill)

    def start_with(self, record_id: str) -> None:
        """Open with a record at the left, to be compared with one she names."""
        self.start()
        self._compare(record_id, None)
        self.right_picker.setFocus()

    # --- inside

    def _fill(self, pairs: list[Any]) -> None:
        self._pairs = pairs
        self.pairs.clear()
        for pair in pairs:
            item = QListWidgetItem(f"{pair.left.name}\n{pair.right.name}\n　{pair.why}")
            item.setToolTip(item.text())
            self.pairs.addItem(item)
        self.lists.setTabText(0, f"似た記録 {len(pairs):,}組")
        if pairs:
            self.said_label.setText("左右を見比べ、項目ごとにどちらを残すかを ← → で選びます。")
            self.pairs.setCurrentRow(0)
        else:
            self.said_label.setText(
                "似ている記録は見つかりませんでした。右上の2つの欄に名前を入れると、選んだ記録どうしを比べられます。"
            )

    def _show_joined(self) -> None:
        from zaitaku_desk.store import merging

        self.joined.clear()
        found = merging.joined(self.office.db, self.KIND) if self.office.db is not None else []
        for loser, name, _winner, into in found:
            item = QListWidgetItem(f"{name}\n→ {into}")
            item.setData(Qt.ItemDataRole.UserRole, loser)
            self.joined.addItem(item)
        self.lists.setTabText(1, f"統合済み {len(found):,}件")
        self.split_button.setEnabled(bool(found))

    def _on_pair(self, row: int) -> None:
        if 0 <= row < len(self._pairs):
            self._compare(self._pairs[row].left.id, self._pairs[row].right.id)

    def _compare(self, left: str | None, right: str | None) -> None:
        from zaitaku_desk.store import merging, save

        db = self.office.db
        for picker, record_id in ((self.left_picker, left), (self.right_picker, right)):
            picker.value = record_id
        ids = [one for one in dict.fromkeys((left, right)) if one]
        found = [save.get(db, self.KIND, one) for one in ids]
        if len(found) == 2 and merging.weight(db, self.KIND, ids[1]) > merging.weight(db, self.KIND, ids[0]):
            self._wins = 1
        else:
            self._wins = 0
        self._records = [record for record in found if record is not None]
        self._looked.at(*((self.KIND, record.id) for record in self._records))
        self._show_fields()

    def _show_fields(self) -> None:
        ready = len(self._records) == 2
        self.join_button.setEnabled(ready)
        self.two_button.setEnabled(ready)
        self.fields.setRowCount(0)
        self._fields = []
        if not ready:
            return
        left, right = self._records
        every = [item for item in specs(KINDS[self.KIND]) if item.name not in SKIPPED]
        differing = [item for item in every if self._values(item)[0] != self._values(item)[1]]
        same = [item for item in every if item not in differing and not is_empty(self._values(item)[0])]
        self._fields = [*differing, *same]
        self.fields.setRowCount(len(self._fields))
        for row, item in enumerate(self._fields):
            self._row(row, item, item in differing)
        self.fields.resizeRowsToContents()
        if self._fields:
            self.fields.setCurrentCell(0, self._default(self._fields[0]))
        self.fields.setHorizontalHeaderLabels(["項目", left.name or "左", right.name or "右"])

    def _row(self, row: int, item: Spec, differs: bool) -> None:
        title = QTableWidgetItem(item.title)
        title.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.fields.setItem(row, 0, title)
        style = self.office.date_style
        for column, value in zip((LEFT, RIGHT), self._values(item), strict=True):
            words = show.shown(self.office.db, item, value, style)
            cell = QTableWidgetItem(words)
            cell.setData(WORDS, words)
            cell.setToolTip(words)
            self.fields.setItem(row, column, cell)
        self._choose(row, self._default(item), differs=differs)

    def _values(self, item: Spec) -> tuple[Any, Any]:
        return getattr(self._records[0], item.name), getattr(self._records[1], item.name)

    def _default(self, item: Spec) -> int:
        """What says something, else what the record with more behind it says."""
        left, right = self._values(item)
        if is_empty(left) != is_empty(right):
            return RIGHT if is_empty(left) else LEFT
        return LEFT if self._wins == 0 else RIGHT

    def _choose(self, row: int, column: int, *, differs: bool = True) -> None:
        """Mark what is taken: by colour, weight and a word for those who see no colour."""
        for side in (LEFT, RIGHT):
            cell = self.fields.item(row, side)
            taken = side == column
            cell.setData(TAKEN, taken)
            font = cell.font()
            font.setBold(taken and differs)
            cell.setFont(font)
            cell.setBackground(QColor(tokens.SELECTION if taken and differs else tokens.GROUND))
            cell.setForeground(QColor(tokens.INK if taken else tokens.SECONDARY))
            mark = ("● " if taken else "○ ") if differs else ""
            cell.setText(mark + cell.data(WORDS))

    def _chosen(self, row: int) -> Any:
        left, right = self._values(self._fields[row])
        return left if self.fields.item(row, LEFT).data(TAKEN) else right

    def join(self) -> None:
        """Join the two: the one with more behind it stays, with the values chosen."""
        from dataclasses import replace

        from zaitaku_desk.store import merging

        if len(self._records) != 2:
            return
        winner, loser = self._records[self._wins], self._records[1 - self._wins]
        values = {item.name: self._chosen(row) for row, item in enumerate(self._fields)}
        typed = {name: words for name, words in winner.as_typed.items() if name not in values}
        merging.merge(self.office.db, replace(winner, as_typed=typed, **values), [loser.id])
        self._tell([winner.id, loser.id])
        self.said.emit(
            f"「{loser.name}」を「{values.get('name') or winner.name}」にまとめました。Ctrl+Zで元に戻せます。"
        )
        self._next()

    def are_two(self) -> None:
        """Remember that these are two records and go on."""
        from zaitaku_desk.store import suspects

        if len(self._records) != 2:
            return
        left, right = self._records
        suspects.are_two(self.office.db, self.KIND, left.id, right.id, self.office.today())
        self._own = True
        self.office.saved("match_decisions", [])
        self._own = False
        self.said.emit("別の記録として覚えました。次からは候補に出ません。")
        self._next()

    def split(self) -> None:
        """Make the joined record a record of its own again."""
        from zaitaku_desk.store import merging

        item = self.joined.currentItem() or self.joined.item(0)
        if item is None:
            return
        loser = item.data(Qt.ItemDataRole.UserRole)
        merging.split(self.office.db, self.KIND, loser)
        self._tell([loser])
        self.said.emit("2つの記録に分けました。Ctrl+Zで元に戻せます。")
        self._show_joined()

    def _tell(self, ids: list[str]) -> None:
        self._own = True
        self.office.saved(self.KIND, ids)
        self._own = False

    def _on_saved_elsewhere(self, kind: str, _ids: list[str]) -> None:
        """Something was taken back (Ctrl+Z) or changed on another page."""
        if self.isVisible() and not self._own and kind in (self.KIND, "match_decisions"):
            self.start()

    def _next(self) -> None:
        """The pairs that are left, the keyboard on the one that moved up."""
        gone = {record.id for record in self._records}
        row = self.pairs.currentRow()
        left = [pair for pair in self._pairs if {pair.left.id, pair.right.id} != gone]
        self._show_joined()
        self._compare(None, None)
        self._fill(left)
        self.pairs.setCurrentRow(min(max(row, 0), len(left) - 1))
        self.pairs.setFocus()

    # --- parts

    def _lists(self) -> QWidget:
        self.lists = QTabWidget(self)
        self.pairs = QListWidget(self)
        self.pairs.setObjectName("pairs")
        self.pairs.setAccessibleName("似ている記録の組")
        self.pairs.setAlternatingRowColors(True)
        self.pairs.currentRowChanged.connect(self._on_pair)
        self.pairs.itemActivated.connect(lambda _item: self.fields.setFocus())
        self.joined = QListWidget(self)
        self.joined.setObjectName("joined")
        self.joined.setAccessibleName("まとめた記録")
        self.split_button = QPushButton("選んだ記録を元の2つに分ける", self)
        self.split_button.clicked.connect(self.split)
        apart = QWidget(self)
        inside = QVBoxLayout(apart)
        inside.setContentsMargins(0, 0, 0, tokens.SPACE_1)
        inside.addWidget(self.joined, 1)
        inside.addWidget(self.split_button)
        self.lists.addTab(self.pairs, "似ている記録")
        self.lists.addTab(apart, "まとめた記録")
        return self.lists

    def _compared(self) -> QWidget:
        page = QWidget(self)
        self.left_picker, self.right_picker = self._picker("左の記録"), self._picker("右の記録")
        self.said_label = QLabel(page)
        self.said_label.setWordWrap(True)
        self.said_label.setProperty("role", "secondary")
        self.fields = QTableWidget(0, 3, page)
        self.fields.setObjectName("merge_fields")
        self.fields.setAccessibleName("項目ごとの比較")
        self.fields.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.fields.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields.verticalHeader().hide()
        self.fields.setHorizontalHeaderLabels(["項目", "左", "右"])
        header = self.fields.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(0, 150)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.fields.currentCellChanged.connect(self._on_cell)
        self.fields.cellClicked.connect(lambda row, column: self._take(row, column))
        self.join_button = QPushButton("まとめる（Ctrl+Enter）", page)
        self.join_button.setProperty("primary", True)
        self.join_button.clicked.connect(self.join)
        self.two_button = QPushButton("別の記録である(&D)", page)
        self.two_button.clicked.connect(self.are_two)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for part in (self.left_picker, QLabel("と", page), self.right_picker):
            top.addWidget(part, 1 if isinstance(part, RecordPicker) else 0)
        bottom.addStretch(1)
        bottom.addWidget(self.two_button)
        bottom.addWidget(self.join_button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_1, tokens.SPACE_1)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self.said_label)
        layout.addWidget(self.fields, 1)
        layout.addLayout(bottom)
        return page

    def _picker(self, title: str) -> RecordPicker:
        picker = RecordPicker(self)
        record = KINDS[self.KIND]
        picker.attach(self.office, Spec("id", title, str, "id", refers=record.KIND))
        picker.setAccessibleName(title)
        picker.setPlaceholderText(f"{title}（名前の一部を入力）")
        picker.edited.connect(lambda: self._picked())
        return picker

    def _picked(self) -> None:
        left, right = self.left_picker.value, self.right_picker.value
        if left and right and left != right:
            self.pairs.setCurrentRow(-1)
            self._compare(left, right)

    def _on_cell(self, row: int, column: int, old_row: int, _old_column: int) -> None:
        if row == old_row and column != 0:
            self._take(row, column)

    def _take(self, row: int, column: int) -> None:
        if column in (LEFT, RIGHT) and 0 <= row < len(self._fields):
            left, right = self._values(self._fields[row])
            self._choose(row, column, differs=left != right)

    _wins = 0
    _own = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.join()
        else:
            super().keyPressEvent(event)


class PeopleMergePage(MergePage):
    """The same for people."""

    KIND = "people"
