"""What is typed on a page before it becomes records: kept in the encrypted file, on this laptop only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def get(db: Database, name: str) -> Any:
    """The draft as it was put, None when there is none."""
    row = db.row("SELECT value FROM local WHERE key = ?", (f"draft.{name}",))
    return json.loads(row[0]) if row and row[0] else None


def put(db: Database, name: str, value: Any) -> None:
    """Keep a draft (JSON); None forgets it."""
    with db.begin_raw() as raw:
        if value is None:
            raw.execute("DELETE FROM local WHERE key = ?", (f"draft.{name}",))
        else:
            raw.execute(
                "INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)",
                (f"draft.{name}", json.dumps(value, ensure_ascii=False)),
            )
