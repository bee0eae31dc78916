"""Which institutions pass a filter, as sets of ids: read once from an index, kept until a record is saved.

Few that pass several filters are found by crossing the sets, where a scan of the list would look at
everybody: 2 ms instead of 100 among 50,000.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.fields import to_json
from zaitaku_desk.rules import distance
from zaitaku_desk.store.directory_filters import ABLE, SURELY_ABLE
from zaitaku_desk.store.documents import any_of

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

FEW = 1_000
"""Up to here looking up each is cheaper than going through the list."""

MANY = 5_000
"""More than so many are met soon enough among what a search finds."""

KEPT = 24

Ids = frozenset[str]


def candidates(db: Database, filters: Iterable[tuple[str, Any]]) -> Ids | None:
    """Whoever passes all the filters that an index answers; None where no filter is of that sort.

    The other filters are not looked at, and some of the ids may lie in the bin.
    """
    found = [one for name, value in filters if name in _SETS for one in _SETS[name](db, name, value)]
    found.sort(key=len)
    return found[0].intersection(*found[1:]) if found else None


def answers(name: str, value: Any) -> bool:
    """Whether a set says who passes: then nobody has to be looked at for it again."""
    return name in _SETS and (_SETS[name] is not _field or not (value is None or isinstance(value, tuple)))


def found_among(db: Database, ids: Ids, match: str, bounds: tuple[int, int]) -> Ids:
    """Those of them that a search finds; asked several times for one page, so the last answer is kept.

    + keeps FTS5 from looking each rowid up, which takes five times as long.
    """
    key = (db.clock, match, ids)
    last: tuple[Any, Ids] | None = db.cache.get("institutions.found")
    if last is not None and last[0] == key:
        return last[1]
    ranks = _ranks(db, ids)
    rows = db.rows(
        "SELECT rowid FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ?"
        " AND +rowid IN (SELECT value FROM json_each(?))",
        (match, *bounds, json.dumps(list(ranks))),
    )
    found = frozenset(ranks[row[0]] for row in rows)
    db.cache["institutions.found"] = (key, found)
    return found


def _ranks(db: Database, ids: Ids) -> dict[int, str]:
    """Place in the index → id, of those that are listed."""
    store: dict[Any, Any] = db.cache.setdefault("institutions.ranks", {})
    ranks: dict[int, str] | None = store.get(ids)
    if ranks is None:
        asked = json.dumps(list(ids))
        sql = "SELECT rank, id FROM search_doc WHERE id IN (SELECT value FROM json_each(?))"
        ranks = dict(db.rows(sql, (asked,)))
        store.clear()
        store[ids] = ranks
    return ranks


def nearest(db: Database, ids: Sequence[str], place: tuple[float, float], *, farthest: bool) -> list[str]:
    """The ids by their straight-line distance from a place, those without a position last (A268)."""
    store: dict[Any, Any] = db.cache.setdefault("institutions.distances", {})
    found: dict[str, float] | None = store.get(place)
    if found is None:
        point = distance.Point(*place)
        rows = db.rows("SELECT id, position FROM institutions WHERE position > ''")
        far = {record_id: distance.between(position, point) for record_id, position in rows}
        found = {record_id: km for record_id, km in far.items() if km is not None}
        store.clear()
        store[place] = found
    known = sorted(
        (record_id for record_id in ids if record_id in found), key=found.__getitem__, reverse=farthest
    )
    return known + [record_id for record_id in ids if record_id not in found]


def _field(db: Database, name: str, value: Any) -> list[Ids]:
    if value is None or isinstance(value, tuple):
        return []
    wanted = sorted(value) if isinstance(value, frozenset) else [value]
    sql = f"SELECT id FROM institutions WHERE {any_of(name, wanted)}"
    return [_kept(db, "institutions", (name, *wanted), sql, wanted)]


def _capability(db: Database, name: str, value: Any) -> list[Ids]:
    able = ABLE if name == "capability" else SURELY_ABLE
    sql = f"SELECT institution_id FROM capabilities c WHERE c.code = ? AND {able}"
    wanted = [value] if isinstance(value, str) else list(value)
    return [_kept(db, "capabilities", (name, code), sql, [code]) for code in wanted]


def _vacancy(db: Database, name: str, value: Any) -> list[Ids]:
    since = to_json(value)
    sql = "SELECT id FROM institutions WHERE vacancy IN ('open', 'limited') AND vacancy_at >= ?"
    return [_kept(db, "institutions", (name, since), sql, [since])]


_SETS: dict[str, Callable[[Database, str, Any], list[Ids]]] = {
    "kind": _field,
    "district": _field,
    "capability": _capability,
    "capability_can": _capability,
    "vacancy_since": _vacancy,
}


def _kept(db: Database, kind: str, key: tuple[Any, ...], sql: str, params: list[Any]) -> Ids:
    """The store is taken before reading: what is read while somebody saves lands in one nobody asks again."""
    store: dict[tuple[Any, ...], Ids] = db.cache.setdefault(f"{kind}.sets", {})
    found = store.get(key)
    if found is None:
        found = frozenset(row[0] for row in db.rows(sql, params) if row[0])
        while len(store) >= KEPT:
            store.pop(next(iter(store)))
        store[key] = found
    return found
