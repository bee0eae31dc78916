"""The one writer of Excel files: text stays text, nothing is cut, nothing touches the disk before the end.

openpyxl's write-only mode with three differences: a sheet streams into the archive in memory instead of a
plain temporary file (S16), a cell is a light object whose type we decide (S10), and long text goes on in the
next row (S11).
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.reports.excel_cells import LIMIT, Cell, cell, escaped, split, utf16
from zaitaku_desk.reports.excel_look import USUAL_ROW, Look, set_up, styles
from zaitaku_desk.reports.text import clean

LAST_ROW = 1_048_576
LINE, TALLEST = 14.0, 409.0
"""Points: a line of wrapped text, and the highest row Excel allows."""

COLUMN_UNIT = 5.4
"""Points: the width of one character of a column."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A value with its own style, where the row's is not the right one."""

    value: Any
    style: str


class Book:
    """A workbook being written, sheet by sheet and row by row; `replaced` counts unprintable characters."""

    def __init__(self, title: str, author: str = "", today: date | None = None) -> None:
        from openpyxl import Workbook

        self.replaced = 0
        self._buffer = io.BytesIO()
        self._archive = _archive(self._buffer)
        self._workbook: Any = Workbook(write_only=True)
        self._workbook.properties.title = clean(title)[0]
        self._workbook.properties.creator = clean(author)[0]
        if today is not None:
            moment = datetime(today.year, today.month, today.day)
            self._workbook.properties.created = self._workbook.properties.modified = moment
        self._names: list[str] = []
        self._sheet: Sheet | None = None
        self._styles = styles(self._workbook)

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        *,
        landscape: bool = False,
        freeze: str = "",
        repeat: str = "",
        footer: str = "",
        heights: Mapping[int, float] | None = None,
    ) -> Sheet:
        """A new sheet, A4, fitted to one page wide with page numbers; the one before is finished.

        `widths` in characters; `freeze`: the first cell that scrolls; `repeat`: rows printed on every page.
        """
        if self._sheet is not None:
            self._sheet.finish()
        title = sheet_name(name, self._names)
        self._names.append(title)
        raw = _sheet_class()(self._workbook, title, self._archive, len(self._names))
        self._workbook._add_sheet(raw)
        set_up(raw, widths, landscape, freeze, repeat, clean(footer)[0])
        for row, height in (heights or {}).items():
            raw.row_dimensions[row].height = height
        self._sheet = Sheet(self, raw, self._styles, widths, landscape)
        return self._sheet

    def data(self) -> bytes:
        """The finished file; the book takes no more rows after it."""
        from openpyxl.writer.excel import ExcelWriter

        if self._sheet is not None:
            self._sheet.finish()
        ExcelWriter(self._workbook, self._archive).save()
        return self._buffer.getvalue()


