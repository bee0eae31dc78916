"""The steps of an import whose columns she assigns: the mapping page, and the plan of a 名簿."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.sheet_button import SheetButton

if TYPE_CHECKING:
    from zaitaku_desk.gui.mapping_page import MappingPage
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.people_plan_page import PeoplePlanPage
    from zaitaku_desk.intake.people_plan import PeoplePlan
    from zaitaku_desk.intake.tables import Table

Run = Callable[[str, Callable[[Any], Any], Callable[[Any], None]], None]
"""run(what, work, then): a long step of the wizard, which hears of its failure."""

NEW_HEADER = (
    "初めての見出しです。列の対応を確かめて「この対応で読む」を押してください。"
    "同じ見出しの一覧は、次からそのまま読みます。"
)


class MappingSteps(QObject):
    """Makes its pages when they are first needed and shows them in the wizard's place.

    `planned` hands a plan to the wizard, `written` the batch of an import; `run` does long work.
    """

    planned = Signal(object)
    written = Signal(str)
    other_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, office: Office, steps: QStackedWidget, run: Run) -> None:
        super().__init__(parent)
        self._office, self._steps, self._run = office, steps, run
        self._page: MappingPage | None = None
        self._people: PeoplePlanPage | None = None
        self._refused: Table | None = None
        self._plan: Any = None
        self._path: Path | None = None
        self._city = self._encoding = ""
        self.anyway_button = QPushButton("それでも列を対応させる", parent)
        self.anyway_button.clicked.connect(self._anyway)
        self.anyway_button.hide()
        self.mend_button = QPushButton("列の対応を直す", parent)
        self.mend_button.clicked.connect(self.mend)
        self.sheet_button = SheetButton(parent)
        self.sheet_button.chosen.connect(self._plan_sheet)

    @property
    def page(self) -> MappingPage:
        """The mapping page."""
        if self._page is None:
            from zaitaku_desk.gui.mapping_page import MappingPage

            self._page = MappingPage(self._office, self._steps)
            self._steps.addWidget(self._page)
            self._page.read_wanted.connect(self.read)
            self._page.sheet_wanted.connect(self._other_sheet)
            self._page.other_wanted.connect(self.other_wanted)
        return self._page

    @property
    def people(self) -> PeoplePlanPage:
        """The plan of a 名簿."""
        if self._people is None:
            from zaitaku_desk.gui.people_plan_page import PeoplePlanPage

            self._people = PeoplePlanPage(self._office, self._steps)
            self._steps.addWidget(self._people)
            self._people.accepted.connect(self._accept)
            self._people.map_wanted.connect(self.mend)
            self._people.sheet_button.chosen.connect(self._plan_sheet)
            self._people.other_wanted.connect(self.other_wanted)
        return self._people

    def begin(self, path: Path | None, city: str = "", encoding: str = "") -> None:
        """Another file; nothing is offered yet."""
        self._path, self._city, self._encoding = path, city, encoding
        self._refused, self._plan = None, None
        self.anyway_button.hide()

    def set_busy(self, on: bool) -> None:
        """Nothing but the stop may be pressed."""
        for part in (self._page, self._people, self.anyway_button, self.mend_button, self.sheet_button):
            if part is not None:
                part.setEnabled(not on)

    def takes(self, plan: Any) -> bool:
        """Show the plan when it is one of people."""
        from zaitaku_desk.intake.people_plan import PeoplePlan

        self._plan = plan
        if not isinstance(plan, PeoplePlan):
            self.sheet_button.offer(plan.source.sheets)
            return False
        self._steps.setCurrentWidget(self.people)
        self.people.show_plan(plan)
        return True

    def answers(self, error: BaseException) -> bool:
        """Whether a refusal is answered here: an unknown table is mapped, a fault is said on the page."""
        from zaitaku_desk.intake.mapped import Unrecognised

        if isinstance(error, Unrecognised):
            self._refused = error.table
            self.anyway_button.setVisible(not error.likely)
            if error.likely:
                self._show(error.table, NEW_HEADER)
            return error.likely
        if isinstance(error, UserError) and self._steps.currentWidget() is self._page:
            self.page.say(str(error), problem=True)
            self.page.read_button.setFocus()
            return True
        return False

    def read(self) -> None:
        """Plan the list by the columns of the page, and remember them for this header."""
        from zaitaku_desk.intake import mapped, mapping_memory

        page, office = self.page, self._office
        db, today, city = office.db, office.today(), self._city
        table, target, columns, edition = page.table, page.target, page.columns(), page.iso_edition()

        def work(progress: Any) -> Any:
            plan = mapped.plan_mapped(
                db,
                table,
                target,
                columns,
                today=today,
                city=city,
                edition=edition,
                step=lambda done: progress(done, 0),
            )
            mapping_memory.remember(db, table, target, columns)
            return plan

        self._run("一覧を読む", work, self.planned.emit)

    def mend(self) -> None:
        """The columns of the list that is planned, to be changed."""
        from zaitaku_desk.intake import mapping_memory, tables
        from zaitaku_desk.intake.mapping_memory import Remembered

        path, plan, db = self._path, self._plan, self._office.db
        if path is None or db is None:
            return

        def work(progress: Any) -> Remembered:
            def read(sheet: str) -> Table:
                return tables.read_table(path, sheet=sheet, encoding=self._encoding, progress=progress)

            table = read("")
            known = mapping_memory.find(db, table, read)
            return known or Remembered(table, "institutions", dict(plan.source.columns) if plan else None)

        self._run("一覧を読む", work, lambda found: self._show(found.table, "", found.target, found.columns))

    def _plan_sheet(self, sheet: str) -> None:
        """Another sheet of the workbook as a list of its own."""
        from zaitaku_desk.intake import apply

        path, db, city, today = self._path, self._office.db, self._city, self._office.today()
        if path is not None and db is not None:
            self._run(
                "一覧を読む",
                lambda progress: apply.plan_file(
                    db, path, city=city, sheet=sheet, today=today, progress=progress
                ),
                self.planned.emit,
            )

    def _anyway(self) -> None:
        if self._refused is not None:
            self._show(self._refused, NEW_HEADER)

    def _show(
        self, table: Table, why: str = "", target: str = "", columns: dict[str, int] | None = None
    ) -> None:
        self._steps.setCurrentWidget(self.page)
        self.page.say("")
        self.page.show_table(table, why, target, columns)

    def _other_sheet(self, sheet: str) -> None:
        from zaitaku_desk.intake import mapping_memory, tables
        from zaitaku_desk.intake.mapping_memory import Remembered

        path, db = self._path, self._office.db
        if path is not None and db is not None:

            def work(progress: Any) -> Remembered:
                table = tables.read_table(path, sheet=sheet, progress=progress)
                return mapping_memory.remembered(db, table) or Remembered(table, "", None)

            self._run(
                "一覧を読む", work, lambda found: self._show(found.table, "", found.target, found.columns)
            )

    def _accept(self) -> None:
        from zaitaku_desk.intake import people_apply
        from zaitaku_desk.store import backups

        page, db = self.people, self._office.db
        plan: PeoplePlan | None = page.plan
        if plan is None or db is None:
            return
        if page.apply_button.text() != "取り込む":
            self.closed.emit()
            return
        left_out, decided = page.lines.left_out(), dict(page.lines.decided)
        create = page.create_box.isChecked()

        def work(progress: Any) -> str:
            backups.make_if_changed(db, why="import")
            return people_apply.apply_people(
                db, plan, leave_out=left_out, decided=decided, create=create, progress=progress
            )

        self._run("取り込み", work, self._taken_in)

    def _taken_in(self, batch: str) -> None:
        if batch:
            for kind in ("people", "posts", "trainings"):
                self._office.saved(kind, [])
        self.written.emit(batch)
