"""What is listed, as SQL: the tables a list reads, its conditions, its columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import by_name, specs, to_json
from zaitaku_desk.store import directory_columns, directory_filters, search
from zaitaku_desk.store.documents import NUMBERS, any_of

Filter = tuple[str, Any]
"""(field, value): equal; for a list field contains; a frozenset is any of these; (low, high) is
low ≤ field < high with None for open; None is nothing said. Dates may be dates or ISO text.

Beyond fields: ("year", fiscal year) is the list's own date; of institutions `directory_filters` has more:
("capability", codes) means can, or can on conditions, all of these.
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed of a kind. Without `sort` in the list's own order: ふりがな, or newest first.

    `now` is the moment for which rows say what changes with the clock: whom one may telephone, what is old.
    """

    kind: str
    text: str = ""
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    descending: bool = False
    bin: bool = False
    now: datetime | None = None


_INSTITUTION = (
    "LEFT JOIN institutions loser ON loser.id = t.institution_id"
    " LEFT JOIN institutions i ON i.id = coalesce(loser.merged_into, loser.id)"
)
"""The institution of a row, or the one it was joined to (decisions 11)."""

JOINS = {
    "visits": _INSTITUTION,
    "consultations": _INSTITUTION,
    "meetings": "LEFT JOIN meeting_series s ON s.id = t.series_id",
}

_REPLY = "SELECT count(*) FROM attendances a WHERE a.meeting_id = t.id AND a.deleted = 0 AND a.reply "

COMPUTED = {
    "institutions": dict.fromkeys(directory_columns.NAMES, "NULL"),
    "visits": {
        "institution_name": "coalesce(i.name, t.institution_text)",
        "district": "i.district",
        "answered": (
            "(SELECT count(*) FROM answers a"
            " WHERE a.visit_id = t.id AND a.deleted = 0 AND a.state = 'answered')"
        ),
    },
    "consultations": {"institution_name": "coalesce(i.name, t.institution_text)", "district": "i.district"},
    "meetings": {
        "series_title": "s.title",
        "replies": f"(({_REPLY} = 'yes') || ' / ' || ({_REPLY} = 'no') || ' / ' || ({_REPLY} = 'waiting'))",
    },
}

DATES = {
    "visits": "visited_on",
    "meetings": "held_on",
    "consultations": "received_at",
    "institutions": "confirmed_on",
}


ID, COUNT = "t.id", ""
"""Instead of columns: where the index alone knows the ids, or that there is a row, the table is not read."""


def joins(listing: Listing, columns: str) -> str:
    """The other tables a list reads, where its columns, its filters or its order need them."""
    names = {sort_of(listing), *(field for field, _ in listing.filters)}
    computed = COMPUTED.get(listing.kind, {})
    needed = columns not in (ID, COUNT) or any(name in computed for name in names)
    return JOINS.get(listing.kind, "") if needed else ""


def indexed(listing: Listing) -> bool:
    return listing.kind in NUMBERS and not listing.bin


def sort_of(listing: Listing) -> str:
    """What the list is sorted by: a filter may ask for an order where she chose none."""
    return listing.sort or next((SORTED_BY[field] for field, _ in listing.filters if field in SORTED_BY), "")


SORTED_BY = {"near": "distance", "school_district": "school_district"}
"""The nearest first (A268); 中学校区 by 中学校区 (A284)."""


def conditions(listing: Listing) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    params: list[Any] = []
    for field, value in listing.filters:
        sql, more = _condition(listing.kind, field, value)
        where.append(sql)
        params.extend(more)
    if listing.text.strip() and not indexed(listing):
        names = [item.name for item in specs(KINDS[listing.kind]) if item.searched] or [
            KINDS[listing.kind].NAME
        ]
        for word in listing.text.split():
            where.append("(" + " OR ".join(f"""instr(coalesce(t."{name}", ''), ?)""" for name in names) + ")")
            params.extend([search.whole(word)] * len(names))
    return where, params


def _condition(kind: str, field: str, value: Any) -> tuple[str, list[Any]]:
    if kind == "institutions" and field in directory_filters.CONDITIONS:
        return directory_filters.CONDITIONS[field](value)
    if field == "year":
        return f"t.{DATES[kind]} >= ? AND t.{DATES[kind]} < ?", [f"{value}-04-01", f"{value + 1}-04-01"]
    said = expression(kind, field)
    item = by_name(KINDS[kind]).get(field)
    if value is None:
        return f"coalesce({said}, '') = ''", []
    if isinstance(value, tuple):
        low, high = value
        parts = [f"{said} >= ?"] * (low is not None) + [f"{said} < ?"] * (high is not None)
        return " AND ".join(parts) or "1", [to_json(bound) for bound in (low, high) if bound is not None]
    values = sorted(value) if isinstance(value, frozenset) else [value]
    stored = [int(one) if isinstance(one, bool) else to_json(one) for one in values]
    if item and item.type is list:
        return f"EXISTS (SELECT 1 FROM json_each({said}) WHERE {any_of('value', stored)})", stored
    return any_of(said, stored), stored


def expression(kind: str, name: str) -> str:
    computed = COMPUTED.get(kind, {}).get(name)
    if computed:
        return computed
    return f't."{by_name(KINDS[kind])[name].name}"'


def columns_of(kind: str) -> str:
    return ", ".join(["t.id", *(expression(kind, column.name) for column in KINDS[kind].COLUMNS)])
