"""A few later corrections, so that 変更履歴 and the bin have something to show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.demo.directory import BY
from zaitaku_desk.demo.world import CITY, World
from zaitaku_desk.records.codes import Code, code_id
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import save, sources

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
        record.confirmed_on, record.confirmed_by, record.confirmed_how = today, BY, "telephone"
    twin = world.of_kind("pharmacy")[0]
    double = Institution(
        id=world.new_id(), name=_DOUBLE, kind="pharmacy", telephone=twin.telephone, district=twin.district
    )
    save.save_many(db, [*changed, double])
    save.delete(db, "institutions", double.id)
    _public_list(db, world)


def _public_list(db: Database, world: World) -> None:
    """The city's list of its doctors as it was taken in: mostly the same, here and there another number."""
    layer, day = "generic/minatono", date(world.today.year - 1, 10, 1)
    label = Code(
        id=code_id("sources", layer),
        list_name="sources",
        key=layer,
        label=f"{CITY} 医療機関一覧",
        source=f"{CITY}オープンデータ「医療機関一覧」を基に作成",
        order=900,
    )
    said = []
    for number, place in enumerate(world.of_kind("clinic", "hospital")):
        stored = save.get(db, "institutions", place.id)
        assert isinstance(stored, Institution)
        values = {
            "name": stored.name,
            "telephone": f"{(stored.telephone or '')[:-1]}0" if number % 9 == 4 else stored.telephone,
            "address": stored.address,
            "closed_days": "日曜・祝日" if number % 7 == 3 else stored.closed_days,
            "url": f"https://iryou{number:02}.minatono.example.jp/",
        }
        said.append(sources.SourceValues(place.id, layer, day.isoformat(), values))
    save.save_many(db, [label])
    sources.write(db, said)


def _confirmed(db: Database, places: list[Institution], note: str) -> list[Institution]:
    found = []
    for place in places:
        record = save.get(db, "institutions", place.id)
        assert isinstance(record, Institution)
        record.note = note
        found.append(record)
    return found
