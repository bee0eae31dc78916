from __future__ import annotations

from datetime import date

from tests.reports.reading import book, rows
from zaitaku_desk.reports.list_excel import write_excel
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section

SECTION = Section(
    "薬局", (Column("№", 4), Column("名称", 20), Column("地区", 9, printed=False)), [[1, "=1+1", "東"]]
)


def paper(**more: object) -> ListPaper:
    return ListPaper("一覧", date(2026, 11, 10), "医師会", "wareki", (SECTION,), **more)  # type: ignore[arg-type]


def test_the_sheet_has_every_column_and_its_head_on_every_page() -> None:
    sheet = book(write_excel(paper()))["薬局"]
    assert [cell.value for cell in sheet[4]] == ["№", "名称", "地区"]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "C5")


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    cell = book(write_excel(paper()))["薬局"]["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_sources_stand_below_the_table() -> None:
    assert rows(write_excel(paper(sources=("みなと野市一覧",))), "薬局")[-1] == ["出典：みなと野市一覧"]
