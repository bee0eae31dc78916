"""A TrueType subset without hinting: paper does not need it, and in IPAexGothic it is nearly half."""

from __future__ import annotations

import struct
from itertools import pairwise

SHORT_LIMIT = 0x1FFFE


def without_hints(font: bytes) -> bytes:
    """The same font without the instructions of its simple glyphs; outlines and widths are untouched."""
    from reportlab.pdfbase.ttfonts import TTFontMaker

    tables = _tables(font)
    long_offsets = tables["head"][50:52] != b"\0\0"
    glyphs = _glyphs(tables["glyf"], tables["loca"], long_offsets)
    data, offsets = bytearray(), [0]
    for glyph in glyphs:
        data += glyph
        data += b"\0" * (-len(data) % 4)
        offsets.append(len(data))
    short = len(data) <= SHORT_LIMIT
    tables["glyf"] = bytes(data)
    tables["loca"] = struct.pack(
        f">{len(offsets)}{'H' if short else 'L'}", *(offset // 2 if short else offset for offset in offsets)
    )
    tables["head"] = tables["head"][:50] + (b"\0\0" if short else b"\0\1") + tables["head"][52:]
    maker = TTFontMaker()
    for tag, table in tables.items():
        maker.add(tag, table)
    found: bytes = maker.makeStream()
    return found


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    found = {}
    for number in range(count):
        tag, _, start, length = struct.unpack_from(">4sLLL", font, 12 + number * 16)
        found[tag.decode("latin-1")] = font[start : start + length]
    return found


def _glyphs(glyf: bytes, loca: bytes, long_offsets: bool) -> list[bytes]:
    size, unit = ("L", 1) if long_offsets else ("H", 2)
    count = len(loca) // (4 if long_offsets else 2)
    offsets = [offset * unit for offset in struct.unpack_from(f">{count}{size}", loca)]
    return [_bare(glyf[start:end]) for start, end in pairwise(offsets)]


def _bare(glyph: bytes) -> bytes:
    """A simple glyph: header (10), contour ends, length of instructions, instructions, points."""
    if len(glyph) < 12:
        return glyph
    (contours,) = struct.unpack_from(">h", glyph)
    if contours < 0:
        return glyph
    at = 10 + 2 * contours
    (length,) = struct.unpack_from(">H", glyph, at)
    return glyph[:at] + b"\0\0" + glyph[at + 2 + length :]
