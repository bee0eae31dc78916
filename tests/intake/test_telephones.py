"""Telephone numbers that were cut short."""

from __future__ import annotations

from zaitaku_desk.intake.telephones import area_codes_of, completed, with_zero

COLUMNS = {"address": 0, "telephone": 1}
ROWS = [["香川県みなと野市番町1", f"087-800-000{n}"] for n in range(4)]


def test_the_area_code_is_that_of_the_other_rows_of_the_municipality() -> None:
    assert area_codes_of([*ROWS, ["香川県みなと野市番町2", "865-0001"]], COLUMNS) == {
        "": "087",
        "みなと野市": "087",
    }


def test_nothing_is_looked_for_while_every_number_is_whole() -> None:
    assert area_codes_of(ROWS, COLUMNS) == {}


def test_two_area_codes_in_one_place_complete_nothing() -> None:
    others = [["香川県みなと野市番町1", f"0877-20-000{n}"] for n in range(4)]
    assert area_codes_of([*ROWS, *others, ["香川県みなと野市", "865-0001"]], COLUMNS) == {}


def test_the_added_part_stands_in_brackets() -> None:
    assert completed("865-0001", "みなと野市", {"みなと野市": "087"}) == "(087)865-0001"
    assert completed("865-0001", "丙町", {"": "087"}) == "(087)865-0001"


def test_a_number_of_another_length_is_left_alone() -> None:
    known = {"": "087"}
    assert [completed(text, "", known) for text in ("65-0001", "087-865-0001", "110", "")] == [""] * 4


def test_the_zero_that_excel_took_comes_back() -> None:
    assert [with_zero(text) for text in ("878650001", "9012345678", "087-865-0001", "5-1")] == [
        *("0878650001", "09012345678", "087-865-0001", "5-1")
    ]
