"""The fictional district at a fixed moment, and the records of it that show most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

NOW = datetime(2026, 11, 24, 9, 30)

_FULLEST = {
    "visit": "SELECT visit_id FROM answers WHERE deleted = 0 AND state = 'answered' GROUP BY 1",
    "institution": "SELECT institution_id FROM capabilities WHERE deleted = 0 AND condition > '' GROUP BY 1",
    "invitation": (
        "SELECT a.meeting_id FROM attendances a JOIN meetings m ON m.id = a.meeting_id"
        " WHERE a.deleted = 0 AND m.deleted = 0 AND m.held_on > '2026-11-24' GROUP BY 1"
    ),
    "minutes": "SELECT meeting_id FROM remarks WHERE deleted = 0 GROUP BY 1",
    "consultation": "SELECT consultation_id FROM follow_ups WHERE deleted = 0 GROUP BY 1",
    "edition": "SELECT edition_id FROM edition_entries WHERE deleted = 0 GROUP BY 1",
    "round": "SELECT round_id FROM confirmations WHERE deleted = 0 GROUP BY 1",
    "person": "SELECT person_id FROM posts WHERE deleted = 0 AND person_id > '' GROUP BY 1",
}


def make(place: Path) -> Path:
    """A new unprotected folder with the fictional district."""
    from zaitaku_desk import demo
    from zaitaku_desk.store import desk

    with fixed_clock():
        db, _ = desk.create_desk(place)
        try:
            demo.fill(db, NOW.date())
        finally:
            db.close()
    return place


def fullest(db: Database, what: str) -> str:
    """The id of the visit, meeting … that has most to show; "" when there is none."""
    row = db.row(f"{_FULLEST[what]} ORDER BY count(*) DESC, 1 LIMIT 1")
    return str(row[0]) if row else ""


@contextmanager
def fixed_clock() -> Iterator[None]:
    """Let the journal believe it is NOW, so that histories look the same in every tour."""
    from zaitaku_desk.store import journal

    clock: Any = journal
    real = clock.time
    moment = int(NOW.replace(tzinfo=timezone(timedelta(hours=9))).timestamp()) * 10**9
    clock.time = SimpleNamespace(time_ns=lambda: moment)
    try:
        yield
    finally:
        clock.time = real
