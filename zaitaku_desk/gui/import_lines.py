"""What an import would do, line by line, each of which she can leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.intake.plan import Change, Item, Plan

COUNTS = (
    ("new", "新規"),
    ("changed", "変更"),
    ("moved", "移転・改称"),
    ("unchanged", "変更なし"),
    ("gone", "一覧から消えた"),
    ("ambiguous", "要確認"),
    ("rejected", "取り込めない行"),
)
TITLES = ("取り込む", "区分", "名称", "内容")
NOWHERE = QModelIndex()


@dataclass(slots=True)
class Line:
    """One line; `first_line` is the file's line that `apply` knows an item by (None: fixed)."""

    group: str
    name: str
    words: str
    first_line: int | None = None
    wanted: bool = True


def counts(plan: Plan) -> dict[str, int]:
    """How many of each."""
    return {name: len(getattr(plan, name)) for name, _ in COUNTS}


class ImportLines(QAbstractTableModel):
    """The lines of a plan; the first column is a check box where she may refuse."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Line] = []
        self._shown: list[Line] = []

    def show_plan(self, plan: Plan) -> None:
        """Take the lines of a plan."""
        self._all = _lines(plan)
        self.only("")

    def only(self, group: str) -> None:
        """Show one group, or all ("")."""
        self.beginResetModel()
        self._shown = [line for line in self._all if not group or line.group == group]
        self.endResetModel()

    def left_out(self) -> set[int]:
        """The first file lines of the items she refused."""
        return {line.first_line for line in self._all if not line.wanted and line.first_line is not None}

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ("", dict(COUNTS)[line.group], line.name, line.words)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and line.first_line is not None:
            return Qt.CheckState.Checked if line.wanted else Qt.CheckState.Unchecked
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self._shown[index.row()].wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self._shown[index.row()].first_line is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


def _lines(plan: Plan) -> list[Line]:
    found = [Line("rejected", f"{row.line}行目", row.reason) for row in plan.rejected]
    for one in plan.ambiguous:
        names = "、".join(name for _, name in one.candidates)
        found.append(
            Line("ambiguous", one.item.name, f"どの機関か決められません（{names}）。取り込みません。")
        )
    found += [Line("new", item.name, _about(item), item.lines[0]) for item in plan.new]
    found += [Line("changed", item.name, _changes(item.changes), item.lines[0]) for item in plan.changed]
    found += [Line("moved", item.name, _changes(item.changes), item.lines[0]) for item in plan.moved]
    found += [
        Line("gone", gone.name, "この一覧から消えました。記録は残し、印を付けます。") for gone in plan.gone
    ]
    found += [Line("unchanged", item.name, "", None) for item in plan.unchanged]
    return found


def _about(item: Item) -> str:
    return "　".join(str(item.values[name]) for name in ("address", "telephone") if item.values.get(name))


def _changes(changes: list[Change]) -> str:
    return "　".join(_change(change) for change in changes)


def _change(change: Change) -> str:
    if change.field == "gone":
        return "一覧に再び載りました"
    title = title_of(change.field)
    kept = "（あなたの入力を残します）" if change.kept else ""
    return f"{title}：{_words(change.before)} → {_words(change.after)}{kept}"


def title_of(field: str) -> str:
    """What a field of the plan is called; 機能・処置 are records of their own."""
    return "機能・処置" if field == "capabilities" else spec(Institution, field).title


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return f"{len(value)}件" if value else "なし"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "なし"
    return str(value) if value not in (None, "") else "なし"
