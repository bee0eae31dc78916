"""Figures made once: the same drawing goes into a PDF and, as SVG, onto the screen (decisions 33).

Grey prints well; a hole is a word on a ground of its own, never a colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from zaitaku_desk.reports import fonts

if TYPE_CHECKING:
    from zaitaku_desk.rules.coverage import Matrix

SIZE = 8.5
ROW, LABEL, CELL, HEAD = 20.0, 110.0, 34.0, 108.0
"""Points: a row, the area's name, a function's column, the room for the names written downwards."""

HOLE = "空白"
_BLUE, _INK, _GREY, _LINE, _HOLE = (
    (0.29, 0.44, 0.65),
    (0.1,) * 3,
    (0.42,) * 3,
    (0.75,) * 3,
    (0.98, 0.96, 0.88),
)


def grid_size(matrix: Matrix, rows: Sequence[str]) -> tuple[float, float]:
    """Width and height of `grid`, in points."""
    return LABEL + CELL * len(matrix.columns), HEAD + ROW * len(rows)


def grid(matrix: Matrix, rows: Sequence[str], older: Matrix | None = None) -> Any:
    """Area × function: the darker, the more; holes say so; in brackets what came or went since `older`."""
    from reportlab.graphics.shapes import Drawing, Line

    width, height = grid_size(matrix, rows)
    made = Drawing(width, height)
    highest = max((matrix.count(row, key) for row in rows for key, _ in matrix.columns), default=0)
    for place, (_key, label) in enumerate(matrix.columns):
        _downwards(made, LABEL + CELL * (place + 0.5), height - HEAD + 4, label)
    for at, row in enumerate(rows):
        top = height - HEAD - ROW * at
        _text(made, 0, top - ROW * 0.68, row, LABEL - 6)
        for place, (key, _label) in enumerate(matrix.columns):
            change = matrix.count(row, key) - older.count(row, key) if older is not None else 0
            _cell(made, LABEL + CELL * place, top, matrix.count(row, key), change, highest)
        made.add(Line(0, top, width, top, strokeColor=_color(_LINE), strokeWidth=0.4))
    made.add(Line(0, 0.2, width, 0.2, strokeColor=_color(_LINE), strokeWidth=0.4))
    return made


def bars(entries: Sequence[tuple[str, int]], unit: str, width: float = 460.0, label: float = 150.0) -> Any:
    """Bars lying on their side, the first on top; always with the number."""
    from reportlab.graphics.shapes import Drawing

    made = Drawing(width, ROW * len(entries) + 4)
    highest = max((value for _, value in entries), default=0) or 1
    room = width - label - 60
    for at, (name, value) in enumerate(entries):
        top = made.height - ROW * at
        long = room * value / highest
        _text(made, 0, top - ROW * 0.68, name, label - 8)
        made.add(_filled(label, top - ROW + 4, max(long, 0.6), ROW - 8, _BLUE))
        _text(
            made,
            label + long + 6,
            top - ROW * 0.68,
            f"{value:,}{unit}" if value else f"0{unit}（{HOLE}）",
            90,
        )
    return made


def line(points: Sequence[tuple[str, int]], unit: str, width: float = 460.0, height: float = 170.0) -> Any:
    """A line over months or years, each point with its number."""
    from reportlab.graphics.shapes import Circle, Drawing, Line

    made = Drawing(width, height)
    highest = max((value for _, value in points), default=0) or 1
    left, bottom = 24.0, 26.0
    step = (width - 2 * left) / max(1, len(points) - 1)
    places = [
        (left + step * at, bottom + (height - bottom - 26) * value / highest)
        for at, (_, value) in enumerate(points)
    ]
    made.add(Line(left - 10, bottom, width - left + 10, bottom, strokeColor=_color(_LINE), strokeWidth=0.6))
    for one, other in pairwise(places):
        made.add(Line(*one, *other, strokeColor=_color(_BLUE), strokeWidth=1.6))
    every = max(1, len(points) // 8)
    for at, ((name, value), (x, y)) in enumerate(zip(points, places, strict=True)):
        made.add(Circle(x, y, 2.4, fillColor=_color(_BLUE), strokeWidth=0))
        if at % every == 0 or at == len(points) - 1:
            _text(made, x, 8, name, step * every, anchor="middle")
            _text(made, x, y + 6, f"{value:,}{unit}", 60, anchor="middle")
    return made


def svg(drawing: Any, family: str) -> bytes:
    """The drawing for the screen, in the window's font family."""
    from reportlab.graphics import renderSVG

    text = re.sub(r"(?s)<clipPath.*?</clipPath>", "", str(renderSVG.drawToString(drawing)))  # Qt draws it
    for face in fonts.faces():
        text = text.replace(f"font-family: {face.name}", f"font-family: {family}")
    return text.encode("utf-8")


def _cell(made: Any, x: float, top: float, count: int, change: int, highest: int) -> None:
    if count:
        share = 0.12 + 0.5 * count / max(highest, 1)
        ground = tuple(1 - (1 - part) * share for part in _BLUE)
    else:
        ground = _HOLE
    made.add(_filled(x + 1, top - ROW + 1, CELL - 2, ROW - 2, ground))
    words = str(count) if count else HOLE
    if change:
        words += f"({change:+d})"
    size = SIZE if len(words) <= 4 else SIZE - 1.5
    _text(made, x + CELL / 2, top - ROW * 0.68, words, CELL - 1, size=size, anchor="middle", grey=not count)


def _text(
    made: Any,
    x: float,
    y: float,
    text: str,
    room: float,
    *,
    size: float = SIZE,
    anchor: str = "start",
    grey: bool = False,
) -> None:
    """A line of text that keeps within its room by becoming smaller, down to two thirds, then by …."""
    from reportlab.graphics.shapes import String

    text = fonts.drawable(text)
    size = max(size * 0.67, min(size, size * room / max(fonts.width(text, size), 1.0)))
    while len(text) > 1 and fonts.width(text, size) > room:
        text = text[:-2] + "…"
    wide = fonts.width(text, size)
    x -= {"middle": wide / 2, "end": wide}.get(anchor, 0.0)
    for run in fonts.runs(text, size):
        made.add(
            String(
                x, y, run.text, fontName=run.face, fontSize=size, fillColor=_color(_GREY if grey else _INK)
            )
        )
        x += run.width


def _downwards(made: Any, x: float, bottom: float, text: str) -> None:
    """A name that stands on its column, read from below upwards."""
    from reportlab.graphics.shapes import Group, String

    text = fonts.drawable(text)
    room = HEAD - 8
    size = max(SIZE * 0.67, min(SIZE, SIZE * room / max(fonts.width(text, SIZE), 1.0)))
    while len(text) > 1 and fonts.width(text, size) > room:
        text = text[:-2] + "…"
    at = 0.0
    for run in fonts.runs(text, size):
        piece = Group(String(0, 0, run.text, fontName=run.face, fontSize=size, fillColor=_color(_INK)))
        piece.translate(x + size * 0.35, bottom + at)
        piece.rotate(90)
        made.add(piece)
        at += run.width


def _filled(x: float, y: float, width: float, height: float, ground: Sequence[float]) -> Any:
    from reportlab.graphics.shapes import Rect

    look: Any = {"fillColor": _color(ground), "strokeColor": None}
    return Rect(x, y, width, height, **look)


def _color(parts: Sequence[float]) -> Any:
    from reportlab.lib.colors import Color

    return Color(*parts)
