"""Where each value of a record comes from, and of which day: her own typing, or a list taken in (A6).

Worked out from the live operations alone: one query for the record, one for what was joined to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk import clock
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import groups, is_empty
from zaitaku_desk.store import cache, codes, history, journal, merging
from zaitaku_desk.store.sources import SourceValues

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


class Origin(NamedTuple):
    """Who says a value: `source` is the name of a list and `day` its edition; "" is the office itself.

    `differs` are the lists that say something else than the office does.
    """

    source: str = ""
    who: str = ""
    day: date | None = None
    differs: tuple[SourceValues, ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """By field, and what every list says of the record, the newest edition first."""

    fields: Mapping[str, Origin]
    sources: tuple[SourceValues, ...]


def of(db: Database, kind: str, record_id: str) -> Origins:
    """The origins of a record's values; fields that hold nothing are left out."""
    everybody = journal.heads_of(db, merging.family(db, kind, record_id))
    heads = everybody[record_id]
    said = tuple(
        SourceValues(
            owner,
            str(value.get("source") or ""),
            str(value.get("edition") or ""),
            value.get("values") or {},
            value.get("key"),
            bool(value.get("gone")),
        )
        for owner, found_here in everybody.items()
        for value in cache.sources_of(found_here)
        if value.get("values")
    )
    found: dict[str, Origin] = {}
    names: dict[str, str] = {}
    for grp, fields in groups(KINDS[kind]).items():
        winner = heads.winner(grp)
        if winner is not None and isinstance(winner.value, dict):
            if winner.who not in names:
                names[winner.who] = history.staff_name(db, winner.who)
            for name in fields:
                value = winner.value.get(name)
                if not is_empty(value):
                    day = clock.civil(winner.hlc).date()
                    found[name] = Origin("", names[winner.who], day, _others(said, name, value))
        else:
            found |= _from_lists(db, fields, [item for item in said if item.institution_id == record_id])
    return Origins(found, said)


def _others(said: tuple[SourceValues, ...], name: str, value: Any) -> tuple[SourceValues, ...]:
    return tuple(
        item for item in said if not is_empty(item.values.get(name)) and item.values.get(name) != value
    )


def _from_lists(db: Database, fields: tuple[str, ...], said: Sequence[SourceValues]) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for item in reversed(said):  # the newest is written last
        for name in fields:
            if not is_empty(item.values.get(name)):
                found[name] = Origin(codes.label(db, "sources", item.source), "", _day(item.edition))
    return found


def _day(edition: str) -> date | None:
    try:
        return date.fromisoformat(edition[:10])
    except ValueError:
        return None
