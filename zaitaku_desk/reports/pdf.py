"""Pages of Japanese office paper on a reportlab canvas: lines, paragraphs with kinsoku, boxes, cut lines.

A thin layer of our own over the canvas, because flowables cost 2.5 × and know neither fallback nor kinsoku.
Coordinates are points from the top left corner of the page (A4 unless said otherwise), y growing downwards.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.text import clean

WIDTH, HEIGHT = 595.28, 841.89
MM = 72 / 25.4

Align = Literal["left", "right", "center", "justify"]

NOT_FIRST = frozenset(
    "、。，．・：；？！ー々ゝゞ）］｝」』】〕〉》’”…‥～〜％℃,.:;?!)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
"""Never at the start of a line (行頭禁則)."""

NOT_LAST = frozenset("（［｛「『【〔〈《‘“([{￥＄〒№")
"""Never at the end of a line (行末禁則)."""

_UNITS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.,:/@_+\-]*[A-Za-z0-9])?|.", re.DOTALL)
_DOWN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{2}(?![A-Za-z0-9])|.", re.DOTALL)
"""Two digits stand side by side in text written downwards, longer ones one below the other."""

_LYING = frozenset("ー―－〜～（）()「」『』［］【】〈〉《》…‥＝=：:")
"""Marks that lie on their side in text written downwards."""

_SQUEEZE = 0.04  # of the font size per character: as much as nobody sees


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph, its natural width, and whether the paragraph goes on."""

    text: str
    width: float
    goes_on: bool


