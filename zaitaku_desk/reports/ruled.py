"""A ruled table over as many A4 pages as it takes: head on every page, rows never cut, 「n / m ページ」."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from zaitaku_desk.reports.pdf import HEIGHT, MM, WIDTH, Document, wrap

LEFT, TOP, BOTTOM = 14 * MM, 14 * MM, 14 * MM
ROOM = WIDTH - 2 * LEFT
PAD = 3.0


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; a `band` is one line over the whole width, as a heading between rows."""

    cells: Sequence[str]
    band: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """Widths are shares of the page; `notes` stand under the title of the first page, `foot` on all.

    `tall` is the least height of a row in points: room for the writing of a hand.
    """

    title: str
    head: Sequence[str]
    shares: Sequence[float]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    foot: str = ""
    size: float = 8.5
    author: str = ""
    tall: float = 0.0

    @property
    def leading(self) -> float:
        """Height of a line."""
        return self.size * 1.4

    def widths(self) -> list[float]:
        """Column widths in points."""
        return [ROOM * share / sum(self.shares) for share in self.shares]


def draw(table: Ruled) -> tuple[bytes, set[str]]:
    """The PDF and the characters no font has."""
    document = Document(table.title, table.author)
    pages = _pages(table)
    for number, rows in enumerate(pages, 1):
        y = _top(document, table, first=number == 1)
        y = _row(document, table, y, Row(table.head), head=True)
        for row in rows:
            y = _row(document, table, y, row)
        document.text(LEFT, HEIGHT - 8 * MM, table.foot, 8)
        document.text(WIDTH - LEFT, HEIGHT - 8 * MM, f"{number} / {len(pages)} ページ", 8, "right")
        document.end_page()
    return document.data(), document.missing


def _pages(table: Ruled) -> list[list[Row]]:
    """Rows page by page; a heading never stands alone at the foot."""
    head = _height(table, Row(table.head))
    pages: list[list[Row]] = [[]]
    room = HEIGHT - BOTTOM - _top(None, table, first=True) - head
    usual = HEIGHT - BOTTOM - _top(None, table, first=False) - head
    for at, row in enumerate(table.rows):
        needed = high = _height(table, row)
        if row.band and at + 1 < len(table.rows):
            needed += _height(table, table.rows[at + 1])
        if needed > room and pages[-1]:
            pages.append([])
            room = usual
        pages[-1].append(row)
        room -= high
    return pages


def _top(document: Document | None, table: Ruled, *, first: bool) -> float:
    """The title; returns the y below it."""
    if document:
        document.text(LEFT, TOP + 10, table.title, 14 if first else 9, bold=first)
    y = TOP + (22.0 if first else 16.0)
    for note in table.notes if first else ():
        if document:
            y = document.paragraph(LEFT, y, note, 9, ROOM, 13)
        else:
            y += 13 * len(wrap(note, 9, ROOM))
    return y + (6 if first and table.notes else 0)


def _height(table: Ruled, row: Row) -> float:
    if row.band:
        return table.leading + 2 * PAD
    lines = max(
        len(wrap(text, table.size, width - 2 * PAD))
        for text, width in zip(row.cells, table.widths(), strict=True)
    )
    return max(table.tall, lines * table.leading + 2 * PAD)


def _row(document: Document, table: Ruled, y: float, row: Row, *, head: bool = False) -> float:
    high = _height(table, row)
    if row.band:
        document.frame(LEFT, y, ROOM, high, line=0.5)
        document.text(LEFT + PAD, y + high - PAD - 2, row.cells[0], table.size + 0.5, bold=True)
        return y + high
    widths = table.widths()
    for text, width, x in zip(row.cells, widths, accumulate(widths, initial=LEFT), strict=False):
        document.frame(x, y, width, high, line=0.5)
        top = y + PAD
        for line in wrap(text, table.size, width - 2 * PAD):
            document.line(x + PAD, top, line, table.size, width - 2 * PAD, table.leading, align="left")
            top += table.leading
    if head:
        document.rule(LEFT, y + high, ROOM, line=1.2)
    return y + high
