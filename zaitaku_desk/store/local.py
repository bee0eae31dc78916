"""Values that belong to this file: kept in it by a key, in no journal, on no other device."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

JOINING = "sharing.joining"
"""The shared folder from which this file is being made; none once everything has come."""


def get(db: Database, key: str) -> str:
    """The value of a key; "" when there is none."""
    row = db.row("SELECT value FROM local WHERE key = ?", (key,))
    return str(row[0] or "") if row else ""


def put(db: Database, key: str, value: str) -> None:
    """Keep a value, in a transaction of its own."""
    with db.begin_raw() as raw:
        raw.execute("INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)", (key, value))


def forget(db: Database, key: str) -> None:
    """There is no value any more."""
    with db.begin_raw() as raw:
        raw.execute("DELETE FROM local WHERE key = ?", (key,))
