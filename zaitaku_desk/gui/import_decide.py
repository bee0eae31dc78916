"""要確認: a row of the list beside each institution it may be; decided once and remembered (A33)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import show, tab_order, tokens
from zaitaku_desk.gui.import_details import FOUND
from zaitaku_desk.gui.import_lines import capability_words, decision_words, title_of
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.items import Ambiguous, Plan

FIRST = ("name", "kind", "address", "telephone", "fax", "corporation")
NOT_SHOWN = ("capabilities", "opening_hours", "prefecture", "municipality", "aliases")
MOST = 9
NEW, SKIP = "N", "S"


class ImportDecide(QWidget):
    """Left the rows nobody can tell, right one of them beside its candidates; `closed` when she goes back.

    1 … 9 choose a candidate, N makes a new institution, S leaves the row out, ↑ ↓ go to another row. Each
    decision is a record of its own: Ctrl+Z takes it back.
    """

    closed = Signal()
    decided = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._plan: Plan | None = None
        self._own = False
        self.head = QLabel(self)
        self.head.setProperty("role", "head")
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.why.setProperty("role", "secondary")
        self.pairs = _Pairs(self)
        self.pairs.currentRowChanged.connect(self._show)
        self.fields = self._table()
        self.buttons = QWidget(self)
        self._flow = FlowLayout(self.buttons, tokens.SPACE_1)
        self.later_button = QPushButton("あとで（Esc）", self)
        self.later_button.clicked.connect(self.closed)
        right = QVBoxLayout()
        right.setSpacing(tokens.SPACE_2)
        for part in (self.why, self.fields, self.buttons):
            right.addWidget(part, 1 if part is self.fields else 0)
        middle = QHBoxLayout()
        middle.setSpacing(tokens.SPACE_3)
        middle.addWidget(self.pairs)
        middle.addLayout(right, 1)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.later_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        tab_order.begin_at(self, self.pairs)
        office.changes.saved.connect(self._on_saved)

    def show_plan(self, plan: Plan, row: Ambiguous | None = None) -> None:
        """The rows of this plan; begins with `row`, else with the first that is undecided."""
        self._plan = plan
        self._list()
        found = next((at for at, one in enumerate(plan.ambiguous) if one is row), None)
        self.pairs.setCurrentRow(found if found is not None else max(0, self._undecided(0)))
        self.pairs.setFocus()

    def forget(self) -> None:
        """Let the plan go."""
        self._plan = None
        self.pairs.clear()

    def choose(self, key: str) -> bool:
        """Decide the row shown: "1" … "9", N or S; False when there is no such choice."""
        from zaitaku_desk.intake.items import Decided

        row = self._row()
        if row is None:
            return False
        if key == NEW:
            decision = Decided(None)
        elif key == SKIP:
            decision = Decided(None, skip=True)
        elif key.isdigit() and 1 <= int(key) <= min(MOST, len(row.candidates)):
            decision = Decided(row.candidates[int(key) - 1][0])
        else:
            return False
        self._decide(row, decision)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.modifiers() or not self.choose(event.text().upper()):
            super().keyPressEvent(event)

    # --- inside

    def _row(self) -> Ambiguous | None:
        at = self.pairs.currentRow()
        return self._plan.ambiguous[at] if self._plan and 0 <= at < len(self._plan.ambiguous) else None

    def _undecided(self, start: int) -> int:
        """The next row without a decision from here on, then from the top; -1 when all are decided."""
        rows = self._plan.ambiguous if self._plan else []
        order = [*range(start, len(rows)), *range(min(start, len(rows)))]
        return next((at for at in order if rows[at].decision is None), -1)

    def _decide(self, row: Ambiguous, decision: Any) -> None:
        from zaitaku_desk.intake import apply

        db, plan = self._office.db, self._plan
        if db is None or plan is None:
            return
        row.decision = decision
        self._own = True
        made = apply.decide(db, plan, row.item, decision, self._office.today())
        self._office.saved("match_decisions", [made])
        self._own = False
        at = self.pairs.currentRow()
        self._mark()
        self.decided.emit()
        further = self._undecided(at + 1)
        if further < 0:
            self.closed.emit()
        else:
            self.pairs.setCurrentRow(further)

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        """A decision was taken back (Ctrl+Z, or on the page of decisions)."""
        from zaitaku_desk.intake import apply

        if kind != "match_decisions" or self._own or self._plan is None or self._office.db is None:
            return
        apply.read_decisions(self._office.db, self._plan)
        self._mark()
        self.decided.emit()

    def _list(self) -> None:
        self.pairs.clear()
        for row in self._plan.ambiguous if self._plan else ():
            self.pairs.addItem(row.item.name)
        self._mark()

    def _mark(self) -> None:
        """The decisions in the list, and how many are left."""
        rows = self._plan.ambiguous if self._plan else []
        for at, row in enumerate(rows):
            mark = "□" if row.decision is None else "✓"
            item = self.pairs.item(at)
            item.setText(f"{mark} {row.item.name}")
            item.setToolTip(f"{row.item.name}\n{decision_words(row)}")
        left = sum(1 for row in rows if row.decision is None)
        self.head.setText(f"同じ機関かどうかを決める　残り {left:,} / {len(rows):,}件")
        self._say_why()

    def _say_why(self) -> None:
        row = self._row()
        if row is None:
            self.why.setText("")
            return
        words = decision_words(row) if row.decision is not None else "違う項目に ≠ を付けています。"
        self.why.setText(
            f"{FOUND.get(row.by, '')}。{words}　1〜9 選ぶ　N 新しい機関　S 取り込まない　↑↓ 次へ"
        )

    def _show(self, _at: int) -> None:
        from zaitaku_desk.intake import apply

        row, db = self._row(), self._office.db
        self.fields.clear()
        self.fields.setRowCount(0)
        self._say_why()
        if row is None or db is None:
            return
        values = row.item.values
        candidates = row.candidates[:MOST]
        shown = [apply.shown(db, id_)[0] for id_, _ in candidates]
        names = [*FIRST, *(name for name in values if name not in (*FIRST, *NOT_SHOWN))]
        names = [name for name in names if any(not _empty(one.get(name)) for one in (values, *shown))]
        self.fields.setColumnCount(2 + len(candidates))
        self.fields.setRowCount(len(names))
        titles = [f"{number}　{name}" for number, (_, name) in enumerate(candidates, 1)]
        self.fields.setHorizontalHeaderLabels(["項目", "一覧の行", *titles])
        for at, name in enumerate(names):
            self._cell(at, 0, title_of(name), same=True)
            self._cell(at, 1, self._words(name, values.get(name)), same=True)
            for column, one in enumerate(shown, 2):
                self._cell(at, column, self._words(name, one.get(name)), same=_alike(name, values, one))
        for column in range(1, self.fields.columnCount()):
            self.fields.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.fields.resizeRowsToContents()
        self._make_buttons(row)

    def _cell(self, row: int, column: int, words: str, *, same: bool) -> None:
        cell = QTableWidgetItem(words if same else f"≠ {words}")
        cell.setToolTip(words)
        if not same:
            font = cell.font()
            font.setBold(True)
            cell.setFont(font)
            cell.setBackground(QBrush(QColor(tokens.WARNING_GROUND)))
        self.fields.setItem(row, column, cell)

    def _words(self, name: str, value: Any) -> str:
        if _empty(value):
            return "―"
        if name == "capabilities":
            return capability_words(self._office.db, value)
        return show.shown(self._office.db, spec(Institution, name), value, self._office.date_style)

    def _make_buttons(self, row: Ambiguous) -> None:
        while self._flow.count():
            part = self._flow.takeAt(0).widget()
            part.hide()
            part.deleteLater()
        choices = [
            (str(at), f"{at}　「{name}」と同じ") for at, (_, name) in enumerate(row.candidates[:MOST], 1)
        ]
        for key, text in (*choices, (NEW, "N　新しい機関"), (SKIP, "S　取り込まない")):
            button = QPushButton(
                self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 320), self.buttons
            )
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, key=key: self.choose(key))
            self._flow.addWidget(button)
            button.show()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setObjectName("decide_fields")
        table.setAccessibleName("一覧の行と候補の比較")
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(tokens.TARGET)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().resizeSection(0, 110)
        return table


class _Pairs(QListWidget):
    """The rows to decide; the keys of a decision go to the page."""

    def __init__(self, page: ImportDecide) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("decide_rows")
        self.setAccessibleName("決める行")
        self.setFixedWidth(230)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable():
            self._page.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _empty(value: Any) -> bool:
    return value in (None, "", [], {})


def _alike(name: str, one: Any, other: Any) -> bool:
    """The way a number or an address is written is no difference."""
    from zaitaku_desk.intake.cleaning import address_key, same, telephone_key

    left, right = one.get(name), other.get(name)
    if _empty(left) or _empty(right) or same(name, left, right):
        return True
    if name == "address":
        return bool(address_key(left)) and address_key(left) == address_key(right)
    if name in ("telephone", "fax"):
        return bool(telephone_key(left)) and telephone_key(left) == telephone_key(right)
    return False
