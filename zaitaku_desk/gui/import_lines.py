"""What an import would do, line by line, each of which she can leave out."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from zaitaku_desk.gui.table_model import TableModel
from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.records.fields import label_of, spec
from zaitaku_desk.records.institutions import CAPABILITY_STATES, Institution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.plan import Change, Item, Plan
    from zaitaku_desk.store.connection import Database

    ValueWords = Callable[[str, Any], str]

COUNTS = (
    ("new", "新規"),
    ("changed", "変更"),
    ("moved", "移転・改称"),
    ("gone", "一覧から消えた"),
    ("ambiguous", "要確認"),
    ("skipped", "取り込まない"),
    ("unchanged", "変更なし"),
    ("rejected", "取り込めない行"),
)
IN_ORDER = ("rejected", "ambiguous", "moved", "changed", "gone", "new", "skipped", "unchanged")
"""What wants her eye stands first."""

WORDS = dict(COUNTS)
TITLES = ("取り込む", "区分", "名称", "内容")
CHECKED = ("new", "changed", "moved", "gone")


class Line(NamedTuple):
    """One line: its class, and the Item, Gone, Ambiguous or Rejected it stands for."""

    group: str
    what: Any

    @property
    def name(self) -> str:
        """What stands in the list."""
        if self.group == "rejected":
            return f"{self.what.line}行目"
        return str(self.what.item.name if self.group == "ambiguous" else self.what.name)

    def words(self, value_words: ValueWords) -> str:
        """What would happen to it, in one line."""
        if self.group == "rejected":
            return str(self.what.reason)
        if self.group == "ambiguous":
            return decision_words(self.what)
        if self.group == "gone":
            return "閉院・廃止として扱います。" if self.what.closed else "記録は残し、印を付けます。"
        if self.group in ("changed", "moved"):
            start = f"{self.what.moved}　" if self.group == "moved" else ""
            return start + "　".join(change_words(change, value_words) for change in self.what.changes)
        return "" if self.group == "unchanged" else _about(self.what)


def counts(plan: Plan) -> dict[str, int]:
    """How many of each."""
    return {name: len(getattr(plan, name)) for name, _ in COUNTS}


class Lines(Sequence[Line]):
    """Every line of some classes, made when it is looked at: a list of the whole country has 250,000."""

    def __init__(self, plan: Plan, groups: Sequence[str]) -> None:
        self._parts = [(group, getattr(plan, group)) for group in groups]
        self._ends = list(itertools.accumulate(len(found) for _, found in self._parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, row: int) -> Line: ...
    @overload
    def __getitem__(self, row: slice) -> list[Line]: ...
    def __getitem__(self, row: int | slice) -> Line | list[Line]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        at = bisect.bisect_right(self._ends, row)
        group, found = self._parts[at]
        return Line(group, found[row - self._ends[at] + len(found)])


class ImportLines(TableModel):
    """The lines of a plan; the first column is a check box where she may refuse."""

    checks_changed = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(TITLES, parent)
        self._office = office
        self._words: dict[tuple[str, str], str] = {}
        self._plan: Plan | None = None
        self._refused: set[int] = set()
        self._group, self._text = "", ""

    def show_plan(self, plan: Plan) -> None:
        """Take the lines of a plan."""
        self._plan = plan
        self._refused = set()
        self._group, self._text = "", ""
        self._fill()

    def forget(self) -> None:
        """Let the plan go."""
        self._plan = None
        self._words.clear()
        self._fill()

    def only(self, group: str) -> None:
        """Show one class, or all ("")."""
        self._group = group
        self._fill()

    def find(self, text: str) -> None:
        """Show lines whose name or words hold the text, written in any way."""
        self._text = fold(text)
        self._fill()

    def line(self, row: int) -> Line | None:
        """The line in that row."""
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def left_out(self) -> set[int]:
        """The first file lines of the items she refused."""
        return set(self._refused)

    def wanted(self, line: Line) -> bool | None:
        """Whether it is taken in; None where there is nothing to choose."""
        if line.group not in CHECKED:
            return None
        return bool(line.what.write) if line.group == "gone" else line.what.lines[0] not in self._refused

    def turn(self, rows: list[int], on: bool | None = None) -> None:
        """Take these rows in or leave them out; without `on` the other way round."""
        for row in rows:
            line = self.shown[row]
            wanted = self.wanted(line)
            if wanted is None:
                continue
            value = not wanted if on is None else on
            if line.group == "gone":
                line.what.write = value
            elif value:
                self._refused.discard(line.what.lines[0])
            else:
                self._refused.add(line.what.lines[0])
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(TITLES) - 1))
            self.checks_changed.emit()

    def refresh(self) -> None:
        """Something about the lines has changed."""
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, len(TITLES) - 1))
        self.checks_changed.emit()

    def taken(self) -> int:
        """How many institutions would be written or marked."""
        if self._plan is None:
            return 0
        plan = self._plan
        decided = sum(1 for row in plan.ambiguous if row.decision is not None and not row.decision.skip)
        return (
            sum(len(getattr(plan, name)) for name in CHECKED[:3])
            - len(self._refused)
            + sum(1 for one in plan.gone if one.write)
            + decided
        )

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ("", WORDS[line.group], line.name, line.words(self._value))[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            wanted = self.wanted(line)
            if wanted is not None:
                return Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.turn([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self.shown[index.row()].group in CHECKED:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _value(self, field: str, value: Any) -> str:
        """`value_words`, remembered: a search reads every line."""
        if not isinstance(value, str):
            return value_words(self._office, field, value)
        if (field, value) not in self._words:
            self._words[field, value] = value_words(self._office, field, value)
        return self._words[field, value]

    def _fill(self) -> None:
        plan = self._plan
        groups = () if plan is None else (self._group,) if self._group else IN_ORDER
        every = Lines(plan, groups) if plan is not None else ()
        if self._text:
            every = [line for line in every if self._text in fold(f"{line.name} {line.words(self._value)}")]
        self.show(every)


def decision_words(row: Any) -> str:
    """What she said of a row that could not be told, or that she has not yet."""
    if row.decision is None:
        names = "、".join(name for _, name in row.candidates)
        return f"「{names}」と同じ機関かどうかを決めてください。決めるまで取り込みません。"
    if row.decision.skip:
        return "取り込みません。"
    if row.decision.institution_id is None:
        return "新しい機関として取り込みます。"
    return f"「{dict(row.candidates).get(row.decision.institution_id, '')}」と同じ機関として取り込みます。"


def change_words(change: Change, value_words: ValueWords) -> str:
    """One change in one line."""
    if change.field == "gone":
        return "一覧に再び載りました"
    before, after = (value_words(change.field, value) for value in (change.before, change.after))
    kept = "（あなたの入力を残します）" if change.kept else ""
    return f"{title_of(change.field)}：{before} → {after}{kept}"


def title_of(field: str) -> str:
    """What a field of the plan is called; 機能・処置 are records of their own."""
    return "機能・処置" if field == "capabilities" else spec(Institution, field).title


def value_words(office: Office, field: str, value: Any) -> str:
    """A value of a list as the form would show it; 「なし」 when there is none."""
    from zaitaku_desk.gui import show

    if value in (None, "", [], {}):
        return "なし"
    if field == "capabilities":
        return capability_words(office.db, value)
    return show.shown(office.db, spec(Institution, field), value, office.date_style)


def capability_words(db: Database | None, value: Mapping[str, tuple[str, str]]) -> str:
    """What a list says of 機能・処置: 「看取り 可、酸素療法 条件付（日中のみ）」."""
    from zaitaku_desk.store import codes

    found = []
    for code, (state, condition) in value.items():
        name = codes.label(db, "capabilities", code) if db is not None else code
        more = f"（{condition}）" if condition else ""
        found.append(f"{name} {label_of(CAPABILITY_STATES, state)}{more}")
    return "、".join(found)


def _about(item: Item) -> str:
    values = item.values
    return "　".join(str(values[name]) for name in ("address", "telephone") if values.get(name))
