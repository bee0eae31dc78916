"""一覧を取り込む: choose a list, see what it would do, then do it — with progress, stop and undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.import_decide import ImportDecide
from zaitaku_desk.gui.import_plan import ImportPlanPage
from zaitaku_desk.gui.mapping_steps import MappingSteps
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.tasks import Cancelled
from zaitaku_desk.gui.widgets.text import TextEdit

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.plan import Plan

BACK, STOP = "やめて戻る（Esc）", "中止（Esc）"
CHOOSE, PLAN, DECIDE = range(3)
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
        self.page = ImportPlanPage(office, self)
        self.lines, self.rows, self.notes = self.page.lines, self.page.rows, self.page.notes
        self.apply_button, self.other_button = self.page.apply_button, self.page.other_button
        self.page.accepted.connect(self._accept)
        self.page.other_wanted.connect(self.start)
        self.page.decide_wanted.connect(self.decide)
        for button in (self.mapping.sheet_button, self.mapping.mend_button):
            self.page.bottom.insertWidget(self.page.bottom.count() - 2, button)
        self._steps.addWidget(self.page)
        self.decisions = ImportDecide(office, self)
        self.decisions.closed.connect(self._decided)
        self.decisions.decided.connect(self.page.refresh)
        self._steps.addWidget(self.decisions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        layout.setSpacing(tokens.SPACE_3)
        layout.addLayout(top)
        layout.addWidget(self._steps, 1)
        tab_order.begin_at(self, self.choose_button)

    def start(self) -> None:
        """Begin again."""
        self.taken = 0
        self.mapping.begin(None)
        self._forget()
        self._say("")
        self._steps.setCurrentIndex(CHOOSE)
        self.choose_button.setFocus()

    def back(self) -> None:
        """Esc: stop what is running, else go back to the page."""
        if self._busy:
            self._office.tasks.cancel()
        elif self._steps.currentIndex() == DECIDE:
            self._decided()
        else:
            self.closed.emit()

    def plan(self, path: Path, encoding: str = "") -> None:
        """Read a file and show what taking it in would do; nothing is written."""
        from zaitaku_desk.intake import apply

        self._path = path
        self.mapping.begin(path, self.city.value or "", encoding)
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
        self.taken = self.lines.taken()
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
    taken = 0
    """How many were taken in at last, people aside."""

    def _set_busy(self, on: bool) -> None:
        """While a file is read or taken in there is one thing to do: stop it."""
        self._busy = on
        self.back_button.setText(STOP if on else BACK)
        if on:
            self.back_button.setFocus()
        for part in (self.choose_button, self.city, self.page):
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
        give_role(self.said, "problem" if problem else "")
        self.said.setText(words)

    def _show_plan(self, plan: Plan) -> None:
        self._set_busy(False)
        if self.mapping.takes(plan):
            return
        self._plan = plan
        self._steps.setCurrentIndex(PLAN)
        self.page.show_plan(plan)

    def decide(self) -> None:
        """What nobody can tell, side by side; the line she stands on first."""
        if self._plan is None or not self._plan.ambiguous:
            return
        line = self.lines.line(self.rows.currentIndex().row())
        self._steps.setCurrentIndex(DECIDE)
        self.back_button.hide()  # Esc goes one step back from there
        self.decisions.show_plan(self._plan, line.what if line and line.group == "ambiguous" else None)

    def _decided(self) -> None:
        self.back_button.show()
        self._steps.setCurrentIndex(PLAN)
        self.page.refresh()
        self.apply_button.setFocus()

    def _taken_in(self, batch: str) -> None:
        self._set_busy(False)
        self._forget()
        if batch:
            self._office.saved("institutions", [])
        self.done.emit()

    def _forget(self) -> None:
        """A plan of the whole country is large; and what it says is true only until it is taken in."""
        self._plan = None
        self.page.forget()
        self.decisions.forget()

    def _refused(self, error: BaseException) -> None:
        from zaitaku_desk.intake.tables import ImportStopped

        self._set_busy(False)
        if self._reads_anyway(error) or self.mapping.answers(error):
            return
        if isinstance(error, ImportStopped):
            self._say("取り込みを中止しました。何も書き込んでいません。")
        elif isinstance(error, UserError):
            name = f"{self._path.name}：" if self._path is not None else ""
            self._say(f"{name}{error}", problem=True)
        else:
            self._say("")
            self._office.dialogs.failure(error)
        self._steps.setCurrentIndex(CHOOSE)
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
        if self.page.nothing:
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


def _stoppable(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """中止 comes back as ImportStopped, so that the page hears of it."""

    def stopping(progress: Any) -> Any:
        from zaitaku_desk.intake.tables import ImportStopped

        try:
            return work(progress)
        except Cancelled:
            raise ImportStopped from None

    return stopping
