"""異動処理: the changes of April on one page, read as a plan before they are written (A272)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import lookup, show, tab_order, tokens
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.gui.transfers_parts import KINDS, PlainTable, TransferDetails
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.records.fields import Spec

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.transfers import Held, Move

DRAFT = "transfers"


def usual_day(today: date) -> date:
    """The 1st of April she means: of this calendar year, from December on the coming one."""
    return date(today.year + (today.month == 12), 4, 1)


class TransfersPage(ToolPage):
    """People at the left, what happens to the one selected at the right; then the plan, then it is written.

    1 to 4 say what happens, Enter goes on to the next person. What is planned is kept until it is written.
    """

    TITLE = "異動処理"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._held: dict[str, Held] = {}
        self._moves: dict[str, Move] = {}
        self._shown = ""
        self._steps = QStackedWidget(self)
        self._steps.addWidget(self._choosing())
        self._steps.addWidget(self._planned())
        self.body.addWidget(self._steps, 1)
        tab_order.begin_at(self, self.search)
        self._soon = QTimer(self, singleShot=True, interval=80)
        self._soon.timeout.connect(self._fill)

    def start(self) -> None:
        """The posts as they stand, and what was planned before."""
        from zaitaku_desk.store import drafts
        from zaitaku_desk.store.transfers import Move

        draft = drafts.get(self.office.db, DRAFT) or {}
        day = draft.get("day")
        self.day.value = date.fromisoformat(day) if day else usual_day(self.office.today())
        self._moves = {key: Move(*values) for key, values in draft.get("moves", {}).items()}
        self._steps.setCurrentIndex(0)
        self._read()

    def back(self) -> None:
        """From the plan to the people, from there to the list."""
        if self._steps.currentIndex() == 1:
            self._steps.setCurrentIndex(0)
            self.people.setFocus()
        else:
            super().back()

    # --- the people

    def _read(self) -> None:
        from zaitaku_desk.store import transfers

        found = transfers.held_on(self.office.db, self.day.value) if self.day.value else []
        self._held = {held.post_id: held for held in found}
        self._fill()

    def _fill(self) -> None:
        from zaitaku_desk.japanese.fold import fold

        wanted = [fold(word) for word in self.search.text().split()]
        rows = [
            held
            for held in self._held.values()
            if all(word in fold(f"{held.name} {held.institution} {held.title}") for word in wanted)
        ]
        self.people.blockSignals(True)
        self.people.setRowCount(len(rows))
        for row, held in enumerate(rows):
            self.people.put_row(row, held.post_id, (held.name, held.institution, held.title, ""))
            self._mark(row)
        self.people.setCurrentCell(0 if rows else -1, 0)
        self.people.blockSignals(False)
        nobody = "見つかりません。" if wanted else "この日までに役職に就いている人はいません。"
        self.nobody.setText("" if rows else nobody)
        self.nobody.setVisible(not rows)
        self._show(self.people.key_at(0))
        self._count()

    def _mark(self, row: int) -> None:
        """What is planned for the person of the row, in words and in bold."""
        move = self._moves.get(self.people.key_at(row))
        cell = self.people.item(row, 3)
        cell.setText(self._words(move) if move is not None else "")
        cell.setToolTip(cell.text())
        for column in range(self.people.columnCount()):
            font = self.people.item(row, column).font()
            font.setBold(move is not None)
            self.people.item(row, column).setFont(font)

    def _words(self, move: Move) -> str:
        place = (
            lookup.name_of(self.office.db, "institutions", move.institution_id) if move.institution_id else ""
        )
        return "　".join(part for part in (dict(KINDS).get(move.what, ""), place, move.title) if part)

    def _count(self) -> None:
        from zaitaku_desk.store.transfers import WORDS

        counts = Counter(move.what for move in self._moves.values())
        words = "・".join(f"{text}{counts[what]}" for what, text in WORDS.items() if counts[what])
        self.planned.setText(f"予定 {len(self._moves)}件　{words}" if words else "予定はまだありません。")
        self.check_button.setEnabled(bool(self._moves))

    # --- one of them

    def _show(self, key: str) -> None:
        self._shown = key
        self.details.show_held(self._held.get(key), self._moves.get(key))

    def arrive(self) -> None:
        """Somebody new: a name, a place, a title."""
        from zaitaku_desk.records import new_id

        self._shown = f"new:{new_id()}"
        self.details.show_new()

    def _keep(self) -> None:
        """What is filled in goes into the plan, and the plan into the encrypted file."""
        key = self._shown
        if not key:
            return
        move = self.details.move("" if key.startswith("new:") else key)
        if move == self._moves.get(key):
            return
        if move is None:
            self._moves.pop(key, None)
        else:
            self._moves[key] = move
        self._planned_anew()

    def _forget(self) -> None:
        """Take the new person out of the plan."""
        self._moves.pop(self._shown, None)
        self._show(self.people.key_at(self.people.currentRow()))
        self._planned_anew()

    def _planned_anew(self) -> None:
        from zaitaku_desk.store import drafts

        day = self.day.value.isoformat() if self.day.value else None
        moves = {key: list(move) for key, move in self._moves.items()}
        drafts.put(self.office.db, DRAFT, {"day": day, "moves": moves} if moves else None)
        for row in range(self.people.rowCount()):
            if self.people.key_at(row) == self._shown:
                self._mark(row)
        self._count()

    def _next(self) -> None:
        """Enter: on to the next person."""
        if self._shown.startswith("new:"):
            self.arrive()
            return
        row = self.people.currentRow()
        if row + 1 < self.people.rowCount():
            self.people.setCurrentCell(row + 1, 0)
        self.people.setFocus()

    # --- the plan

    def _show_plan(self) -> None:
        from zaitaku_desk.store import transfers

        if not self.day.value:
            self.planned.setText("異動日を入れてください。")
            return
        found = transfers.lines(self.office.db, self._moves.values(), self.day.value)
        self.plan.setRowCount(len(found))
        for row, (key, line) in enumerate(zip(self._moves, found, strict=True)):
            self.plan.put_row(row, key, tuple(line))
        bad = sum(1 for line in found if line.problem)
        self.plan_label.setText(
            f"{show.moment(self.day.value, self.office.date_style)} 付けで {len(found)}件を書き込みます。"
            f"いまの役職はその前日まで、として残ります。{f'　直すところが{bad}件あります。' if bad else ''}"
        )
        self.apply_button.setEnabled(bool(found) and not bad)
        self._steps.setCurrentIndex(1)
        (self.apply_button if self.apply_button.isEnabled() else self.plan).setFocus()

    def _drop_line(self) -> None:
        """Take the selected line out of the plan."""
        self._moves.pop(self.plan.key_at(self.plan.currentRow()), None)
        self._planned_anew()
        self._fill()
        self._show_plan()

    def _apply(self) -> None:
        from zaitaku_desk.store import transfers

        count = len(self._moves)
        try:
            transfers.apply(self.office.db, self._moves.values(), self.day.value)
        except UserError as error:
            self.plan_label.setText(str(error))
            return
        self._moves = {}
        self._planned_anew()
        self.office.saved("posts", [])
        self.office.changes.saved.emit("people", [])
        self.said.emit(f"{count}件の異動を書き込みました。Ctrl+Zでまとめて元に戻せます。")
        self.closed.emit()

    # --- parts

    def _choosing(self) -> QWidget:
        page = QWidget(self)
        self.day = DateEdit(page)
        self.day.attach(self.office, Spec("day", "異動日", date, "day"))
        self.day.setAccessibleName("異動日")
        self.day.setMaximumWidth(200)
        self.day.editingFinished.connect(self._read)
        label = QLabel("異動日", page)
        label.setBuddy(self.day)
        self.search = QLineEdit(page)
        self.search.setPlaceholderText("氏名・機関・役職で絞る")
        self.search.setAccessibleName("氏名・機関・役職で絞る")
        self.search.setMinimumHeight(tokens.TARGET)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.returnPressed.connect(lambda: self.people.setFocus())
        arrive = QPushButton("新任の人を加える(&A)", page)
        arrive.clicked.connect(self.arrive)
        top = QHBoxLayout()
        for part, stretch in ((label, 0), (self.day, 0), (self.search, 1), (arrive, 0)):
            top.addWidget(part, stretch)
        self.planned = QLabel(page)
        self.check_button = QPushButton("予定を確かめる(&P)", page)
        self.check_button.setProperty("primary", True)
        self.check_button.clicked.connect(self._show_plan)
        bottom = QHBoxLayout()
        bottom.addWidget(self.planned, 1)
        bottom.addWidget(self.check_button)
        return _stacked(page, top, self._sides(page), bottom)

    def _sides(self, page: QWidget) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal, page)
        splitter.setChildrenCollapsible(False)
        side = QWidget(splitter)
        self.people = PlainTable(("氏名", "いまの機関", "いまの役職", "予定"), "役職に就いている人", side)
        self.people.setObjectName("transfer_people")
        for column, width in enumerate((110, 180, 110)):
            self.people.horizontalHeader().resizeSection(column, width)
        self.people.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.people.currentCellChanged.connect(
            lambda row, _column, old, _old: self._show(self.people.key_at(row)) if row != old else None
        )
        self.people.installEventFilter(self)
        self.nobody = QLabel(side)
        self.nobody.setProperty("role", "secondary")
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, tokens.SPACE_1, 0)
        inside.addWidget(self.people, 1)
        inside.addWidget(self.nobody)
        self.details = TransferDetails(self.office, splitter)
        self.details.edited.connect(self._keep)
        self.details.next_wanted.connect(self._next)
        self.details.removed.connect(self._forget)
        splitter.setSizes([760, 440])
        return splitter

    def _planned(self) -> QWidget:
        page = QWidget(self)
        self.plan_label = QLabel(page)
        self.plan_label.setWordWrap(True)
        columns = ("氏名", "内容", "いまの機関・役職", "これからの機関・役職", "直すところ")
        self.plan = PlainTable(columns, "異動の予定", page)
        self.plan.setObjectName("transfer_plan")
        for column, width in enumerate((130, 90)):
            self.plan.horizontalHeader().resizeSection(column, width)
        for column in (2, 3, 4):
            self.plan.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        again, drop = QPushButton("直しに戻る", page), QPushButton("選んだ行を外す", page)
        again.clicked.connect(self.back)
        drop.clicked.connect(self._drop_line)
        self.apply_button = QPushButton("書き込む(&W)", page)
        self.apply_button.setProperty("primary", True)
        self.apply_button.clicked.connect(self._apply)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.plan_label, 1)
        bottom.addWidget(drop)
        bottom.addStretch(1)
        bottom.addWidget(again)
        bottom.addWidget(self.apply_button)
        return _stacked(page, top, self.plan, bottom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.people or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress and self._shown:
            if event.text() in ("1", "2", "3", "4"):
                self.details.choose(KINDS[int(event.text()) - 1][0])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._next()
                return True
        return False


def _stacked(page: QWidget, top: Any, middle: QWidget, bottom: Any) -> QWidget:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
    layout.setSpacing(tokens.SPACE_2)
    layout.addLayout(top)
    layout.addWidget(middle, 1)
    layout.addLayout(bottom)
    return page
