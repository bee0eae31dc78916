"""Where to measure from (A268)."""

from __future__ import annotations

import pytest

from zaitaku_desk.rules.distance import Point
from zaitaku_desk.store import places, save


@pytest.fixture
def town(db):
    for name, district, address, position in (
        ("江ノ浜クリニック", "江ノ浜", "江ノ浜町1", "34.30,134.00"),
        ("岬医院", "江ノ浜", "江ノ浜町9", "34.32,134.02"),
        ("坂の上薬局", "山手", "坂上町2", "34.40,134.10"),
        ("場所の分からない医院", "江ノ浜", "江ノ浜町3", None),
    ):
        place = save.new("institutions", name=name, district=district, address=address, position=position)
        save.save(db, place)
    return db


def test_a_town_is_the_middle_of_the_institutions_there(town):
    found = places.offers(town, "江ノ浜")
    assert (found[0].title, found[0].note) == ("江ノ浜", "この地区・町の2機関の中心")
    assert found[0].point == pytest.approx((34.31, 134.01))
    assert found[1].title == "江ノ浜クリニック"


def test_the_whole_name_means_the_institution(town):
    assert places.offers(town, "岬医院")[0].point == Point(34.32, 134.02)


def test_coordinates_are_taken_as_they_are(town):
    assert places.offers(town, "34.34, 134.04")[0].point == Point(34.34, 134.04)


@pytest.mark.parametrize("text", ["", "　", "場所の分からない", "どこにもない"])
def test_what_lies_nowhere_is_not_offered(town, text):
    assert places.offers(town, text) == []
