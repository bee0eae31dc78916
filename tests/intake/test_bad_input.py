"""Every hostile file ends as a list or as a refusal she can read; nothing else, and quickly."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import bureau, care, navii, words
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

_SHARED = Path(os.environ.get("ZAITAKU_SHARED", Path(__file__).resolve().parents[3] / "shared"))
FILES = sorted(path for path in (_SHARED / "badinput").glob("*/*") if path.is_file())
SAME_CONTENT = (
    "cp932.csv",
    "eucjp.csv",
    "iso2022jp.csv",
    "utf8_bom.csv",
    "utf16le_bom.csv",
    "utf16be_nobom.csv",
    "lone_cr.csv",
    "semicolon.csv",
    "tab_separated_named_csv.csv",
    "fullwidth_comma.csv",
    "csv_named.xlsx",
)
PASSWORD = ("password.xls", "protected_passtika.xlsx", "crash-9bf3cd4bd6f50a8a9339d363c2c7af14b536865c.xlsx")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}"[:60])
def test_a_hostile_file_is_a_table_or_a_clear_refusal(path: Path) -> None:
    began = time.monotonic()
    try:
        table = read_table(path)
        told = ("", "。")
        assert all(isinstance(cell, str) for _, cells in table.rows for cell in cells)
        source = recognise(table, today=dt.date(2026, 5, 1))
        assert all(row.reason or row.values["name"] for row in source.rows(table))
    except UserError as error:
        told = (error.message, error.hint)
    assert told[1].endswith("。")
    assert not told[0] or re.search(r"[ぁ-ん]", told[0])
    assert time.monotonic() - began < 10


MOST_OF_A_CHILD = """
import pathlib, resource, sys
from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.tables import read_table
for name in sys.argv[1:]:
    try:
        read_table(pathlib.Path(name))
    except UserError:
        continue
    sys.exit(f"{name} was read")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_the_child_stays_below_half_a_gigabyte(shared: Path) -> None:
    """Asked in a fresh process: a child counts what its parent held when it was forked."""
    pytest.importorskip("resource")
    made = shared / "badinput" / "jp-made"
    names = ("bomb_256MiB_sheet.xlsx", "dimension_lies_1048576x16384.xlsx", "billion_laughs.xlsx")
    asked = [sys.executable, "-c", MOST_OF_A_CHILD, *(str(made / name) for name in names)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) < 500 * 1024


@pytest.mark.parametrize("name", PASSWORD)
def test_a_password_is_named_as_the_reason(shared: Path, name: str) -> None:
    path = next((shared / "badinput").glob(f"xls*/*{name}"))
    with pytest.raises(UserError, match="パスワードで保護"):
        read_table(path)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mixed_cp932_then_utf8.csv", "2行目に、ほかの行と違う文字コード"),
        ("utf8_cut_in_half_character.csv", "2行目の途中で切れている"),
        ("unclosed_quote.csv", "2行目から始まる行で、引用符"),
        ("html_named.xlsx", "Web ページ"),
        ("too_many_columns.csv", "列が多すぎます"),
        ("bomb_256MiB_sheet.xlsx", "異常に大きい"),
        ("empty.csv", "空です"),
        ("truncated.xlsx", "壊れている"),
    ],
)
def test_the_refusal_names_what_is_wrong(shared: Path, name: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_table(shared / "badinput" / "jp-made" / name)


@pytest.mark.parametrize(
    "name",
    SAME_CONTENT,
)
def test_every_encoding_delimiter_and_line_end_gives_the_same_header(shared: Path, name: str) -> None:
    table = read_table(shared / "badinput" / "jp-made" / name)
    assert table.header == ["氏名", "フリガナ", "生年月日", "介護度", "電話", "相談内容"]
    assert len(list(table.rows)) == 1


def test_our_own_headings_in_any_disorder_are_a_list_or_a_refusal(tmp_path: Path) -> None:
    chance = random.Random(5)
    headings = [*words.HEADINGS, *care.NATIONAL, *bureau.NEEDS, *navii.NEEDS, *care.STANDARD]
    cells = [
        "",
        "2.61E+12",
        "37",
        "月火水",
        "9:00",
        "支援診３",
        "\ue192医院",
        "865-3330",
        "※注",
        "甲\n乙",
        "0",
    ]
    path = tmp_path / "any.csv"
    for _ in range(300):
        head = chance.sample(headings, 12) + chance.choice(
            [[], [*care.NATIONAL], [*bureau.NEEDS], [*navii.NEEDS], ["名称", "住所"]]
        )
        rows = [[chance.choice(cells) for _ in range(chance.randint(0, len(head)))] for _ in range(6)]
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in [head, *rows]), "utf-8")
        try:
            table = read_table(path)
            source = recognise(table, today=dt.date(2026, 5, 1))
        except UserError:
            continue
        assert all(row.reason or row.values["name"] for row in source.rows(table))
