"""Code lists: key → label, in their order, kept in memory until one changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.records.codes import LISTS, Code
from zaitaku_desk.store.mapping import from_row, select

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def entries(db: Database, list_name: str, *, kind: str = "", retired: bool = False) -> list[Code]:
    """The codes of a list in their order; with `kind` only those that apply to that kind of institution."""
    return [
        code
        for code in _all(db).get(list_name, [])
        if (retired or not code.retired) and (not kind or not code.applies_to or kind in code.applies_to)
    ]


def choices(db: Database, list_name: str) -> tuple[tuple[str, str], ...]:
    """(key, label) of the codes in use, for a choice on the screen."""
    return tuple((code.key or "", code.label or "") for code in entries(db, list_name))


def labels(db: Database) -> dict[str, dict[str, str]]:
    """list → key → label, retired codes too: old records stay readable."""
    found: dict[str, dict[str, str]] | None = db.cache.get("codes.labels")
    if found is None:
        entries_by_list = _all(db)
        found = {
            name: {code.key or "": code.label or "" for code in entries_by_list.get(name, [])}
            for name in LISTS
        }
        db.cache["codes.labels"] = found
    return found


def label(db: Database, list_name: str, key: str | None) -> str:
    """The label of one key; the key itself when the list does not know it."""
    if not key:
        return ""
    return labels(db).get(list_name, {}).get(key, key)


def _all(db: Database) -> dict[str, list[Code]]:
    found: dict[str, list[Code]] | None = db.cache.get("codes.all")
    if found is None:
        found = {}
        rows = db.rows(
            f'SELECT {select("codes")} FROM codes WHERE deleted = 0 ORDER BY list_name, "order", label'
        )
        for row in rows:
            code = from_row("codes", row)
            assert isinstance(code, Code)
            found.setdefault(code.list_name or "", []).append(code)
        db.cache["codes.all"] = found
    return found
