from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import charts, excel, excel_cells

RISKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "＝1+1",
    "'a",
    "TRUE",
    "007",
    "1/2",
]


def written(*rows: list[object]) -> openpyxl.worksheet.worksheet.Worksheet:
    book = excel.Book("試験")
    sheet = book.sheet("一覧", [20] * 5)
    sheet.rows(rows, "text")
    return openpyxl.load_workbook(io.BytesIO(book.data())).active


def test_text_from_a_record_is_never_a_formula_and_stays_as_it_was() -> None:
    found = written(*([text] for text in RISKY))
    assert [cell.value for cell in found["A"]] == RISKY
    assert {cell.data_type for cell in found["A"]} == {"s"}
    assert (found["A1"].quotePrefix, found["A11"].quotePrefix) == (True, False)


def test_forty_thousand_characters_go_on_in_the_next_row() -> None:
    text = "".join(chr(0x4E00 + number % 5000) for number in range(40_000))
    found = written(["前", text, "後"], ["次"])
    first, second = found["B1"].value, found["B2"].value
    assert first.endswith(excel_cells.CONTINUED)
    assert first.removesuffix(excel_cells.CONTINUED) + second == text
    assert (found["A1"].value, found["C1"].value, found["A2"].value, found["A3"].value) == (
        "前",
        "後",
        None,
        "次",
    )


def test_characters_outside_the_bmp_count_twice_and_are_not_cut_in_half() -> None:
    found = written(["𠮷" * 20_000])
    assert len(found["A1"].value) + len(found["A2"].value) == 20_000 + len(excel_cells.CONTINUED)
    assert len(found["A1"].value.encode("utf-16-le")) // 2 <= excel_cells.LIMIT


def test_control_characters_are_replaced_and_counted() -> None:
    book = excel.Book("試験")
    book.sheet("一覧", [20]).row(["a\x00b\x0bc\r\nd\ud800"], "text")
    found = openpyxl.load_workbook(io.BytesIO(book.data())).active
    assert found["A1"].value == "a�b�c\nd�"
    assert book.replaced == 3


def test_what_excel_would_read_as_an_escape_is_escaped() -> None:
    assert written(["_x0041_"])["A1"].value in ("_x005F_x0041_", "_x0041_")


def test_numbers_dates_and_nothing_keep_their_types() -> None:
    found = written([3, 2.5, date(2020, 12, 1), None, True])
    assert (found["A1"].value, found["B1"].value, found["D1"].value, found["E1"].value) == (3, 2.5, None, "○")


def test_a_wareki_date_is_a_real_date_in_excel() -> None:
    book = excel.Book("試験")
    book.sheet("一覧", [20]).row([date(2020, 12, 1)], "date")
    cell = openpyxl.load_workbook(io.BytesIO(book.data())).active["A1"]
    assert cell.is_date
    assert cell.value.date() == date(2020, 12, 1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/b[c]:*?\\d", "a・b・c・・・・・d"),
        ("", "シート"),
        ("'名'", "名"),
        ("History", "History_"),
        ("長" * 40, "長" * 31),
    ],
)
def test_sheet_names_are_made_fit(name: str, shown: str) -> None:
    assert excel.sheet_name(name) == shown


def test_two_sheets_never_share_a_name() -> None:
    assert excel.sheet_name("長" * 40, ["長" * 31]) == "長" * 28 + "（2）"


def test_a_list_prints_on_a4_with_its_head_on_every_page() -> None:
    book = excel.Book("試験")
    sheet = book.sheet("一覧", [20], landscape=True, freeze="B2", repeat="1:1", footer="A&B")
    sheet.row(["名称"], "head")
    found = openpyxl.load_workbook(io.BytesIO(book.data())).active
    assert (found.freeze_panes, found.print_title_rows) == ("B2", "$1:$1")
    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "landscape")
    assert (found.sheet_properties.pageSetUpPr.fitToPage, found.page_setup.fitToHeight) == (True, 0)
    assert "&P" in found.oddFooter.right.text


def test_a_chart_is_native() -> None:
    book = excel.Book("試験")
    sheet = book.sheet("集計", [20, 10])
    head = sheet.row(["種別", "件数"], "head")
    sheet.rows([["甲", 3], ["乙", 1]], ("text", "number"))
    sheet.chart(charts.bar_chart(sheet, "種別", head, sheet.at), "D1")
    assert len(openpyxl.load_workbook(io.BytesIO(book.data())).active._charts) == 1


def test_nothing_is_put_on_the_disk_while_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.NamedTemporaryFile", None)
    assert written(["内緒"])["A1"].value == "内緒"


def test_a_full_sheet_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "LAST_ROW", 3)
    with pytest.raises(UserError, match="行が多すぎ"):
        written(*([number] for number in range(4)))
