"""What there was between us and every institution, gathered in a few passes (A56, A168, A178, A251)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import kana, wareki
from zaitaku_desk.rules.confirmations import months_before
from zaitaku_desk.rules.relations import Relation
from zaitaku_desk.store import codes
from zaitaku_desk.store.thresholds import thresholds

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_ATTENDED = (
    "SELECT p.institution_id, m.held_on FROM meetings m"
    " JOIN attendances a ON a.meeting_id = m.id AND a.deleted = 0 AND a.attended IN ('present', 'deputy')"
    " JOIN posts p ON p.person_id = a.person_id AND p.deleted = 0"
    " AND (p.starts_on IS NULL OR p.starts_on <= m.held_on) AND (p.ends_on IS NULL OR p.ends_on >= m.held_on)"
    " WHERE m.deleted = 0 AND m.held_on IS NOT NULL GROUP BY p.institution_id, m.id"
)
_EVENTS = {
    "visits": "SELECT institution_id, visited_on FROM visits WHERE deleted = 0 AND status = 'done'",
    "meetings": _ATTENDED,
    "consultations": "SELECT institution_id, substr(received_at, 1, 10) FROM consultations WHERE deleted = 0",
    "contacts": "SELECT institution_id, substr(happened_at, 1, 10) FROM contacts WHERE deleted = 0",
}


def gather(db: Database, today: date) -> list[Relation]:
    """Every live institution by ふりがな; what was joined counts for the winner, the future not at all."""
    year, _ = wareki.fiscal_year_range(wareki.fiscal_year(today))
    winner = dict(db.rows("SELECT id, merged_into FROM institutions WHERE merged_into IS NOT NULL"))
    last: dict[str, tuple[str, str]] = {}
    last_visit: dict[str, str] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for what, place, day in _happened(db):
        place = winner.get(place, place)
        if day > today.isoformat():
            continue
        last[place] = max(last.get(place, ("", "")), (day, what))
        if what == "visits":
            last_visit[place] = max(last_visit.get(place, ""), day)
        if day >= year.isoformat():
            counts[place][what] += 1
    for place, count in _referred(db, year, today):
        counts[winner.get(place, place)]["referred"] += count
    planned = _planned(db, today, winner)
    prepared = _prepared(db, winner)
    to_prepare = len(codes.entries(db, "preparations"))
    limit = thresholds(db).new_entry_years * 12
    began = months_before(today, limit).isoformat()
    found = []
    for row in _institutions(db):
        record_id, name, kind, district, since, status, clinic_class, next_on, questions = row
        new = clinic_class == "new" or status == "planned" or bool(limit and since and since >= began)
        here = counts[record_id]
        day, what = last.get(record_id, ("", ""))
        found.append(
            Relation(
                record_id,
                name or "（名称なし）",
                codes.label(db, "institution_kinds", kind),
                district or "",
                day,
                what,
                last_visit.get(record_id, ""),
                here["visits"],
                here["meetings"],
                here["consultations"],
                here["contacts"],
                here["referred"],
                next_on or planned.get(record_id, ""),
                since or "",
                new,
                questions or "",
                prepared[record_id],
                to_prepare,
            )
        )
    return found


def recent_enough(db: Database, today: date) -> str:
    """ISO day from which a visit or contact is recent; "" when the threshold is switched off (A303)."""
    months = thresholds(db).visit_months
    return months_before(today, months).isoformat() if months else ""


def _happened(db: Database) -> Iterator[tuple[str, str, str]]:
    for what, sql in _EVENTS.items():
        for place, day in db.rows(sql):
            if place and day:
                yield what, place, day


def _referred(db: Database, year: date, today: date) -> list[tuple[str, int]]:
    return db.rows(
        "SELECT j.value, count(*) FROM consultations c, json_each(c.referred_to) j"
        " WHERE c.deleted = 0 AND c.received_at >= ? AND substr(c.received_at, 1, 10) <= ? GROUP BY 1",
        (year.isoformat(), today.isoformat()),
    )


def _planned(db: Database, today: date, winner: dict[str, str]) -> dict[str, str]:
    """The next visit that is planned."""
    rows = db.rows(
        "SELECT institution_id, min(visited_on) FROM visits"
        " WHERE deleted = 0 AND status = 'planned' AND visited_on >= ? GROUP BY 1",
        (today.isoformat(),),
    )
    return {winner.get(place, place): day for place, day in rows if place}


def _prepared(db: Database, winner: dict[str, str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for place, count in db.rows(
        "SELECT institution_id, count(*) FROM preparations"
        " WHERE deleted = 0 AND done_on IS NOT NULL GROUP BY 1"
    ):
        found[winner.get(place, place)] += count
    return found


def _institutions(db: Database) -> list[tuple[Any, ...]]:
    rows = db.rows(
        "SELECT id, name, kind, district, home_visits_since, regular_home_visit_status, clinic_class,"
        " next_contact_on, open_questions, kana FROM institutions WHERE deleted = 0 AND merged_into IS NULL"
    )
    rows.sort(key=lambda row: kana.sort_key(row[-1] or row[1] or ""))
    return [row[:-1] for row in rows]
