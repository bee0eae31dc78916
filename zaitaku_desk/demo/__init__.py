"""架空の地区 みなと野市: a whole district made by code, plainly invented, the same for the same day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

HERS = ("institutions", "people", "visits", "meetings", "consultations")


def fill(db: Database, today: date) -> dict[str, int]:
    """Write the fictional district into an empty desk; how many records of each kind of hers there are now.

    UserError when the desk holds records already: nothing is mixed with somebody's work.
    """
    from zaitaku_desk.demo import assemblies, directory, edits, hearings, inquiries, people
    from zaitaku_desk.demo.world import World
    from zaitaku_desk.store import desk, lists, save

    if any(lists.count(db, lists.Listing(kind), 1) for kind in HERS):
        raise UserError(
            "このフォルダーには既に記録があります。架空の地区は空のデータにだけ作れます。",
            "「--data」で別のフォルダーを指定してください。",
        )
    world = World(today)
    directory.make(world)
    staff = people.make(world)
    hearings.make(world)
    assemblies.make(world)
    inquiries.make(world)
    desk.sit_down(db, staff.id)
    save.save_many(db, world.records)
    edits.make(db, world)
    db.last_batch = ""
    counts = Counter(record.KIND for record in world.records)
    return {kind: counts[kind] for kind in HERS}
