"""Beside the lines of a plan: one institution, field by field; each field she may refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.import_lines import Line, decision_words, title_of, value_words
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

FOUND = {
    "key": "番号が同じ",
    "both": "名称・電話・住所が同じ",
    "telephone": "名称と電話が同じ",
    "address": "名称と住所が同じ",
    "place": "電話と住所が同じで名称が違う",
    "name": "名称だけが同じ",
    "moved": "同じ一覧の前の版と照らし合わせ",
    "decision": "あなたの判断",
}
HERS = "あなたの入力が優先されます"


class ImportDetails(QWidget):
    """What the line would write; `changed` when she refuses a field or says that one is closed."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._line: Line | None = None
        self.title = QLabel(self)
        self.title.setProperty("role", "section")
        self.title.setWordWrap(True)
        self.about = QLabel(self)
        self.about.setProperty("role", "secondary")
        self.about.setWordWrap(True)
        self.hers = QLabel(HERS, self)
        self.hers.setProperty("role", "warning")
        self.hers.setWordWrap(True)
        self.closed = QCheckBox("閉院・廃止として扱う（一覧表に載せない）", self)
        self.closed.toggled.connect(self._close)
        self.fields = _Fields(self)
        self.fields.itemChanged.connect(self._refuse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_2, 0, tokens.SPACE_1, 0)
        layout.setSpacing(tokens.SPACE_1)
        for part in (self.title, self.about, self.hers, self.closed):
            layout.addWidget(part)
        layout.addWidget(self.fields, 1)
        tab_order.begin_at(self, self.fields)
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """One line of the plan, or nothing."""
        self._line = None
        self.fields.setRowCount(0)
        self.closed.setVisible(line is not None and line.group == "gone")
        self.hers.hide()
        self.title.setText(line.name if line is not None else "")
        self.about.setText(
            self._about(line) if line is not None else "行を選ぶと、ここに項目ごとの内容が出ます。"
        )
        if line is None or line.group == "rejected":
            self.fields.hide()
            return
        self.fields.show()
        if line.group == "gone":
            self.closed.setChecked(line.what.closed)
            self._values(line.what.held.values)
        elif line.group in ("changed", "moved"):
            self._changes(line.what)
        else:
            self._values((line.what.item if line.group == "ambiguous" else line.what).values)
        self.fields.resizeRowsToContents()
        self._line = line

    # --- inside

    def _about(self, line: Line) -> str:
        if line.group == "rejected":
            return f"取り込めません。{line.what.reason}"
        if line.group == "gone":
            return "今回の一覧にありません。記録は残し、「最新の一覧にはありません」の印を付けます。"
        item = line.what.item if line.group == "ambiguous" else line.what
        rows = "、".join(map(str, item.lines[:3])) + (" ほか" if len(item.lines) > 3 else "")
        parts = [f"ファイルの{rows}行目"]
        if line.group == "ambiguous":
            parts += [FOUND.get(line.what.by, ""), decision_words(line.what)]
        elif item.by:
            parts.append(FOUND.get(item.by, ""))
        if getattr(item, "moved", ""):
            parts.append(f"{item.moved}（1つの機関のまま、旧称も探せます）")
        return "　".join(filter(None, parts))

    def _changes(self, item: Any) -> None:
        self.fields.setHorizontalHeaderLabels(["項目", "今", "一覧では"])
        self.fields.setColumnHidden(1, False)
        self.hers.setVisible(any(change.kept for change in item.changes))
        for change in item.changes:
            if change.field == "gone":
                self._row("一覧", "載っていない", "再び載った")
                continue
            title = title_of(change.field)
            row = self._row(
                title, self._words(change.field, change.before), self._words(change.field, change.after)
            )
            head = self.fields.item(row, 0)
            head.setData(Qt.ItemDataRole.UserRole, change.field)
            if change.kept:
                head.setText(f"{title}（あなたの入力）")
                head.setToolTip(HERS)
            else:
                wanted = change.field not in item.refused
                head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                head.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def _values(self, values: Any) -> None:
        self.fields.setHorizontalHeaderLabels(["項目", "今", "一覧では"])
        self.fields.setColumnHidden(1, True)
        from zaitaku_desk.intake.rows import FIELDS

        for name in FIELDS:
            if name in values:
                self._row(title_of(name), "", self._words(name, values[name]))

    def _row(self, title: str, before: str, after: str) -> int:
        row = self.fields.rowCount()
        self.fields.insertRow(row)
        for column, words in enumerate((title, before, after)):
            cell = QTableWidgetItem(words)
            cell.setToolTip(words)
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.fields.setItem(row, column, cell)
        return row

    def _words(self, name: str, value: Any) -> str:
        return value_words(self._office, name, value)

    def _refuse(self, cell: QTableWidgetItem) -> None:
        """A field of a group (an address) is refused or taken together with the others."""
        name = cell.data(Qt.ItemDataRole.UserRole)
        line = self._line
        if line is None or not name or cell.column() != 0:
            return
        group = _together(name, [change.field for change in line.what.changes])
        wanted = cell.checkState() == Qt.CheckState.Checked
        item = line.what
        item.refused = item.refused - group if wanted else item.refused | group
        self._line = None  # the others follow without being heard
        for row in range(self.fields.rowCount()):
            other = self.fields.item(row, 0)
            if other.data(Qt.ItemDataRole.UserRole) in group and other is not cell:
                other.setCheckState(cell.checkState())
        self._line = line
        self.changed.emit()

    def _close(self, on: bool) -> None:
        if self._line is not None and self._line.group == "gone":
            self._line.what.closed = on
            if on:
                self._line.what.write = True
            self.changed.emit()


class _Fields(QTableWidget):
    """The fields; space takes or refuses the one she stands on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("plan_fields")
        self.setAccessibleName("項目ごとの内容")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(tokens.TARGET)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(0, 120)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        if event.key() == Qt.Key.Key_Space and cell is not None:
            if cell.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                on = cell.checkState() == Qt.CheckState.Checked
                cell.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


def _together(name: str, names: list[str]) -> frozenset[str]:
    if name == "capabilities":
        return frozenset({name})
    group = spec(Institution, name).group
    return frozenset(
        other
        for other in names
        if other not in ("gone", "capabilities") and spec(Institution, other).group == group
    )
