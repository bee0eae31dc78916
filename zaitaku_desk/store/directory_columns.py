"""The columns of the directory that answer what was asked, each with its age (A7, A102, A268, A291)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from zaitaku_desk.store import codes
from zaitaku_desk.store.documents import any_of
from zaitaku_desk.store.journal import CHUNK, chunks

if TYPE_CHECKING:
    from zaitaku_desk.rules.facts import Told
    from zaitaku_desk.store.connection import Database

NAMES = ("abilities", "reach", "room", "distance")


def facts(
    db: Database, ids: Sequence[str], asked: Mapping[str, Any], now: datetime | None
) -> dict[str, dict[str, Told]]:
    """Column → institution → fact. A column nobody asked about is missing; so is all that depends on the
    clock without `now`.
    """
    found: dict[str, dict[str, Told]] = {}
    wanted = asked_codes(asked)
    if wanted and now:
        found["abilities"] = abilities(db, ids, wanted, now.date())
    if now:
        found |= _now(db, ids, now)
    if asked.get("near"):
        found["distance"] = _distances(db, ids, asked["near"])
    return found


def asked_codes(asked: Mapping[str, Any]) -> tuple[str, ...]:
    """The capabilities a list is filtered by, in the order she asked for them."""
    found: list[str] = []
    for name in ("capability", "capability_can"):
        value = asked.get(name) or ()
        found += [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(found))


def abilities(db: Database, ids: Sequence[str], wanted: Sequence[str], today: date) -> dict[str, Told]:
    """What each can do of what is wanted, with the day it was confirmed; nobody's word is 未確認."""
    from zaitaku_desk.rules.facts import Abilities, Ability, ability
    from zaitaku_desk.store.thresholds import thresholds

    months, labels = thresholds(db).unconfirmed_months, codes.labels(db)["capabilities"]
    told: dict[tuple[str, str], Ability] = {}
    for chunk in chunks(list(ids), CHUNK):
        rows = db.rows(
            "SELECT institution_id, code, state, condition, confirmed_on FROM capabilities"
            f" WHERE deleted = 0 AND {any_of('institution_id', chunk)} AND {any_of('code', wanted)}",
            [*chunk, *wanted],
        )
        for place, code, state, condition, day in rows:
            confirmed = date.fromisoformat(day) if day else None
            told[place, code] = ability(labels.get(code, code), state, condition, confirmed, today, months)
    nobody = {code: ability(labels.get(code, code), None, None, None, today, months) for code in wanted}
    return {
        place: Abilities(tuple(told.get((place, code), nobody[code]) for code in wanted)) for place in ids
    }


def _now(db: Database, ids: Sequence[str], now: datetime) -> dict[str, dict[str, Told]]:
    """Room and telephone at this moment."""
    from zaitaku_desk.rules import facts, hours
    from zaitaku_desk.store.thresholds import thresholds

    days = thresholds(db).vacancy_days
    rooms: dict[str, Told] = {}
    reach: dict[str, Told] = {}
    for chunk in chunks(list(ids), CHUNK):
        rows = db.rows(
            "SELECT id, kind, opening_hours, call_hours, no_call_hours, vacancy, vacancy_note, vacancy_at"
            f" FROM institutions WHERE {any_of('id', chunk)}",
            chunk,
        )
        for place, kind, week, good, bad, state, note, at in rows:
            rooms[place] = facts.vacancy(state, note, datetime.fromisoformat(at) if at else None, now, days)
            medical = kind in hours.SEES_PATIENTS
            reach[place] = hours.may_call(json.loads(week or "{}"), good, bad, now, medical=medical)
    return {"room": rooms, "reach": reach}


def _distances(db: Database, ids: Sequence[str], place: tuple[float, float]) -> dict[str, Told]:
    from zaitaku_desk.rules.distance import Point, Straight, between

    found: dict[str, Told] = {}
    for chunk in chunks(list(ids), CHUNK):
        for record_id, position in db.rows(
            f"SELECT id, position FROM institutions WHERE {any_of('id', chunk)}", chunk
        ):
            found[record_id] = Straight(between(position, Point(*place)))
    return found
