"""What a list shows: a page of rows, the ids behind it, a count — on the narrow path, without SQLAlchemy."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Column, by_name, specs
from zaitaku_desk.store import codes, directory_columns, directory_sets, ranks, search
from zaitaku_desk.store.documents import NUMBERS, any_of
from zaitaku_desk.store.journal import CHUNK, chunks
from zaitaku_desk.store.listing_sql import (
    COUNT,
    ID,
    JOINS,
    Listing,
    columns_of,
    conditions,
    expression,
    indexed,
    joins,
    sort_of,
)
from zaitaku_desk.store.listing_sql import Filter as Filter
from zaitaku_desk.store.mapping import MERGEABLE, from_row, load_value, select

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

__all__ = [
    "Filter",
    "Listing",
    "asked",
    "children",
    "columns",
    "count",
    "distinct",
    "everything",
    "ids",
    "is_scattered",
    "page",
    "rows_of",
]


def page(db: Database, listing: Listing, offset: int = 0, limit: int = 200) -> list[tuple[Any, ...]]:
    """Rows `offset` … `offset + limit`: the id, then a value per column of the kind, codes as their labels.

    A value of a closed choice is its label, too; a date is a date.
    """
    return _shown(db, listing, _paged(db, listing, columns_of(listing.kind), offset, limit))


def rows_of(db: Database, listing: Listing, wanted: list[str]) -> dict[str, tuple[Any, ...]]:
    """The rows of named records, by id, as `page` gives them: to patch a list after a save."""
    rows = _named_rows(db, listing.kind, columns_of(listing.kind), wanted)
    return {row[0]: row for row in _shown(db, listing, rows)}


def is_scattered(db: Database, listing: Listing) -> bool:
    """Whether many rows have to be looked at to know the list's first thousand: better on a thread."""
    if listing.text.strip():
        return True
    found = _candidates(db, listing)
    if found is None:
        return any(field == "near" for field, _ in listing.filters)
    return len(found) > directory_sets.FEW


def columns(listing: Listing) -> tuple[Column, ...]:
    """The columns that have something to say of this list, for a list outside the screen."""
    filters = asked(listing)
    return tuple(
        column for column in KINDS[listing.kind].COLUMNS if not column.when or column.when in filters
    )


def asked(listing: Listing) -> dict[str, int]:
    """The names of its filters, as a column's `when` says them, and of capabilities how many."""
    return {
        "capability" if field == "capability_can" else field: (
            len(value) if field.startswith("capability") and isinstance(value, tuple) else 1
        )
        for field, value in listing.filters
    }


def ids(db: Database, listing: Listing, limit: int = -1) -> list[str]:
    """The ids of the whole list (or its first `limit`) in its order."""
    return [row[0] for row in _paged(db, listing, ID, 0, limit)]


def count(db: Database, listing: Listing, cap: int = 10_001) -> int:
    """How many records the list holds; counting stops at `cap`."""
    source, _, where, params = _source(db, listing, COUNT)
    row = db.row(f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT ?)", (*params, cap))
    return int(row[0]) if row else 0


def children(db: Database, kind: str, parent_id: str, field: str = "") -> list[Any]:
    """The children of a record, and of those joined to it, that are not in the bin, in their order.

    `field` points to the record where it is not the kind's own PARENT (the posts of a person).
    """
    record = KINDS[kind]
    name = field or record.PARENT
    ids = [parent_id]
    parent = by_name(record).get(name)
    if parent is not None and parent.refers in MERGEABLE:
        from zaitaku_desk.store import merging

        ids = merging.family(db, parent.refers, parent_id)
    return everything(db, kind, any_of(f't."{name}"', ids), tuple(ids))


