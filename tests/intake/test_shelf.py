"""Much in little memory, and what was met before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zaitaku_desk.intake.shelf import PER_BLOCK, Numbers, Shelf


def test_a_shelf_gives_back_each_row_in_any_order() -> None:
    shelf = Shelf()
    places = [shelf.put({"name": f"港{number}医院"}) for number in range(2 * PER_BLOCK + 7)]
    assert places == list(range(2 * PER_BLOCK + 7))
    for number in (0, 2 * PER_BLOCK + 6, PER_BLOCK - 1, PER_BLOCK, 1):
        assert shelf.get(number) == {"name": f"港{number}医院"}


def test_numbers_are_found_again_however_many_there_are() -> None:
    numbers = Numbers()
    for number in range(5_000):
        numbers.put(f"kaigo:{number}", number)
    assert all(numbers.get(f"kaigo:{number}") == number for number in range(5_000))
    assert numbers.get("kaigo:5000") is None


@given(st.lists(st.tuples(st.integers(-3000, 3000), st.integers(0, 9)), max_size=3000))
def test_numbers_are_what_a_dict_would_say(given: list[tuple[int, int]]) -> None:
    numbers, known = Numbers(), {}
    for thing, number in given:
        numbers.put(thing, number)
        known[thing] = number
    assert [numbers.get(thing) for thing in known] == list(known.values())
