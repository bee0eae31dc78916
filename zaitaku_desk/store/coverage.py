"""What the figures of 空白エリア count: the directory of today, of an edition, or of a past day (A62)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from zaitaku_desk import clock
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.rules.areas import Place
from zaitaku_desk.rules.coverage import ALWAYS, Matrix, Spot, matrix, spot
from zaitaku_desk.store import areas, cache, codes, editions, journal
from zaitaku_desk.store.mapping import from_row, select

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

Progress = Callable[[int, int], None]
LEVELS = ("district", "daily_living_area", "municipality")
"""What the rows of the matrix may be."""


def today(db: Database) -> list[Spot]:
    """Every institution as it is shown now."""
    states: dict[str, list[Capability]] = defaultdict(list)
    for row in db.rows(
        f"SELECT {select('capabilities')} FROM capabilities"
        " WHERE deleted = 0 AND state IN ('can', 'conditional')"
    ):
        one = from_row("capabilities", row)
        assert isinstance(one, Capability)
        states[one.institution_id or ""].append(one)
    found = []
    for row in db.rows(
        f"SELECT {select('institutions')} FROM institutions WHERE deleted = 0 AND merged_into IS NULL"
    ):
        place = from_row("institutions", row)
        assert isinstance(place, Institution)
        found.append(spot(place, states.get(place.id, ())))
    return found


def of_edition(db: Database, edition_id: str) -> list[Spot]:
    """What an edition of 関係機関情報一覧表 holds."""
    return [spot(one.institution, one.capabilities.values()) for one in editions.read(db, edition_id)]


def on_day(db: Database, day: date, progress: Progress = lambda _done, _all: None) -> list[Spot]:
    """The directory as this desk knew it at the end of a day, worked out from the journal.

    `progress` may raise to stop.
    """
    until = clock.beginning(day + timedelta(days=1))
    states: dict[str, list[Capability]] = defaultdict(list)
    for one in _as_of(db, "capabilities", until, progress):
        assert isinstance(one, Capability)
        states[one.institution_id or ""].append(one)
    return [
        spot(place, states.get(place.id, ()))
        for place in _as_of(db, "institutions", until, progress)
        if isinstance(place, Institution) and not place.merged_into
    ]


def functions(db: Database, kinds: Collection[str] = ()) -> list[tuple[str, str]]:
    """(key, label) of what may be counted: fields of the institution, then the capability list.

    With `kinds` only capabilities that are asked of one of them.
    """
    asked = [
        (code.key or "", code.label or "")
        for code in codes.entries(db, "capabilities")
        if not kinds or not code.applies_to or set(code.applies_to) & set(kinds)
    ]
    return [*ALWAYS, *asked]


def count(
    db: Database,
    spots: Iterable[Spot],
    columns: Collection[tuple[str, str]],
    *,
    level: str = "district",
    kinds: Collection[str] = (),
    serving: bool = False,
) -> Matrix:
    """The matrix by areas of a level; areas of the tree stand there even when nobody is in them."""
    tree = areas.tree(db)
    names = [area.name or "" for area in tree.every() if area.level == level and area.name]
    known: dict[tuple[str, str], str] = {}

    def named(district: str, municipality: str = "") -> str:
        """The area of the wanted level that a district lies in."""
        if (district, municipality) not in known:
            area = tree.named(district, municipality) if district else None
            if area is None and level == "municipality" and municipality:
                area = tree.find(Place("", municipality, ""))
            path = {one.level: one.name or "" for one in tree.path(area.id)} if area else {}
            other = municipality if level == "municipality" else district if level == "district" else ""
            known[district, municipality] = path.get(level) or other
        return known[district, municipality]

    return matrix(
        spots,
        lambda one: named(one.district, one.municipality),
        columns,
        areas=names,
        kinds=kinds,
        served=named if serving else None,
    )


def _as_of(db: Database, kind: str, until: int, progress: Progress) -> Iterable[Any]:
    """The live records of a kind as the operations up to a moment (ms of UTC) tell them."""
    ids = [
        row[0] for row in db.rows("SELECT DISTINCT record FROM op WHERE kind = ? AND hlc < ?", (kind, until))
    ]
    for done in range(0, len(ids), journal.CHUNK):
        progress(done, len(ids))
        for record_id, heads in journal.heads_at(db, ids[done : done + journal.CHUNK], until).items():
            if not heads.silent:
                record = cache.record_from(kind, record_id, heads)
                if not record.deleted:
                    yield record
