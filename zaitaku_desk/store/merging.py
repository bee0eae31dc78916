"""Two records that mean one: `merged_into` on the loser, resolved when reading (decisions 11).

References are not rewritten: what points to a loser is read as pointing to the winner. So a split only clears
the field, and everything is where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, pair_id
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.institutions import Capability
from zaitaku_desk.store import lists, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def merge(db: Database, winner: Record, losers: Sequence[str]) -> str:
    """Join records of one kind to `winner`, whose fields hold what she chose; returns the batch for undo.

    What was joined to a loser before is joined to the winner, so that one step always leads to it. Of an
    institution the capabilities that only a loser has are copied. UserError when a record is not there.
    """
    kind = winner.KIND
    written: list[Record] = [replace(winner, merged_into=None)]
    for loser in losers:
        if loser == winner.id:
            continue
        for record_id in family(db, kind, loser):
            record = save.get(db, kind, record_id)
            if record is None:
                raise UserError("この記録は見つかりません。", "一覧を開き直してください。")
            record.merged_into = winner.id
            written.append(record)
    if kind == "institutions":
        written += _capabilities(db, winner.id, losers)
    return save.save_many(db, written)


def split(db: Database, kind: str, loser: str) -> str:
    """Make a joined record one of its own again; returns the batch for undo."""
    record = save.get(db, kind, loser)
    if record is None or not record.merged_into:
        raise UserError("この記録はまとめられていません。", "一覧を開き直してください。")
    record.merged_into = None
    return save.save_many(db, [record])


def family(db: Database, kind: str, record_id: str) -> list[str]:
    """The record and all that are joined to it, itself first."""
    rows = db.rows(
        f'WITH RECURSIVE joined(id) AS (SELECT ? UNION SELECT t.id FROM "{kind}" t'
        " JOIN joined ON t.merged_into = joined.id) SELECT id FROM joined",
        (record_id,),
    )
    return [row[0] for row in rows]


def winner_of(db: Database, kind: str, record_id: str) -> str:
    """The record that stands for this one: itself, or what it was joined to in the end."""
    seen: list[str] = []
    at: str | None = record_id
    while at and at not in seen:
        seen.append(at)
        row = db.row(f'SELECT merged_into FROM "{kind}" WHERE id = ?', (at,))
        at = row[0] if row else None
    return seen[-1]


def joined(db: Database, kind: str) -> list[tuple[str, str, str, str]]:
    """(loser, its name, winner, its name) of everything that is joined, by the winner's name."""
    name = KINDS[kind].NAME
    return [
        (row[0], row[1] or "（名称なし）", row[2], row[3] or "（名称なし）")
        for row in db.rows(
            f'SELECT t.id, t."{name}", w.id, w."{name}" FROM "{kind}" t'
            f' JOIN "{kind}" w ON w.id = t.merged_into WHERE t.deleted = 0 ORDER BY w."{name}", t."{name}"'
        )
    ]


def weight(db: Database, kind: str, record_id: str) -> int:
    """How many records point to this one: what has a history should be the winner."""
    return sum(
        db.rows(f'SELECT count(*) FROM "{other}" WHERE deleted = 0 AND "{name}" = ?', (record_id,))[0][0]
        for other, name in _pointers(kind)
    )


def _pointers(kind: str) -> list[tuple[str, str]]:
    from zaitaku_desk.records.fields import specs

    return [
        (other, item.name)
        for other, record in KINDS.items()
        for item in specs(record)
        if item.refers == kind and item.type is str
    ]


def _capabilities(db: Database, winner: str, losers: Sequence[str]) -> list[Record]:
    """What a loser can do and nobody has asked the winner about."""
    known: dict[str | None, Capability] = {
        item.code: item
        for item in lists.children(db, "capabilities", winner)
        if item.institution_id == winner
    }
    found: dict[str | None, Capability] = {}
    for loser in losers:
        for item in lists.children(db, "capabilities", loser):
            ours = known.get(item.code)
            if item.state in (None, "unknown") or (ours is not None and ours.state not in (None, "unknown")):
                continue
            made = replace(
                item,
                id=pair_id("capability", winner, item.code or ""),
                institution_id=winner,
                merged_into=None,
            )
            older = found.get(item.code)
            if older is None or (item.confirmed_on or older.confirmed_on) != older.confirmed_on:
                found[item.code] = made
    return list(found.values())
