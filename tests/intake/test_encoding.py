"""Which encoding a file is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.encoding import detect

TEXT = "名称,電話番号\r\n髙橋内科医院,087-000-0001\r\n"


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_each_encoding_is_found(tmp_path: Path, codec: str, found: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(codec))
    assert detect(path) == found


def test_half_width_kana_in_cp932_are_not_taken_for_euc(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("名称,ｶﾅ\r\n山田医院,ﾔﾏﾀﾞｲｲﾝ\r\n".encode("cp932"))
    assert detect(path) == "cp932"


def test_euc_is_known_from_cp932(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("名称,住所\n山田医院,一丁目\n".encode("euc_jp"))
    assert detect(path) == "euc_jp"


def test_the_line_where_another_encoding_begins_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("名称\n山田医院\n".encode() + "佐藤医院\n".encode("cp932") + "鈴木医院\n".encode())
    with pytest.raises(UserError, match="3行目"):
        detect(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(UserError, match="表として読めるファイルではありません"):
        detect(path)
