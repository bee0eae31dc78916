"""The list of a year ago as it was handed round, with what has changed since (A43, A264)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from zaitaku_desk.demo.world import World
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.editions import Distribution, Edition, EditionEntry
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.rules.editions import Frozen, entry
from zaitaku_desk.store import editions, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

Fact = TypeVar("Fact", Institution, Capability)

_ROUNDS = (
    ("医師会 理事会", "meeting", 12),
    ("市内の全医療機関", "other", 68),
    ("地域包括支援センター、居宅介護支援事業所", "visit_to_them", 21),
)


def make(db: Database, world: World) -> None:
    """One edition, and to whom it was given."""
    day = world.weekday(world.today - timedelta(days=365))
    frame = editions.frame(db)
    edition = Edition(
        id=world.new_id(),
        title=f"{wareki.era_fiscal_year(wareki.fiscal_year(day))}版",
        frozen_on=day,
        frame=frame,
    )
    given = [
        Distribution(
            id=world.new_id(),
            edition_id=edition.id,
            paper="関係機関情報一覧表",
            given_on=world.weekday(day + timedelta(days=7 * step + 5)),
            recipients=whom,
            channel=how,
            copies=copies,
        )
        for step, (whom, how, copies) in enumerate(_ROUNDS)
    ]
    save.save_many(db, [edition, *_entries(db, world, edition), *given])


def _entries(db: Database, world: World, edition: Edition) -> list[EditionEntry]:
    """What stood in it: today's list, but for what happened in between."""
    living = editions.now(db, edition.frozen_on or world.today)
    was = _differences(world)
    found = []
    for one in living:
        change = was.get(one.institution.id, {})
        if change is not None:
            older = Frozen(_then(replace(one.institution, **change), world), _states(world, one), one.posts)
            found.append(entry(edition.id, older, []))
    closed = db.row("SELECT id FROM institutions WHERE deleted = 1 ORDER BY name LIMIT 1")
    if closed:
        shop = save.get(db, "institutions", closed[0])
        assert isinstance(shop, Institution)
        found.append(entry(edition.id, Frozen(shop), []))
    return found


def _differences(world: World) -> dict[str, dict[str, Any] | None]:
    """Institution id → the fields that were otherwise then; None: it was not there yet."""
    clinics, dental = world.of_kind("clinic"), world.of_kind("dental")
    pharmacies, nursing = world.of_kind("pharmacy"), world.of_kind("home_nursing")
    hospital, centre = world.of_kind("hospital")[0], world.of_kind("support_centre")[0]
    return {
        clinics[5].id: None,
        nursing[-1].id: None,
        clinics[6].id: {"name": f"{clinics[6].name}　分院", "kana": f"{clinics[6].kana}ぶんいん"},
        clinics[7].id: {"address": "小灘2丁目3番1号", "telephone": "0999-20-0101"},
        clinics[8].id: {"regular_home_visit_status": "planned", "support_class": "none"},
        clinics[9].id: {"telephone": (clinics[9].telephone or "").replace("-", "－")},
        dental[2].id: {"closed_days": "木曜・日曜・祝日", "director": "架空 前の院長"},
        pharmacies[1].id: {"fax": "0999-20-0102"},
        hospital.id: {"beds": (hospital.beds or 100) + 20},
        centre.id: {"telephone": "0999-20-0103"},
    }


def _then(record: Fact, world: World) -> Fact:
    """What was confirmed in between had been confirmed a year earlier."""
    year = timedelta(days=365)
    known, day = record.confirmed_on, world.today - year
    return replace(record, confirmed_on=known - year if known and known > day else known)


def _states(world: World, one: Frozen) -> dict[str, Capability]:
    """Two stations could do less then."""
    states = {code: _then(state, world) for code, state in one.capabilities.items()}
    if one.institution.id in {place.id for place in world.of_kind("home_nursing")[1:3]}:
        for code in ("opioids", "oxygen"):
            if code in states:
                states[code] = replace(states[code], state="cannot", condition=None)
    return states
