"""What hangs on an institution, as its page asks for it: preparations, agreements, how people are reached."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import pair_id
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import codes, lists, merging, save
from zaitaku_desk.store.documents import any_of

if TYPE_CHECKING:
    from zaitaku_desk.records.institution_parts import Agreement, Preparation
    from zaitaku_desk.store.connection import Database

_SHORT = 2


def preparations(db: Database, institution_id: str) -> list[Preparation]:
    """One line per code of 開始準備, those nobody has looked at yet too; their ids are made of both."""
    known = {item.item: item for item in lists.children(db, "preparations", institution_id)}
    found = [
        known.pop(code.key, None)
        or save.new(
            "preparations",
            id=pair_id("preparation", institution_id, code.key or ""),
            institution_id=institution_id,
            item=code.key,
        )
        for code in codes.entries(db, "preparations")
    ]
    return [*found, *known.values()]


def reach(db: Database, institution_id: str, day: date) -> list[tuple[str, str, str]]:
    """How the people of an institution like to be reached, who hold a post on the day: (person id, name and
    title, words), in protocol order (A68).
    """
    ids = merging.family(db, "institutions", institution_id)
    rows = db.rows(
        "SELECT p.id, p.name, t.title, p.reach_by, p.call_hours, p.no_call_hours, p.telephone, p.mobile"
        f" FROM posts t JOIN people p ON p.id = t.person_id WHERE {any_of('t.institution_id', ids)}"
        " AND t.deleted = 0 AND p.deleted = 0"
        " AND (t.starts_on IS NULL OR t.starts_on <= ?) AND (t.ends_on IS NULL OR t.ends_on >= ?)"
        " AND (p.reach_by > '' OR p.call_hours > '' OR p.no_call_hours > '')"
        ' ORDER BY t."order", t.starts_on',
        (*ids, day.isoformat(), day.isoformat()),
    )
    found = []
    for person_id, name, title, by, good, bad, telephone, mobile in rows:
        words = (
            codes.label(db, "channels", by),
            good,
            f"避ける：{bad}" if bad else "",
            telephone,
            f"携帯 {mobile}" if mobile else "",
        )
        who = f"{name or ''}（{title}）" if title else name or ""
        found.append((person_id, who, "　".join(word for word in words if word)))
    return found


def agreed_by_others(db: Database, institution_id: str) -> list[tuple[Agreement, str]]:
    """Agreements that stand on the page of another institution and name this one, with that one's name."""
    found = lists.children(db, "agreements", institution_id, "partner_id")
    owners = [item.institution_id for item in found]
    names = dict(db.rows(f"SELECT id, name FROM institutions WHERE {any_of('id', owners)}", owners))
    return [(item, names.get(item.institution_id) or "") for item in found]


def hours_of(db: Database, institution_id: str) -> tuple[str, str, dict[str, Any]]:
    """Name, kind and opening hours of one institution; empty when there is none."""
    found = save.get(db, "institutions", institution_id)
    if not isinstance(found, Institution):
        return "", "", {}
    return found.name or "", found.kind or "", found.opening_hours


def at_place(db: Database, place: str) -> str:
    """The institution whose name the place of a meeting begins with (「港医院 外来待合室」); "" for none."""
    starts = [place[:end] for end in range(len(place), _SHORT - 1, -1)][:80]
    if not starts:
        return ""
    row = db.row(
        f"SELECT id FROM institutions WHERE {any_of('name', starts)} AND deleted = 0"
        " AND merged_into IS NULL ORDER BY length(name) DESC LIMIT 1",
        starts,
    )
    return str(row[0]) if row else ""
