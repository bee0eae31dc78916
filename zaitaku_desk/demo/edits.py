"""A few later corrections, so that 変更履歴 and the bin have something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.demo.world import World
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_DOUBLE = "みずなぎ薬局　錨町"


def make(db: Database, world: World) -> None:
    """What the desk did after the first entry: things confirmed anew, and one double thrown away."""
    today = world.weekday(world.today, -1)
    clinics = [place for place in world.of_kind("clinic") if place.regular_home_visit_status == "doing"][:3]
    changed = [
        *_confirmed(db, clinics, note="新規は月3名まで受けられるとのこと（電話で確認）。"),
        *_confirmed(
            db, world.of_kind("home_nursing")[:2], note="看護師が1名増え、土曜も訪問できるようになった。"
        ),
    ]
    for record in changed:
        record.confirmed_on, record.confirmed_by = today, "電話で確認"
    twin = world.of_kind("pharmacy")[0]
    double = Institution(
        id=world.new_id(), name=_DOUBLE, kind="pharmacy", telephone=twin.telephone, district=twin.district
    )
    save.save_many(db, [*changed, double])
    save.delete(db, "institutions", double.id)


def _confirmed(db: Database, places: list[Institution], note: str) -> list[Institution]:
    found = []
    for place in places:
        record = save.get(db, "institutions", place.id)
        assert isinstance(record, Institution)
        record.note = note
        found.append(record)
    return found
