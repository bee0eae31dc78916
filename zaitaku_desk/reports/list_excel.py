"""A list as an Excel file: a sheet per section, heads on every page, all columns."""

from __future__ import annotations

from zaitaku_desk.reports import excel
from zaitaku_desk.reports.list_paper import ListPaper, Section
from zaitaku_desk.reports.request import Made
from zaitaku_desk.reports.text import replacement_warning

LONGEST_HEAD = 260.0
"""Points: the highest a head written downwards may be."""


def write_excel(paper: ListPaper, more: tuple[Section, ...] = ()) -> Made:
    """The list as a workbook, A4; `more` are sheets that only Excel has. 出典 stands below each table."""
    book = excel.Book(paper.full_title, paper.office, paper.today)
    for section in paper.sections:
        _sheet(book, paper, section, paper.notes)
    for section in more:
        _sheet(book, paper, section)
    warnings = (*paper.warnings, *replacement_warning(book.replaced))
    return Made(book.data(), paper.full_title, warnings)


def _sheet(book: excel.Book, paper: ListPaper, section: Section, said: tuple[str, ...] = ()) -> None:
    name = section.title or paper.title
    notes = [_note(paper, section), *(note for note in said if note not in section.note)]
    head = len(notes) + 3
    longest = max((len(column.title) for column in section.columns if column.style == "mark"), default=0)
    sheet = book.sheet(
        name,
        [column.width for column in section.columns],
        landscape=not paper.upright,
        freeze=f"{_frozen(section)}{head + 1}",
        repeat=f"{head}:{head}",
        footer="　".join(
            part for part in (paper.title, name if name != paper.title else "", paper.day) if part
        ),
        heights={head: min(LONGEST_HEAD, 12.5 * longest + 8)} if longest else None,
    )
    sheet.heading(f"{paper.title}　{section.title}".rstrip("　") if name != paper.title else name, *notes)
    sheet.row(
        [column.title for column in section.columns],
        ["head_down" if column.style == "mark" else "head" for column in section.columns],
    )
    sheet.rows(
        section.rows, ["centre" if column.style == "mark" else column.style for column in section.columns]
    )
    if paper.attribution:
        sheet.row()
        sheet.row([paper.attribution], "note")


def _note(paper: ListPaper, section: Section) -> str:
    return "　　".join(part for part in (section.note, paper.day, paper.office) if part)


def _frozen(section: Section) -> str:
    """The first column that scrolls: the one after the name."""
    from openpyxl.utils import get_column_letter

    titles = [column.title for column in section.columns]
    return get_column_letter(titles.index("名称") + 2 if "名称" in titles else 2)
