"""Tables made from the record classes: a field is said once (decisions 1).

SQLAlchemy is imported only where tables are asked for; turning rows into records needs none of it.
"""

from __future__ import annotations

import functools
import json
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, Spec, from_json, specs, to_json

if TYPE_CHECKING:
    from sqlalchemy import Column, MetaData, Table


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

MERGEABLE = ("institutions", "people")
"""Kinds of which two records may turn out to mean one (decisions 11)."""


@functools.cache
def metadata() -> MetaData:
    """Every table of the file but the full-text one, which SQLAlchemy does not know."""
    from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

    meta = MetaData()
    for kind, record in KINDS.items():
        table = Table(kind, meta, Column("id", Text, primary_key=True), *_columns(record))
        for item in specs(record):
            if (item.refers and item.type is str) or item.name in record.INDEXED:
                Index(f"{kind}_{item.name}", table.c[item.name])
        for names in record.INDEXED:
            if isinstance(names, tuple):
                Index(f"{kind}_by_{names[0]}", *(table.c[name] for name in names))
        if kind in MERGEABLE:
            merged = table.c.merged_into
            Index(f"{kind}_merged_into", merged, sqlite_where=merged.is_not(None))
    places = meta.tables["institutions"]  # what 名寄せ asks for in a desk of 50,000
    Index("institutions_binned", places.c.deleted, sqlite_where=places.c.deleted == 1)
    Index("institutions_once_called", places.c.aliases, sqlite_where=places.c.aliases.is_not(None))
    _journal_tables(meta, Table, Column, Integer, Text, Index)
    _sharing_tables(meta, Table, Column, Integer, Text, LargeBinary, Index)
    _audit_table(meta, Table, Column, Integer, Text, LargeBinary, Index)
    return meta


def table(name: str) -> Table:
    """The table of a kind, or one of the journal's own: op, superseded, local, source_values, search_doc."""
    return metadata().tables[name]


@functools.cache
def column_names(kind: str) -> tuple[str, ...]:
    """The columns of a kind's table in their order, `id` first."""
    own = tuple(item.name for item in specs(KINDS[kind]))
    return ("id", "deleted", "merged_into", "as_typed", *own)


def to_row(record: Record) -> dict[str, Any]:
    """The record as column values: ISO text for dates, JSON text for lists and dicts, 0/1 for yes and no."""
    row: dict[str, Any] = {
        "id": record.id,
        "deleted": int(record.deleted),
        "merged_into": record.merged_into,
        "as_typed": _dump(record.as_typed) if record.as_typed else None,
    }
    own, values_of = _stored(record.KIND)
    for item, value in zip(own, values_of(record), strict=True):
        row[item.name] = value if value is None or item.type is str else store_value(item, value)
    return row


@functools.cache
def _stored(kind: str) -> tuple[tuple[Spec, ...], Callable[[Record], tuple[Any, ...]]]:
    """The fields of a kind, and how to take their values of a record at once."""
    own = specs(KINDS[kind])
    return own, operator.attrgetter(*(item.name for item in own))


def store_value(item: Spec, value: Any) -> Any:
    """One field as its column holds it; an empty list or dict is NULL."""
    if item.type in (list, dict):
        return _dump(value) if value else None
    if item.type is bool and value is not None:
        return int(value)
    return to_json(value)


def load_value(item: Spec, stored: Any) -> Any:
    """The reverse of `store_value`."""
    if stored is None:
        return item.type() if item.type in (list, dict) else None
    if item.type is str:
        return stored if type(stored) is str else from_json(item, stored)
    return from_json(item, json.loads(stored) if item.type in (list, dict) else stored)


def from_row(kind: str, row: tuple[Any, ...]) -> Record:
    """A record from a row selected in the order of `column_names(kind)`."""
    record = KINDS[kind]
    values = dict(zip(column_names(kind), row, strict=True))
    fields = {item.name: load_value(item, values[item.name]) for item in specs(record)}
    return record(
        id=values["id"],
        as_typed=json.loads(values["as_typed"]) if values["as_typed"] else {},
        merged_into=values["merged_into"],
        deleted=bool(values["deleted"]),
        **fields,
    )


def select(kind: str, alias: str = "") -> str:
    """`SELECT` list of a kind's columns, for reading on the narrow path."""
    prefix = f"{alias}." if alias else ""
    return ", ".join(f'{prefix}"{name}"' for name in column_names(kind))


