"""What the public lists beside the project hold, counted from their rows; skipped where they are not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk.intake.cleaning import in_city
from zaitaku_desk.intake.gaiji import PRIVATE
from zaitaku_desk.intake.rows import Source, SourceRow
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

KAGAWA = "bureau_filings/02_01 香川 医科 届出受理医療機関名簿.xlsx"
FUKUI = "bureau_filings/2025.10_sisetukijun_fukui_ika.xlsx"


def read(shared: Path, name: str) -> tuple[Source, list[SourceRow]]:
    table = read_table(shared / "data" / name)
    source = recognise(table, today=dt.date(2026, 5, 1))
    return source, list(source.rows(table))


def institutions(rows: list[SourceRow]) -> dict[object, dict[str, Any]]:
    """Rows of one key as one institution, with all its filings."""
    found: dict[object, dict[str, Any]] = {}
    for row in rows:
        held = found.setdefault(row.key, {"filings": []})
        for name, value in row.values.items():
            held[name] = [*held["filings"], *value] if name == "filings" else held.get(name, value)
    return found


def in_takamatsu(values: dict[str, Any]) -> bool:
    return in_city("高松市", values.get("municipality", ""), values.get("address", ""))


@pytest.fixture(scope="module")
def kagawa(shared: Path) -> tuple[list[SourceRow], dict[object, dict[str, Any]]]:
    _, rows = read(shared, KAGAWA)
    return rows, institutions(rows)


Filed = tuple[list[SourceRow], dict[object, dict[str, Any]]]


def test_the_filings_of_kagawa_are_711_institutions_353_of_them_in_takamatsu(kagawa: Filed) -> None:
    rows, found = kagawa
    assert (len(rows), len(found)) == (13_120, 711)
    assert sum(map(in_takamatsu, found.values())) == 353
    assert sum(values["address"].startswith("香川県") for values in found.values()) == 1


def test_the_support_classes_of_kagawa_are_counted_once_each(kagawa: Filed) -> None:
    _, found = kagawa
    here = Counter(values.get("support_class") for values in found.values() if in_takamatsu(values))
    everywhere = Counter(values.get("support_class") for values in found.values())
    names = ("clinic1", "clinic2", "clinic3", "hospital1", "hospital2", "hospital3")
    assert [here[name] for name in names] == [2, 12, 60, 2, 1, 4]
    assert [everywhere[name] for name in names] == [2, 23, 116, 5, 2, 10]


def test_the_gaiji_of_kagawa_are_kept(kagawa: Filed) -> None:
    _, found = kagawa
    assert sum(PRIVATE.search(values["name"]) is not None for values in found.values()) == 4


def test_the_filings_of_fukui_are_506_institutions_28_without_any(shared: Path) -> None:
    source, rows = read(shared, FUKUI)
    found = institutions(rows)
    assert (source.edition, len(rows), len(found)) == ("2025-10-01", 5_586, 506)
    assert sum(not values["filings"] for values in found.values()) == 28


def test_every_hospital_of_the_country_has_its_key(shared: Path) -> None:
    source, rows = read(shared, "mhlw_hospitals/HospitalPlaceData.xlsx")
    assert source.layer == "mhlw.navii/病院"
    assert (len(rows), len({row.key for row in rows}), sum(row.key is None for row in rows)) == (
        7640,
        7640,
        0,
    )
    assert sum(in_takamatsu(row.values) for row in rows) == 33
    assert not any(row.values.get("position") == "0,0" for row in rows)


@pytest.mark.parametrize(("code", "rows", "here"), [("140", 5091, 12), ("160", 7737, 43), ("770", 1106, 3)])
def test_care_services_have_a_layer_each_and_keys(shared: Path, code: str, rows: int, here: int) -> None:
    source, made = read(shared, f"mhlw_care_services/jigyosho_{code}.csv")
    assert source.layer.startswith("mhlw.care/")
    assert (len(made), len({row.key for row in made})) == (rows, rows)
    assert sum(in_takamatsu(row.values) for row in made) == here


@pytest.mark.parametrize(
    ("name", "rows"), [("20240214_1f39cf4", 617), ("20260311_cd31afc", 622), ("20260410_4cf1541", 622)]
)
def test_every_edition_of_takamatsu_maps(shared: Path, name: str, rows: int) -> None:
    source, made = read(shared, f"city_takamatsu/data_{name}.xlsx")
    assert (source.layer, len(made)) == ("generic/香川県高松市/data", rows)
    assert {"name", "address", "telephone", "services", "corporation", "beds"} <= source.columns.keys()
    assert not [row for row in made if row.reason or row.key]
    assert all({"name", "address", "telephone", "services"} <= row.values.keys() for row in made)


def test_iizuka_and_kumamoto_are_read_as_they_were(shared: Path) -> None:
    source, iizuka = read(shared, "city_iizuka/hospitals.csv")
    assert (source.layer, len(iizuka)) == ("standard.medical/福岡県飯塚市", 140)
    assert all(row.values["municipality"] == "飯塚市" and row.values["position"] for row in iizuka)
    _, kumamoto = read(shared, "city_kumamoto/byouin_list.xlsx")
    assert (len(kumamoto), all(row.values["services"] for row in kumamoto)) == (90, True)
