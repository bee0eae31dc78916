from __future__ import annotations

import io
from datetime import date

import docx

from zaitaku_desk.reports.list_paper import Column, ListPaper, Section
from zaitaku_desk.reports.list_word import write_word

COLUMNS = (Column("名称", 20), Column("ふりがな", 20, under=True), Column("看取り", 3, "mark"))


def opened(*rows: list[object], **more: object) -> object:
    section = Section("薬局", COLUMNS, rows, bands={0: "東地区（1）"})
    paper = ListPaper("一覧", date(2026, 11, 10), "医師会", "wareki", (section,), **more)  # type: ignore[arg-type]
    return docx.Document(io.BytesIO(write_word(paper).data))


def test_there_is_one_table_with_band_and_rows() -> None:
    (table,) = opened(["はまなす薬局", "はまなすやっきょく", "○"]).tables  # type: ignore[attr-defined]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["名称\nふりがな", "看取り"],
        ["東地区（1）", "東地区（1）"],
        ["はまなす薬局\nはまなすやっきょく", "○"],
    ]


def test_marks_of_xml_and_characters_it_cannot_hold_do_no_harm() -> None:
    (table,) = opened(["<A&B>\x0b薬局", "", ""]).tables  # type: ignore[attr-defined]
    assert table.rows[2].cells[0].text == "<A&B>\ufffd薬局"


def test_the_page_is_a4_landscape_and_says_where_the_data_came_from() -> None:
    document = opened(["あ", "", ""], sources=("みなと野市一覧",))
    section = document.sections[0]  # type: ignore[attr-defined]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert document.paragraphs[-1].text.startswith("出典：")  # type: ignore[attr-defined]
