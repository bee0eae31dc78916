"""Filters of the directory that are no field of their own: what somebody can do, covers, uses or begins.

Each is SQL over `institutions t`, on the narrow path.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from zaitaku_desk.records.fields import to_json

Sql = tuple[str, list[Any]]

ABLE = "c.deleted = 0 AND c.state IN ('can', 'conditional')"
SURELY_ABLE = "c.deleted = 0 AND c.state = 'can'"
_TODAY, _SAID = "t.opening_hours ->> ?", "t.opening_hours IS NOT NULL"
_OF_IT = "c.institution_id = t.id AND c.code = ?"


def capability(codes: str | Collection[str]) -> Sql:
    """Can do all of these, on conditions too (A169)."""
    return _all_of(codes, ABLE)


def capability_can(codes: str | Collection[str]) -> Sql:
    """Can do all of these without conditions."""
    return _all_of(codes, SURELY_ABLE)


def vacancy_since(moment: datetime | str) -> Sql:
    """Has room, and said so since that moment (A102)."""
    return "t.vacancy IN ('open', 'limited') AND t.vacancy_at >= ?", [to_json(moment)]


def starting_since(day: date | str) -> Sql:
    """訪問診療 is planned, or began on that day or later (A44)."""
    begun = "t.home_visits_since >= ? AND coalesce(t.regular_home_visit_status, '') <> 'none'"
    return f"(t.regular_home_visit_status = 'planned' OR ({begun}))", [to_json(day)]


def uncovered(kinds: Collection[str]) -> Sql:
    """Of these kinds, not able alone round the clock, and nobody covers the night (A82)."""
    marks = ",".join("?" * len(kinds))
    alone = f"SELECT 1 FROM capabilities c WHERE {_OF_IT} AND {SURELY_ABLE}"
    agreed = "a.kind = 'cover' AND a.deleted = 0 AND coalesce(a.status, 'agreed') = 'agreed'"
    by, of = (
        f"SELECT 1 FROM agreements a WHERE a.{side} = t.id AND {agreed}"
        for side in ("partner_id", "institution_id")
    )
    return (
        f"t.kind IN ({marks}) AND NOT EXISTS ({alone}) AND NOT EXISTS ({by}) AND NOT EXISTS ({of})",
        [*sorted(kinds), "around_the_clock"],
    )


def uses_tool(on: date | str) -> Sql:
    """Uses an ICT tool on that day (A36)."""
    day = to_json(on)
    used = "coalesce(u.starts_on, '') <= ? AND (u.ends_on IS NULL OR u.ends_on >= ?)"
    return (
        f"EXISTS (SELECT 1 FROM tool_uses u WHERE u.institution_id = t.id AND u.deleted = 0 AND {used})",
        [day, day],
    )


def may_call(moment: datetime | str) -> Sql:
    """今 電話してよい: known to be reached at that moment (A291)."""
    from zaitaku_desk.store.sql_functions import today_path

    day = today_path(_moment(moment))
    asked = f"may_call({_TODAY}, {_SAID}, t.call_hours, t.no_call_hours, t.kind, ?)"
    return f"{asked} = 1", [day, to_json(moment)]


def open_at(moment: datetime | str) -> Sql:
    """Known to be open at that moment."""
    from zaitaku_desk.store.sql_functions import today_path

    return f"is_open({_TODAY}, {_SAID}, ?) = 1", [today_path(_moment(moment)), to_json(moment)]


def near(_place: Any) -> Sql:
    """Everybody, the nearest first: the order is the list's (A268)."""
    return "1", []


CONDITIONS: Mapping[str, Callable[[Any], Sql]] = {
    condition.__name__: condition
    for condition in (
        *(capability, capability_can, vacancy_since, may_call, open_at, near),
        *(starting_since, uncovered, uses_tool),
    )
}
"""By the name a `Listing` filters by."""


def _all_of(codes: str | Collection[str], able: str) -> Sql:
    wanted = [codes] if isinstance(codes, str) else list(codes)
    one = f"EXISTS (SELECT 1 FROM capabilities c WHERE {_OF_IT} AND {able})"
    return " AND ".join([one] * len(wanted)) or "1", wanted


def _moment(moment: datetime | str) -> datetime:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment
