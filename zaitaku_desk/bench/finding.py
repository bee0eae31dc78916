"""Finding while somebody waits on the telephone: the first page for what is asked, of all institutions."""

from __future__ import annotations

import random
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from zaitaku_desk.bench.lists import timed
from zaitaku_desk.bench.timing import p50, p95

NOW = datetime(2026, 11, 24, 12, 40)
PLACE = (34.35, 134.05)


def asked(data: str, rounds: int) -> dict[str, list[float]]:
    """p50 and p95 in ms of the first page, by what is asked; codes, kinds and districts by chance."""
    from zaitaku_desk.gui.record_table import BLOCK
    from zaitaku_desk.store import codes, desk, institutions, lists

    db = desk.open_desk(Path(data))
    dice = random.Random(4)
    can = [code.key or "" for code in codes.entries(db, "capabilities")]
    where = institutions.districts(db)
    found: dict[str, list[float]] = {}
    for what in ("three capabilities", "capabilities, kind and district", "telephone now", "nearest"):
        took = []
        for _ in range(rounds):
            filters = {
                "three capabilities": (("capability", tuple(dice.sample(can, 3))),),
                "capabilities, kind and district": (
                    ("kind", frozenset({"clinic"})),
                    ("district", frozenset({dice.choice(where)})),
                    ("capability", tuple(dice.sample(can, 2))),
                ),
                "telephone now": (("capability", (dice.choice(can),)), ("may_call", NOW)),
                "nearest": (("capability", tuple(dice.sample(can, 2))), ("near", PLACE)),
            }[what]
            listing = lists.Listing("institutions", filters=filters, now=NOW)
            lists.page(db, listing, 0, BLOCK)  # the tap on the chip; then she types, looks, takes one away
            took.append(timed(partial(lists.page, db, listing, 0, BLOCK)))
        found[what] = [p50(took), p95(took)]
    db.close()
    return found


def tapped(data: str, rounds: int) -> list[float]:
    """p50 and p95 in ms of the first page after a tap on a chip nobody has tapped since the last save."""
    from zaitaku_desk.gui.record_table import BLOCK
    from zaitaku_desk.store import codes, desk, lists

    db = desk.open_desk(Path(data))
    can = [code.key or "" for code in codes.entries(db, "capabilities")]
    took: list[Any] = []
    for at in range(rounds):
        db.cache.pop("capabilities.sets", None)
        filters = (("capability", (can[at % len(can)],)),)
        took.append(timed(partial(lists.page, db, lists.Listing("institutions", filters=filters), 0, BLOCK)))
    db.close()
    return [p50(took), p95(took)]
