"""What a record of any kind is called in a list of records of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, by_name, to_json
from zaitaku_desk.store import history

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

LONGEST = 40
NAMELESS = "（名称なし）"


def shown(db: Database, record: Record) -> str:
    """Its name as `db` knows it; before it that of the record it belongs to: 「みどり医院 ▸ 往診」."""
    fields, name = by_name(type(record)), type(record).NAME
    own = _short(history.text_of(db, fields[name], to_json(getattr(record, name))))
    parent = fields.get(type(record).PARENT)
    owner = ""
    if parent is not None and (of := getattr(record, parent.name)):
        owner = named(db, parent.refers, of)
    elif (not own or record.KIND == "visits") and "institution_id" in fields:  # called by where it was
        owner = named(db, "institutions", record.institution_id) if record.institution_id else ""  # type: ignore[attr-defined]
    return " ▸ ".join(part for part in (owner, own) if part) or NAMELESS


def named(db: Database, kind: str, record_id: str) -> str:
    """The name of another record by its id."""
    return _short(history.name_of(db, kind, record_id))


def value_words(db: Database, kind: str, field: str, value: Any) -> str:
    """A field's JSON value in a few words."""
    return _short(history.text_of(db, by_name(KINDS[kind])[field], value)) or "（空）"


def _short(text: str) -> str:
    line = text.strip().split("\n")[0]
    return f"{line[:LONGEST]}…" if len(line) > LONGEST else line
