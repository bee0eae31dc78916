"""CSV in every dialect."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import delimited


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_the_delimiter_is_the_one_that_cuts_rows_alike(mark: str) -> None:
    lines = [mark.join(("名称", "住所", "診療科")), mark.join(("甲医院", "一丁目", "内科、外科"))]
    assert delimited.delimiter(lines) == mark


def test_one_column_is_read_with_commas() -> None:
    assert delimited.delimiter(["名称", "甲医院"]) == ","


def test_quotes_commas_and_line_breaks_in_a_cell_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('名称,備考\n甲医院,"一, ""二""\n三"\n', encoding="utf-8", newline="")
    assert list(delimited.rows(path)) == [(1, ["名称", "備考"]), (2, ["甲医院", '一, "二"\n三'])]


def test_an_open_quote_names_the_line_it_began_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('名称,備考\n甲,一\n乙,"二\n丙,三\n', encoding="utf-8")
    with pytest.raises(UserError, match="3行目から始まる行で、引用符"):
        list(delimited.rows(path))


def test_endless_blank_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_LINES", 100)
    path = tmp_path / "a.csv"
    path.write_bytes(b"\n" * 200)
    with pytest.raises(UserError, match="行が多すぎます"):
        list(delimited.rows(path))


def test_the_tricks_by_which_a_csv_keeps_excel_from_changing_it_are_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=;\n名称;番号\n甲,乙医院;="0371234567"\n', encoding="utf-8")
    assert list(delimited.rows(path)) == [(2, ["名称", "番号"]), (3, ["甲,乙医院", "0371234567"])]
