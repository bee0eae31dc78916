"""Coordinates and prefectures of a list."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake.places import common, position, prefecture, prefecture_code


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        ("34.3196211111", "134.110708", "34.319621,134.110708"),
        ("34.30", "134", "34.3,134"),
        ("134.1", "34.3", "34.3,134.1"),
        ("0", "0", ""),
        ("0.0", "134.1", ""),
        ("51.5", "0.1", ""),
        ("北緯34度", "134", ""),
        ("", "", ""),
    ],
)
def test_coordinates_are_a_place_in_japan_or_nothing(latitude: str, longitude: str, said: str) -> None:
    assert position(latitude, longitude) == said


def test_a_prefecture_is_known_by_its_code_however_excel_left_it() -> None:
    assert [prefecture(code) for code in ("37", "３７", "1", "372013", "12025", "48", "")] == [
        *("香川県", "香川県", "北海道", "香川県", "北海道", "", "")
    ]
    assert prefecture_code("3") == "03"


def test_a_list_is_of_a_place_when_most_of_its_rows_are() -> None:
    here, there = {"prefecture": "甲県", "municipality": "みなと野市"}, {"municipality": "丙町"}
    assert common([here, here, there]) == "甲県みなと野市"
    assert common([here, there]) == common([]) == ""
