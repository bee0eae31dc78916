"""A tool page of several steps, one in the place of the other; Esc goes one step back.

self.open_step(self.change_list)     # any widget; its `refresh()` is called when it is shown again,
                                     # its `print_main()` is Ctrl+P
self.run_paper(self.paper_of("directory_changes_pdf", request, "directory_changes_excel"))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from zaitaku_desk import reports
from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order
from zaitaku_desk.gui.field_box import own_undo
from zaitaku_desk.gui.papers import Paper
from zaitaku_desk.gui.tools import ToolPage

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


class SteppedPage(ToolPage):
    """Steps over one another; a step with `print_main` answers Ctrl+P."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.steps = QStackedWidget(self)
        self.body.addWidget(self.steps, 1)
        self._trail: list[QWidget] = []

    def open_step(self, step: QWidget) -> None:
        """Show a step over the one before."""
        if not self._trail or self._trail[-1] is not step:
            self._trail.append(step)
        self._show(step)

    def restart(self, first: QWidget) -> None:
        """Forget the steps and begin with this one."""
        self._trail = [first]
        self._show(first)

    def back(self) -> None:
        """Esc: the step before, at last the list of the tab."""
        self.flush()
        self._trail = self._trail[:-1]
        if self._trail:
            self._show(self._trail[-1])
        else:
            self.closed.emit()

    def printed(self) -> QWidget | None:
        """The step that is shown."""
        return self.steps.currentWidget()

    def undo(self) -> None:
        """Take the last change of any record back."""
        self.flush()
        try:
            self.office.undo.undo()
        except UserError as error:
            self.said.emit(error.message)

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Ctrl+Z in a line with nothing of its own to take back is the page's."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Undo) or own_undo(line):
            return False
        self.undo()
        return True

    def paper_of(self, name: str, request: Callable[[], reports.Request], *others: str) -> Paper:
        """A paper of the registry for what is chosen when it is asked for."""
        report, office = reports.find(name), self.office

        def make(_page: Any) -> Any:
            db, wanted = office.db, request()
            return lambda _progress: reports.make(name, db, wanted)

        also = tuple(self.paper_of(other, request) for other in others)
        title = report.title.partition("（")[0]
        return Paper(title, report.format, make, needs_record=False, also=also, personal=report.personal)

    def run_paper(self, paper: Paper) -> None:
        """Make a paper: a PDF is shown, another format asks where to save."""
        self.flush()
        self.paper_wanted.emit(paper)

    def _show(self, step: QWidget) -> None:
        if self.steps.indexOf(step) < 0:
            self.steps.addWidget(step)
            for line in step.findChildren(QLineEdit):
                line.installEventFilter(self)
        title = getattr(step, "TITLE", "") or self.TITLE
        self.title.setText(title)
        getattr(step, "refresh", lambda: None)()
        self.steps.setCurrentWidget(step)
        tab_order.begin_at(self, step)
        tab_order.chain(self)
        step.setFocus()
