"""What the directory asks of its data beyond saving and listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.japanese import fold, numbers
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.store import codes, lists, merging, save, search, suspects
from zaitaku_desk.store.documents import any_of

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_SHORT = 2

_DISTRICTS = """
SELECT district
FROM (SELECT district, count(*) AS used FROM institutions WHERE district > '' GROUP BY district)
LEFT JOIN (SELECT district AS gone, count(*) AS unused FROM institutions WHERE deleted = 1 GROUP BY district)
ON gone = district
WHERE used > coalesce(unused, 0) ORDER BY used - coalesce(unused, 0) DESC, district LIMIT 200"""
"""By the index of districts and that of the bin, without a row: the window waits for it at the start."""


def possible_doubles(db: Database, institution: Institution, limit: int = 5) -> list[search.Hit]:
    """Others of the same folded name, old or other name (A228) or telephone number: shown while she types,
    never refused.
    """
    found: list[str] = []
    name = fold.fold(institution.name or "")
    if len(name) >= _SHORT:
        rows = db.rows(
            "SELECT id FROM search_doc WHERE kind = 'institutions' AND name_key = ? AND id <> ? LIMIT ?",
            (name[:80], institution.id, limit),
        )
        found += [row[0] for row in rows]
        found += _called(db, institution, name)
    number = numbers.telephone(institution.telephone or "")
    if len(number) >= 9:
        near = lists.ids(db, lists.Listing("institutions", text=institution.telephone or ""), limit=50)
        for other in lists.everything(
            db, "institutions", f"id IN ({','.join('?' * len(near))})", tuple(near)
        ):
            if other.id != institution.id and numbers.telephone(other.telephone or "") == number:
                found.append(other.id)
    two = suspects.said_to_be_two(db, "institutions") if found else set()
    others = [one for one in dict.fromkeys(found) if frozenset((institution.id, one)) not in two]
    return search.hits(db, "institutions", others[:limit])


def _called(db: Database, institution: Institution, name: str) -> list[str]:
    """Those that were called so before, or are called so too."""
    near = lists.ids(db, lists.Listing("institutions", text=institution.name or ""), limit=50)
    return [
        other.id
        for other in lists.everything(db, "institutions", any_of("t.id", near), tuple(near))
        if other.id != institution.id and name in {fold.fold(alias) for alias in other.aliases}
    ]


def capabilities(db: Database, institution: Institution) -> list[Capability]:
    """One capability per code that applies to the kind; those nobody asked about are 未確認 and new.

    Of a kind nobody has said nothing is asked.
    """
    known = {
        item.code: item
        for item in lists.children(db, "capabilities", institution.id)
        if item.institution_id == institution.id
    }
    found = [
        known.pop(code.key, None) or capability(institution.id, code.key or "")
        for code in (codes.entries(db, "capabilities", kind=institution.kind) if institution.kind else ())
    ]
    return [*found, *known.values()]


def capability(institution_id: str, code: str) -> Capability:
    """A capability nobody has confirmed; its id is made of institution and code (decisions 4)."""
    made = save.new(
        "capabilities",
        id=pair_id("capability", institution_id, code),
        institution_id=institution_id,
        code=code,
        state="unknown",
    )
    assert isinstance(made, Capability)
    return made


def districts(db: Database) -> list[str]:
    """Districts in use, the most frequent first."""
    return [row[0] for row in db.rows(_DISTRICTS)]


def municipalities(db: Database) -> list[str]:
    """Municipalities in use, the most frequent first."""
    return lists.distinct(db, "institutions", "municipality")


def met(db: Database, institution_id: str, limit: int = 20) -> list[search.Hit]:
    """会った記録 of an institution and those joined to it, newest first: visits, consultations, contacts, and
    meetings that one of its people attended (A178).
    """
    ids = merging.family(db, "institutions", institution_id)
    here = any_of("institution_id", ids)
    rows = db.rows(
        f"SELECT 'visits', id, visited_on AS day FROM visits WHERE {here} AND deleted = 0"
        f" UNION ALL SELECT 'consultations', id, received_at FROM consultations WHERE {here} AND deleted = 0"
        f" UNION ALL SELECT 'contacts', id, happened_at FROM contacts WHERE {here} AND deleted = 0"
        " UNION ALL SELECT 'meetings', m.id, m.held_on FROM meetings m WHERE m.deleted = 0 AND m.id IN ("
        " SELECT a.meeting_id FROM posts p JOIN attendances a ON a.person_id = p.person_id"
        f" WHERE p.{here} AND p.deleted = 0 AND a.deleted = 0 AND a.attended IN ('present', 'deputy')"
        " AND (p.starts_on IS NULL OR p.starts_on <= m.held_on)"
        " AND (p.ends_on IS NULL OR p.ends_on >= m.held_on)) ORDER BY day DESC LIMIT ?",
        (*ids, *ids, *ids, *ids, limit),
    )
    by_kind: dict[str, list[str]] = {}
    for kind, record_id, _ in rows:
        by_kind.setdefault(kind, []).append(record_id)
    made = _contacts(db, by_kind.pop("contacts", []))
    made |= {hit.id: hit for kind, found in by_kind.items() for hit in search.hits(db, kind, found)}
    return [made[record_id] for _, record_id, _ in rows]


def _contacts(db: Database, ids: list[str]) -> dict[str, search.Hit]:
    found = lists.everything(db, "contacts", any_of("t.id", ids), tuple(ids)) if ids else []
    return {
        item.id: search.Hit(
            "contacts",
            item.id,
            item.content or "",
            " · ".join(
                part
                for part in (
                    f"{item.happened_at:%Y-%m-%d %H:%M}" if item.happened_at else "",
                    codes.label(db, "channels", item.channel),
                    item.person or "",
                )
                if part
            ),
        )
        for item in found
    }
