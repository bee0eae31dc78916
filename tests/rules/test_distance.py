"""Straight-line distance (A268)."""

from __future__ import annotations

import pytest

from zaitaku_desk.rules import distance
from zaitaku_desk.rules.distance import Point, Straight


@pytest.mark.parametrize(
    "text", ["34.34,134.04", "３４．３４，１３４．０４", "(34.34, 134.04)", "34.34 134.04"]
)
def test_a_place_is_read_as_it_is_copied_from_a_map(text):
    assert distance.read(text) == Point(34.34, 134.04)


@pytest.mark.parametrize("text", ["", None, "0,0", "134.04", "みなと野市", "134.04,234.34"])
def test_what_is_no_place_is_none(text):
    assert distance.read(text) is None


def test_a_degree_of_latitude_is_111_kilometres():
    assert distance.km(Point(34, 134), Point(35, 134)) == pytest.approx(111.195, abs=0.01)


def test_a_degree_of_longitude_is_shorter_in_the_north():
    assert distance.km(Point(60, 134), Point(60, 135)) == pytest.approx(55.8, abs=0.3)


def test_the_middle_of_a_town_is_the_mean_of_its_places():
    assert distance.middle([Point(34, 134), Point(36, 135)]) == Point(35, 134.5)
    assert distance.middle([]) is None


def test_an_unknown_place_has_no_distance():
    assert distance.between("0,0", Point(34, 134)) is None
    assert distance.between(None, Point(34, 134)) is None


@pytest.mark.parametrize(("km", "words"), [(0.04, "0.0km"), (1.26, "1.3km"), (12.4, "12km"), (None, "")])
def test_a_distance_is_said_shortly(km, words):
    assert Straight(km).words() == words
