"""Japanese type on paper: embedded TrueType faces, fallback per run, never a silent box (decisions 34)."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from zaitaku_desk import paths
from zaitaku_desk.reports.lean import without_hints
from zaitaku_desk.reports.text import REPLACEMENT, clean

GETA = "〓"
"""What is printed for a character that no font here has."""

_UNSEEN = re.compile(
    "[\xad\u180b-\u180d\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_VOICED = re.compile("[ぁ-ゖァ-ヺ][\u3099\u309a]")


@dataclass(frozen=True, slots=True)
class Face:
    """A font that reportlab knows by `name`, and the characters it can draw."""

    name: str
    characters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that one face draws."""

    face: str
    text: str
    width: float


@functools.cache
def faces() -> tuple[Face, ...]:
    """The faces of this machine, the usual one first; registered once. UserError when there is none."""
    return _registered(paths.japanese_font(), paths.japanese_fonts())


def drawable(text: str) -> str:
    """The text as it is drawn: without variation selectors and invisible marks, kana and its dakuten as one.

    Only for drawing: the record keeps what was typed. Compatibility kanji (﨑, 塚) stay what they are.
    """
    text = clean(text)[0].replace(REPLACEMENT, "").replace("\t", "　")
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
    if "\u3099" in text or "\u309a" in text:
        text = _VOICED.sub(lambda pair: _composed(pair[0]), text)
    return text


@functools.lru_cache(maxsize=20_000)
def runs(text: str, size: float) -> tuple[Run, ...]:
    """The text cut into runs by face, characters nobody has as 〓; widths in points at `size`."""
    return tuple(Run(name, piece, _width(name, piece, size)) for name, piece in _cut(drawable(text)))


def width(text: str, size: float) -> float:
    """How wide the text is when drawn, in points."""
    return _em_width(text) * size


@functools.lru_cache(maxsize=20_000)
def missing(text: str) -> frozenset[str]:
    """The characters of a text that no face has."""
    known = faces()
    unknown = {character for character in drawable(text) if ord(character) not in known[0].characters}
    return frozenset(
        character
        for character in unknown - {"\n"}
        if not any(ord(character) in face.characters for face in known[1:])
    )


def warning(characters: AbstractSet[str]) -> str:
    """What she is told before printing; empty when nothing is missing."""
    if not characters:
        return ""
    named = "、".join(f"「{character}」（U+{ord(character):04X}）" for character in sorted(characters)[:10])
    more = "など" if len(characters) > 10 else ""
    return (
        f"{named}{more}は、このパソコンのフォントにないため「{GETA}」と印字します。"
        "手書きで直すか、別の字にしてください。"
    )


@functools.lru_cache(maxsize=20_000)
def _em_width(text: str) -> float:
    return sum(run.width for run in runs(text, 1.0))


def _cut(text: str) -> list[tuple[str, str]]:
    known = faces()
    first = known[0]
    if all(ord(character) in first.characters for character in text):
        return [(first.name, text)] if text else []
    found: list[tuple[str, str]] = []
    for character in text:
        face = next((face for face in known if ord(character) in face.characters), None)
        name, shown = (face.name, character) if face else (first.name, GETA)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + shown)
        else:
            found.append((name, shown))
    return found


def _width(name: str, text: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, name, size))


def _registered(first: Path, others: tuple[Path, ...]) -> tuple[Face, ...]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    found: list[Face] = []
    for place in dict.fromkeys((first, *others)):
        name = f"desk-{len(found)}"
        try:
            font = TTFont(name, str(place), subfontIndex=0, asciiReadable=False)
        except (TTFError, OSError):
            continue
        font.face.makeSubset = partial(_lean_subset, font.face.makeSubset)  # type: ignore[method-assign]
        pdfmetrics.registerFont(font)
        characters = frozenset(code for code, glyph in font.face.charToGlyph.items() if glyph)
        if found and characters <= found[0].characters:
            continue
        found.append(Face(name, characters))
    return tuple(found)


def _lean_subset(make: Callable[[Any], bytes], characters: Any) -> bytes:
    return without_hints(make(characters))


def _composed(pair: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", pair)
