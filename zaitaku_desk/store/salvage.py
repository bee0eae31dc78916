"""Getting rows out of a damaged file, one by one where it must be, page by page where SQLite cannot."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.errors import UserError
from zaitaku_desk.store.disk import temporary
from zaitaku_desk.store.engine import connect
from zaitaku_desk.store.raw_pages import operations

WINDOW = 512
MOST_OF_A_PAGE = 100  # rows: when more are lost together, it is the way to their pages that is damaged
HOPELESS = 12  # windows in a row without one readable row, when the end is not known
LARGEST_PADDING = 2**33


@dataclass(slots=True)
class Salvage:
    """The readable rows of a table as dicts in rowid order, and the rowids that could not be read.

    `open_end` is True when nobody knows how many rows came after the last readable one.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    open_end: bool = False


def salvage(folder: Path, key: bytes | bytearray, file_name: str, table: str = "op") -> Salvage:
    """All rows of `table` that can still be read; the damaged file itself is not touched (a copy is).

    OSError when there is no room for the copy.
    """
    if not (folder / file_name).exists():
        return Salvage()
    work = temporary(folder.parent)
    work.mkdir()
    try:
        for ending in ("", "-wal"):
            source = folder / f"{file_name}{ending}"
            if source.exists():
                shutil.copyfile(source, work / source.name)
        reader = _Reader(work / file_name, key, table)
        found = Salvage(open_end=True)
        if table != "op" or reader.finds_its_way():
            found = reader.read()
        if table == "op" and (found.open_end or len(found.lost) > MOST_OF_A_PAGE):
            _add_raw(found, work / file_name, key)
        return found if found.rows else reader.read()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _add_raw(found: Salvage, path: Path, key: bytes | bytearray) -> None:
    """What lies on pages that SQLite cannot reach any more."""
    have = {row.get("seq") for row in found.rows}
    found.rows.extend(row for row in operations(path, key) if row["seq"] not in have)
    found.rows.sort(key=lambda row: row.get("seq") or 0)
    have = {row.get("seq") for row in found.rows}
    gaps = range(1, max((seq or 0 for seq in have), default=0))
    found.lost = [place for place in found.lost or gaps if place not in have]


class _Reader:
    """Reads windows of rowids; a codec error sticks to a connection, so each one costs a new one."""

    def __init__(self, path: Path, key: bytes | bytearray, table: str) -> None:
        self.path, self.key, self.table = path, key, table
        self.connection: Any = None
        self.found = Salvage()

    def finds_its_way(self) -> bool:
        """Whether SQLite still knows where the table is and where it ends."""
        return bool(self._query(f"SELECT max(rowid) FROM {self.table}"))

    def read(self) -> Salvage:
        """Everything readable."""
        if not self._open_somehow():
            self.found.open_end = True
            return self.found
        columns = [str(row[1]) for row in self._query(f"PRAGMA table_info({self.table})") or []]
        if not columns:
            self.found.open_end = True
            return self.found
        names = [f'"{column}"' for column in columns]
        newest = self._query(f"SELECT max(rowid) FROM {self.table}")
        end = newest[0][0] or 0 if newest else None
        self.sql = f"SELECT {', '.join(names)} FROM {self.table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        first, barren, known = 1, 0, 0
        while first <= end if end is not None else barren < HOPELESS:
            rows = self._window(first, probe=barren > 0)
            self.found.rows.extend(dict(zip(columns, row, strict=True)) for row in rows)
            barren = 0 if rows else barren + 1
            known = len(self.found.lost) if rows else known
            first += WINDOW
        if end is None:
            del self.found.lost[known:]
            self.found.open_end = True
        if self.connection is not None:
            self.connection.close()
        return self.found

    def _window(self, first: int, *, probe: bool) -> list[tuple[Any, ...]]:
        """After a window without any row, a look at every eighth place decides whether to bisect."""
        last = first + WINDOW - 1
        if probe and all(self._query(self.sql, (place, place)) is None for place in range(first, last, 8)):
            self.found.lost.extend(range(first, last + 1))
            return []
        return self._between(first, last)

    def _between(self, first: int, last: int) -> list[tuple[Any, ...]]:
        rows = self._query(self.sql, (first, last))
        if rows is not None:
            return rows
        if first == last:
            self.found.lost.append(first)
            return []
        middle = (first + last) // 2
        return [*self._between(first, middle), *self._between(middle + 1, last)]

    def _query(self, sql: str, params: tuple[int, ...] = ()) -> list[tuple[Any, ...]] | None:
        try:
            if self.connection is None:
                self.connection = connect(self.path, self.key, read_only=True)
            return self.connection.execute(sql, params).fetchall()  # type: ignore[no-any-return]
        except (sqlcipher.Error, UserError):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return None

    def _open_somehow(self) -> bool:
        """A file cut short is refused for its length alone: padded (sparsely), the rest of it reads."""
        size = self.path.stat().st_size
        padding = 0
        while self._query("SELECT count(*) FROM sqlite_master") is None:
            padding = max(padding * 4, 2**20)
            if not size or padding > LARGEST_PADDING:
                return False
            whole_pages = -(-size // 4096) * 4096
            os.truncate(self.path, whole_pages + padding)
        return True
