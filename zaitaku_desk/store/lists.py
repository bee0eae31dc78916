"""What a list shows: a page of rows, the ids behind it, a count — on the narrow path, without SQLAlchemy."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, Spec, label_of, specs
from zaitaku_desk.store import codes, index, search
from zaitaku_desk.store.mapping import from_row, load_value, select

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

Filter = tuple[str, Any]
"""(field, value): equal; for a list field contains; (low, high) a range with None for open; None is nothing said.

Beyond fields: ("capability", code) means can or conditional, ("year", fiscal year) the list's own date.
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed of a kind. Without `sort` in the list's own order: ふりがな, or newest first."""

    kind: str
    text: str = ""
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    descending: bool = False
    bin: bool = False


_JOINS = {
    "visits": "LEFT JOIN institutions i ON i.id = t.institution_id",
    "consultations": "LEFT JOIN institutions i ON i.id = t.institution_id",
    "meetings": "LEFT JOIN meeting_series s ON s.id = t.series_id",
}

_REPLY = "SELECT count(*) FROM attendances a WHERE a.meeting_id = t.id AND a.deleted = 0 AND a.reply "

_COMPUTED = {
    "visits": {
        "institution_name": "coalesce(i.name, t.institution_text)",
        "district": "i.district",
        "answered": "(SELECT count(*) FROM answers a WHERE a.visit_id = t.id AND a.deleted = 0 AND a.state = 'answered')",
    },
    "consultations": {"institution_name": "coalesce(i.name, t.institution_text)", "district": "i.district"},
    "meetings": {
        "series_title": "s.title",
        "replies": f"(({_REPLY} = 'yes') || ' / ' || ({_REPLY} = 'no') || ' / ' || ({_REPLY} = 'waiting'))",
    },
}

_DATES = {
    "visits": "visited_on",
    "meetings": "held_on",
    "consultations": "received_at",
    "institutions": "confirmed_on",
}


def page(db: Database, listing: Listing, offset: int = 0, limit: int = 200) -> list[tuple[Any, ...]]:
    """Rows `offset` … `offset + limit`: the id, then a value per column of the kind; codes as their labels."""
    columns = ", ".join(_expression(listing.kind, column.name) for column in KINDS[listing.kind].COLUMNS)
    rows = _paged(db, listing, f"t.id, {columns}", offset, limit)
    show = [_shower(db, listing.kind, column.name) for column in KINDS[listing.kind].COLUMNS]
    return [(row[0], *(make(value) for make, value in zip(show, row[1:], strict=True))) for row in rows]


def rows_of(db: Database, listing: Listing, wanted: list[str]) -> dict[str, tuple[Any, ...]]:
    """The rows of named records, by id, as `page` gives them: to patch a list after a save."""
    if not wanted:
        return {}
    kind = listing.kind
    columns = ", ".join(_expression(kind, column.name) for column in KINDS[kind].COLUMNS)
    rows = db.rows(
        f'SELECT t.id, {columns} FROM "{kind}" t {_JOINS.get(kind, "")} WHERE t.id IN ({",".join("?" * len(wanted))})',
        wanted,
    )
    show = [_shower(db, kind, column.name) for column in KINDS[kind].COLUMNS]
    return {
        row[0]: (row[0], *(make(value) for make, value in zip(show, row[1:], strict=True))) for row in rows
    }


def ids(db: Database, listing: Listing, limit: int = -1) -> list[str]:
    """The ids of the whole list (or its first `limit`) in its order."""
    return [row[0] for row in _paged(db, listing, "t.id", 0, limit)]


def count(db: Database, listing: Listing, cap: int = 10_001) -> int:
    """How many records the list holds; counting stops at `cap`."""
    source, where, params = _source(db, listing)
    row = db.row(f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT ?)", (*params, cap))
    return int(row[0]) if row else 0


def children(db: Database, kind: str, parent_id: str) -> list[Any]:
    """The children of a record that are not in the bin, in their order."""
    record = KINDS[kind]
    return everything(db, kind, f'"{record.PARENT}" = ?', (parent_id,))


def everything(db: Database, kind: str, where: str = "1", params: tuple[Any, ...] = ()) -> list[Any]:
    """Every live record of a kind that the condition (SQL over its columns) holds for, in its order.

    Children of a record that lies in the bin are not live.
    """
    record = KINDS[kind]
    order = ", ".join(f't."{name}"' for name in record.ORDER) or "t.rowid"
    living = "t.deleted = 0 AND t.merged_into IS NULL"
    parent = _parent(record)
    if parent:
        living += f' AND NOT EXISTS (SELECT 1 FROM "{parent.refers}" p WHERE p.id = t."{parent.name}" AND p.deleted = 1)'
    rows = db.rows(
        f'SELECT {select(kind, "t")} FROM "{kind}" t WHERE {living} AND ({where}) ORDER BY {order}', params
    )
    return [from_row(kind, row) for row in rows]


def distinct(db: Database, kind: str, field: str, limit: int = 200) -> list[str]:
    """Values a text field has in live records, the most frequent first: for filters and completion."""
    rows = db.rows(
        f'SELECT "{field}" FROM "{kind}" WHERE deleted = 0 AND "{field}" > \'\''
        f' GROUP BY "{field}" ORDER BY count(*) DESC, "{field}" LIMIT ?',
        (limit,),
    )
    return [row[0] for row in rows]


