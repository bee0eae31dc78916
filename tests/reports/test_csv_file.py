from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.reports import samples
from zaitaku_desk.files import guarded
from zaitaku_desk.intake import delimited
from zaitaku_desk.reports import Request, csv_file, make
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.lists import Listing

REQUEST = Request(today=samples.TODAY)
PAYLOADS = (
    "=1+1",
    "+81",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "a;=1+1",
    "a\n=1+1",
)


def rows(db: Database, name: str, codec: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(make(name, db, REQUEST).data.decode(codec), newline="")))


def test_the_list_is_written_with_labels_and_days_as_others_read_them(region: Database) -> None:
    found = {row["名称"]: row for row in rows(region, "institutions_csv", "utf-8-sig")}
    clinic = found["みどり台クリニック"]
    assert (clinic["種別"], clinic["最終確認日"], clinic["支援診・支援病"]) == (
        "診療所",
        "2026-06-01",
        "支援診2",
    )
    assert clinic["気管切開の管理"] == "条件付（日中のみ）"
    assert make("institutions_csv", region, REQUEST).data.startswith(b"\xef\xbb\xbf")


def test_what_she_notes_for_herself_is_given_to_nobody(own_district: Database) -> None:
    secret = {"note": "内緒", "open_questions": "秘密", "cooperation_note": "課題"}
    samples.put(own_district, samples.make("institutions", "x", name="浜医院", **secret))
    text = make("institutions_csv", own_district, REQUEST).data.decode("utf-8-sig")
    assert not any(word in text for word in ("内緒", "秘密", "課題", "メモ"))


def test_the_list_on_the_screen_is_what_is_written(region: Database) -> None:
    listing = Listing("institutions", filters=(("kind", "pharmacy"),))
    made = make("institutions_csv", region, Request(today=samples.TODAY, listing=listing))
    assert made.data.decode("utf-8-sig").count("\r\n") == 2


def test_characters_shift_jis_has_not_are_named_with_their_place() -> None:
    data, told = csv_file.encoded([["名称", "代表者"], ["𠮷田医院", "𠮷田 〜郎"]], cp932=True)
    assert data.decode("cp932").splitlines()[1] == "〓田医院,〓田 ～郎"
    assert "1種類" in told[0] and told[1] == "「𠮷」（U+20BB7）2か所：𠮷田医院の名称"
    assert b"?" not in data


def test_what_shift_jis_has_is_written_without_a_word() -> None:
    text = "髙﨑①㈱−〜‖"
    data, told = csv_file.encoded([["名称"], [text]], cp932=True)
    assert told == () and data.decode("cp932").splitlines()[1] == "髙﨑①㈱－～∥"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_begins_a_formula_and_our_own_file_is_read_as_it_was(
    payload: str, tmp_path: Path
) -> None:  # S10
    data, _ = csv_file.encoded([["名称", "備考"], [payload, "x"]], cp932=False)
    (cell, _), *_ = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert cell == guarded(payload) != payload
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    assert [cells for _, cells in delimited.rows(file)][1][0].strip() == payload.strip()


def test_people_come_with_place_and_post_of_today(region: Database) -> None:
    found = {row["氏名"]: row for row in rows(region, "people_csv_cp932", "cp932")}
    assert (found["連 携子"]["所属"], found["連 携子"]["職種"]) == (
        "みなと野中央病院",
        "医療ソーシャルワーカー",
    )
