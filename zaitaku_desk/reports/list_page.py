"""A list as PDF: laid out first, drawn when the number of pages is known (page n / m, table of contents)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.list_cells import Line, Printed, PrintedRow, printed
from zaitaku_desk.reports.list_paper import ListPaper, Section
from zaitaku_desk.reports.pdf import HEIGHT, MM, WIDTH, Document, wrap
from zaitaku_desk.reports.request import Made

MARGIN, TOP, FOOT = 12 * MM, 11 * MM, 14 * MM
HEAD = 24.0
"""Points: the line above each page's table with title, section and day."""

PAD = 2.5
TALLEST_HEAD = 92.0

Drawing = Callable[[Document], None]


@dataclass(slots=True)
class _Page:
    section: Section | None
    drawings: list[Drawing] = field(default_factory=list)


def write_pdf(paper: ListPaper) -> Made:
    """The list as a PDF, A4; heads on every page, page n / m, 出典 at the foot."""
    data, missing = draw(paper)
    warning = fonts.warning(missing)
    return Made(data, paper.full_title, (*paper.warnings, warning) if warning else paper.warnings)


def draw(paper: ListPaper) -> tuple[bytes, set[str]]:
    """The PDF and the characters no font has."""
    size = (WIDTH, HEIGHT) if paper.upright else (HEIGHT, WIDTH)
    document = Document(paper.full_title, paper.office, size)
    layout = _Layout(paper, *size)
    layout.lay_out()
    total = len(layout.pages)
    for number, page in enumerate(layout.pages, 1):
        for section, first in layout.firsts:
            if first == number and paper.contents:
                document.bookmark(f"section-{first}-{section.title}", section.title)
        bare = number == 1 and len(layout.firsts) > 1 and paper.contents
        _edges(document, paper, page.section, f"{number} / {total}", layout.foot, bare=bare)
        for drawing in page.drawings:
            drawing(document)
        document.end_page()
    return document.data(), document.missing


