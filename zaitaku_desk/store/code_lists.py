"""Editing the code lists: how often an entry is used, and the key of a new one (A301)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from zaitaku_desk.records import KINDS, new_id
from zaitaku_desk.records.codes import Code, code_id
from zaitaku_desk.records.fields import specs

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_KEY = 12  # characters


def used(db: Database, list_name: str) -> dict[str, int]:
    """Key → in how many live records it stands."""
    found: Counter[str] = Counter()
    for kind, record in KINDS.items():
        for item in specs(record):
            if item.codes != list_name or kind == "codes":
                continue
            source = f'"{kind}" t'
            value = f't."{item.name}"'
            if item.type is list:
                source, value = f'{source}, json_each(t."{item.name}") part', "part.value"
            rows = db.rows(
                f"SELECT {value}, count(*) FROM {source}"
                f" WHERE t.deleted = 0 AND t.\"{item.name}\" NOT IN ('', '[]') GROUP BY 1"
            )
            for key, count in rows:
                found[str(key)] += count
    return dict(found)


def identify(code: Code) -> str:
    """Give a new entry a key of its own, and return its id; its label may change as often as one likes."""
    code.key = new_id()[:_KEY]
    return code_id(code.list_name or "", code.key)