class Sheet:
    """One sheet: rows go in from the top, `at` is the number of the last one."""

    def __init__(
        self, book: Book, raw: Any, looks: Mapping[str, Look], widths: Sequence[float], landscape: bool
    ) -> None:
        self.at = 0
        self.raw = raw
        self._book = book
        self._styles = looks
        self._widths = defaultdict(lambda: 8.43, enumerate(widths, 1))
        self._fits = defaultdict(
            lambda: 3, {column: int(wide - 1) // 2 for column, wide in self._widths.items()}
        )
        self._page_from = 0
        wide = sum(widths) * COLUMN_UNIT
        room, self._page = (770.0, 490.0) if landscape else (523.0, 740.0)
        self._page /= min(1.0, room / wide if wide else 1.0)

    def row(self, values: Iterable[Any] = (), style: str | Sequence[str] = "plain") -> int:
        """Write one row and return its number; `style` is one name or one per column.

        Text over Excel's limit goes on in further rows below, marked. UserError when the sheet is full.
        """
        rest = self._write(values, style)
        first = self.at
        while rest:
            rest = self._write(rest, style)
        return first

    def rows(self, rows: Iterable[Iterable[Any]], style: str | Sequence[str]) -> None:
        """Write many rows of one look."""
        for values in rows:
            self.row(values, style)

    def heading(self, title: str, *notes: str) -> None:
        """The title of a sheet, its notes and an empty line."""
        self.raw.row_dimensions[self.at + 1].height = 22.0
        self.row([title], "title")
        for note in notes:
            self.row([note], "note")
        self.row()

    def keep(self, rows: int) -> None:
        """Begin a new printed page when this many rows would not fit on the one begun."""
        from openpyxl.worksheet.pagebreak import Break

        if (self.at + rows - self._page_from) * USUAL_ROW > self._page and self.at > self._page_from:
            self.raw.row_breaks.append(Break(id=self.at))
            self._page_from = self.at

    def chart(self, chart: Any, anchor: str) -> None:
        """Put a chart beside the table; native, so that she can change it in Excel."""
        self.raw.add_chart(chart, anchor)

    def finish(self) -> None:
        """Close the sheet; no harm when it is closed already."""
        if not self.raw.closed:
            self.raw.close()

    def _write(self, values: Iterable[Any], style: str | Sequence[str]) -> list[Any]:
        self.at += 1
        if self.at > LAST_ROW:
            self.finish()
            raise UserError(
                "行が多すぎて、1枚のシートに入りません。",
                "期間や種別で絞り込んでから、もう一度作成してください。",
            )
        cells: list[Cell] = []
        rest: list[Any] = []
        high = 1
        one = self._styles[style] if isinstance(style, str) else None
        for column, value in enumerate(values, 1):
            look = one or self._styles[style[column - 1]]
            if isinstance(value, Styled):
                look, value = self._styles[value.style], value.value
            if isinstance(value, str):
                value, more = self._text(value)
                if more:
                    rest += [None] * (column - 1 - len(rest)) + [more]
                if look[2] and (len(value) > self._fits[column] or "\n" in value):
                    high = max(high, self._lines(value, column))
            cells.append(cell(self.at, column, value, look))
        self._append(cells, high)
        return rest

    def _lines(self, value: str, column: int) -> int:
        """How many lines a wrapped text takes."""
        room = self._widths[column] - 1
        if "\n" not in value:
            return math.ceil(len(value[:LIMIT].encode("cp932", "replace")) / room)
        return sum(max(1, math.ceil(text_width(line) / room)) for line in value[:LIMIT].split("\n"))

    def _append(self, cells: list[Cell], high: int) -> None:
        """Neither Excel nor LibreOffice can be trusted to give wrapped lines their height, so we say it."""
        dimensions = self.raw.row_dimensions
        if high > 1 and self.at not in dimensions:
            dimensions[self.at].height = min(LINE * high + 2, TALLEST)
            self.raw.append(cells)
            del dimensions[self.at]
        else:
            self.raw.append(cells)

    def _text(self, value: str) -> tuple[str, str]:
        """What fits into this row, and what goes into the next one."""
        more = ""
        if not value.isprintable():
            value, replaced = clean(value)
            self._book.replaced += replaced
        if len(value) > LIMIT // 2 and utf16(value) > LIMIT:
            value, more = split(value)
        return escaped(value), more


def sheet_name(name: str, taken: Iterable[str] = ()) -> str:
    """A name Excel accepts for a sheet: none of []:*?/\\, no quote at the ends, ≤ 31 units, not taken."""
    plain = re.sub(r"[\[\]:*?/\\]", "・", clean(name)[0].replace("\n", " ")).strip(" '　") or "シート"
    if plain.casefold() == "history":
        plain = "History_"
    used = {other.casefold() for other in taken}
    found, number = _shortened(plain, 31), 2
    while found.casefold() in used:
        ending = f"（{number}）"
        found, number = _shortened(plain, 31 - len(ending)) + ending, number + 1
    return found


def fitted(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], low: float = 6, high: float = 40
) -> list[float]:
    """Column widths by content: the widest line of each column, in half-width characters, within limits."""
    widths = [float(max(low, text_width(head) + 2)) for head in heads]
    for values in rows:
        for position, value in enumerate(values):
            widths[position] = max(widths[position], min(high, text_width(shown(value)) + 2))
    return [min(width, high) for width in widths]


def text_width(text: str) -> int:
    """The widest line in half-width characters: its bytes in cp932, which is quick and nearly exact."""
    return max(len(line.encode("cp932", "replace")) for line in text.split("\n"))


def shown(value: Any) -> str:
    """About what Excel will show of a value."""
    if isinstance(value, Styled):
        value = value.value
    if isinstance(value, date):
        return "R88.12.31"
    return "" if value is None else str(value)


def _shortened(text: str, units: int) -> str:
    while utf16(text) > units:
        text = text[:-1]
    return text.rstrip(" '")


def _archive(buffer: io.BytesIO) -> zipfile.ZipFile:
    """A zip that takes a sheet which is already inside it for written."""

    class Archive(zipfile.ZipFile):
        def write(self, filename: Any, arcname: Any = None, *_args: Any, **_more: Any) -> None:
            if arcname not in self.NameToInfo:
                raise FileNotFoundError(filename)

        def __del__(self) -> None:
            """A book that is given up half-way has nothing to close: it lies in memory."""

    return Archive(buffer, "w", zipfile.ZIP_DEFLATED)


def _sheet_class() -> Callable[..., Any]:
    """openpyxl's streaming sheet, with our archive as its temporary file and our cells as they are."""
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet._writer import WorksheetWriter

    class StreamWriter(WorksheetWriter):
        def cleanup(self) -> None:
            """Nothing was put on the disk."""

    class StreamSheet(WriteOnlyWorksheet):
        def __init__(self, parent: Any, title: str, archive: zipfile.ZipFile, number: int) -> None:
            super().__init__(parent, title)
            self._writer: Any = None
            self._member = f"xl/worksheets/sheet{number}.xml"
            self._archive = archive
            self._stream: Any = None

        def _get_writer(self) -> None:
            if self._writer is None:
                self._stream = self._archive.open(self._member, "w", force_zip64=True)
                self._writer = StreamWriter(self, self._stream)
                self._writer.write_top()

        def _values_to_row(self, values: Any, row_idx: int) -> Any:
            return values

        def close(self) -> None:
            super().close()
            self._stream.close()

    return StreamSheet
