"""A list as paper, said once: the same columns and rows become PDF, Excel or Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zaitaku_desk.japanese import wareki


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `width` in half-width characters, `style` a look of `excel_look`.

    "mark" is centred under a head written downwards. `under`: on paper it stands in the cell of the column
    before, below it and smaller. `printed` False: only in Excel (paper says it in a band over the rows).
    """

    title: str
    width: float
    style: str = "text"
    under: bool = False
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """One table. `bands` are words over a row, by the row's position: the district that begins there."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    note: str = ""
    bands: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListPaper:
    """Everything a list says. `notes` stand below the title, `sources` are the 出典 of imported lists.

    `contents`: begin with a table of contents. `size` is that of the type in points, 8 where there is much to
    say, 11 where it has to be read by a torch. `each_on_its_page`: every section begins on a new
    page; else only one that does not fit on what is left.
    """

    title: str
    today: date
    office: str
    style: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    contents: bool = False
    size: float = 8.0
    each_on_its_page: bool = False
    upright: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """令和8年11月10日現在."""
        return f"{wareki.show(self.today, self.style)}現在"

    @property
    def full_title(self) -> str:
        """The title with its day, which also makes a good file name."""
        return f"{self.title}（{self.day}）"

    @property
    def attribution(self) -> str:
        """出典 of what came from public lists, in one line; empty when everything is hers."""
        return f"出典：{'／'.join(self.sources)}" if self.sources else ""


def filled(columns: Sequence[Column], rows: Sequence[Sequence[Any]], always: int = 0) -> Section:
    """A table without the columns that nobody has filled in; the first `always` stay."""
    kept = [
        place
        for place, column in enumerate(columns)
        if place < always or column.style == "mark" or any(row[place] not in (None, "") for row in rows)
    ]
    return Section(
        "", tuple(columns[place] for place in kept), [[row[place] for place in kept] for row in rows]
    )


def bands(words: Sequence[str]) -> dict[int, str]:
    """Where another word begins: {0: "東地区（2）", 2: "西地区（1）"}."""
    starts = [place for place, word in enumerate(words) if not place or word != words[place - 1]]
    ends = [*starts[1:], len(words)]
    return {start: f"{words[start]}（{end - start}）" for start, end in zip(starts, ends, strict=True)}


def shown(value: Any, style: str = "wareki") -> str:
    """A value as it is printed: R8.6.1, ○ for yes, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "○" if value else ""
    if isinstance(value, datetime):
        return f"{shown(value.date(), style)} {value:%H:%M}"
    if isinstance(value, date):
        return (
            wareki.short_era_date(value) if style == "wareki" else f"{value.year}.{value.month}.{value.day}"
        )
    return f"{value:,}" if isinstance(value, int) else str(value)
