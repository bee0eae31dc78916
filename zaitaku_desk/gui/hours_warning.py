"""A line for who plans a visit or a meeting where patients are seen at that time: never a refusal (A291)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def at_institution(
    db: Database, institution_id: str | None, day: date | None, start: str | None, end: str | None
) -> str:
    """「港医院の診療時間（9:00～12:30）にかかります。」; "" where nobody is disturbed."""
    from zaitaku_desk.rules import hours
    from zaitaku_desk.store import institution_parts

    if not institution_id or day is None or not start:
        return ""
    name, kind, known = institution_parts.hours_of(db, institution_id)
    hit = hours.clash(known, day, start, end) if kind in hours.SEES_PATIENTS else ""
    return f"{name}の診療時間（{hit}）にかかります。" if hit else ""


def at_place(db: Database, place: str | None, day: date | None, start: str | None, end: str | None) -> str:
    """The same for a place in words that begins with the name of an institution."""
    from zaitaku_desk.store import institution_parts

    if not place or day is None or not start:
        return ""
    return at_institution(db, institution_parts.at_place(db, place), day, start, end)
