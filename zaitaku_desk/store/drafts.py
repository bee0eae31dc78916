"""What is typed on a page before it becomes records: kept in the encrypted file, on this laptop only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zaitaku_desk.store import local

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def get(db: Database, name: str) -> Any:
    """The draft as it was put, None when there is none."""
    kept = local.get(db, f"draft.{name}")
    return json.loads(kept) if kept else None


def put(db: Database, name: str, value: Any) -> None:
    """Keep a draft (JSON); None forgets it."""
    if value is None:
        local.forget(db, f"draft.{name}")
    else:
        local.put(db, f"draft.{name}", json.dumps(value, ensure_ascii=False))
