"""医療情報ネット: five files, with and without header, whose flags mean the contrary of their names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import navii
from zaitaku_desk.intake.rows import Source, SourceRow
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

SHEETS = {
    "病院": navii._HOSPITAL,
    "診療所": navii._CLINIC,
    "歯科診療所": navii._DENTAL,
    "助産所": navii._MIDWIFE,
    "薬局": navii._CHEMIST,
}
BASE = {
    "正式名称": "みなと野青空会",
    "名称": "みなと野青空会",
    "都道府県コード": "37",
    "市区町村コード": "201",
    "正式名称（フリガナ）": "ミナトノアオゾラカイ",
    "フリガナ": "ミナトノアオゾラカイ",
    "機関区分": "1",
    "所在地": "香川県みなと野市番町１番地",
    "ID": "3711111111111",
    "所在地座標（緯度）": "0",
    "所在地座標（経度）": "0",
}


def written(folder: Path, sheet: str, rows: list[dict[str, str]], *, header: bool = True) -> Path:
    heads = SHEETS[sheet].header
    about = BASE | {"機関区分": str(list(SHEETS).index(sheet) + 1)}
    lines = [",".join((about | row).get(head, "") for head in heads) for row in rows]
    path = folder / "navii.csv"
    path.write_text(
        "\r\n".join([",".join(heads), *lines] if header else lines) + "\r\n", encoding="utf-8-sig"
    )
    return path


def read(path: Path) -> tuple[Source, list[SourceRow]]:
    table = read_table(path)
    source = recognise(table, today=dt.date(2026, 5, 1))
    return source, list(source.rows(table))


def weekly(word: str, flags: str) -> dict[str, str]:
    return {word.format(day=day): flag for day, flag in zip("月火水木金土日", flags, strict=True)}


@pytest.mark.parametrize(
    ("sheet", "width"), [("病院", 65), ("診療所", 62), ("歯科診療所", 57), ("助産所", 153), ("薬局", 128)]
)
def test_each_of_the_five_files_is_known_by_its_columns(tmp_path: Path, sheet: str, width: int) -> None:
    source, rows = read(written(tmp_path, sheet, [{}]))
    assert len(source.headers) == width
    assert (source.layer, rows[0].values["kind"]) == (f"mhlw.navii/{sheet}", SHEETS[sheet].kind)
    assert (rows[0].key, rows[0].values["municipality"]) == ("navii:3711111111111", "みなと野市")


@pytest.mark.parametrize("sheet", ["病院", "診療所", "助産所", "薬局"])
def test_a_file_without_its_header_is_read_by_the_order_of_its_columns(tmp_path: Path, sheet: str) -> None:
    last = SHEETS[sheet].header[-1]
    source, rows = read(written(tmp_path, sheet, [{last: "18"}, {last: "19"}], header=False))
    assert (source.layer, len(rows)) == (f"mhlw.navii/{sheet}", 2)
    assert rows[0].values["name"] == "みなと野青空会"
    assert any("見出しの行がない" in note for note in source.notes)


def test_one_means_open_although_the_column_is_called_closed(tmp_path: Path) -> None:
    flags = weekly("毎週決まった曜日に休診（{day}）", "1110110") | {"祝日に休診": "0"}
    _, rows = read(written(tmp_path, "病院", [flags]))
    assert rows[0].values["opening_hours"] == {"thu": [], "sun": [], "hol": []}
    assert rows[0].values["closed_days"] == "木・日・祝"


def test_certain_weeks_are_told_after_the_days(tmp_path: Path) -> None:
    flags = weekly("毎週決まった曜日に休診（{day}）", "1111110")
    flags |= {f"決まった週に休診（定期週）第{week}週（土）": "01"[week % 2] for week in range(1, 6)}
    _, rows = read(written(tmp_path, "診療所", [flags]))
    assert rows[0].values["closed_days"] == "日・第2・4土"


def test_a_row_that_calls_every_day_closed_says_nothing(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "病院", [weekly("毎週決まった曜日に休診（{day}）", "0000000")]))
    assert "opening_hours" not in rows[0].values


def test_a_pharmacy_says_its_hours_in_the_same_row(tmp_path: Path) -> None:
    hours = weekly("営業日（{day}）", "1111100") | {
        "月_開店時間帯1_開始時間": "09:00",
        "月_開店時間帯1_終了時間": "12:30",
        "月_開店時間帯2_開始時間": "14:00",
        "月_開店時間帯2_終了時間": "18:00",
        "火_開店時間帯1_開始時間": "00:00",
        "火_開店時間帯1_終了時間": "00:00",
    }
    _, rows = read(written(tmp_path, "薬局", [hours]))
    assert rows[0].values["opening_hours"] == {
        "mon": [["09:00", "12:30"], ["14:00", "18:00"]],
        "sat": [],
        "sun": [],
    }


def test_coordinates_of_zero_are_none_and_a_short_name_is_another_name(tmp_path: Path) -> None:
    more = {"略称": "青空会", "所在地座標（緯度）": "34.3", "所在地座標（経度）": "134.05"}
    _, rows = read(written(tmp_path, "歯科診療所", [{}, more]))
    assert "position" not in rows[0].values
    assert (rows[1].values["position"], rows[1].values["aliases"]) == ("34.3,134.05", ["青空会"])


def test_ids_saved_again_by_excel_are_the_same_keys(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    heads = navii._HOSPITAL.header
    book.active.append(heads)
    for number, code in ((3711111111111, 37), ("0311111111", "03"), (311111112, 3), (47111.0, 47)):
        book.active.append([(BASE | {"ID": number, "都道府県コード": code}).get(head, "") for head in heads])
    book.save(tmp_path / "navii.xlsx")
    _, rows = read(tmp_path / "navii.xlsx")
    assert [row.key for row in rows] == [
        *("navii:3711111111111", "navii:0311111111", "navii:0311111112", "navii:47111")
    ]
    assert rows[1].values["prefecture"] == "岩手県"


def test_a_destroyed_id_never_makes_two_hospitals_one(tmp_path: Path) -> None:
    destroyed = [{"ID": "3.71E+12", "正式名称": "甲"}, {"ID": "3.71E+12", "正式名称": "乙"}]
    written_out = [{"ID": "3710000000000", "正式名称": "丙"}, {"ID": "3710000000000", "正式名称": "丁"}]
    _, rows = read(written(tmp_path, "病院", [*destroyed, *written_out]))
    assert [row.key for row in rows] == [None] * 4
    assert all("壊れています" in row.remark for row in rows)


def test_the_sheet_of_hours_has_no_names_and_is_refused_so(tmp_path: Path) -> None:
    path = tmp_path / "hours.csv"
    path.write_text(
        "ID,診療科目コード,診療科目名,診療時間帯,月_診療開始時間\n37,01001,内科,1,09:00\n", encoding="utf-8"
    )
    with pytest.raises(UserError, match="施設票"):
        read(path)
