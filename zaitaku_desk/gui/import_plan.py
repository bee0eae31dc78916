"""The plan of an import: classes with their numbers, its lines, and one of them field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.import_details import ImportDetails
from zaitaku_desk.gui.import_lines import COUNTS, ImportLines, counts
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.gui.widgets.text import TextEdit

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.plan import Plan

SEARCH_MS = 250


class ImportPlanPage(QWidget):
    """`accepted` when she takes it in, `other_wanted`: another file, `decide_wanted`: what nobody can tell.

    Space takes the chosen lines in or leaves them out, Enter goes to the fields of a line.
    """

    accepted = Signal()
    other_wanted = Signal()
    decide_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._plan: Plan | None = None
        self.what = QLabel(self)
        self.what.setProperty("role", "head")
        self.notes = QLabel(self)
        self.notes.setWordWrap(True)
        self.notes.setProperty("role", "secondary")
        self.lines = ImportLines(office, self)
        self.lines.checks_changed.connect(self._count)
        self.rows = _Rows(self.lines, self)
        self.lines.modelReset.connect(self._first)  # after the view has forgotten its place
        self.rows.selectionModel().currentRowChanged.connect(lambda now, _old: self._show(now.row()))
        self.details = ImportDetails(office, self)
        self.details.changed.connect(self.lines.refresh)
        self.rows.entered_line.connect(self._to_details)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.rows)
        self.split.addWidget(self.details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.what)
        layout.addLayout(self._chips())
        layout.addWidget(self.notes)
        layout.addWidget(self.split, 1)
        layout.addLayout(self._bottom())

    def show_plan(self, plan: Plan) -> None:
        """A plan from the beginning."""
        self._plan = plan
        self.search.value = ""
        self._all.setChecked(True)
        self.lines.show_plan(plan)
        self.what.setText(f"{plan.source.title}　{plan.read:,}行 → {plan.institutions:,}機関")
        self._say_notes()
        self.refresh()
        (self.apply_button if not self._open() else self.decide_button).setFocus()

    def forget(self) -> None:
        """Let the plan go."""
        self._plan = None
        self.lines.forget()

    def refresh(self) -> None:
        """Numbers and buttons anew, after a decision."""
        plan = self._plan
        if plan is None:
            return
        found = counts(plan)
        self._all.setText(f"すべて {sum(found.values()):,}")
        for name, text in COUNTS:
            chip = self._chip[name]
            chip.setText(f"{text} {found[name]:,}")
            chip.setVisible(bool(found[name]) or name in ("new", "changed", "gone"))
        self.decide_button.setVisible(bool(plan.ambiguous))
        self.lines.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.details.fields.hasFocus():
            self.rows.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the page is narrow the fields stand below the lines."""
        super().resizeEvent(event)
        wide = self.width() >= tokens.NARROW - 40
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.split.setSizes([620, 420] if wide else [190, 150])
        self._say_notes()

    # --- inside

    def _say_notes(self) -> None:
        """Three lines of remarks, one where the page is narrow; all of them under the mouse."""
        words = "　".join([*self._plan.notes, self._plan.source.attribution]).strip() if self._plan else ""
        wide, metrics = self.split.orientation() == Qt.Orientation.Horizontal, self.notes.fontMetrics()
        room = self.width() - 2 * tokens.SPACE_2
        self.notes.setWordWrap(wide)
        self.notes.setMaximumHeight((3 if wide else 1) * metrics.lineSpacing() + tokens.SPACE_2)
        self.notes.setText(words if wide else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        for part in (self.notes, self.what):
            part.setToolTip(words)
        self.notes.setVisible(bool(words))

    def _open(self) -> int:
        return sum(1 for row in self._plan.ambiguous if row.decision is None) if self._plan else 0

    def _count(self) -> None:
        """What the main button would do now."""
        plan = self._plan
        if plan is None:
            return
        count, left = self.lines.taken(), self._open()
        self.nothing = count == 0 and plan.nothing_to_do
        self.apply_button.setText(
            "取り込むものはありません（戻る）"
            if self.nothing
            else f"{count:,}件を取り込む"
            if count
            else "取り込む"
        )
        self.decide_button.setText(f"要確認 {left:,}件を決める…" if left else "要確認の判断を見直す…")

    nothing = False

    def _first(self) -> None:
        if self.lines.rowCount():
            self.rows.setCurrentIndex(self.lines.index(0, 2))
        self._show(0 if self.lines.rowCount() else -1)

    def _show(self, row: int) -> None:
        self.details.show_line(self.lines.line(row))

    def _to_details(self) -> None:
        line = self.lines.line(self.rows.currentIndex().row())
        if line is not None and line.group == "ambiguous":
            self.decide_wanted.emit()
        elif self.details.fields.isVisible():
            self.details.fields.setFocus()
            if self.details.fields.rowCount() and self.details.fields.currentRow() < 0:
                self.details.fields.setCurrentCell(0, 0)

    def _chips(self) -> QVBoxLayout:
        self._group = QButtonGroup(self)
        self._chip: dict[str, QPushButton] = {}
        flow = FlowLayout(None, tokens.SPACE_1)
        for name, text in (("", "すべて"), *COUNTS):
            chip = QPushButton(text, self)
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setAccessibleName(f"{text}だけを見る" if name else "すべてを見る")
            chip.clicked.connect(lambda _on=False, name=name: self.lines.only(name))
            self._group.addButton(chip)
            self._chip[name] = chip
            flow.addWidget(chip)
        self._all = self._chip[""]
        self.search = TextEdit(self)
        self.search.setPlaceholderText("名称・住所などで探す")
        self.search.setAccessibleName("計画の中を探す")
        self.search.setMinimumWidth(200)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._soon.timeout.connect(lambda: self.lines.find(self.search.value or ""))
        self.search.edited.connect(self._soon.start)
        flow.addWidget(self.search)
        box = QVBoxLayout()
        box.addLayout(flow)
        return box

    def _bottom(self) -> QHBoxLayout:
        self.decide_button = self._button("要確認を決める…", self.decide_wanted.emit)
        self.every_button = self._button("表示中をすべて選ぶ", lambda: self._turn_all(True))
        self.none_button = self._button("すべて外す", lambda: self._turn_all(False))
        self.other_button = self._button("別のファイルを選ぶ", self.other_wanted.emit)
        self.apply_button = self._button("取り込む", self.accepted.emit)
        self.apply_button.setProperty("primary", True)
        self.bottom = QHBoxLayout()
        self.bottom.setSpacing(tokens.SPACE_2)
        for part in (self.decide_button, self.every_button, self.none_button):
            self.bottom.addWidget(part)
        self.bottom.addStretch(1)
        self.bottom.addWidget(self.other_button)
        self.bottom.addWidget(self.apply_button)
        return self.bottom

    def _button(self, text: str, action: object) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _on=False: action())  # type: ignore[operator]
        return button

    def _turn_all(self, on: bool) -> None:
        self.lines.turn(list(range(self.lines.rowCount())), on)


class _Rows(QTableView):
    """The lines of the plan."""

    entered_line = Signal()

    def __init__(self, lines: ImportLines, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setObjectName("plan_rows")
        self.setModel(lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.TARGET)
        self.setAccessibleName("取り込む内容")
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((80, 116, 222)):
            header.resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
            self._lines.turn(rows)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_line.emit()
        else:
            super().keyPressEvent(event)
