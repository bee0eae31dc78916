"""Reading any list into rows of text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.encoding import UnknownEncoding
from zaitaku_desk.intake.tables import ImportStopped, Table, read_table


def written(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def workbook(folder: Path, rows: list[list[object]], name: str = "list.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def cells(table: Table) -> list[list[str]]:
    return [row for _, row in table.rows]


def test_a_row_keeps_the_line_it_begins_on(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, '名称,住所\n"甲\n医院",一丁目\n\n乙医院,二丁目\n'))
    assert [(line, row[0]) for line, row in table.rows] == [(2, "甲\n医院"), (5, "乙医院")]


def test_title_and_blank_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    table = read_table(
        written(tmp_path, "医療機関一覧,,\n,,\n名称,住所,電話番号\n甲医院,一丁目,0877-11-2222\n")
    )
    assert (table.header, table.header_line) == (["名称", "住所", "電話番号"], 3)


def test_a_header_repeated_on_the_next_page_is_no_row(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "名称,電話番号\n甲医院,1\n名称,電話番号\n乙医院,2\n"))
    assert cells(table) == [["甲医院", "1"], ["乙医院", "2"]]


def test_a_table_without_a_header_says_so(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "甲医院,0877-11-2222\n乙医院,0877-11-3333\n"))
    assert table.header == []
    assert len(cells(table)) == 2


def test_numbers_dates_and_leading_zeros_are_text_as_typed(tmp_path: Path) -> None:
    row: list[object] = [
        "甲医院",
        120,
        1.5,
        "0877",
        dt.date(2026, 4, 1),
        dt.datetime(2026, 4, 1, 9, 30),
        True,
    ]
    path = workbook(tmp_path, [["名称", "病床数", "比", "電話番号", "開設日", "更新", "印"], row])
    assert cells(read_table(path)) == [
        ["甲医院", "120", "1.5", "0877", "2026-04-01", "2026-04-01T09:30", "TRUE"]
    ]


def test_rows_of_a_sheet_are_numbered_as_excel_numbers_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["一覧"], [], ["名称", "電話番号"], [], ["甲医院", "1"]])
    table = read_table(path)
    assert (table.header_line, list(table.rows)) == (3, [(5, ["甲医院", "1"])])


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "表紙"
    sheet = book.create_sheet("一覧")
    sheet.append(["名称", "電話番号"])
    sheet.append(["甲医院", "1"])
    book.save(tmp_path / "two.xlsx")
    table = read_table(tmp_path / "two.xlsx")
    assert table.sheet == "一覧"
    assert "一覧" in table.notes[0]


def test_a_macro_workbook_is_refused_by_content(tmp_path: Path) -> None:
    import zipfile

    path = workbook(tmp_path, [["名称", "電話番号"], ["甲医院", "1"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(UserError, match="マクロ"):
        read_table(path)


def test_two_cells_in_far_corners_do_not_eat_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "名称"
    book.active["XFD1048576"] = "果て"
    book.save(tmp_path / "corner.xlsx")
    with pytest.raises(UserError, match="大きすぎる"):
        read_table(tmp_path / "corner.xlsx")


def test_a_field_of_three_million_characters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="2行目"):
        read_table(written(tmp_path, "名称,住所\n甲," + "あ" * 3_000_000 + "\n"))


def test_a_comma_inside_text_does_not_win_over_the_tab(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "名称\t診療科\n甲医院\t内科,外科,眼科\n乙医院\t内科\n"))
    assert table.header == ["名称", "診療科"]


def test_a_missing_file_and_a_folder_are_told_kindly(tmp_path: Path) -> None:
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(UserError, match="ファイル"):
            read_table(path)


def test_stopping_ends_the_reading_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["名称", "電話番号"], ["甲医院", "1"]])
    with pytest.raises(ImportStopped):
        read_table(path, cancelled=lambda: True)


def test_a_hundred_thousand_rows_are_kept_small(tmp_path: Path) -> None:
    line = "甲医院,香川県高松市番町一丁目8番15号,087-000-0000\n" * 100_000
    table = read_table(written(tmp_path, "名称,住所,電話番号\n" + line))
    assert sum(1 for _ in table.rows) == sum(1 for _ in table.rows) == 100_000


def test_another_row_can_be_the_header(tmp_path):
    table = read_table(written(tmp_path, "関係機関,一覧,表\n名称,電話,住所\n港医院,1,港\n")).with_header(2)
    assert (table.header, cells(table)) == (["名称", "電話", "住所"], [["港医院", "1", "港"]])


def test_a_table_names_the_other_sheets(tmp_path):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("薬局")):
        sheet.append(["名称", "電話"])
        sheet.append(["港", "1"])
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").sheets == ("薬局",)


def test_titles_and_headers_of_further_pages_are_no_rows(tmp_path: Path) -> None:
    page = "一覧,,\n施設名,連絡先,\n,電話,FAX\n"
    table = read_table(written(tmp_path, f"{page}甲医院,1,2\n{page}乙医院,3,4\n"))
    assert table.header == ["施設名", "連絡先／電話", "連絡先／FAX"]
    assert cells(table) == [["甲医院", "1", "2"], ["乙医院", "3", "4"]]
    assert table.above == ("一覧",)


def test_sixty_five_thousand_blank_rows_are_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["名称", "電話番号"], ["甲医院", "1"], *[[""]] * 3, ["乙医院", "2"]])
    book = openpyxl.load_workbook(path)
    for line in range(7, 65_000, 50):
        book.active.cell(line, 2).number_format = "0"
    book.save(path)
    text = written(tmp_path, "名称,電話番号\n甲医院,1\n" + ",\n" * 65_000 + "乙医院,2\n")
    assert cells(read_table(path)) == cells(read_table(text)) == [["甲医院", "1"], ["乙医院", "2"]]


def test_the_furigana_of_a_cell_is_not_its_value(tmp_path: Path) -> None:
    import zipfile

    source = workbook(tmp_path, [["名称", "電話番号"], ["KANJI", "1"]])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "kana.xlsx", "w") as new:
        for name in old.namelist():
            body = old.read(name).replace(
                b"<t>KANJI</t>", '<t>辻医院</t><rPh sb="0" eb="1"><t>ツジ</t></rPh>'.encode()
            )
            new.writestr(name, body)
    assert cells(read_table(tmp_path / "kana.xlsx")) == [["辻医院", "1"]]


def test_a_file_that_mixes_encodings_is_read_in_the_one_she_chooses(tmp_path: Path) -> None:
    mixed = "名称,電話番号\n髙橋医院,1\n".encode("cp932") + "甲医院,2\n".encode()
    path = written(tmp_path, mixed)
    with pytest.raises(UnknownEncoding) as unknown:
        read_table(path)
    assert unknown.value.likely == "cp932"
    table = read_table(path, encoding="cp932")
    rows = cells(table)
    assert "Shift_JIS" in table.notes[-1]
    assert rows[0] == ["髙橋医院", "1"]
    assert "2" in rows[1][-1]


def test_rows_with_gaiji_are_found(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "名称,電話番号\n甲医院,1\n\ue192医院,2\n"))
    assert (3, ["\ue192医院", "2"]) in list(table.rows.with_private_use())
    assert list(read_table(written(tmp_path, "名称,電話番号\n甲医院,1\n")).rows.with_private_use()) == []


def test_a_cell_merged_over_rows_is_said_of_each_but_a_name_is_not(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["地区", "名称", "電話番号"],
        ["中央", "甲医院", "1"],
        [None, "乙医院", "2"],
        ["南", "丙医院", "3"],
        [None, None, "4"],
    ]
    path = workbook(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    for area in ("A2:A3", "A4:A60", "B4:B5"):
        book.active.merge_cells(area)
    book.save(path)
    assert cells(read_table(path)) == [
        *(["中央", "甲医院", "1"], ["中央", "乙医院", "2"], ["南", "丙医院", "3"], ["南", "", "4"])
    ]
