"""The papers of a tab: declared as data, made in the background, shown in the preview.

    PAPERS = (Paper("会議開催案内", "pdf", lambda tab: invitation.pdf(tab.office.db, tab.form.record.id)), …)

`make(tab)` is called on the GUI thread and returns what runs on the worker: a function of `progress` that
gives the bytes of the file; so `make` may look at the tab, the work may not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from zaitaku_desk.reports import save
from zaitaku_desk.reports.report import PERSONAL_KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from zaitaku_desk.gui.record_tab import RecordTab
    from zaitaku_desk.reports.request import Made

FILTERS = {
    "pdf": "PDF (*.pdf)",
    "docx": "Word文書 (*.docx)",
    "xlsx": "Excelブック (*.xlsx)",
    "ics": "予定 (*.ics)",
    "csv": "CSV (*.csv)",
    "vcf": "連絡先 (*.vcf)",
}
WORDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "ics": "ICS", "csv": "CSV", "vcf": "vCard"}
MANY = 9
"""More papers and formats than this, and the formats move into menus of their own."""

Work = Callable[[Callable[[int, int], None]], "Made"]


@dataclass(frozen=True)
class Paper:
    """One paper in one format. PDFs open in the preview, other formats ask where to save.

    `needs_record`: only with a record open. `name` is the suggested file name (without ending), from the tab;
    `also` are the same paper in other formats, offered beside the preview; papers of one `group` stand
    together in the menu. `personal`: she is reminded, and a password is offered, before it is saved.
    """

    title: str
    format: str
    make: Callable[[Any], Work | None]
    needs_record: bool = True
    name: Callable[[Any], str] | None = None
    also: tuple[Paper, ...] = ()
    group: str = ""
    personal: bool = False


class Papers:
    """Menu and running of a tab's papers."""

    def __init__(self, tab: RecordTab) -> None:
        self._tab = tab
        self._menu: QMenu | None = None
        self._preview: Any = None
        self._shown: Paper | None = None

    def menu(self) -> QMenu:
        """The menu for the button, the window's 帳票 and Ctrl+E: the papers, and the list as it is shown."""
        if self._menu is None:
            self._menu = QMenu("帳票", self._tab)
            self._menu.aboutToShow.connect(self._enable)
            self._fill(self._menu)
        return self._menu

    def run_main(self) -> None:
        """Ctrl+P: the first paper in the preview; in the preview, the printer."""
        if self._preview is not None and self._preview.isVisible():
            self._preview.print_pages()
        elif offered := self._tab.offered_papers():
            self.run(offered[0])

    def run(self, paper: Paper) -> None:
        """Make a paper and show or save it."""
        tab = self._tab
        if paper.needs_record and tab.form.record is None:
            tab.said.emit("先に一覧から記録を選んでください。")
            return
        tab.flush()
        name = (paper.name(tab) if paper.name else paper.title) + f".{paper.format}"
        made = paper.make(tab)
        if made is None:
            return
        work = self._warned(made, tab.form.record.id if paper.needs_record else "")
        if paper.format == "pdf":
            tab.office.tasks.run(paper.title, work, lambda made: self.preview(paper, made, name))
            return
        password = tab.office.dialogs.ask_password(paper.format) if paper.personal else ""
        if password is None:
            return
        path = tab.office.dialogs.save_file(f"{paper.title}を保存", name, FILTERS[paper.format])
        if path is not None:
            tab.office.tasks.run(
                paper.title,
                lambda progress: write(path, work(progress), password),
                self._written(paper, path),
            )

    def preview(self, paper: Paper, made: Made, name: str) -> None:
        """Show a PDF inside the page."""
        from zaitaku_desk.gui.preview import Preview

        if self._preview is None:
            self._preview = Preview(self._tab.office)
            self._preview.closed.connect(self._tab.back)
            self._preview.other_wanted.connect(self.run)
            self._preview.printed.connect(self._tab.said)
            self._preview.taken_out.connect(self._note)
        self._shown = paper
        self._preview.load(made.data, paper.title, name, paper.also, made.warnings)
        self._preview.set_personal(on=paper.personal)
        self._tab.cover(self._preview)

    def _warned(self, work: Work, record: str) -> Work:
        """The same, with a word on what two devices said differently (decisions 20)."""
        db, kind = self._tab.office.db, self._tab.RECORD.KIND

        def warned(progress: Callable[[int, int], None]) -> Made:
            from zaitaku_desk.store import conflicts

            made, said = work(progress), conflicts.warnings(db, kind, record)
            return replace(made, warnings=(*said, *made.warnings)) if said else made

        return warned

    def _fill(self, menu: QMenu) -> None:
        """One entry per paper; where there are many, those in several formats are menus of their own."""
        offered = self._tab.offered_papers()
        many = sum(1 + len(paper.also) for paper in offered) > MANY
        group = offered[0].group if offered else ""
        for paper in offered:
            if paper.group != group:
                group = paper.group
                menu.addSeparator()
            if many and paper.also:
                below = menu.addMenu(paper.title)
                below.aboutToShow.connect(self._enable)
                for item in (paper, *paper.also):
                    self._add(item, below, WORDS[item.format])
            else:
                for item in (paper, *paper.also):
                    self._add(item, menu, f"{item.title}（{WORDS[item.format]}）")
        menu.addSeparator()
        personal = self._tab.RECORD.KIND in PERSONAL_KINDS
        shown = Paper("表示中の一覧", "xlsx", list_on_screen, needs_record=False, personal=personal)
        self._add(shown, menu, "表示中の一覧（Excel）")

    def _add(self, item: Paper, menu: QMenu, words: str) -> None:
        action = QAction(words, menu)
        action.setData(item)
        action.triggered.connect(lambda _on=False: self.run(item))
        menu.addAction(action)

    def _note(self, what: str, paper: Paper | None = None) -> None:
        """In the audit log: which paper left the desk, and of which record."""
        paper = paper or self._shown
        if paper is not None:
            tab = self._tab
            one = tab.form.record if paper.needs_record else None
            kind = tab.RECORD.KIND if one is not None or paper.make is list_on_screen else ""
            tab.office.audit(what, kind, one.id if one else "", f"{paper.title} {paper.format}")

    def _written(self, paper: Paper, path: Path) -> Callable[[tuple[str, ...]], None]:
        def tell(warnings: tuple[str, ...]) -> None:
            self._note("export", paper)
            self._tab.said.emit(f"{path.name} に保存しました。")
            if warnings:
                self._tab.office.dialogs.tell(f"{path.name} に保存しました。", "\n".join(warnings))

        return tell

    def _enable(self) -> None:
        for action in self._menu.actions():
            for one in (action, *(action.menu().actions() if action.menu() else ())):
                needs = one.data() and one.data().needs_record
                one.setEnabled(not needs or self._tab.form.record is not None)


def list_on_screen(tab: Any) -> Work:
    """The list with its search, filters and order, as an Excel file."""
    db, listing, today = tab.office.db, tab.list.table.listing, tab.office.today()

    def work(_progress: Any) -> Made:
        from zaitaku_desk.reports import record_list

        return record_list.write_excel(db, listing, today)

    return work


def write(path: Path, made: Made, password: str = "") -> tuple[str, ...]:
    """Write a finished paper whole or not at all; gives back what she should be told of it."""
    if password:
        from zaitaku_desk.reports.protect import protect

        made = replace(made, data=protect(made.data, path.suffix.lstrip(".").lower(), password))
    save(made, path)
    return made.warnings
