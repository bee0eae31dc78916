"""A round of confirmation sheets under way: sent by FAX six weeks ago, two thirds are back (A7, A264)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zaitaku_desk.demo.world import World
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.confirmations import Confirmation, ConfirmationRound
from zaitaku_desk.store import confirmations, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_ASKED = ("hospital", "clinic", "home_nursing")
_NOTES = ("担当者が不在。来週かけ直す。", "FAXが届いていないとのこと。再送した。")


def make(db: Database, world: World) -> None:
    """One round; the last sheets are still open, two of them after a reminder."""
    sent = world.weekday(world.today - timedelta(days=42), -1)
    year = wareki.era_fiscal_year(wareki.fiscal_year(world.today))
    made = ConfirmationRound(
        id=world.new_id(),
        title=f"{year} 定期確認",
        starts_on=sent,
        due_on=world.weekday(world.today + timedelta(days=10)),
    )
    confirmations.start(db, made, confirmations.candidates(db, kinds=_ASKED))
    found = [sheet.confirmation for sheet in confirmations.sheets(db, made.id)]
    confirmations.mark_sent(db, found, sent, "fax")
    back = {one.id for one in world.chance.sample(found, len(found) * 2 // 3)}
    waiting = [one for one in found if one.id not in back]
    for one in found:
        if one.id in back:
            day = world.weekday(sent + timedelta(days=world.chance.randint(2, 38)), -1)
            confirmations.answered(db, _now(db, one), day, "fax")
    save.save_many(
        db, [replace(_now(db, one), note=note) for one, note in zip(waiting, _NOTES, strict=False)]
    )


def _now(db: Database, one: Confirmation) -> Confirmation:
    stored = save.get(db, "confirmations", one.id)
    assert isinstance(stored, Confirmation)
    return stored
