"""Who fits whom (A75, A82, A220)."""

from __future__ import annotations

import pytest

from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules import partners

CLINIC = Institution(id="c", kind="clinic", district="椿瀬", position="34.00,134.00")


def station(key: str, **more: object) -> Institution:
    return Institution(id=key, kind="home_nursing", name=key, **more)


def order(*others: tuple[Institution, frozenset[str]], asked: frozenset[str] = frozenset()) -> str:
    return "".join(one.place.id for one in partners.candidates(CLINIC, "nursing", others, asked))


def test_what_is_needed_counts_most_then_whether_it_comes_then_whether_it_is_willing() -> None:
    none: frozenset[str] = frozenset()
    able = station("a", district="月灘"), frozenset({"around_the_clock"})
    comes = station("b", district="月灘", service_area=["椿瀬"]), none
    near = station("d", district="椿瀬", cooperative=True), none
    far = station("f", district="月灘"), none
    assert order(far, comes, near, able, asked=frozenset({"around_the_clock"})) == "adbf"


def test_among_equals_the_nearest_comes_first_and_an_unknown_place_last() -> None:
    none: frozenset[str] = frozenset()
    assert (
        order(
            (station("u"), none),
            (station("w", position="35.0,134.0"), none),
            (station("n", position="34.01,134.0"), none),
        )
        == "nwu"
    )


@pytest.mark.parametrize(
    ("agreement", "kind", "partner"),
    [
        ("backup", "clinic", "hospital"),
        ("backup", "hospital", "clinic"),
        ("cover", "pharmacy", "pharmacy"),
        ("nursing", "clinic", "home_nursing"),
        ("nursing", "home_nursing", "clinic"),
        ("deputy", "clinic", "clinic"),
    ],
)
def test_each_agreement_has_its_kinds(agreement: str, kind: str, partner: str) -> None:
    assert partner in partners.suited(agreement, kind)


def test_nobody_is_a_partner_of_oneself() -> None:
    assert partners.candidates(CLINIC, "deputy", [(CLINIC, frozenset())]) == []