class _Layout:
    """Which row stands on which page."""

    def __init__(self, paper: ListPaper, width: float, height: float) -> None:
        self.paper = paper
        self.room = width - 2 * MARGIN
        self.foot = _Foot(paper, self.room)
        self.bottom = height - FOOT - self.foot.height
        self.pages: list[_Page] = []
        self.firsts: list[tuple[Section, int]] = []
        self.y = 0.0
        self._ruled: list[float] = []

    def lay_out(self) -> None:
        paper = self.paper
        contents = len(paper.sections) > 1 and paper.contents
        if contents:
            self._begin(None)
            front = self.pages[-1]
        for section in paper.sections:
            self._section(section)
        if self.foot.at_the_end:
            self._sources()
        if contents:
            front.drawings.append(self._contents)

    def _begin(self, section: Section | None) -> None:
        self.pages.append(_Page(section))
        self.y = TOP + HEAD

    def _section(self, section: Section) -> None:
        paper = self.paper
        table = printed(section, paper.size, self.room, paper.style)
        head = _head_height(table)
        whole = head + 45 + sum(row.height for row in table.rows) + len(section.bands) * table.size * 1.9
        if not self.firsts or paper.each_on_its_page or self.y + whole > self.bottom:
            self._begin(None)
        else:
            self.y += 12
        if not self.firsts and (not paper.contents or len(paper.sections) == 1):
            for note in paper.notes:
                self._note(note)
            self.y += 4 if paper.notes else 0
        self.firsts.append((section, len(self.pages)))
        if section.title != paper.title:
            self._heading(section.title, 11)
        if section.note:
            self._note(section.note)
        self._table_head(table, head)
        for place, row in enumerate(table.rows):
            band = section.bands.get(place, "")
            need = row.height + (table.size * 1.9 if band else 0.0)
            if self.y + need > self.bottom and self.y > TOP + HEAD + head + 1:
                self._rule(table)
                self._begin(section)
                self._table_head(table, head)
            if band:
                self._band(table, band)
            self._row(section, table, row, head)
        self._rule(table)

    def _row(self, section: Section, table: Printed, row: PrintedRow, head: float) -> None:
        """A row; one higher than a page goes on on the next."""
        cells: Sequence[Sequence[Line]] = row.cells
        height = row.height
        room = self.bottom - self.y
        while height > room and room >= table.size * 2:
            fits = int((room - 2 * PAD) / table.leading)
            self._put(table, [cell[:fits] for cell in cells], room)
            cells = [cell[fits:] for cell in cells]
            height = max(len(cell) for cell in cells) * table.leading + 2 * PAD
            self._rule(table)
            self._begin(section)
            self._table_head(table, head)
            room = self.bottom - self.y
        self._put(table, cells, height)

    def _put(self, table: Printed, cells: Sequence[Sequence[Line]], height: float) -> None:
        top = self.y

        def drawing(document: Document) -> None:
            x = MARGIN
            for column, lines in zip(table.columns, cells, strict=True):
                y = top + PAD
                for line in lines:
                    y += table.leading
                    base = y - table.leading * 0.24
                    if column.align == "center":
                        document.text(x + column.width / 2, base, line.text, line.size, "center")
                    elif column.align == "right":
                        document.text(x + column.width - PAD, base, line.text, line.size, "right")
                    else:
                        document.text(x + PAD, base, line.text, line.size)
                x += column.width

        self.pages[-1].drawings.append(drawing)
        self.y += height
        self._ruled.append(self.y)

    def _rule(self, table: Printed) -> None:
        """Draw the rules around the rows put since the last time."""
        if len(self._ruled) > 1:
            top, *bottoms = self._ruled
            self.pages[-1].drawings.append(lambda document: _grid(document, table, top, bottoms))
        self._ruled = []

    def _table_head(self, table: Printed, height: float) -> None:
        top = self.y

        def drawing(document: Document) -> None:
            document.shade(MARGIN, top, table.width, height)
            x = MARGIN
            for column in table.columns:
                if column.down:
                    size = min(table.size, (height - 6) / max(len(column.title) * 1.02, 1))
                    document.down(x + column.width / 2, top + 3, column.title, size)
                else:
                    y = top + (height - len(column.head) * table.leading) / 2
                    for line in column.head:
                        y += table.leading
                        base = y - table.leading * 0.24
                        document.text(x + column.width / 2, base, line.text, line.size, "center", bold=True)
                x += column.width
            document.rule(MARGIN, top, table.width, line=0.8)

        self.pages[-1].drawings.append(drawing)
        self._ruled = [top]
        self.y += height
        self._ruled.append(self.y)

    def _band(self, table: Printed, words: str) -> None:
        self._rule(table)
        top, height = self.y, table.size * 1.9

        def drawing(document: Document) -> None:
            document.shade(MARGIN, top, table.width, height, 0.965)
            document.text(MARGIN + 4, top + height * 0.7, words, table.size * 1.06, bold=True)
            document.frame(MARGIN, top, table.width, height, line=0.4)

        self.pages[-1].drawings.append(drawing)
        self.y += height
        self._ruled = [self.y]

    def _heading(self, words: str, size: float) -> None:
        y = self.y + size
        self.pages[-1].drawings.append(lambda document: document.text(MARGIN, y, words, size, bold=True))
        self.y += size * 1.7

    def _note(self, words: str) -> None:
        size = max(8.0, self.paper.size * 0.95)
        for line in wrap(words, size, self.room):
            y = self.y + size
            self.pages[-1].drawings.append(
                lambda document, y=y, line=line: document.text(MARGIN, y, line.text, size)  # type: ignore[misc]
            )
            self.y += size * 1.5
        self.y += 2

    def _sources(self) -> None:
        """出典 too long for the foot of a page stand in full at the end."""
        lines = wrap(self.paper.attribution, 8.0, self.room)
        if self.y + 14 + len(lines) * 12 > self.bottom:
            self._begin(None)
        self.y += 12
        self._note(self.paper.attribution)

    def _contents(self, document: Document) -> None:
        paper = self.paper
        y = TOP + HEAD + 34
        document.text(MARGIN, y, paper.title, 20, bold=True)
        y += 22
        for note in (f"{paper.day}　　{paper.office}".rstrip("　"), *paper.notes):
            for line in wrap(note, 9.5, self.room):
                document.text(MARGIN, y, line.text, 9.5)
                y += 14
        y += 16
        document.text(MARGIN, y, "目次", 13, bold=True)
        y += 10
        step = min(34.0, (self.bottom - y) / max(len(self.firsts), 1))
        for section, page in self.firsts:
            y += step
            words = "　".join(section.bands.values())
            label, number = f"{section.title}　{len(section.rows)}件", f"{page}"
            small = fonts.width(words, 8) <= self.room and step >= 24
            base = y - (12 if small and words else 2)
            document.text(MARGIN, base, label, 11)
            document.text(MARGIN + self.room, base, number, 11, "right")
            _leader(
                document, MARGIN + fonts.width(label, 11), MARGIN + self.room - fonts.width(number, 11), base
            )
            if small and words:
                document.text(MARGIN + 12, y - 1, words, 8)
            document.link(f"section-{page}-{section.title}", MARGIN, base - 11, self.room, 16)


