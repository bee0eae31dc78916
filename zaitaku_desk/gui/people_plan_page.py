"""What taking a 名簿 in would do, and who of two namesakes is meant (A32)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import lookup, show, tokens
from zaitaku_desk.gui.sheet_button import SheetButton
from zaitaku_desk.gui.table_model import TableModel
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.records.fields import by_name, spec
from zaitaku_desk.records.people import Person

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.people_known import Known
    from zaitaku_desk.intake.people_plan import PeoplePlan, PersonItem
    from zaitaku_desk.intake.plan import Change

GROUPS = (
    ("new", "新規"),
    ("changed", "変更"),
    ("ambiguous", "要確認"),
    ("rejected", "取り込めない行"),
    ("unchanged", "変更なし"),
)
TITLES = ("取り込む", "区分", "氏名", "内容")
UNDECIDED = "どの人か決めるまで取り込みません。"


@dataclass(slots=True)
class PersonLine:
    """One line; `first_line` is the file's line the plan knows the person by (None: fixed)."""

    group: str
    name: str
    words: str
    first_line: int | None = None
    wanted: bool = True
    candidates: tuple[Known, ...] = ()


class PeopleLines(TableModel):
    """The lines of the plan of a 名簿, each of which she can leave out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(TITLES, parent)
        self._all: list[PersonLine] = []
        self.decided: dict[int, str] = {}

    def show_lines(self, lines: list[PersonLine]) -> None:
        """Take the lines."""
        self._all, self.decided = lines, {}
        self.only("")

    def only(self, group: str) -> None:
        """Show one group, or all ("")."""
        self.show([line for line in self._all if not group or line.group == group])

    def at(self, row: int) -> PersonLine | None:
        """The line of a row."""
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def left_out(self) -> set[int]:
        """The first file lines of those she refused."""
        return {line.first_line for line in self._all if not line.wanted and line.first_line is not None}

    def decide(self, row: int, who: str | None, words: str) -> None:
        """Whom the list means: an id, "" for somebody new, None for undecided."""
        line = self.shown[row]
        assert line.first_line is not None
        self.decided.pop(line.first_line, None)
        if who is not None:
            self.decided[line.first_line] = who
        line.words = words
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(TITLES) - 1))

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ("", dict(GROUPS)[line.group], line.name, line.words)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self._can_refuse(line):
            return Qt.CheckState.Checked if line.wanted else Qt.CheckState.Unchecked
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.shown[index.row()].wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self._can_refuse(self.shown[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @staticmethod
    def _can_refuse(line: PersonLine) -> bool:
        return line.first_line is not None and line.group != "ambiguous"


class PeoplePlanPage(QWidget):
    """`accepted` when it is to be written, `map_wanted` to mend the columns, `other_wanted` for another
    file.
    """

    accepted = Signal()
    map_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.plan: PeoplePlan | None = None
        self.what = QLabel(self)
        self.what.setProperty("role", "head")
        self.notes = QLabel(self)
        self.notes.setWordWrap(True)
        self.notes.setProperty("role", "secondary")
        self.create_box = QCheckBox(self)
        self.lines = PeopleLines(self)
        self.rows = QTableView(self)
        self.rows.setObjectName("people_rows")
        self.rows.setModel(self.lines)
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows.setTabKeyNavigation(False)
        self.rows.verticalHeader().hide()
        self.rows.setAccessibleName("取り込む人")
        header = self.rows.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((70, 110, 150)):
            header.resizeSection(column, width)
        self.rows.selectionModel().currentRowChanged.connect(lambda _now, _before: self._ask())
        self.question = QWidget(self)
        self._answers = FlowLayout(self.question, tokens.SPACE_1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        layout.setSpacing(tokens.SPACE_2)
        for part in (self.what, self.notes, self.create_box):
            layout.addWidget(part)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self.question)
        layout.addLayout(self._bottom())

    def show_plan(self, plan: PeoplePlan) -> None:
        """Show what it would do."""
        self.plan = plan
        self.what.setText(f"{plan.source.title}　{plan.read:,}行 → {plan.people:,}人")
        counts = "　".join(f"{title} {len(getattr(plan, name)):,}" for name, title in GROUPS)
        self.notes.setText("\n".join([counts, *plan.notes]))
        self.create_box.setChecked(False)
        self.create_box.setVisible(bool(plan.missing))
        names = "、".join(list(plan.missing)[:3]) + (" ほか" if len(plan.missing) > 3 else "")
        self.create_box.setText(f"登録のない所属機関 {len(plan.missing)}か所を新しく作る（{names}）")
        self.create_box.setToolTip("作らないときは、所属の名称を役職の欄に言葉のまま残します。")
        self.sheet_button.offer(plan.source.sheets)
        self.lines.show_lines([*self._lines_of(plan)])
        self.filter.setCurrentIndex(0)
        nothing = not (plan.new or plan.changed or plan.ambiguous or any(i.write for i in plan.unchanged))
        self.apply_button.setText("取り込むものはありません（戻る）" if nothing else "取り込む")
        self.rows.setCurrentIndex(self.lines.index(0, 1))
        self._ask()
        self.apply_button.setFocus()

    def _lines_of(self, plan: PeoplePlan) -> list[PersonLine]:
        found = [PersonLine("rejected", f"{row.line}行目", row.reason) for row in plan.rejected]
        found += [
            PersonLine("ambiguous", item.name, UNDECIDED, item.lines[0], candidates=tuple(item.candidates))
            for item in plan.ambiguous
        ]
        found += [PersonLine("new", item.name, self._about(item), item.lines[0]) for item in plan.new]
        found += [
            PersonLine("changed", item.name, "　".join(map(self._change, item.changes)), item.lines[0])
            for item in plan.changed
        ]
        return found + [PersonLine("unchanged", item.name, "") for item in plan.unchanged]

    def _about(self, item: PersonItem) -> str:
        from zaitaku_desk.intake.people_plan import words_of_post

        profession = lookup.label(self._office.db, spec(Person, "profession"), item.values.get("profession"))
        posts = [self._dated(words_of_post(post)) for post in item.posts]
        return "　".join(filter(None, (profession, *posts, *(said.title for said in item.trainings))))

    def _change(self, change: Change) -> str:
        titles = {"post": "役職", "training": "研修"}
        known = by_name(Person).get(change.field)
        title = titles.get(change.field) or (known.title if known is not None else change.field)
        before, after = (self._words(change.field, value) for value in (change.before, change.after))
        kept = "（あなたの入力を残します）" if change.kept else ""
        return f"{title}：{before} → {after}{kept}" if before else f"{title}：{after}{kept}"

    def _words(self, name: str, value: Any) -> str:
        if name == "profession":
            return lookup.label(self._office.db, spec(Person, name), value)
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        return self._dated(str(value or ""))

    def _dated(self, text: str) -> str:
        """Days as she prefers them."""
        style = self._office.date_style
        return re.sub(r"\d{4}-\d\d-\d\d", lambda day: show.moment(day[0], style).partition("（")[0], text)

    # --- namesakes

    def _ask(self) -> None:
        """The answers for the line she is on, when somebody must be told apart."""
        while self._answers.count():
            part = self._answers.takeAt(0).widget()
            part.hide()
            part.deleteLater()
        line = self.lines.at(self.rows.currentIndex().row())
        self.question.setVisible(line is not None and line.group == "ambiguous")
        if line is None or line.group != "ambiguous":
            return
        self._answers.addWidget(QLabel(f"{line.name} は：", self.question))
        for person in line.candidates:
            about = f"（{person.about}）" if person.about else ""
            self._answer(
                f"登録済みの {person.name}{about} と同じ人", person.id, f"登録済みの人{about}と同じ人"
            )
        self._answer("別の人（新しく登録）", "", "別の人として新しく登録します。")
        self._answer("取り込まない", None, UNDECIDED)
        self.question.updateGeometry()

    def _answer(self, text: str, who: str | None, words: str) -> None:
        button = QPushButton(text, self.question)
        button.setMinimumHeight(tokens.TARGET)
        button.clicked.connect(lambda _on=False: self._decide(who, words))
        self._answers.addWidget(button)

    def _decide(self, who: str | None, words: str) -> None:
        """Take the answer and go to the next one that waits."""
        row = self.rows.currentIndex().row()
        self.lines.decide(row, who, words)
        for following in (*range(row + 1, self.lines.rowCount()), *range(row)):
            line = self.lines.at(following)
            if line is not None and line.group == "ambiguous" and line.first_line not in self.lines.decided:
                self.rows.setCurrentIndex(self.lines.index(following, 1))
                return
        self.apply_button.setFocus()

    def _bottom(self) -> QHBoxLayout:
        self.filter = QComboBox(self)
        self.filter.addItem("すべて", "")
        for name, text in GROUPS:
            self.filter.addItem(text, name)
        self.filter.setAccessibleName("表示する種類")
        self.filter.currentIndexChanged.connect(lambda _at: self.lines.only(self.filter.currentData()))
        self.map_button = QPushButton("列の対応を直す", self)
        self.map_button.clicked.connect(self.map_wanted)
        self.other_button = QPushButton("別のファイルを選ぶ", self)
        self.other_button.clicked.connect(self.other_wanted)
        self.apply_button = QPushButton("取り込む", self)
        self.apply_button.setProperty("primary", True)
        self.apply_button.clicked.connect(self.accepted)
        row = QHBoxLayout()
        row.addWidget(self.filter)
        row.addStretch(1)
        self.sheet_button = SheetButton(self)
        for button in (self.sheet_button, self.map_button, self.other_button, self.apply_button):
            row.addWidget(button)
        return row
