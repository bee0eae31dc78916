"""A list read by the columns she assigned: what its rows say of institutions (A6).

Nothing of a cell is lost: what its field cannot hold goes into メモ with the name of the column.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import marks, places, telephones
from zaitaku_desk.intake.cleaning import one_line, or_nothing, tidy
from zaitaku_desk.intake.column_fields import CAPABILITY, fields_of
from zaitaku_desk.intake.columns import samples
from zaitaku_desk.intake.kinds import kind_of
from zaitaku_desk.intake.rows import FIELDS, MAX_TEXT, Source, SourceRow, read_row, values_of
from zaitaku_desk.intake.sources import SAMPLE, edition_of
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.intake.words import PARTS
from zaitaku_desk.japanese import fuzzy
from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.fields import by_name
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules import hours

_SIGNS = ("member", "regular_home_visit_status")
_YEAR = re.compile(
    r"(?<![A-Za-z])(?:令和|平成|[RHrh])\s?(?:元|\d{1,2})(?:年度?)?(?!\d)|(?<!\d)20\d\d(?:年度?)?(?!\d)"
)
_PLACE = ("prefecture", "municipality", "address")
_VISITS = {"can": "doing", "cannot": "none"}
_VISIT_WORDS = (("予定", "planned"), ("休止", "paused"), ("実施", "doing"), ("なし", "none"))


def mapping_id(target: str, header: list[str]) -> str:
    """The id of what she said of this header; the same words in the same order are the same header."""
    return pair_id("mapping", target, *map(fold, header))


def letter(column: int) -> str:
    """A … Z, AA …: what Excel calls the column."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def labels(table: Table) -> list[str]:
    """Every column under a name of its own: its heading, 「電話（2）」 for the second, 「C列」 without."""
    found: list[str] = []
    seen: Counter[str] = Counter()
    for at in range(max(len(table.header), len(samples(table)))):
        heading = table.header[at] if at < len(table.header) else ""
        seen[heading] += 1
        again = f"（{seen[heading]}）" if seen[heading] > 1 else ""
        found.append(f"{heading}{again}" if heading else f"{letter(at)}列")
    return found


def source_of(
    table: Table,
    target: str,
    columns: Mapping[str, int],
    *,
    today: dt.date,
    edition: str = "",
    title: str = "",
) -> Source:
    """The list as those columns tell it. UserError when the name has no column.

    A layer of its own for every header, place and sheet: another sheet's institutions are not gone.
    """
    check(target, columns)
    reader = Reader(table, columns)
    place = reader.place()
    parts = ("mapped", mapping_id(target, table.header)[:12], place, table.sheet)
    stem = table.name.rsplit(".", 1)[0]
    return Source(
        id="mapped",
        layer="/".join(part for part in parts if part),
        title=title or (f"{stem}（{table.sheet}）" if table.sheets else stem),
        edition=edition or edition_day(table, today),
        headers=table.header,
        columns=reader.plain,
        scope="municipality",
        notes=list(table.notes),
        sheets=table.sheets,
        area_codes=telephones.area_codes_of((reader.padded(cells) for _, cells in table.rows), reader.plain),
        make=reader.row,
    )


def edition_day(table: Table, today: dt.date) -> str:
    """The day the list is of, as ISO. A name that tells only the year (H29) means the first day of the 年度:
    a fact is rather older than it looks than younger.
    """
    found = edition_of(table.name, today, table.above)
    if found != today.isoformat():
        return found
    for text in (table.name.rsplit(".", 1)[0], *table.above):
        if (year := _YEAR.search(unicodedata.normalize("NFKC", text))) is not None:
            span = fuzzy.parse(f"{year[0].rstrip('年度')}年度", today)
            if span is not None and span[0] <= today:
                return span[0].isoformat()
    return found


def usable(table: Table, target: str, columns: Mapping[str, int]) -> tuple[int, int]:
    """(rows that could be taken in, rows of the table)."""
    names = [columns[name] for name in ("name", "family", "given") if name in columns]
    found = read = 0
    for _, cells in table.rows:
        read += 1
        found += any(one_line(cell_of(cells, column)) for column in names)
    return found, read


def cell_of(cells: list[str], column: int) -> str:
    """A cell of a row that may be shorter than its header."""
    return cells[column] if column < len(cells) else ""


