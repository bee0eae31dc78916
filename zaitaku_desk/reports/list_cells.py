"""The cells of a printed list: columns fitted to the page, values cut into lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.list_paper import Column, Section, shown
from zaitaku_desk.reports.pdf import Align, wrap

SMALLEST = 6.5
SMALLER = 0.86
"""The size of what stands below in a cell."""

_ALIGN: dict[str, Align] = {"text": "left", "centre": "center", "mark": "center", "date": "center"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell."""

    text: str
    size: float


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column as it lies on the page, in points; `places` are the values it shows, one below the other."""

    title: str
    head: tuple[Line, ...]
    width: float
    align: Align
    down: bool
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row's cells, and how high it is."""

    cells: tuple[tuple[Line, ...], ...]
    height: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A table ready to be drawn."""

    columns: tuple[PrintedColumn, ...]
    rows: tuple[PrintedRow, ...]
    size: float
    leading: float

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)


def printed(section: Section, size: float, room: float, style: str) -> Printed:
    """The table in type of `size`, down to 6.5 where it is too wide; what is left is given to the texts."""
    groups = _groups(section.columns)
    natural = [max(section.columns[place].width for place in group) for group in groups]
    size = max(min(size, 2 * room / sum(natural)), min(size, SMALLEST))
    widths = [wide * size / 2 for wide in natural]
    spare = room - sum(widths)
    wide = [section.columns[group[0]].style == "text" for group in groups]
    share = sum(width for width, text in zip(widths, wide, strict=True) if text)
    if spare < 0 or not share:
        widths = [width * room / sum(widths) for width in widths] if spare < 0 else widths
    else:
        widths = [
            width * (1 + spare / share) if text else width for width, text in zip(widths, wide, strict=True)
        ]
    columns = tuple(
        _column(section.columns, group, width, size) for group, width in zip(groups, widths, strict=True)
    )
    leading = size * 1.34
    rows = tuple(_row(columns, row, size, leading, style) for row in section.rows)
    return Printed(columns, rows, size, leading)


def _groups(columns: Sequence[Column]) -> list[tuple[int, ...]]:
    """The positions that share a printed column."""
    found: list[tuple[int, ...]] = []
    for place, column in enumerate(columns):
        if not column.printed:
            continue
        if column.under and found:
            found[-1] = (*found[-1], place)
        else:
            found.append((place,))
    return found


def _column(columns: Sequence[Column], group: tuple[int, ...], width: float, size: float) -> PrintedColumn:
    first = columns[group[0]]
    head: list[Line] = []
    for place in group:
        title = columns[place].title
        title = title if fonts.width(title.replace("\n", ""), size) > width - 4 else title.replace("\n", "")
        head += _lines(title, size if place == group[0] else size * SMALLER, width)
    down = first.style == "mark"
    return PrintedColumn(
        first.title, tuple(head) if not down else (), width, _ALIGN.get(first.style, "right"), down, group
    )


def _row(
    columns: Sequence[PrintedColumn], row: Sequence[Any], size: float, leading: float, style: str
) -> PrintedRow:
    cells = []
    for column in columns:
        lines: list[Line] = []
        for place in column.places:
            text = shown(row[place], style)
            if text or (place == column.places[0] and len(column.places) > 1):
                lines += _lines(text, size if place == column.places[0] else size * SMALLER, column.width)
        cells.append(tuple(lines))
    return PrintedRow(tuple(cells), max(1, *(len(cell) for cell in cells)) * leading + 5.0)


def _lines(text: str, size: float, width: float) -> list[Line]:
    """Lines that fit a cell: a little smaller where that spares a line, else wrapped."""
    room = width - 5.0
    found: list[Line] = []
    for part in text.split("\n"):
        wide = fonts.width(part, size)
        if wide <= room:
            found.append(Line(part, size))
        elif wide * 0.88 <= room:
            found.append(Line(part, size * room / wide))
        else:
            found += [Line(line.text, size) for line in wrap(part, size, room)]
    return found
