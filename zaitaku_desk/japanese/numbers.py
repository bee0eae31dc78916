"""Numbers as they are typed: full width, kanji, with units; telephone numbers and postal codes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

HYPHENS: Final = "-‐‑‒–—―−ー─━﹘﹣－ｰ~～〜∼"
_TO_HYPHEN: Final = str.maketrans(dict.fromkeys(HYPHENS, "-"))
_KANJI_DIGITS: Final = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
_KANJI_RUN = re.compile("[〇一二三四五六七八九十百千]+")
_COUNT = re.compile(
    r"([-+▲△]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?"
    r"(?:名|人|回|件|床|台|分|円|日|年|歳|才|時間|箇所|か所|ヶ所|カ所|ヵ所|施設|世帯|部|枚|通|校|組|%)?(?:様)?"
)


def plain(text: str) -> str:
    """NFKC without spaces, every hyphen and wave as "-": the form the parsers here read."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_TO_HYPHEN).split())


def digits(text: str) -> str:
    """Only the digits, of any width, as ASCII: "１２-3" → "123"."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in normal if "0" <= letter <= "9")


def arabic(text: str) -> str:
    """Runs of kanji numerals below 10,000 become ASCII digits: 二十一 → 21, 二〇二〇 → 2020."""
    return _KANJI_RUN.sub(lambda run: str(_kanji_value(run[0])), text)


def to_int(text: str) -> int | None:
    """A whole number with its everyday unit (12名, 1,234人, 三回, １０床, 12.0), else None."""
    match = _COUNT.fullmatch(arabic(plain(text)))
    if match is None:
        return None
    value = int(match[2].replace(",", ""))
    return -value if match[1] in ("-", "▲", "△") else value


def postal(text: str) -> str | None:
    """Postal code as "720-0001" from 〒7200001, 720－0001 …; None unless it is exactly seven digits."""
    match = re.fullmatch(r"〒?(\d{3})-?(\d{4})", plain(text))
    return f"{match[1]}-{match[2]}" if match else None


def _kanji_value(run: str) -> int:
    if not any(letter in "十百千" for letter in run):
        return int("".join(str(_KANJI_DIGITS[letter]) for letter in run))
    total, pending = 0, ""
    for letter in run:
        if letter in _KANJI_DIGITS:
            pending += str(_KANJI_DIGITS[letter])
            continue
        total += int(pending or "1") * {"十": 10, "百": 100, "千": 1000}[letter]
        pending = ""
    return total + int(pending or "0")
