"""One form for finding: text that a coordinator would call the same folds to the same characters.

Also the index text and the MATCH expression of the one FTS5 table (`tokenize='ascii'`), made so
that a query finds exactly the rows whose folded text contains every term.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from operator import add
from typing import Final

from zaitaku_desk.japanese import variants
from zaitaku_desk.japanese.kana import SMALL_TO_LARGE, to_hiragana

FOLD_VERSION: Final = 3
"""Raised when the same text would fold or tokenise differently: the index is then rebuilt."""

_DROPPED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Pd", "Zs", "Zl", "Zp"})
_DROPPED: Final = frozenset("ー−~∼⁓˗⁃─━・·•")
_UNIFIED: Final = {
    "‘": "'",
    "’": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "″": '"',
    "〻": "々",
    "ゐ": "い",
    "ゑ": "え",
}
_AINU_SMALL: Final = dict(
    zip("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "くしすとぬはひふへほむらりるれろ", strict=True)
)

# U+F700–F7FF are ours: the first half stands for ASCII punctuation, at which the tokenizer of
# FTS5 would split; the second half names the kinds of records. Folding drops them from typed text.
_ESCAPES: Final = 0xF700
_KINDS: Final = 0xF780
_RESERVED: Final = range(_ESCAPES, _ESCAPES + 0x100)


class _CharacterTable(dict[int, int | str | None]):
    """Filled as characters are met, so that `str.translate` never sees a missing key twice."""

    def __init__(self) -> None:
        super().__init__()
        self._variants = variants.table()

    def __missing__(self, code: int) -> int | str | None:
        folded = self._fold(chr(code))
        value = ord(folded) if len(folded) == 1 else folded or None
        self[code] = value
        return value

    def _fold(self, letter: str) -> str:
        if self._is_dropped(letter):
            return ""
        letter = self._variants.get(letter, letter).casefold()
        if len(letter) > 1:
            return "".join(map(self._fold, letter))
        letter = to_hiragana(_AINU_SMALL.get(letter, letter))
        letter = SMALL_TO_LARGE.get(letter, letter)
        return _UNIFIED.get(letter, letter)

    @staticmethod
    def _is_dropped(letter: str) -> bool:
        return (
            letter in _DROPPED
            or ord(letter) in _RESERVED
            or unicodedata.category(letter) in _DROPPED_CATEGORIES
            or letter.isspace()
        )


class _TokenTable(dict[int, int | str | None]):
    """The same folding, with the punctuation at which FTS5 would split replaced."""

    def __missing__(self, code: int) -> int | str | None:
        folded = _FOLDS[code]
        if folded is not None:
            letters = chr(folded) if isinstance(folded, int) else folded
            folded = "".join(
                chr(_ESCAPES + ord(x)) if x.isascii() and not x.isalnum() else x for x in letters
            )
        self[code] = folded
        return folded


_FOLDS: Final = _CharacterTable()
_FOLDS_TO_TOKENS: Final = _TokenTable()


def fold(text: str) -> str:
    """The text as it is compared: NFKC, lower case, hiragana, large kana, common characters.

    Spaces, hyphens, long vowels, middle dots, variation selectors, bidi marks and control
    characters are dropped, so センター = せんた and 0847-32 = 084732. May be empty.
    """
    return _composed(text).translate(_FOLDS)


def kind_token(number: int) -> str:
    """The private-use character that stands for a kind of record in index and query; 0 ≤ number < 128."""
    if not 0 <= number < 0x80:
        raise ValueError(number)
    return chr(_KINDS + number)


def tokens(fields: Sequence[str], kind_token: str = "") -> str:
    """Index text of one row: bigrams of every field, its last character, then each other character once.

    The last character alone ends a field, so that no phrase of bigrams runs over its edge.
    """
    if isinstance(fields, str):
        fields = (fields,)
    parts = [kind_token] if kind_token else []
    letters: dict[str, None] = {}
    ends: set[str] = set()
    for field in fields:
        letters_of_field = _composed(field).translate(_FOLDS_TO_TOKENS)
        if letters_of_field:
            parts.extend(map(add, letters_of_field, letters_of_field[1:]))
            parts.append(letters_of_field[-1])
            ends.add(letters_of_field[-1])
            letters.update(dict.fromkeys(letters_of_field))
    parts.extend(letter for letter in letters if letter not in ends)
    return " ".join(parts)


def terms(text: str) -> list[str]:
    """The folded words of a query, each once; a row is found when it contains all of them."""
    return _words(text, _FOLDS)


def query(text: str, kind_token: str = "") -> str | None:
    """FTS5 MATCH expression for what she typed, or None when nothing of it can be searched.

    A word of two or more characters is the phrase of its bigrams, one character is itself.
    """
    phrases = [_phrase(word) for word in _words(text, _FOLDS_TO_TOKENS)]
    if not phrases:
        return None
    if kind_token:
        phrases.insert(0, f'"{kind_token}"')
    return " AND ".join(phrases)


def _composed(text: str) -> str:
    if "゛" in text or "゜" in text:
        text = text.replace("゛", "\u3099").replace("゜", "\u309a")
    return unicodedata.normalize("NFKC", text)


def _words(text: str, table: dict[int, int | str | None]) -> list[str]:
    folded = (_composed(word).translate(table) for word in text.split())
    return list(dict.fromkeys(word for word in folded if word))


def _phrase(word: str) -> str:
    grams = map(add, word, word[1:]) if len(word) > 1 else word
    return f'"{" ".join(grams)}"'