class Document:
    """A PDF being drawn; `missing` collects the characters no font has."""

    def __init__(self, title: str, author: str = "", size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # bytes as text: larger, and a quarter of the time
        self.missing: set[str] = set()
        self.width, self.height = size
        self._buffer = io.BytesIO()
        self._canvas: Any = Canvas(self._buffer, pagesize=size, pageCompression=1)
        self._canvas.setTitle(clean(title)[0])
        self._canvas.setAuthor(clean(author)[0])
        self._canvas.setCreator("在宅デスク")

    def text(
        self, x: float, y: float, text: str, size: float, align: Align = "left", *, bold: bool = False
    ) -> None:
        """One line; y is its baseline, x its left, right or middle by `align`. Line ends become spaces."""
        self._draw(x, y, text.replace("\n", "　"), size, align, 0.0, bold)

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        width: float,
        leading: float,
        *,
        align: Align = "justify",
    ) -> float:
        """Wrapped text from y (top) down; returns the y below it. An empty line stays an empty line."""
        for line in wrap(text, size, width):
            self.line(x, y, line, size, width, leading, align=align)
            y += leading
        return y

    def line(
        self,
        x: float,
        y: float,
        line: Line,
        size: float,
        width: float,
        leading: float,
        *,
        align: Align = "justify",
    ) -> None:
        """A line of a wrapped text in a band of height `leading` with its top at y; edges even by default."""
        spacing = 0.0
        places = len(fonts.drawable(line.text)) - 1
        if align == "justify" and places > 0 and (line.goes_on or line.width > width):
            spacing = (width - line.width) / places
            spacing = 0.0 if spacing > size * 0.25 else spacing
        at = {"right": x + width, "center": x + width / 2}.get(align, x)
        self._draw(at, y + (leading + size * 0.76) / 2, line.text, size, align, spacing, False)

    def spread(self, x: float, y: float, text: str, size: float, width: float) -> None:
        """One line spread over the width (均等割り付け), as labels of a form are."""
        places = len(text) - 1
        room = max(0.0, width - fonts.width(text, size))
        self._draw(x, y, text, size, "left", room / places if places else 0.0, False)

    def checkbox(self, x: float, y: float, size: float) -> None:
        """An empty box on the baseline y, drawn, because no font here has one."""
        self._canvas.setLineWidth(0.8)
        self._canvas.rect(x, self.height - y - size * 0.06, size * 0.82, size * 0.82)

    def rule(self, x: float, y: float, width: float, *, line: float = 0.5, dashed: bool = False) -> None:
        """A horizontal line."""
        self._canvas.setLineWidth(line)
        self._canvas.setDash([3, 3] if dashed else [])
        self._canvas.line(x, self.height - y, x + width, self.height - y)
        self._canvas.setDash([])

    def frame(self, x: float, y: float, width: float, height: float, *, line: float = 0.7) -> None:
        """An empty rectangle with its top left corner at x, y."""
        self._canvas.setLineWidth(line)
        self._canvas.rect(x, self.height - y - height, width, height)

    def shade(self, x: float, y: float, width: float, height: float, grey: float = 0.93) -> None:
        """A rectangle filled with a grey, 0 black to 1 white; drawn before what stands on it."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def lines(self, lines: Iterable[tuple[float, float, float, float]], *, line: float = 0.4) -> None:
        """Many straight lines (x, y, x, y) at once: the rules of a table."""
        self._canvas.setLineWidth(line)
        self._canvas.lines(
            [(x, self.height - y, other_x, self.height - other_y) for x, y, other_x, other_y in lines]
        )

    def down(self, x: float, y: float, text: str, size: float) -> None:
        """Text written downwards (縦書き) from y, around the vertical line x; 24 stays side by side."""
        for unit in _DOWN.findall(fonts.drawable(text).replace("-", "ー")):
            if unit in _LYING:
                self._canvas.saveState()
                self._canvas.translate(x - size * 0.38, self.height - y)
                self._canvas.rotate(-90)
                self._draw_raw(0.0, 0.0, unit, size)
                self._canvas.restoreState()
            else:
                narrow = min(size, size * size / max(fonts.width(unit, size), 1.0))
                self.text(x, y + size * 0.88, unit, narrow, "center")
            y += size * 1.02

    def figure(self, x: float, y: float, drawing: Any, scale: float = 1.0) -> None:
        """A drawing of `reports.figures` with its top left corner at x, y."""
        from reportlab.graphics import renderPDF

        self._canvas.saveState()
        self._canvas.translate(x, self.height - y - drawing.height * scale)
        self._canvas.scale(scale, scale)
        renderPDF.draw(drawing, self._canvas, 0, 0)
        self._canvas.restoreState()

    def bookmark(self, key: str, title: str) -> None:
        """An entry in the reader's list of contents that leads to this page."""
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=self.height, zoom=0)
        self._canvas.addOutlineEntry(clean(title)[0], key, 0)

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """A place that leads to a bookmark when it is clicked."""
        area = (x, self.height - y - height, x + width, self.height - y)
        self._canvas.linkAbsolute("", key, area, Border="[0 0 0]")

    def end_page(self) -> None:
        """The page is full; the next thing drawn is on the next one."""
        self._canvas.showPage()

    def data(self) -> bytes:
        """The finished file."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _draw(
        self, x: float, y: float, text: str, size: float, align: Align, spacing: float, bold: bool
    ) -> None:
        self.missing |= fonts.missing(text)
        pieces = fonts.runs(text, size)
        if align in ("right", "center"):
            total = sum(piece.width + spacing * len(piece.text) for piece in pieces) - spacing
            x -= total if align == "right" else total / 2
        if bold:
            self._canvas.setLineWidth(size * 0.03)
        for piece in pieces:
            self._canvas.setFont(piece.face, size)
            self._canvas.drawString(
                x, self.height - y, piece.text, mode=2 if bold else None, charSpace=spacing
            )
            x += piece.width + spacing * len(piece.text)

    def _draw_raw(self, x: float, y: float, text: str, size: float) -> None:
        """Text at a place of the canvas as it is turned now."""
        self.missing |= fonts.missing(text)
        for piece in fonts.runs(text, size):
            self._canvas.setFont(piece.face, size)
            self._canvas.drawString(x, y, piece.text)
            x += piece.width


@functools.lru_cache(maxsize=2_000)
def wrap(text: str, size: float, width: float) -> tuple[Line, ...]:
    """Lines no wider than `width`, after the rules of kinsoku; words of Latin letters and digits stay whole.

    A closing mark that would begin a line is squeezed into the one before where a hair of squeezing does it,
    else the character before goes down with it.
    """
    found: list[Line] = []
    for part in text.split("\n"):
        found += _wrap_line(part, size, width)
    return tuple(found)


def _wrap_line(text: str, size: float, width: float) -> list[Line]:
    found: list[Line] = []
    line: list[str] = []
    used = 0.0
    for unit in _units(text, size, width):
        wide = fonts.width(unit, size)
        if line and used + wide > width and not _fits_squeezed(line, unit, used + wide, size, width):
            down = _taken_down(line, unit)
            kept = line[: len(line) - down] if down else line
            found.append(_line(kept, size, goes_on=True))
            line = line[len(kept) :]
            used = sum(fonts.width(piece, size) for piece in line)
            if not line and unit == " ":
                continue
        line.append(unit)
        used += wide
    found.append(_line(line, size, goes_on=False))
    return found


def _units(text: str, size: float, width: float) -> list[str]:
    found: list[str] = []
    for unit in _UNITS.findall(text):
        found += [unit] if len(unit) == 1 or fonts.width(unit, size) <= width else list(unit)
    return found


def _fits_squeezed(line: list[str], unit: str, needed: float, size: float, width: float) -> bool:
    letters = sum(len(piece) for piece in line) + len(unit)
    return unit in NOT_FIRST and needed - width <= letters * size * _SQUEEZE


def _taken_down(line: list[str], unit: str) -> int:
    """How many units of the full line must go to the next one so that no rule is broken."""
    down = 0
    first = unit
    while down < min(4, len(line) - 1) and (first in NOT_FIRST or line[-1 - down] in NOT_LAST):
        down += 1
        first = line[-down]
    return down


def _line(units: list[str], size: float, *, goes_on: bool) -> Line:
    text = "".join(units).rstrip(" ")
    return Line(text, fonts.width(text, size), goes_on)
