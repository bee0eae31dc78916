"""一覧を取り込む: choose a list, see what it would do, then do it — with progress, stop and undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.import_lines import COUNTS, ImportLines, counts
from zaitaku_desk.gui.mapping_steps import MappingSteps
from zaitaku_desk.gui.tasks import Cancelled
from zaitaku_desk.gui.widgets.text import TextEdit

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.plan import Plan

BACK, STOP = "やめて戻る（Esc）", "中止（Esc）"
KINDS_OF_FILES = "一覧のファイル (*.csv *.tsv *.txt *.xlsx *.xls);;すべてのファイル (*)"


class ImportWizard(QWidget):
    """Stands in the place of the directory's page; `closed` when she goes back, `done` after an import."""

    closed = Signal()
    done = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._plan: Plan | None = None
        self._path: Path | None = None
        title = QLabel("一覧を取り込む", self)
        title.setProperty("role", "head")
        self.back_button = QPushButton(BACK, self)
        self.back_button.clicked.connect(self.back)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.back_button)
        self._steps = QStackedWidget(self)
        self.mapping = MappingSteps(self, office, self._steps, self._run)
        self.mapping.planned.connect(self._show_plan)
        self.mapping.written.connect(self._taken_in)
        self.mapping.other_wanted.connect(self.start)
        self.mapping.closed.connect(self.closed)
        self._steps.addWidget(self._choose_page())
        self._steps.addWidget(self._plan_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        layout.setSpacing(tokens.SPACE_3)
        layout.addLayout(top)
        layout.addWidget(self._steps, 1)
        self.setFocusProxy(self.choose_button)

    def start(self) -> None:
        """Begin again."""
        self.mapping.begin(None)
        self._plan = None
        self._say("")
        self._steps.setCurrentIndex(0)
        self.choose_button.setFocus()

    def back(self) -> None:
        """Esc: stop what is running, else go back to the page."""
        if self._busy:
            self._office.tasks.cancel()
        else:
            self.closed.emit()

    def plan(self, path: Path, encoding: str = "") -> None:
        """Read a file and show what taking it in would do; nothing is written."""
        from zaitaku_desk.intake import apply

        self._path = path
        self.mapping.begin(path, self.city.value or "")
        db, city, today = self._office.db, self.city.value or "", self._office.today()
        self._say(f"{path.name} を読んでいます…")

        def work(progress: Any) -> Plan:
            return apply.plan_file(db, path, city=city, encoding=encoding, today=today, progress=progress)

        self._run("一覧を読む", work, self._show_plan)

    def take_in(self) -> None:
        """Do what the plan says, after a backup; one Ctrl+Z takes all of it back."""
        from zaitaku_desk.intake import apply
        from zaitaku_desk.store import backups

        plan, db, left_out = self._plan, self._office.db, self.lines.left_out()
        if plan is None or db is None:
            return
        self._set_busy(True)

        def work(progress: Any) -> str:
            backups.make_if_changed(db, why="import")
            return apply.apply(db, plan, leave_out=left_out, progress=progress)

        self._office.tasks.run("取り込み", _stoppable(work), self._taken_in, self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    # --- inside

    _busy = False

    def _set_busy(self, on: bool) -> None:
        """While a file is read or taken in there is one thing to do: stop it."""
        self._busy = on
        self.back_button.setText(STOP if on else BACK)
        if on:
            self.back_button.setFocus()
        for part in (self.choose_button, self.city, self.other_button, self.apply_button, self.rows):
            part.setEnabled(not on)
        self.mapping.set_busy(on)

    def _run(self, what: str, work: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        """A long step: until it ends it can only be stopped."""
        self._set_busy(True)

        def done(result: Any) -> None:
            self._set_busy(False)
            then(result)

        self._office.tasks.run(what, _stoppable(work), done, self._refused)

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.said.setProperty("role", "problem" if problem else "")
        self.said.style().polish(self.said)
        self.said.setText(words)

    def _show_plan(self, plan: Plan) -> None:
        self._set_busy(False)
        if self.mapping.takes(plan):
            return
        self._plan = plan
        self.lines.show_plan(plan)
        self.what.setText(f"{plan.source.title}　{plan.read:,}行 → {plan.institutions:,}機関")
        found = counts(plan)
        for name, _ in COUNTS:
            self._numbers[name].setText(f"{found[name]:,}")
        self.notes.setText("\n".join([*plan.notes, plan.source.attribution]).strip())
        self.notes.setVisible(bool(self.notes.text()))
        self.filter.setCurrentIndex(0)
        nothing = plan.nothing_to_do
        self.apply_button.setText("取り込むものはありません（戻る）" if nothing else "取り込む")
        self._steps.setCurrentIndex(1)
        self.apply_button.setFocus()

    def _taken_in(self, batch: str) -> None:
        self._set_busy(False)
        if batch:
            self._office.saved("institutions", [])
        self.done.emit()

    def _refused(self, error: BaseException) -> None:
        from zaitaku_desk.intake.tables import ImportStopped

        self._set_busy(False)
        if self._reads_anyway(error) or self.mapping.answers(error):
            return
        if isinstance(error, ImportStopped):
            self._say("取り込みを中止しました。何も書き込んでいません。")
        elif isinstance(error, UserError):
            name = f"{self._path.name}：" if self._path is not None else ""
            self._say(f"{name}{error.message}\n{error.hint}".strip(), problem=True)
        else:
            self._say("")
            self._office.dialogs.failure(error)
        self._steps.setCurrentIndex(0)
        self.choose_button.setFocus()

    def _reads_anyway(self, error: BaseException) -> bool:
        """Whether she wants a file of two encodings read as what most of it is."""
        from zaitaku_desk.intake.encoding import UnknownEncoding

        if not isinstance(error, UnknownEncoding) or self._path is None:
            return False
        hint = "読めない文字は「〓」になります。取り込む前に、内容を確かめられます。"
        if not self._office.dialogs.ask(error.message, hint, yes=f"{error.name} として読む"):
            return False
        self.plan(self._path, error.likely)
        return True

    def _ask_file(self) -> None:
        path = self._office.dialogs.choose_file("取り込む一覧を選ぶ", KINDS_OF_FILES)
        if path is not None:
            self.plan(path)

    def _accept(self) -> None:
        plan = self._plan
        if plan is not None and plan.nothing_to_do:
            self.closed.emit()
        else:
            self.take_in()

    def _choose_page(self) -> QWidget:
        page = QWidget(self)
        words = QLabel(
            "病院・診療所・薬局・介護事業所などの一覧や、人の名簿（CSV、Excel）を選んでください。"
            "見出しと中身から読み取ります。\n"
            "取り込む前に、何が増え、何が変わるかをお見せします。あなたが入力した内容は書き換えません。",
            page,
        )
        words.setWordWrap(True)
        self.city = TextEdit(page)
        self.city.setPlaceholderText("例 みなと野市（空欄ならすべて）")
        self.city.setAccessibleName("市町村で絞る")
        self.city.setMaximumWidth(320)
        label = QLabel("取り込む市町村", page)
        label.setProperty("role", "label")
        label.setBuddy(self.city)
        self.choose_button = QPushButton("ファイルを選ぶ…", page)
        self.choose_button.setProperty("primary", True)
        self.choose_button.clicked.connect(self._ask_file)
        self.said = QLabel(page)
        self.said.setWordWrap(True)
        self.said.setAccessibleName("取り込みのお知らせ")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        layout.setSpacing(tokens.SPACE_2)
        for part in (words, label, self.city):
            layout.addWidget(part)
        layout.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.said)
        layout.addWidget(self.mapping.anyway_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return page

    def _plan_page(self) -> QWidget:
        page = QWidget(self)
        self.what = QLabel(page)
        self.what.setProperty("role", "head")
        self.notes = QLabel(page)
        self.notes.setWordWrap(True)
        self.notes.setProperty("role", "secondary")
        self.lines = ImportLines(self)
        self.rows = QTableView(page)
        self.rows.setObjectName("plan_rows")
        self.rows.setModel(self.lines)
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows.verticalHeader().hide()
        self.rows.setAccessibleName("取り込む内容")
        header = self.rows.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((70, 110, 300)):
            header.resizeSection(column, width)
        self.filter = QComboBox(page)
        self.filter.addItem("すべて", "")
        for name, text in COUNTS:
            self.filter.addItem(text, name)
        self.filter.setAccessibleName("表示する種類")
        self.filter.currentIndexChanged.connect(lambda _at: self.lines.only(self.filter.currentData()))
        self.apply_button = QPushButton("取り込む", page)
        self.apply_button.setProperty("primary", True)
        self.apply_button.clicked.connect(self._accept)
        self.other_button = QPushButton("別のファイルを選ぶ", page)
        self.other_button.clicked.connect(self.start)
        bottom = QHBoxLayout()
        bottom.addWidget(self.filter)
        bottom.addStretch(1)
        bottom.addWidget(self.mapping.mend_button)
        bottom.addWidget(self.other_button)
        bottom.addWidget(self.apply_button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.what)
        layout.addLayout(self._number_row(page))
        layout.addWidget(self.notes)
        layout.addWidget(self.rows, 1)
        layout.addLayout(bottom)
        return page

    def _number_row(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        self._numbers: dict[str, QLabel] = {}
        for name, text in COUNTS:
            card = QFrame(page)
            card.setProperty("role", "card")
            inside = QVBoxLayout(card)
            number, label = QLabel("0", card), QLabel(text, card)
            number.setProperty("role", "head")
            label.setProperty("role", "secondary")
            inside.addWidget(number)
            inside.addWidget(label)
            self._numbers[name] = number
            row.addWidget(card, 1)
        return row


def _stoppable(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """中止 comes back as ImportStopped, so that the page hears of it."""

    def stopping(progress: Any) -> Any:
        from zaitaku_desk.intake.tables import ImportStopped

        try:
            return work(progress)
        except Cancelled:
            raise ImportStopped from None

    return stopping
