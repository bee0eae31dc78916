"""Kana: the order people are listed in, the あかさたな index, hiragana and katakana."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_HIRAGANA: Final = "".join(map(chr, range(0x3041, 0x3097))) + "ゝゞ"
_KATAKANA: Final = "".join(map(chr, range(0x30A1, 0x30F7))) + "ヽヾ"
_TO_HIRAGANA: Final = str.maketrans(_KATAKANA, _HIRAGANA)
_TO_KATAKANA: Final = str.maketrans(_HIRAGANA, _KATAKANA)
SMALL_TO_LARGE: Final = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))

_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_LOOSE_MARKS: Final = str.maketrans({"゛": "\u3099", "゜": "\u309a"})
_KANA_TEXT = re.compile("[ぁ-ゖァ-ヺー・ゝゞヽヾ\\s]*[ぁ-ゖァ-ヺ][ぁ-ゖァ-ヺー・ゝゞヽヾ\\s]*")

_ROWS: Final = (
    ("あ", "あいうえお"),
    ("か", "かきくけこ"),
    ("さ", "さしすせそ"),
    ("た", "たちつてと"),
    ("な", "なにぬねの"),
    ("は", "はひふへほ"),
    ("ま", "まみむめも"),
    ("や", "やゆよ"),
    ("ら", "らりるれろ"),
    ("わ", "わゐゑをん"),
)
_ROW_OF: Final = {letter: head for head, letters in _ROWS for letter in letters}
ROWS: Final = tuple(head for head, _ in _ROWS)

_VOWELS: Final = {
    letter: vowel
    for vowel, letters in {
        "あ": "あかさたなはまやらわ",
        "い": "いきしちにひみりゐ",
        "う": "うくすつぬふむゆる",
        "え": "えけせてねへめれゑ",
        "お": "おこそとのほもよろを",
        "ん": "ん",
    }.items()
    for letter in letters
}
_LONG_VOWELS: Final = frozenset("ー－‐‑‒–—―−─-～〜~")
# Weights of the third level: long vowel 0, small letter 1, plain letter 2; 3 stands for "plain from here on".
_LONG, _SMALL, _PLAIN = "0", "1", "2"
_IGNORED: Final = frozenset("・･·.,、。'’\"()（）「」")


def to_hiragana(text: str) -> str:
    """Katakana of either width becomes hiragana; everything else, ー included, stays as it is."""
    return _joined(text).translate(_TO_HIRAGANA)


def to_katakana(text: str) -> str:
    """Hiragana and half-width katakana become full-width katakana; everything else stays."""
    return _joined(text).translate(_TO_KATAKANA)


def looks_like_kana(text: str) -> bool:
    """Whether the text is a reading: kana, long vowels, middle dots and spaces only."""
    return _KANA_TEXT.fullmatch(_joined(text)) is not None


def row(kana: str) -> str:
    """The row of the あかさたな index a reading belongs to: "あ" … "わ", or "" when it is no kana."""
    for letter in to_hiragana(kana):
        if letter.isspace() or letter in _IGNORED:
            continue
        return _ROW_OF.get(_base(letter)[0], "")
    return ""


def sort_key(kana: str) -> str:
    """Text whose plain code point order is the order of a Japanese name list.

    First the bare letters decide (a long vowel counts as the vowel it lengthens, a small letter
    as the large one), then 清音 < 濁音 < 半濁音, then long vowel < small < large letter.
    A space sorts before every letter, so that はら たかし comes before はらだ あきら.
    """
    letters: list[str] = []
    voices: list[str] = []
    shapes: list[str] = []
    for letter in to_hiragana(unicodedata.normalize("NFKC", _joined(kana))).casefold():
        base, voice, shape = _weights(letter, letters[-1] if letters else "")
        if not base or (base == " " and (not letters or letters[-1] == " ")):
            continue
        letters.append(base)
        voices.append(voice)
        shapes.append(shape)
    primary = "".join(letters).rstrip(" ")
    return f"{primary}\t{''.join(voices).rstrip('0')}\t{''.join(shapes).rstrip('2')}3"


def _joined(text: str) -> str:
    """Half-width katakana full-width, and a voicing mark typed on its own joined to its letter."""
    if _HALF_WIDTH.search(text):
        text = _HALF_WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    if any(mark in text for mark in "゛゜\u3099\u309a"):
        text = re.sub("[ぁ-ヿ][\u3099\u309a]", _composed, text.translate(_LOOSE_MARKS))
    return text


def _composed(pair: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", pair[0])


def _base(letter: str) -> tuple[str, str]:
    """The unvoiced large letter, and "0", "1" (濁音) or "2" (半濁音)."""
    letter = SMALL_TO_LARGE.get(letter, letter)
    if not "ぁ" <= letter <= "ヿ":
        return letter, "0"
    parts = unicodedata.normalize("NFD", letter)
    voice = {"\u3099": "1", "\u309a": "2"}.get(parts[-1], "0")
    return parts[0], voice


@lru_cache(maxsize=8192)
def _weights(letter: str, before: str) -> tuple[str, str, str]:
    """Base letter, voice and shape of the three levels; no base for what does not count."""
    if letter in _LONG_VOWELS:
        return _VOWELS.get(before, ""), "0", _LONG
    if letter in "ゝゞ" and before:
        return before, "1" if letter == "ゞ" else "0", _SMALL
    if letter.isspace():
        return " ", "0", _PLAIN
    if letter in _IGNORED or not letter.isprintable():
        return "", "0", _PLAIN
    base, voice = _base(letter)
    return base, voice, _SMALL if letter in SMALL_TO_LARGE else _PLAIN
