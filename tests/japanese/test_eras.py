from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.japanese import eras


@pytest.mark.parametrize(
    ("day", "name", "year"),
    [
        (date(2019, 4, 30), "平成", 31),
        (date(2019, 5, 1), "令和", 1),
        (date(1989, 1, 7), "昭和", 64),
        (date(1926, 12, 25), "昭和", 1),
    ],
)
def test_an_era_begins_on_its_day(day, name, year):
    era, found = eras.era_of(day)
    assert (era.name, found) == (name, year)


def test_an_era_is_found_by_its_letter_and_its_name():
    assert eras.find("R") == eras.find("令和")


def test_the_first_year_is_the_year_it_began_in():
    assert eras.western_year(eras.find("令和"), 1) == 2019
