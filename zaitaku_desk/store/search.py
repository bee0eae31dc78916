"""Finding: what a text finds, in the order of the screen. `store/index.py` keeps what is searched here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.japanese import fold
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, specs, to_json
from zaitaku_desk.store import codes
from zaitaku_desk.store.documents import NUMBERS, records
from zaitaku_desk.store.index import is_stale, problems, rebuild
from zaitaku_desk.store.journal import chunks
from zaitaku_desk.store.ranks import bounds

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

__all__ = [
    "NUMBERS",
    "Hit",
    "bounds",
    "hits",
    "is_stale",
    "match",
    "name_hits",
    "problems",
    "rebuild",
    "search",
    "whole",
]

_CHUNK = 400
NAME_HITS = 20
_LAST = "\U0010ffff"


class Hit(NamedTuple):
    """One record found: `title` names it, `subtitle` says what one needs to tell it apart."""

    kind: str
    id: str
    title: str
    subtitle: str = ""


def search(db: Database, text: str, kind: str | None = None, limit: int = 50) -> list[Hit]:
    """Records that contain every word of `text`, in the order the screen shows, at most `limit` per kind."""
    from zaitaku_desk.store import lists

    found: list[Hit] = []
    for name in [kind] if kind else list(NUMBERS):
        if name in NUMBERS and text.strip():
            ids = lists.ids(db, lists.Listing(name, text=text), limit=limit)
            found.extend(hits(db, name, ids))
    return found


def hits(db: Database, kind: str, ids: Sequence[str]) -> list[Hit]:
    """The named records as hits, in the same order."""
    found = {}
    for chunk in chunks(ids, _CHUNK):
        for record in records(db, kind, chunk):
            found[record.id] = Hit(kind, record.id, *_named(db, record))
    return [found[record_id] for record_id in ids if record_id in found]


def name_hits(db: Database, kind: str, text: str) -> list[str]:
    """Ids of records whose name begins with `text`: as written first, then folded, the shortest first.

    At most 20; only kinds that are listed by name have any.
    """
    key, written = fold.fold(text), whole(text.strip())
    if not key:
        return []
    name = f't."{KINDS[kind].NAME}"'
    folded = "d.kind = ? AND d.name_key >= ? AND d.name_key < ?"
    bounds = (kind, key, key + _LAST)
    among = 3 * NAME_HITS
    as_written = db.rows(
        f'SELECT t.id, d.name_key FROM "{kind}" t CROSS JOIN search_doc d ON d.id = t.id'
        f" WHERE {name} >= ? AND {name} < ? AND {folded} ORDER BY {name} LIMIT ?",
        (written, written + _LAST, *bounds, among),
    )
    others = db.rows(
        f"SELECT d.id, d.name_key FROM search_doc d WHERE {folded} ORDER BY d.name_key LIMIT ?",
        (*bounds, among),
    )
    found = [row[0] for rows in (as_written, others) for row in sorted(rows, key=lambda row: len(row[1]))]
    return list(dict.fromkeys(found))[:NAME_HITS]


def match(kind: str, text: str) -> str | None:
    """The MATCH expression for what she typed, or None when nothing of `text` can be searched in the kind.

    It finds records of every kind; which one is said by `bounds`, for a range of rowids costs nothing.
    """
    return fold.query(text) if kind in NUMBERS else None


def whole(text: str) -> str:
    """Text without half characters, which SQLite does not take."""
    return text.encode("utf-8", "replace").decode()


def _named(db: Database, record: Record) -> tuple[str, str]:
    """Title and subtitle of a hit."""
    values: dict[str, Any] = {item.name: getattr(record, item.name) for item in specs(type(record))}
    name = _first_line(values[KINDS[record.KIND].NAME]) or "（名称なし）"
    if record.KIND == "institutions":
        kind = codes.label(db, "institution_kinds", values["kind"])
        return name, _joined(kind, values["district"] or values["municipality"], values["telephone"])
    if record.KIND == "people":
        return name, codes.label(db, "professions", values["profession"])
    if record.KIND == "meetings":
        return name, to_json(values["held_on"]) or ""
    if record.KIND == "visits":
        return _place(db, values) or "（機関なし）", _joined(to_json(values["visited_on"]), values["purpose"])
    if record.KIND == "consultations":
        when = (to_json(values["received_at"]) or "").replace("T", " ")
        return _first_line(values["content"]) or "（内容なし）", _joined(when, _place(db, values))
    return name, KINDS[record.KIND].TITLE


def _place(db: Database, values: dict[str, Any]) -> str:
    row = db.row("SELECT name FROM institutions WHERE id = ?", (values["institution_id"],))
    return (row[0] if row else None) or values["institution_text"] or ""


def _joined(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))


def _first_line(text: Any) -> str:
    return str(text or "").strip().split("\n")[0][:60]
