"""The printed recovery key."""

from __future__ import annotations

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import recovery_code

SECRET = bytes(range(100, 120))
CODE = recovery_code.write(SECRET)


def test_it_is_eight_groups_of_five_without_letters_that_look_like_digits() -> None:
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert not set(CODE) & set("ILOU")


def test_what_is_written_is_read_again() -> None:
    for _ in range(200):
        secret = recovery_code.new()
        assert recovery_code.read(recovery_code.write(secret)) == secret


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", "　"),
        CODE.replace("-", "ー"),
        CODE.replace("-", "－\n"),
        CODE.replace("0", "O").replace("1", "l"),
        "".join(chr(ord(c) + 0xFEE0) for c in CODE),
        f"  {CODE}\n",
    ],
)
def test_width_case_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert recovery_code.read(typed) == SECRET


def test_every_single_wrong_character_is_found_and_its_group_named() -> None:
    text = CODE.replace("-", "")
    for place, right in enumerate(text):
        for wrong in recovery_code.ALPHABET.replace(right, "") + "U?あ":
            with pytest.raises(UserError, match=f"{place // 5 + 1}組目"):
                recovery_code.read(text[:place] + wrong + text[place + 1 :])


def test_neighbours_swapped_and_groups_swapped_are_found() -> None:
    text = CODE.replace("-", "")
    for place in range(39):
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        if swapped != text:
            with pytest.raises(UserError):
                recovery_code.read(swapped)
    groups = CODE.split("-")
    with pytest.raises(UserError):
        recovery_code.read("-".join([groups[1], groups[0], *groups[2:]]))


def test_a_character_too_few_is_told_with_the_count() -> None:
    with pytest.raises(UserError, match="39文字"):
        recovery_code.read(CODE[:-1])
