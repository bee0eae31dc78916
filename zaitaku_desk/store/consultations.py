"""What the consultation tab asks: a new one ready to type, and the directory beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.consultations import Consultation
from zaitaku_desk.store import codes, lists, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def begin(db: Database, now: datetime) -> Consultation:
    """A consultation that starts now, with the desk she used last filled in; not stored yet (A249)."""
    last = db.row(
        "SELECT desk FROM (SELECT desk, deleted FROM consultations ORDER BY rowid DESC LIMIT 50)"
        " WHERE desk > '' AND deleted = 0 LIMIT 1"  # of the newest rows: the phone rings, she types at once
    )
    desks = codes.choices(db, "desks")
    desk = last[0] if last else (desks[0][0] if desks else None)
    made = save.new("consultations", received_at=now.replace(second=0, microsecond=0), desk=desk)
    assert isinstance(made, Consultation)
    return made


def candidates(
    db: Database,
    text: str = "",
    filters: tuple[lists.Filter, ...] = (),
    now: datetime | None = None,
    *,
    limit: int = 30,
) -> list[tuple[Any, ...]]:
    """Institutions that fit, as rows of the directory's list with the age of each fact (A99, A245)."""
    return lists.page(db, lists.Listing("institutions", text=text, filters=filters, now=now), 0, limit)