def _columns(record: type[Record]) -> list[Column[Any]]:
    """The bookkeeping columns come first: to reach a column SQLite reads past all long texts before it."""
    from sqlalchemy import Column, Integer, Text, text

    return [
        Column("deleted", Integer, nullable=False, server_default=text("0")),
        Column("merged_into", Text),
        Column("as_typed", Text),
        *(Column(item.name, Integer if item.type in (int, bool) else Text) for item in specs(record)),
    ]


def _journal_tables(meta: Any, table: Any, column: Any, integer: Any, text: Any, index: Any) -> None:
    op = table(
        "op",
        meta,
        column("seq", integer, primary_key=True),
        column("id", text, nullable=False, unique=True),
        column("device", text, nullable=False),
        column("hlc", integer, nullable=False),
        column("who", text, nullable=False),
        column("batch", text, nullable=False),
        column("schema", integer, nullable=False),
        column("kind", text, nullable=False),
        column("record", text, nullable=False),
        column("grp", text, nullable=False),
        column("value", text, nullable=False),
        column("prev", text, nullable=False),
        column("sealed", integer, nullable=False),
        column("segment", integer),
        column("erased", text),
    )
    index("op_unsent", op.c.seq, sqlite_where=op.c.segment.is_(None))
    index("op_segment", op.c.segment, sqlite_where=op.c.segment.is_not(None))
    index("op_record", op.c.record, op.c.grp)
    index("op_batch", op.c.batch)
    index("op_hlc", op.c.hlc)
    index("op_unsealed", op.c.seq, sqlite_where=op.c.sealed == 0)
    table("superseded", meta, column("id", text, primary_key=True))
    table("local", meta, column("key", text, primary_key=True), column("value", text))
    values = table(
        "source_values",
        meta,
        column("institution_id", text, primary_key=True),
        column("source", text, primary_key=True),
        column("edition", text),
        column("key", text),
        column("gone", integer, nullable=False),
        column("value", text, nullable=False),
    )
    index("source_values_source", values.c.source, values.c.key)
    doc = table(
        "search_doc",
        meta,
        column("rank", integer, primary_key=True),
        column("kind", text, nullable=False),
        column("id", text, nullable=False, unique=True),
        column("sort_key", text, nullable=False),
        column("name_key", text, nullable=False),
        column("digest", integer, nullable=False),
    )
    index("search_doc_sort", doc.c.kind, doc.c.sort_key)
    index("search_doc_name", doc.c.kind, doc.c.name_key)


def _sharing_tables(
    meta: Any, table: Any, column: Any, integer: Any, text: Any, blob: Any, index: Any
) -> None:
    """What this file knows of the shared folder: every segment it has written or read there.

    `mine` lies in this device's own folder; its `body` is kept until every device has it. `digest` is that of
    the operations first met in it (`op.segment`). `conflict` names the groups of which two devices say
    different things; it is a cache of the journal like the tables of the kinds.
    """
    segment = table(
        "segment",
        meta,
        column("id", integer, primary_key=True),
        column("hash", text, nullable=False, unique=True),
        column("device", text, nullable=False),
        column("name", text, nullable=False),
        column("number", integer, nullable=False),
        column("count", integer, nullable=False),
        column("digest", text, nullable=False),
        column("size", integer, nullable=False),
        column("mine", integer, nullable=False),
        column("published", integer, nullable=False),
        column("body", blob),
    )
    index("segment_device", segment.c.device, segment.c.number)
    table(
        "conflict",
        meta,
        column("record", text, primary_key=True),
        column("grp", text, primary_key=True),
        column("kind", text, nullable=False),
    )


def _audit_table(meta: Any, table: Any, column: Any, integer: Any, text: Any, blob: Any, index: Any) -> None:
    """Who did what when, each row bound to the one before it by its hash (store/audit.py)."""
    audit = table(
        "audit",
        meta,
        column("seq", integer, primary_key=True),
        column("at", integer, nullable=False),
        column("device", text, nullable=False),
        column("staff", text, nullable=False),
        column("what", text, nullable=False),
        column("kind", text, nullable=False),
        column("record", text, nullable=False),
        column("batch", text, nullable=False),
        column("detail", text, nullable=False),
        column("hash", blob, nullable=False),
    )
    index("audit_at", audit.c.at)
    index("audit_what", audit.c.what, audit.c.at)
    index("audit_staff", audit.c.staff, audit.c.at)
    index("audit_record", audit.c.record, audit.c.at, sqlite_where=audit.c.record != "")
    index("audit_batch", audit.c.batch, sqlite_where=audit.c.batch != "")


def _dump(value: Any) -> str:
    return _ENCODER.encode(value)
