"""A header that comes again is read without asking (A6)."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from zaitaku_desk.intake import mapping_memory
from zaitaku_desk.intake.tables import read_table


def sheet(folder: Path, *rows: list[str], name: str = "うち.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_what_she_said_of_a_header_is_known_for_the_next_list(desk, tmp_path):
    table = read_table(sheet(tmp_path, ["よびな", "れんらく"], ["丘医院", "1"]))
    mapping_memory.remember(desk, table, "institutions", {"name": 0, "telephone": 1})
    later = read_table(
        sheet(tmp_path, ["よびな", "れんらく"], ["港医院", "2"], ["浜医院", "3"], name="b.csv")
    )
    found = mapping_memory.remembered(desk, later)
    assert (found.target, found.columns) == ("institutions", {"name": 0, "telephone": 1})


def test_the_row_she_called_the_header_is_found_again(desk, tmp_path):
    path = sheet(tmp_path, ["関係機関", "2026年"], ["よびな", "れんらく"], ["丘医院", "1"])
    mapping_memory.remember(desk, read_table(path).with_header(2), "institutions", {"name": 0})
    found = mapping_memory.remembered(desk, read_table(path))
    assert [cells for _, cells in found.table.rows] == [["丘医院", "1"]]


def test_another_sheet_of_the_workbook_may_be_the_one(desk, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["この表について", "作成者"])
    book.active.append(["名簿です", "事務局"])
    second = book.create_sheet("機関")
    second.append(["よびな", "れんらく"])
    second.append(["丘医院", "1"])
    book.save(tmp_path / "a.xlsx")
    read = lambda name: read_table(tmp_path / "a.xlsx", sheet=name)  # noqa: E731
    mapping_memory.remember(desk, read("機関"), "institutions", {"name": 0})
    assert mapping_memory.find(desk, read(""), read).table.sheet == "機関"


def test_a_header_means_one_thing_the_last_one_she_said(desk, tmp_path):
    table = read_table(sheet(tmp_path, ["名", "所"], ["海野", "丘医院"]))
    mapping_memory.remember(desk, table, "institutions", {"name": 1})
    mapping_memory.remember(desk, table, "people", {"name": 0})
    assert mapping_memory.remembered(desk, table).target == "people"


def test_it_is_no_step_of_its_own_to_take_back(desk, tmp_path):
    before = desk.last_batch
    table = read_table(sheet(tmp_path, ["よびな"], ["丘医院"]))
    mapping_memory.remember(desk, table, "institutions", {"name": 0})
    assert desk.last_batch == before


def test_a_header_of_two_rows_is_known_again(desk, tmp_path):
    rows = (["機関", "連絡先", ""], ["", "電話", "FAX"], ["丘医院", "0999-1-2222", "0999-1-2223"])
    table = read_table(sheet(tmp_path, *rows))
    mapping_memory.remember(desk, table, "institutions", {"name": 0, "telephone": 1, "fax": 2})
    found = mapping_memory.remembered(desk, read_table(sheet(tmp_path, *rows, name="b.csv")))
    assert found.columns == {"name": 0, "telephone": 1, "fax": 2}
