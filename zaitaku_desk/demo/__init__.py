"""架空の地区 みなと野市: a whole district made by code, plainly invented, the same for the same day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.records.fields import Record
    from zaitaku_desk.store.connection import Database

HERS = ("institutions", "people", "visits", "meetings", "consultations")


def fill(
    db: Database, today: date, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> dict[str, int]:
    """Write the fictional district into an empty desk; how many records of each kind of hers there are now.

    `progress` gets (done, total) between the parts; it may raise to stop, as long as nothing is written.
    UserError when the desk holds records already: nothing is mixed with somebody's work.
    """
    from zaitaku_desk.demo import (
        areas,
        assemblies,
        confirmations,
        details,
        directory,
        editions,
        edits,
        hearings,
        inquiries,
        people,
    )
    from zaitaku_desk.demo.world import World
    from zaitaku_desk.store import areas as store_areas
    from zaitaku_desk.store import desk, lists, save

    if any(lists.count(db, lists.Listing(kind), 1) for kind in HERS):
        raise UserError(
            "このフォルダーには既に記録があります。架空の地区は空のデータにだけ作れます。",
            "「--data」で別のフォルダーを指定してください。",
        )
    world = World(today)
    progress(0, 10)
    areas.make(world)
    directory.make(world)
    staff = people.make(world)
    details.make(world)
    for part in (hearings, assemblies, inquiries):
        part.make(world)
    progress(2, 10)
    desk.sit_down(db, staff.id)
    save.save_many(db, [_without_district(record) for record in world.records])
    store_areas.assign(db, edition=today.isoformat())
    progress(9, 10)
    edits.make(db, world)
    editions.make(db, world)
    confirmations.make(db, world)
    db.last_batch = ""
    progress(10, 10)
    counts = Counter(record.KIND for record in world.records)
    return {kind: counts[kind] for kind in HERS}


def _without_district(record: Record) -> Record:
    """The tree gives it, from the address; nobody typed it."""
    return replace(record, district=None) if isinstance(record, Institution) else record
