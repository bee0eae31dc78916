from __future__ import annotations

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.list_cells import SMALLEST, printed
from zaitaku_desk.reports.list_paper import Column, Section

LONG = "医療法人社団みなと野会みなと野中央記念病院附属錨町訪問看護ステーションなぎさ"


def test_the_table_is_as_wide_as_the_page() -> None:
    table = printed(
        Section("", (Column("№", 4, "centre"), Column("名称", 20)), [[1, "あ"]]), 8, 500, "wareki"
    )
    assert round(table.width, 3) == 500


def test_a_table_with_many_columns_gets_smaller_type_but_not_too_small() -> None:
    columns = tuple(Column(f"列{number}", 20) for number in range(14))
    table = printed(Section("", columns, []), 8, 770, "wareki")
    assert (table.size, round(table.width)) == (SMALLEST, 770)


def test_nothing_of_a_long_name_is_lost_and_no_line_leaves_its_cell() -> None:
    table = printed(Section("", (Column("名称", 20), Column("他", 80)), [[LONG, ""]]), 8, 400, "wareki")
    lines = table.rows[0].cells[0]
    assert "".join(line.text for line in lines) == LONG
    assert all(fonts.width(line.text, line.size) <= table.columns[0].width for line in lines)


def test_what_belongs_under_a_value_stands_smaller_in_its_cell() -> None:
    section = Section(
        "", (Column("電話", 15, "centre"), Column("FAX", 15, "centre", under=True)), [["1", "2"]]
    )
    table = printed(section, 8, 400, "wareki")
    first, second = table.rows[0].cells[0]
    assert (len(table.columns), first.text, second.text) == (1, "1", "2")
    assert second.size < first.size