def everything(db: Database, kind: str, where: str = "1", params: tuple[Any, ...] = ()) -> list[Any]:
    """Every live record of a kind that the condition (SQL over its columns) holds for, in its order.

    Those that the order does not tell apart stand as they came. Children of a record that lies in the bin
    are not live.
    """
    record = KINDS[kind]
    way = " DESC" if record.NEWEST_FIRST and kind not in NUMBERS else ""
    order = ", ".join([*(f't."{name}"{way}' for name in record.ORDER), f"t.rowid{way}"])
    if kind in NUMBERS and not record.NEWEST_FIRST:
        order = "(SELECT rank FROM search_doc WHERE search_doc.id = t.id)"
    living = "t.deleted = 0 AND t.merged_into IS NULL"
    parent = next((item for item in specs(record) if item.name == record.PARENT and item.refers), None)
    if parent:
        living += (
            f' AND NOT EXISTS (SELECT 1 FROM "{parent.refers}" p'
            f' WHERE p.id = t."{parent.name}" AND p.deleted = 1)'
        )
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
    sorted_ = sort_of(listing) and not _own_order(listing)
    few = _few(db, listing) is not None
    if columns != ID and limit >= 0 and (offset or sorted_ or few):  # sort and skip ids, not whole rows
        wanted = [row[0] for row in _paged(db, listing, ID, offset, limit)]
        return _named_rows(db, listing.kind, columns, wanted)
    near = dict(listing.filters).get("near")
    if near and sort_of(listing) == "distance":
        return _nearest(db, listing, near, offset, limit)
    source, wanted_columns, where, params = _source(db, listing, columns)
    order, more = _order(db, listing)
    first = _name_hits(db, listing)
    found: list[tuple[Any, ...]] = []
    if first:
        found = _named_rows(db, listing.kind, columns, first[offset:][: limit if limit >= 0 else None])
        where += f" AND NOT {any_of(wanted_columns.partition(',')[0], first)}"
        params = [*params, *first]
        offset = max(0, offset - len(first))
        limit = limit - len(found) if limit >= 0 else limit
    if limit:
        found += db.rows(
            f"SELECT {wanted_columns} FROM {source} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*params, *more, limit, offset),
        )
    return found


