"""介護サービス: an office number is one institution, its services are several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk.intake.rows import Source, SourceRow
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

Listed = Callable[..., Path]
Care = Any  # the class of the fixture


def read(path: Path) -> tuple[Source, list[SourceRow]]:
    table = read_table(path)
    source = recognise(table, today=dt.date(2026, 5, 1))
    return source, list(source.rows(table))


def test_the_file_of_one_service_is_a_layer_of_its_own(listed: Listed, care: Care) -> None:
    source, rows = read(listed([care.row("3710000001", "甲デイサービス")], care.HEADER, "x.csv"))
    assert (source.id, source.layer) == ("mhlw.care", "mhlw.care/通所介護")
    assert (rows[0].key, rows[0].values["services"]) == ("kaigo:3710000001", ["通所介護"])


def test_two_services_of_one_office_have_one_key(listed: Listed, care: Care) -> None:
    rows = [care.row("3710000001", "甲"), care.row("3710000001", "甲", "訪問介護")]
    source, made = read(listed(rows, care.HEADER))
    assert (source.layer, {row.key for row in made}) == ("mhlw.care", {"kaigo:3710000001"})


@pytest.mark.parametrize("number", ["3.71E+09", "3710000000"])
def test_a_number_that_excel_destroyed_is_no_key(listed: Listed, care: Care, number: str) -> None:
    _, rows = read(listed([care.row(number, "甲デイサービス")], care.HEADER))
    assert rows[0].key is None
    assert "壊れています" in rows[0].remark
    assert "office_number" not in rows[0].values


def test_a_lost_leading_zero_is_put_back(listed: Listed, care: Care) -> None:
    _, rows = read(listed([care.row("110000001", "甲デイサービス")], care.HEADER))
    assert rows[0].key == "kaigo:0110000001"


def test_days_it_cannot_be_used_are_closed_and_the_place_is_known(listed: Listed, care: Care) -> None:
    cells = care.row("3710000001", "甲デイサービス").split(",")
    cells[9:11], cells[16] = ["34.3", "134.05"], '"平日,土曜日"'
    _, rows = read(listed([",".join(cells)], care.HEADER))
    assert (rows[0].values["position"], rows[0].values["closed_days"]) == ("34.3,134.05", "日")


STANDARD = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,介護サービス事業所名称,"
    "介護サービス事業所名称_カナ,実施サービス,住所,方書,緯度,経度,電話番号,内線番号,FAX番号,法人番号,法人の名称,事業所番号,"
    "利用可能曜日"
)


def test_the_standard_list_of_a_city_is_known_by_its_columns(listed: Listed) -> None:
    row = "372021,7,甲県,乙市,丙ケア,ヘイケア,訪問介護、通所介護,乙市一丁目1番,,,,087-000-0001,,,,青空会,"
    row += "3770000011,平日"
    source, rows = read(listed([row], STANDARD))
    assert (source.layer, source.scope) == ("standard.care/甲県乙市", "municipality")
    assert rows[0].key == "kaigo:3770000011"
    assert rows[0].values["services"] == ["訪問介護", "通所介護"]
    assert rows[0].values["closed_days"] == "土・日"