class Reader:
    """Makes rows of institutions; knows what to do with each assigned column."""

    def __init__(self, table: Table, columns: Mapping[str, int]) -> None:
        self._table, self._columns = table, dict(columns)
        self._width = max(columns.values(), default=-1) + 1
        self.plain = {
            name: at
            for name, at in columns.items()
            if (name in FIELDS or name in PARTS) and name not in _SIGNS
        }
        self._last: tuple[list[str], SourceRow] = ([], SourceRow(0, None, {}))
        self._titles = {field.name: field.title for field in fields_of("institutions")}
        self._labels = labels(table)
        about = kind_of(table.sheet or "")
        self._kind = about if about != "other" else kind_of(table.name.rsplit(".", 1)[0])

    def padded(self, cells: list[str]) -> list[str]:
        """The row as wide as the columns need it."""
        return [*cells, *[""] * (self._width - len(cells))]

    def place(self) -> str:
        """Prefecture and municipality that most of the first rows lie in."""
        where = {name: at for name, at in self.plain.items() if name in _PLACE}
        rows = islice(self._table.rows, SAMPLE) if where else ()
        return places.common(values_of(where, self.padded(cells)) for _, cells in rows)

    def row(self, source: Source, line: int, cells: list[str]) -> SourceRow:
        """A row without a key that could be trusted; rejected when it names nobody."""
        cells = self.padded(cells)
        said = [cells[at] for at in self._columns.values()]
        if said != self._last[0]:  # lists of filings repeat an institution row after row
            self._last = (said, self._row(source, line, cells))
        return replace(self._last[1], line=line, values=dict(self._last[1].values))

    def _row(self, source: Source, line: int, cells: list[str]) -> SourceRow:
        row = read_row(source, line, cells)
        if row.reason:
            return row
        values = row.values
        said = one_line(cells[self._columns["kind"]]) if "kind" in self._columns else ""
        kind = kind_of(said, str(values["name"]))
        values["kind"] = self._kind if kind == "other" and not said else kind
        if values["kind"] == "other" and not said:
            del values["kind"]  # nobody told: another list that knows it shall be heard
        left = self._signs(values, cells)
        can, unread = self._capabilities(cells)
        if can:
            values["capabilities"] = can
        if left or unread:
            note = "\n".join([str(values.get("note", "")), *left, *unread]).strip()
            values["note"] = note[:MAX_TEXT]
            row.remark = f"{row.remark} 分からない言葉の欄があります。メモに残します。".strip()
        row.values = {name: values[name] for name in FIELDS if name in values}
        return row

    def _signs(self, values: dict[str, Any], cells: list[str]) -> list[str]:
        """Put the fields that are told by signs; what no field could hold comes back as lines for メモ."""
        left = []
        for name in (*_SIGNS, "support_class", "opening_hours"):
            text = or_nothing(tidy(cells[self._columns[name]])) if name in self._columns else ""
            if not text:
                continue
            if name in _SIGNS and (value := _read(name, text)) is not None:
                values[name] = value
            elif name == "opening_hours" and hours.whole_week(text) is not None:
                continue
            elif name not in values or name == "opening_hours":
                left.append(f"{self._titles[name]}：{' '.join(text.split())}")
        return left

    def _capabilities(self, cells: list[str]) -> tuple[dict[str, list[str]], list[str]]:
        can: dict[str, list[str]] = {}
        left = []
        for name, column in self._columns.items():
            text = one_line(cells[column])
            if not name.startswith(CAPABILITY) or not text:
                continue
            said = marks.state(text)
            if said is not None:
                can[name.removeprefix(CAPABILITY)] = list(said)
            elif or_nothing(text):
                left.append(f"{self._labels[column]}：{text}")
        return can, left


def _read(name: str, text: str) -> Any:
    """The value of a field, None when the words say nothing it could hold."""
    said = marks.state(text)
    if name == "member":
        return None if said is None or said[1] else said[0] == "can"
    choices = by_name(Institution)[name].choices
    exact = next((key for key, label in choices if fold(label) == fold(text)), None)
    if exact is None and said is not None and not said[1]:
        exact = _VISITS.get(said[0])
    return exact or next((key for word, key in _VISIT_WORDS if text.strip() == word), None)


def check(target: str, columns: Mapping[str, int]) -> None:
    """UserError when no column names the institution or the person."""
    named = {"name", "family", "given"} if target == "people" else {"name"}
    if not named & columns.keys():
        what = "氏名" if target == "people" else "名称"
        raise UserError(
            f"「{what}」の列が選ばれていないため、この一覧は読めません。",
            f"左の「{what}」に、どの列が当たるかを選んでください。",
        )
