"""An address fitted into a box: shrunk first, then wrapped; never cut (A74)."""

from __future__ import annotations

from dataclasses import dataclass

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.addressees import Addressee
from zaitaku_desk.reports.pdf import Document, wrap

SCALES = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5, 0.45)
SHRINK = 0.78
"""A line is set smaller down to this before it is wrapped."""

_LEADING = 1.3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with their sizes and indents, the height of all, and whether they fit their box."""

    lines: tuple[tuple[str, float, float], ...]
    height: float
    fits: bool


def fitted(to: Addressee, width: float, height: float, name_size: float, *, postal: bool = True) -> Block:
    """〒, address, place and title, then the name with its 敬称, in the largest setting that fits."""
    block = Block((), 0.0, False)
    for scale in SCALES:
        block = _block(to, width, height, name_size * scale, postal=postal)
        if block.fits:
            break
    return block


def draw(document: Document, block: Block, x: float, y: float) -> None:
    """The lines of a block from its top left corner down."""
    for text, size, indent in block.lines:
        if text:
            document.text(x + indent, y + size * 0.98, text, size)
        y += size * _LEADING


def _block(to: Addressee, width: float, height: float, name_size: float, *, postal: bool) -> Block:
    small = name_size * 0.72
    found: list[tuple[str, float, float]] = []
    if postal and to.postal:
        found.append((f"〒{to.postal}", small, 0.0))
    found += _lines(to.address, small, width, 0.0)
    found.append(("", name_size * 0.3, 0.0))
    for above in to.above:
        found += _lines(above, small * 1.08, width, small)
    found += _lines(to.line, name_size, width, small)
    high = sum(size * _LEADING for _, size, _ in found)
    widest = max(fonts.width(text, size) + indent for text, size, indent in found)
    return Block(tuple(found), high, high <= height and widest <= width + 0.5)


def _lines(text: str, size: float, width: float, indent: float) -> list[tuple[str, float, float]]:
    room = width - indent
    found = []
    for part in text.split("\n"):
        wide = fonts.width(part, size)
        if wide <= room:
            found.append((part, size, indent))
        elif wide * SHRINK <= room:
            found.append((part, size * room / wide, indent))
        else:
            smaller = size * SHRINK
            found += [(line, smaller, indent) for line in _wrapped(part, smaller, room)]
    return found


def _wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines of about the same length; the 敬称 is never alone on one."""
    lines = [line.text for line in wrap(text, size, room)]
    even = fonts.width(text, size) / len(lines) * 1.06 + size
    balanced = [line.text for line in wrap(text, size, min(room, even))]
    if len(balanced) == len(lines):
        lines = balanced
    name, gap, honorific = text.rpartition("　")
    if gap and len(lines) > 1 and lines[-1].strip("　") in honorific:
        half = len(name) // 2 + 1
        return [*(line.text for line in wrap(name[:half], size, room)), f"{name[half:]}　{honorific}"]
    return lines
