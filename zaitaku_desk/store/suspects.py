"""What the search for doubles reads, and the pairs she has said to be two (A33)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import pair_id
from zaitaku_desk.store import save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

Row = tuple[str, str, str, str, str, str]
"""id, name, telephone, address, kind (of a person the profession), place (where a person works)."""


def rows(db: Database, kind: str) -> list[Row]:
    """Every live institution or person, as the search for doubles compares them."""
    if kind == "people":
        return _text(
            db.rows(
                "SELECT t.id, t.name, t.telephone, '', t.profession,"
                " (SELECT p.institution_id FROM posts p WHERE p.person_id = t.id AND p.deleted = 0"
                "  ORDER BY p.ends_on IS NOT NULL, p.starts_on DESC LIMIT 1)"
                " FROM people t WHERE t.deleted = 0 AND t.merged_into IS NULL ORDER BY t.kana, t.name"
            )
        )
    return _text(
        db.rows(
            "SELECT id, name, telephone, address, kind, '' FROM institutions"
            " WHERE deleted = 0 AND merged_into IS NULL ORDER BY kana, name"
        )
    )


def are_two(db: Database, kind: str, one: str, other: str, today: date) -> None:
    """Remember that two records are not one; they are not offered again."""
    pair = sorted((one, other))
    save.save(
        db,
        save.new(
            "match_decisions",
            id=pair_id("two", kind, *pair),
            layer=_layer(kind),
            fingerprint=" ".join(pair),
            decided_on=today,
        ),
    )


def said_to_be_two(db: Database, kind: str) -> set[frozenset[str]]:
    """The pairs of `are_two`."""
    found = db.rows(
        "SELECT fingerprint FROM match_decisions WHERE layer = ? AND deleted = 0", (_layer(kind),)
    )
    return {frozenset((row[0] or "").split()) for row in found}


def _layer(kind: str) -> str:
    return f"desk/{kind}"


def _text(found: list[tuple[Any, ...]]) -> list[Row]:
    return [(row[0], row[1] or "", row[2] or "", row[3] or "", row[4] or "", row[5] or "") for row in found]
