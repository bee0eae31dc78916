"""Where nobody offers it (A62, A78)."""

from __future__ import annotations

import pytest

from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.rules.coverage import UNSET, Spot, by_kind, difference, matrix, spot

VISITS = ("home_visits", "訪問診療")
OXYGEN = ("oxygen", "酸素療法")


def at(district: str, *functions: str, kind: str = "clinic", serves: tuple[str, ...] = ()) -> Spot:
    """An institution that offers these."""
    name = f"{district}{functions}{kind}"
    return Spot(name, name, kind, district, "", frozenset(functions), frozenset(serves))


def made(*spots: Spot, **more):
    return matrix(spots, lambda one: one.district, [VISITS, OXYGEN], areas=["椿瀬", "月灘"], **more)


def test_an_area_where_nobody_is_stands_there_and_is_a_hole() -> None:
    found = made(at("椿瀬", "home_visits"))
    assert found.rows == ("椿瀬", "月灘")
    assert found.holes() == [("椿瀬", "酸素療法"), ("月灘", "訪問診療"), ("月灘", "酸素療法")]


def test_a_number_leads_to_its_institutions() -> None:
    one = at("椿瀬", "oxygen")
    assert made(one).cells["椿瀬", "oxygen"] == (one.id,)


def test_without_a_district_it_counts_but_is_no_hole() -> None:
    found = made(at("", "home_visits"))
    assert found.rows[-1] == UNSET
    assert found.count(UNSET, "home_visits") == 1
    assert all(row != UNSET for row, _ in found.holes())


def test_an_institution_counts_where_it_goes_only_when_that_is_asked() -> None:
    goes = at("椿瀬", "home_visits", serves=("月灘",))
    assert made(goes).count("月灘", "home_visits") == 0
    found = made(goes, served=lambda name: name)
    assert found.count("月灘", "home_visits") == 1
    assert found.totals["home_visits"] == 1  # each once


def test_kinds_can_be_chosen() -> None:
    found = made(at("椿瀬", "oxygen"), at("椿瀬", "oxygen", kind="home_nursing"), kinds=("home_nursing",))
    assert (found.count("椿瀬", "oxygen"), found.sizes) == (1, {"椿瀬": 1})


def test_two_dates_are_compared_cell_by_cell() -> None:
    older, newer = made(at("椿瀬", "oxygen")), made(at("月灘", "oxygen"))
    assert [difference(older, newer, row, "oxygen") for row in newer.rows] == [-1, 1]


def test_kinds_themselves_are_counted() -> None:
    found = matrix(
        by_kind([at("椿瀬", kind="dental"), at("椿瀬", kind="")]),
        lambda one: one.district,
        [("dental", "歯科")],
    )
    assert found.count("椿瀬", "dental") == 1


@pytest.mark.parametrize(
    ("values", "functions"),
    [
        ({"regular_home_visit_status": "doing"}, {"home_visits"}),
        ({"regular_home_visit_status": "planned"}, {"starting"}),
        ({"support_class": "clinic3"}, {"support"}),
        ({"support_class": "hospital1"}, {"support", "strengthened"}),  # A161
        ({"support_class": "none", "regular_home_visit_status": "unknown"}, set()),
        ({"vacancy": "limited"}, {"vacancy"}),
    ],
)
def test_fields_count_as_functions(values: dict[str, str], functions: set[str]) -> None:
    assert spot(Institution(id="i", **values), []).functions == functions


def test_what_is_conditional_counts_and_what_is_not_confirmed_does_not() -> None:
    states = [Capability(code=code, state=code) for code in ("can", "conditional", "cannot", "unknown")]
    assert spot(Institution(id="i"), states).functions == {"can", "conditional"}