class _Foot:
    """What stands at the foot of each page beside the number: 出典, where it has room."""

    def __init__(self, paper: ListPaper, room: float) -> None:
        self.lines = [line.text for line in wrap(paper.attribution, 6.5, room)] if paper.sources else []
        self.at_the_end = len(self.lines) > 2
        if self.at_the_end:
            self.lines = ["出典は最後のページにあります。"]
        self.height = len(self.lines) * 9.0


def _edges(
    document: Document, paper: ListPaper, section: Section | None, number: str, foot: _Foot, *, bare: bool
) -> None:
    """Title, day and the section that goes on above, 出典 and page below; `bare`: the title is elsewhere."""
    y = TOP + 11
    right = "　".join(part for part in (paper.office, paper.day) if part)
    room = document.width - 2 * MARGIN
    size = min(9.0, 9.0 * room * 0.42 / max(fonts.width(right, 9.0), 1.0))
    document.text(MARGIN + room, y, right, size, "right")
    name = section.title if section and section.title != paper.title else ""
    words = f"{paper.title}　{name}（続き）" if name else paper.title
    words = "" if bare else words
    size = min(12.5, 12.5 * room * 0.55 / max(fonts.width(words, 12.5), 1.0))
    document.text(MARGIN, y, words, size, bold=True)
    y = document.height - FOOT - foot.height + 12
    for line in foot.lines:
        document.text(MARGIN, y, line, 6.5)
        y += 9.0
    document.text(document.width / 2, document.height - 8 * MM, number, 9, "center")


def _grid(document: Document, table: Printed, top: float, bottoms: Sequence[float]) -> None:
    """The rules of rows that lie one below the other: across below each, down once through all."""
    right = MARGIN + table.width
    found = [(MARGIN, y, right, y) for y in bottoms]
    x = MARGIN
    found.append((x, top, x, bottoms[-1]))
    for column in table.columns:
        x += column.width
        found.append((x, top, x, bottoms[-1]))
    document.lines(found)


def _head_height(table: Printed) -> float:
    down = max((len(column.title) for column in table.columns if column.down), default=0)
    flat = max(len(column.head) for column in table.columns) * table.leading
    return max(flat, min(down * table.size * 1.02, TALLEST_HEAD)) + 7


def _leader(document: Document, left: float, right: float, y: float) -> None:
    """The dots between a title and its page."""
    dots = int((right - left - 16) / fonts.width(".", 11))
    if dots > 0:
        document.text(right - 8, y, "." * dots, 11, "right")