def _nearest(db: Database, listing: Listing, near: Any, offset: int, limit: int) -> list[tuple[Any, ...]]:
    """Ids by distance; who is at the same distance, or nowhere, stands in the list's own order."""
    others = replace(listing, filters=tuple(pair for pair in listing.filters if pair[0] != "near"))
    crossed = not listing.text.strip() and _candidates(db, others) is not None
    source, columns, where, params = _source(db, replace(others, sort="distance" if crossed else ""), ID)
    order = "search_text.rowid" if source.startswith("search_text") else "d.rank"
    rows = db.rows(f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {order}", params)
    ids = [row[0] for row in rows]
    found = directory_sets.nearest(db, ids, tuple(near), farthest=listing.descending)
    return [(record_id,) for record_id in found[offset : None if limit < 0 else offset + limit]]


def _named_rows(db: Database, kind: str, columns: str, wanted: list[str]) -> list[tuple[Any, ...]]:
    """The rows of named records in the order of the names; unknown ones are left out."""
    if columns == ID:
        return [(record_id,) for record_id in wanted]
    found: dict[str, tuple[Any, ...]] = {}
    for chunk in chunks(wanted, CHUNK):
        sql = f'SELECT {columns} FROM "{kind}" t {JOINS.get(kind, "")} WHERE {any_of("t.id", chunk)}'
        found.update((row[0], row) for row in db.rows(sql, chunk))
    return [found[record_id] for record_id in wanted if record_id in found]


def _source(db: Database, listing: Listing, columns: str) -> tuple[str, str, str, list[Any]]:
    """FROM, SELECT, WHERE and parameters.

    What stands in the index is alive. CROSS JOIN keeps SQLite on the index's order: LIMIT stops early.
    """
    kind, text = listing.kind, listing.text.strip()
    few = _few(db, listing)
    open_ = [pair for pair in listing.filters if few is None or not directory_sets.answers(*pair)]
    where, params = conditions(replace(listing, filters=tuple(open_)))
    others = joins(listing, columns)
    if not indexed(listing) or not (text or few is not None or _own_order(listing)):
        living = "t.deleted = 1" if listing.bin else "t.deleted = 0 AND t.merged_into IS NULL"
        return f'"{kind}" t {others}', columns, " AND ".join([living, *where]), params
    narrow = columns in (ID, COUNT) and not listing.filters and (columns == COUNT or _own_order(listing))
    low_high = list(ranks.bounds(kind))
    match = search.match(kind, listing.text) if text else None
    if few is not None:
        source = "search_doc d"
        where = ["d.id IN (SELECT value FROM json_each(?))", *where]
        params = [json.dumps(sorted(few)), *params]
    elif text:
        source = "search_text"
        where = ["search_text MATCH ?", "search_text.rowid BETWEEN ? AND ?", *where]
        params = [match, *low_high, *params]
        if columns != COUNT or not narrow:
            source += " CROSS JOIN search_doc d ON d.rank = search_text.rowid"
    else:
        source = "search_doc d"
        where, params = ["d.rank BETWEEN ? AND ?", *where], [*low_high, *params]
    if text and match is None:  # nothing in it can be searched
        where, params = ["0"], []
    if narrow:
        return source, "d.id", " AND ".join(where), params
    return f'{source} CROSS JOIN "{kind}" t ON t.id = d.id {others}', columns, " AND ".join(where), params


def _few(db: Database, listing: Listing) -> frozenset[str] | None:
    """Where the filters leave few of many over: who of them the search finds, if there is one.

    A sort looks at all of them anyway.
    """
    found = _candidates(db, listing)
    if found is None:
        return None
    match = search.match(listing.kind, listing.text) if listing.text.strip() else None
    if match and len(found) <= directory_sets.MANY:
        return directory_sets.found_among(db, found, match, ranks.bounds(listing.kind))
    if match or (len(found) > directory_sets.FEW and _own_order(listing)):
        return None
    return found


def _candidates(db: Database, listing: Listing) -> frozenset[str] | None:
    if listing.kind != "institutions" or not indexed(listing):
        return None
    return directory_sets.candidates(db, listing.filters)


def _own_order(listing: Listing) -> bool:
    """The order is the index's: none is asked for, or the time's, or the name's (by its ふりがな)."""
    record = KINDS[listing.kind]
    first = record.ORDER[:1] if record.NEWEST_FIRST else record.ORDER
    return indexed(listing) and (not sort_of(listing) or listing.sort in first)


def _order(db: Database, listing: Listing) -> tuple[str, list[Any]]:
    """ORDER BY and its parameters; what is empty comes last."""
    record = KINDS[listing.kind]
    down = listing.descending != record.NEWEST_FIRST
    way = "DESC" if down else "ASC"
    if _own_order(listing):
        scanned = listing.text.strip() and _few(db, listing) is None
        return f"{'search_text.rowid' if scanned else 'd.rank'} {way}", []
    if not sort_of(listing):
        return ", ".join(f't."{name}" {way}' for name in (*record.ORDER, "id")), []
    said, params = expression(listing.kind, sort_of(listing)), list[Any]()
    places = _places(db, listing.kind, sort_of(listing))
    if places:
        said = f"CASE {said}{' WHEN ? THEN ?' * len(places)} END"
        params = [part for place, key in enumerate(places) for part in (key, place)]
    return f"{said} {way} NULLS LAST, t.id", params


def _places(db: Database, kind: str, name: str) -> list[str]:
    """The keys of a choice in the order of the screen; empty for other fields."""
    item = by_name(KINDS[kind]).get(name)
    if item is None or item.type is list:
        return []
    if item.choices:
        return [key for key, _ in item.choices]
    return [code.key or "" for code in codes.entries(db, item.codes, retired=True)] if item.codes else []


def _name_hits(db: Database, listing: Listing) -> list[str]:
    """Up to 20 records whose name begins with the text stand before the list's own order (decisions 29)."""
    kind = listing.kind
    if not listing.text.strip() or sort_of(listing) or not indexed(listing) or KINDS[kind].NEWEST_FIRST:
        return []
    hits = search.name_hits(db, kind, listing.text)
    if not hits or not listing.filters:
        return hits
    where, params = conditions(listing)
    condition = " AND ".join([any_of("t.id", hits), *where])
    rows = db.rows(f'SELECT t.id FROM "{kind}" t {JOINS.get(kind, "")} WHERE {condition}', (*hits, *params))
    live = {row[0] for row in rows}
    return [record_id for record_id in hits if record_id in live]


def _shown(db: Database, listing: Listing, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    makers = [_shower(db, listing.kind, column.name) for column in KINDS[listing.kind].COLUMNS]
    changed = [(place, make) for place, make in enumerate(makers, 1) if make]
    facts = _facts(db, listing, [row[0] for row in rows])
    found = []
    for row in rows:
        cells = list(row)
        for place, values in facts:
            cells[place] = values.get(row[0])
        for place, make in changed:
            cells[place] = make(cells[place])
        found.append(tuple(cells))
    return found


def _facts(db: Database, listing: Listing, ids: list[str]) -> list[tuple[int, dict[str, Any]]]:
    """(place in the row, id → fact) of the columns that are worked out from what is asked."""
    if listing.kind != "institutions":
        return []
    facts = directory_columns.facts(db, ids, dict(listing.filters), listing.now)
    return [
        (place, facts[column.name])
        for place, column in enumerate(KINDS[listing.kind].COLUMNS, 1)
        if column.name in facts
    ]


def _shower(db: Database, kind: str, name: str) -> Callable[[Any], Any] | None:
    """How a stored value is given to a list: dates as dates, codes as labels; None means as it is."""
    item = by_name(KINDS[kind]).get(name)
    if item is None:
        return None
    if item.choices or item.codes:
        labels = dict(item.choices) or codes.labels(db).get(item.codes, {})
        if item.type is list:
            return lambda value: "、".join(labels.get(key, key) for key in json.loads(value or "[]"))
        return lambda value: labels.get(value, value) if value else ""
    return None if item.type in (str, int) else lambda value: load_value(item, value)
