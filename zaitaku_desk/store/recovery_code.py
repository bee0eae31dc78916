"""The printed recovery key: 8 groups of 4 characters and 1 check character, 160 bits in all."""

from __future__ import annotations

import secrets
import unicodedata

from zaitaku_desk.errors import UserError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LOOK_ALIKE = str.maketrans("ILO", "110")
GROUPS = 8
SEPARATORS = " \t\r\n-_.,:;/|・ー−"


def new() -> bytes:
    """A fresh secret of 20 bytes."""
    return secrets.token_bytes(20)


def write(secret: bytes) -> str:
    """The secret as it is printed: ABCD1-…, 8 groups."""
    number = int.from_bytes(secret, "big")
    digits = [(number >> shift) & 31 for shift in range(155, -1, -5)]
    groups = [digits[start : start + 4] for start in range(0, 32, 4)]
    return "-".join(
        "".join(ALPHABET[digit] for digit in [*group, check(group, place)])
        for place, group in enumerate(groups)
    )


def read(code: str) -> bytes:
    """The secret of a typed code; width, case, spaces, hyphens and look-alike letters do not matter.

    UserError names the group that holds a wrong character (any single one, and two neighbours swapped).
    """
    text = "".join(
        character
        for character in unicodedata.normalize("NFKC", code).upper().translate(LOOK_ALIKE)
        if character not in SEPARATORS and unicodedata.category(character) not in ("Pd", "Zs", "Cf")
    )
    if len(text) != GROUPS * 5:
        raise UserError(
            f"回復キーの文字数が違います（{len(text)}文字。正しくは{GROUPS * 5}文字）。",
            "印刷した回復キーを見ながら、5文字ずつ8組をもう一度入力してください。",
        )
    number = 0
    for place in range(GROUPS):
        group = [ALPHABET.find(character) for character in text[place * 5 : place * 5 + 5]]
        if -1 in group or check(group[:4], place) != group[4]:
            raise UserError(
                f"回復キーの{place + 1}組目（{text[place * 5 : place * 5 + 5]}）に誤りがあります。",
                "印刷した回復キーと見比べて、その組を入力し直してください。",
            )
        for digit in group[:4]:
            number = number << 5 | digit
    return number.to_bytes(20, "big")


def check(group: list[int], place: int) -> int:
    """The check digit of a group at its place: a weighted sum in GF(32), each weight different."""
    total = place + 1
    for weight, digit in enumerate(group, start=2):
        total ^= times(weight, digit)
    return total


def times(a: int, b: int) -> int:
    """Product in GF(32) modulo x⁵ + x² + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product
