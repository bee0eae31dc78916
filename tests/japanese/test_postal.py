"""Postal code → town and back, from the file that comes with the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.postal import pack, rows
from zaitaku_desk import paths
from zaitaku_desk.japanese import postal


@pytest.mark.parametrize("code", ["760-0017", "〒7600017", "７６０－００１７"])
def test_a_code_is_found_in_every_style(code: str) -> None:
    assert [town[1:4] for town in postal.towns(code)] == [("香川県", "高松市", "番町")]


def test_a_code_of_several_towns_gives_all_of_them() -> None:
    assert {town.municipality for town in postal.towns("498-0000")} == {"弥富市", "桑名郡木曽岬町"}


@pytest.mark.parametrize("code", ["", "760", "999-9999", "000-0111", "abc"])
def test_what_is_no_code_finds_nothing(code: str) -> None:
    assert postal.towns(code) == []


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (("香川県", "高松市", "番町一丁目8-15"), "760-0017"),
        (("", "", "香川県高松市番町1-8"), "760-0017"),
        (("香川県", "高松市", "香川県高松市番町1-8"), "760-0017"),
        (("香川県", "三木町", "大字池戸1750"), "761-0701"),
    ],
)
def test_an_address_finds_its_code(place: tuple[str, str, str], code: str) -> None:
    assert [town.code for town in postal.codes(*place)] == [code]


def test_codes_of_one_town_are_told_apart() -> None:
    found = postal.codes("北海道", "札幌市中央区", "大通西3丁目")
    assert [(town.code, town.note) for town in found] == [
        ("060-0042", "1〜19丁目"),
        ("064-0820", "20〜28丁目"),
    ]


def test_the_code_of_one_office_is_not_offered_for_an_address() -> None:
    assert all(town.note != postal.OFFICE for town in postal.codes("東京都", "千代田区", "霞が関1-1"))


def test_an_invented_place_finds_nothing() -> None:
    assert postal.codes("汐路県", "みなと野市", "錨町1") == []


def test_the_file_is_small_and_says_its_month() -> None:
    assert (paths.resources() / "postal" / postal.FILE).stat().st_size < 3_000_000
    assert postal.edition() >= "2026-10"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Another folder of resources, with nothing read yet; afterwards the real one is read again."""
    kept = (postal._index, postal._block, postal._cities)
    for reading in kept:
        reading.cache_clear()
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    yield tmp_path
    for reading in kept:
        reading.cache_clear()


@pytest.mark.usefixtures("elsewhere")
def test_without_the_file_nothing_is_found() -> None:
    assert postal.towns("760-0017") == []
    assert postal.codes("香川県", "高松市", "番町1") == []


def test_the_file_is_made_of_the_public_data(elsewhere: Path) -> None:
    entry = {"prefecture": "汐路県", "city": "みなと野市", "alternates": []}
    town = entry | {"postal_code": "0000111", "neighborhood": "錨町２２地割、錨町２", "note": "３地割"}
    rest = entry | {"postal_code": "0000100", "neighborhood": "", "note": "以下に掲載がない場合"}
    office = entry | {"postal_code": "0008501", "neighborhood": "錨町", "banchi": "1丁目2-3潮ビル"}
    with sqlite3.connect(elsewhere / "postal.db") as db:
        db.execute("CREATE TABLE postal_data (data)")
        db.execute("CREATE TABLE office_data (data)")
        db.executemany("INSERT INTO postal_data VALUES (?)", [(json.dumps(row),) for row in (town, rest)])
        db.execute("INSERT INTO office_data VALUES (?)", (json.dumps(office),))
    db.close()
    (elsewhere / "postal").mkdir()
    (elsewhere / "postal" / postal.FILE).write_bytes(pack(rows(elsewhere / "postal.db"), "2026-10"))
    assert [town.town for town in postal.towns("0000111")] == ["錨町"]
    assert [town.town for town in postal.towns("0000100")] == [""]
    assert [town.town for town in postal.towns("0008501")] == ["錨町1丁目2-3"]
