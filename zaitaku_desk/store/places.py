"""Places to measure from: what she calls them, and where they are (A268)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.rules import distance
from zaitaku_desk.rules.distance import Point
from zaitaku_desk.store import lists
from zaitaku_desk.store.documents import any_of

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

AMONG = 200
MOST = 8


class Place(NamedTuple):
    """`note` says what sort of place it is."""

    title: str
    note: str
    point: Point


def offers(db: Database, text: str) -> list[Place]:
    """Coordinates; the middle of the 地区 or 町 that holds the words; institutions of that name.

    Of at most 200 institutions that hold the words; those without a position are of no use here.
    """
    typed = text.strip()
    point = distance.read(typed)
    if point is not None:
        return [Place(typed, "緯度・経度", point)]
    wanted = fold(typed)
    if not wanted:
        return []
    ids = lists.ids(db, lists.Listing("institutions", text=typed), AMONG)
    rows = db.rows(
        f"SELECT id, name, district, address, position FROM institutions WHERE {any_of('id', ids)}", ids
    )
    located = [(row, at) for row in rows if (at := distance.read(row[4])) is not None]
    named = [(row, at) for row, at in located if wanted in fold(row[1] or "")]
    around = [at for row, at in located if wanted in fold(row[2] or "") or wanted in fold(row[3] or "")]
    middle = distance.middle(around)
    order = {record_id: place for place, record_id in enumerate(ids)}
    named.sort(key=lambda item: order[item[0][0]])
    found = [Place(row[1], row[2] or "", at) for row, at in named]
    if middle is not None:
        town = Place(typed, f"この地区・町の{len(around)}機関の中心", middle)
        same = bool(named) and fold(named[0][0][1]) == wanted
        found.insert(1 if same else 0, town)
    return found[:MOST]