def _paged(db: Database, listing: Listing, columns: str, offset: int, limit: int) -> list[tuple[Any, ...]]:
    source, where, params = _source(db, listing)
    order = _order(listing)
    first = _name_hits(db, listing, source, where, params)
    found: list[tuple[Any, ...]] = []
    if first:
        marks = ",".join("?" * len(first))
        if offset < len(first):
            wanted = first[offset : offset + limit] if limit >= 0 else first[offset:]
            rows = db.rows(
                f'SELECT {columns} FROM "{listing.kind}" t {_JOINS.get(listing.kind, "")}'
                f" WHERE t.id IN ({','.join('?' * len(wanted))})",
                wanted,
            )
            by_id = {row[0]: row for row in rows}
            found = [by_id[record_id] for record_id in wanted if record_id in by_id]
        where += f" AND t.id NOT IN ({marks})"
        params = [*params, *first]
        offset = max(0, offset - len(first))
        limit = limit - len(found) if limit >= 0 else limit
    if limit:
        found += db.rows(
            f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*params, limit, offset),
        )
    return found


def _source(db: Database, listing: Listing) -> tuple[str, str, list[Any]]:
    """FROM, WHERE and parameters. CROSS JOIN keeps SQLite on the index's order, so LIMIT stops early."""
    kind = listing.kind
    joins = _JOINS.get(kind, "")
    where, params = _conditions(kind, listing)
    if listing.text.strip() and kind in index.NUMBERS and not listing.bin:
        match = search.match(kind, listing.text)
        source = f'search_text CROSS JOIN search_doc d ON d.rank = search_text.rowid CROSS JOIN "{kind}" t ON t.id = d.id'
        if match is None:
            return f"{source} {joins}", "0", []
        return f"{source} {joins}", f"search_text MATCH ? AND {where}", [match, *params]
    if kind in index.NUMBERS and not listing.bin and not listing.sort:
        low, high = index.bounds(kind)
        source = f'search_doc d CROSS JOIN "{kind}" t ON t.id = d.id'
        return f"{source} {joins}", f"d.rank BETWEEN ? AND ? AND {where}", [low, high, *params]
    return f'"{kind}" t {joins}', where, params


def _order(listing: Listing) -> str:
    record = KINDS[listing.kind]
    own_down = record.NEWEST_FIRST
    if listing.sort:
        way = "DESC" if listing.descending else "ASC"
        expression = _expression(listing.kind, listing.sort)
        return f"{expression} IS NULL, {expression} {way}, t.id"
    if listing.kind in index.NUMBERS and not listing.bin:
        return "d.rank DESC" if own_down != listing.descending else "d.rank"
    way = "DESC" if own_down != listing.descending else "ASC"
    return ", ".join(f't."{name}" {way}' for name in (*record.ORDER, "id"))


def _name_hits(db: Database, listing: Listing, source: str, where: str, params: list[Any]) -> list[str]:
    """Up to 20 records whose name begins with the text stand before the list's own order (decisions 29)."""
    if (
        not listing.text.strip()
        or listing.sort
        or listing.bin
        or listing.kind not in ("institutions", "people")
    ):
        return []
    hits = search.name_hits(db, listing.kind, listing.text)
    if not hits or not listing.filters:
        return hits
    marks = ",".join("?" * len(hits))
    rows = db.rows(f"SELECT t.id FROM {source} WHERE {where} AND t.id IN ({marks})", (*params, *hits))
    live = {row[0] for row in rows}
    return [record_id for record_id in hits if record_id in live]


def _conditions(kind: str, listing: Listing) -> tuple[str, list[Any]]:
    where = ["t.deleted = 1" if listing.bin else "t.deleted = 0 AND t.merged_into IS NULL"]
    params: list[Any] = []
    for field, value in listing.filters:
        sql, more = _condition(kind, field, value)
        where.append(sql)
        params.extend(more)
    return " AND ".join(where), params


def _condition(kind: str, field: str, value: Any) -> tuple[str, list[Any]]:
    if field == "capability":
        return (
            "EXISTS (SELECT 1 FROM capabilities c WHERE c.institution_id = t.id AND c.code = ?"
            " AND c.deleted = 0 AND c.state IN ('can', 'conditional'))",
            [value],
        )
    if field == "year":
        return f"t.{_DATES[kind]} >= ? AND t.{_DATES[kind]} < ?", [f"{value}-04-01", f"{value + 1}-04-01"]
    expression = _expression(kind, field)
    item = _spec(kind, field)
    if value is None:
        return f"{expression} IS NULL", []
    if isinstance(value, tuple):
        low, high = value
        parts = [f"{expression} >= ?"] * (low is not None) + [f"{expression} < ?"] * (high is not None)
        return " AND ".join(parts) or "1", [bound for bound in (low, high) if bound is not None]
    if item and item.type is list:
        return f"EXISTS (SELECT 1 FROM json_each({expression}) WHERE value = ?)", [value]
    return f"{expression} = ?", [int(value) if isinstance(value, bool) else value]


def _expression(kind: str, name: str) -> str:
    computed = _COMPUTED.get(kind, {}).get(name)
    if computed:
        return computed
    if _spec(kind, name) is None:
        raise KeyError(name)
    return f't."{name}"'


def _spec(kind: str, name: str) -> Spec | None:
    return next((item for item in specs(KINDS[kind]) if item.name == name), None)


def _parent(record: type[Record]) -> Spec | None:
    return next((item for item in specs(record) if item.name == record.PARENT and item.refers), None)


def _shower(db: Database, kind: str, name: str) -> Callable[[Any], Any]:
    """How a stored value of the column is given to a list: dates as dates, codes as their labels."""
    item = _spec(kind, name)
    if item is None:
        return lambda value: value
    if item.choices:
        return lambda value: label_of(item.choices, value)
    if item.codes:
        labels = codes.labels(db).get(item.codes, {})
        if item.type is list:
            return lambda value: "、".join(labels.get(key, key) for key in json.loads(value)) if value else ""
        return lambda value: labels.get(value, value) if value else ""
    return lambda value: load_value(item, value)
