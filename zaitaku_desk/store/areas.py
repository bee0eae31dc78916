"""区域: the tree, and the 地区 it gives to institutions as a source of its own (A138, decisions 18)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.areas import LAYER, Area
from zaitaku_desk.rules.areas import SMALL, Place, Tree
from zaitaku_desk.store import journal, lists, save, sources
from zaitaku_desk.store.sources import SourceValues

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_ADDRESS = ("prefecture", "municipality", "address")
_LIVE = "i.deleted = 0 AND i.merged_into IS NULL"


@dataclass(slots=True)
class Assignment:
    """What assigning by address does: ids that get a 地区, another one, lose it, and have none afterwards.

    `hers` counts those whose 地区 she said herself: it stays as it is. `said` is what there is to write.
    """

    got: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    hers: int = 0
    said: list[SourceValues] = field(default_factory=list)


def tree(db: Database) -> Tree:
    """All areas, kept in memory until one changes; with one in the bin goes all that lies below it."""
    found: Tree | None = db.cache.get("areas.tree")
    if found is None:
        parents = db.rows("SELECT id, parent_id, deleted FROM areas")
        gone = {record_id for record_id, _, deleted in parents if deleted}
        while below := {record_id for record_id, parent, _ in parents if parent in gone} - gone:
            gone |= below
        live = Tree(area for area in lists.everything(db, "areas") if area.id not in gone)
        found = db.cache["areas.tree"] = live
    return found


def move(db: Database, area_id: str, step: int) -> list[str]:
    """Move an area up (-1) or down (+1) among its siblings, in one batch; returns the ids written."""
    around = tree(db).siblings(area_id)
    at = next((at for at, area in enumerate(around) if area.id == area_id), -1)
    if at < 0 or not 0 <= at + step < len(around):
        return []
    around.insert(at + step, around.pop(at))
    moved = [
        replace(area, order=place * 10) for place, area in enumerate(around, 1) if area.order != place * 10
    ]
    save.save_many(db, moved)
    return [area.id for area in moved]


def districts_under(db: Database, area_id: str) -> list[str]:
    """The 地区 that an institution within the area may have: what a filter by this area lets through."""
    names = (area.name or "" for area in tree(db).under(area_id) if area.level in SMALL)
    return [name for name in dict.fromkeys(names) if name]


def counts(db: Database) -> tuple[dict[str, int], int]:
    """How many institutions each area holds with all below it, and how many have no 地区."""
    known = tree(db)
    found: dict[str, int] = {}
    without = 0
    for municipality, district, count in db.rows(
        f"SELECT municipality, district, count(*) FROM institutions i WHERE {_LIVE} GROUP BY 1, 2"
    ):
        without += 0 if district else count
        area = known.named(district, municipality or "") if district else _city(known, municipality)
        for above in known.path(area.id) if area else ():
            found[above.id] = found.get(above.id, 0) + count
    return found, without


def without_district(db: Database) -> list[tuple[str, str, str]]:
    """(id, name, address) of every institution without 地区, in the order of addresses."""
    return [
        (record_id, name or "（名称なし）", f"{municipality or ''}{address or ''}")
        for record_id, name, municipality, address in db.rows(
            "SELECT id, name, municipality, address FROM institutions i"
            f" WHERE {_LIVE} AND coalesce(district, '') = '' ORDER BY municipality, address, name"
        )
    ]


def plan(
    db: Database,
    ids: Collection[str] | None = None,
    *,
    edition: str = "",
    step: Callable[[int, int], None] = lambda *_: None,
) -> Assignment:
    """What the tree says of institutions (all of them without `ids`); nothing is written.

    `edition` is today's ISO day; `step(done, total)` may raise to stop.
    """
    made = Assignment()
    known, before = tree(db), _before(db, ids)
    hers = _hers(db, ids, "district")
    rows = list(_institutions(db, ids))
    for done, (record_id, shown, *parts) in enumerate(rows):
        if done % journal.CHUNK == 0:
            step(done, len(rows))
        said = _district(known.find(Place(*(part or "" for part in parts))))
        if said != before.get(record_id):
            made.said.append(_layer(record_id, edition, said))
        if record_id in hers:
            made.hers += 1
            after = shown
        else:
            after = said or ("" if before.get(record_id) else shown)
        _sort(made, record_id, shown or None, after or None)
    return made


def assign(
    db: Database,
    ids: Collection[str] | None = None,
    *,
    edition: str,
    progress: Callable[[int, int], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Assignment:
    """Give institutions the 地区 of their address in one batch (`db.last_batch`), one undo takes it back.

    Her own 地区 stays above. When nothing changes nothing is written. Cancelled when she stops it.
    """
    made = plan(db, ids, edition=edition, step=progress)
    if made.said:
        sources.write(db, made.said, progress=progress, cancelled=cancelled)
    return made


def settle(db: Database, record_id: str, edition: str) -> bool:
    """The 地区 of one institution whose address she just typed; True when it changed.

    It belongs to what she typed: undo does not stop at it.
    """
    if not tree(db).areas:
        return False
    batch = db.last_batch
    made = assign(db, [record_id], edition=edition)
    db.last_batch = batch
    return bool(made.said)


def follow(db: Database, said: Iterable[SourceValues], edition: str) -> list[SourceValues]:
    """What the tree says of institutions that a list is about to bring: write it in the same batch.

    `sources.write(db, [*said, *areas.follow(db, said, today)])`. An address of her own or of a newer list
    counts more than the one that comes now. Without a tree there is nothing.
    """
    known = tree(db)
    if not known.areas:
        return []
    coming = {item.institution_id: item for item in said if not item.gone}
    hers = _hers(db, coming, "address")
    here = {record_id: parts for record_id, _, *parts in _institutions(db, coming)}
    before, newest = _before(db, coming), _newest(db, coming)
    found = []
    for record_id, item in coming.items():
        parts = [str(item.values.get(name) or "") for name in _ADDRESS]
        if record_id in here and (
            record_id in hers
            or not any(parts)
            or any(day > item.edition for source, day in newest.get(record_id, ()) if source != item.source)
        ):
            parts = [part or "" for part in here[record_id]]
        district = _district(known.find(Place(*parts)))
        if district != before.get(record_id):
            found.append(_layer(record_id, edition, district))
    return found


def _district(area: Area | None) -> str | None:
    return area.name if area is not None and area.level in SMALL else None


def _layer(record_id: str, edition: str, district: str | None) -> SourceValues:
    return SourceValues(record_id, LAYER, edition, {"district": district} if district else {})


def _sort(made: Assignment, record_id: str, before: str | None, after: str | None) -> None:
    if not after:
        made.without.append(record_id)
    if before and not after:
        made.lost.append(record_id)
    elif after and not before:
        made.got.append(record_id)
    elif before != after:
        made.changed.append(record_id)


def _city(known: Tree, municipality: str | None) -> Area | None:
    return known.find(Place("", municipality or "", "")) if municipality else None


def _institutions(db: Database, ids: Collection[str] | None) -> Iterator[tuple[Any, ...]]:
    """(id, district, prefecture, municipality, address) of live institutions."""
    yield from _rows(
        db,
        f"SELECT i.id, i.district, i.prefecture, i.municipality, i.address FROM institutions i WHERE {_LIVE}",
        "i.id",
        ids,
    )


def _before(db: Database, ids: Collection[str] | None) -> dict[str, str | None]:
    """What the tree said last."""
    sql = (
        "SELECT institution_id, json_extract(value, '$.district') FROM source_values"
        f" WHERE source = '{LAYER}'"
    )
    return dict(_rows(db, sql, "institution_id", ids))


def _newest(db: Database, ids: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """(source, edition) of every list that says an address."""
    found: dict[str, list[tuple[str, str]]] = {}
    sql = (
        "SELECT institution_id, source, edition FROM source_values"
        f" WHERE source <> '{LAYER}' AND gone = 0 AND json_extract(value, '$.address') > ''"
    )
    for record_id, source, edition in _rows(db, sql, "institution_id", ids):
        found.setdefault(record_id, []).append((source, edition or ""))
    return found


def _hers(db: Database, ids: Collection[str] | None, grp: str) -> set[str]:
    """The institutions of which she said that field group herself."""
    sql = (
        "SELECT DISTINCT record FROM op WHERE kind = 'institutions' AND grp = ? AND value <> 'null'"
        " AND NOT EXISTS (SELECT 1 FROM superseded WHERE superseded.id = op.id)"
    )
    return {row[0] for row in _rows(db, sql, "record", ids, grp)}


def _rows(
    db: Database, sql: str, column: str, ids: Collection[str] | None, *said: str
) -> Iterator[tuple[Any, ...]]:
    if ids is None:
        yield from db.rows(sql, said)
        return
    for chunk in journal.chunks(list(ids), journal.CHUNK):
        yield from db.rows(f"{sql} AND {column} IN ({','.join('?' * len(chunk))})", (*said, *chunk))
