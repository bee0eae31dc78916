"""The column mappings she made, kept in the desk: a header that comes again is read without asking (A6)."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from zaitaku_desk.intake.column_fields import TARGETS
from zaitaku_desk.intake.header import LOOK_AT
from zaitaku_desk.intake.mapping import labels, mapping_id
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.records.imports import ColumnMapping
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database


class Remembered(NamedTuple):
    """A table with the header she had chosen, and field → column (None: to be guessed)."""

    table: Table
    target: str
    columns: dict[str, int] | None


def remember(db: Database, table: Table, target: str, columns: Mapping[str, int]) -> None:
    """Keep what the columns of this header mean; what it meant as another target is forgotten.

    It is no step of its own for 元に戻す. A table without a header has nothing to be known by.
    """
    if not any(table.header):
        return
    names = labels(table)
    batch = db.last_batch
    for kind, _ in TARGETS:
        id_ = mapping_id(kind, table.header)
        if kind == target:
            said = {field: names[column] for field, column in columns.items()}
        elif db.row("SELECT 1 FROM column_mappings WHERE id = ?", (id_,)):
            said = {}
        else:
            continue
        header = list(table.header)
        save.save(db, ColumnMapping(id=id_, title=table.name, header=header, target=kind, columns=said))
    db.last_batch = batch


def remembered(db: Database, table: Table) -> Remembered | None:
    """The mapping of one of the first rows, whichever the header was."""
    known = _all(db)
    if not known:
        return None
    lines = [line for line, _ in table.first_rows(LOOK_AT) if line != table.header_line]
    for headed in itertools.chain([table], map(table.with_header, lines)):
        for target, _ in TARGETS:
            said = known.get(mapping_id(target, headed.header))
            if said:
                at = {name: column for column, name in enumerate(labels(headed))}
                columns = {field: at[name] for field, name in said.items() if name in at}
                return Remembered(headed, target, columns)
    return None


def find(db: Database, table: Table, read: Callable[[str], Table]) -> Remembered | None:
    """The same, on the other sheets of the workbook, too; `read` gives the sheet of that name."""
    found = remembered(db, table)
    if found is None and table.sheets and _all(db):
        for sheet in table.sheets[:MOST_SHEETS]:
            found = found or remembered(db, read(sheet))
    return found


MOST_SHEETS = 12


def _all(db: Database) -> dict[str, dict[str, str]]:
    rows = db.rows("SELECT id, columns FROM column_mappings WHERE deleted = 0")
    return {row[0]: json.loads(row[1] or "{}") for row in rows}
