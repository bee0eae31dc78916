"""What is searched of a record: its own texts, those of its children, the name of its institution."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.japanese import fold, kana
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, Spec, label_of, specs
from zaitaku_desk.store import codes
from zaitaku_desk.store.journal import CHUNK, chunks
from zaitaku_desk.store.mapping import from_row, load_value, select

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database

NUMBERS = {"institutions": 1, "people": 2, "visits": 3, "meetings": 4, "consultations": 5}
"""Each searchable kind's number: its range of ranks in the index."""

NAMED_BY = ("visits", "consultations")
"""Kinds that are found by the name of their institution."""

NAME_LENGTH = 80
_UNDATED = "~"
"""Sorts after every date: what has none yet stands at the top of a list that begins with the newest."""

LIVE = "deleted = 0 AND merged_into IS NULL"


class Document(NamedTuple):
    """What the index keeps of one record; `digest` tells whether any of it has changed.

    `name_key` is the folded name where records are listed by name, else empty.
    """

    id: str
    sort_key: str
    name_key: str
    tokens: str
    digest: int


def shown_in(db: Database, touched: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """The records under which these records are found: themselves, and the parents whose text they are part
    of.

    To be asked before and after the rows change, so that a child that moved leaves its old parent.
    """
    found: dict[str, set[str]] = {}
    for kind, ids in touched.items():
        if kind in NUMBERS:
            found.setdefault(kind, set()).update(ids)
        parent = _parent(kind)
        if parent and parent.refers in NUMBERS and _searched(kind):
            sql = f'SELECT "{parent.name}" FROM "{kind}" WHERE "{parent.name}" IS NOT NULL AND '
            for chunk in chunks(sorted(ids), CHUNK):
                rows = db.rows(f"{sql}{any_of('id', chunk)}", chunk)
                found.setdefault(parent.refers, set()).update(row[0] for row in rows)
    return found


def names(db: Database, ids: Collection[str]) -> dict[str, str]:
    """What these institutions are called, with the name of the one they were joined to, deleted ones too.

    To be asked before and after the rows change.
    """
    found: dict[str, str] = {}
    for chunk in chunks(sorted(ids), CHUNK):
        rows = db.rows(
            "SELECT i.id, i.name, w.name FROM institutions i"
            " LEFT JOIN institutions w ON w.id = i.merged_into"
            f" WHERE {any_of('i.id', chunk)}",
            chunk,
        )
        found.update((row[0], " ".join(filter(None, row[1:]))) for row in rows)
    return found


def renamed(db: Database, ids: Collection[str], before: Mapping[str, str]) -> set[str]:
    """Those of these institutions that are called otherwise than `names` said before."""
    found: set[str] = set()
    for chunk in chunks(sorted(ids), CHUNK):
        now = names(db, chunk)
        found.update(each for each in chunk if now.get(each) != before.get(each))
    return found


def named_by(db: Database, institutions: Collection[str]) -> dict[str, set[str]]:
    """The records that are found by the names of these institutions."""
    found: dict[str, set[str]] = {}
    for kind in NAMED_BY:
        for chunk in chunks(sorted(institutions), CHUNK):
            named = (
                f"SELECT id FROM institutions WHERE {any_of('id', chunk)} OR {any_of('merged_into', chunk)}"
            )
            rows = db.rows(f'SELECT id FROM "{kind}" WHERE institution_id IN ({named})', (*chunk, *chunk))
            found.setdefault(kind, set()).update(row[0] for row in rows)
    return found


def documents(
    db: Database, kind: str, ids: Sequence[str], keys: Mapping[str, str] | None = None
) -> Iterator[Document]:
    """What the index keeps of these records; `keys` are their `sort_keys` where they are known already."""
    keys = dict(sort_keys(db, kind, ids)) if keys is None else keys
    beside = _beside(db, kind, ids)
    labels = codes.labels(db)
    own, named = _own(kind), not KINDS[kind].NEWEST_FIRST
    columns = ("id", "as_typed", KINDS[kind].NAME if named else "id", *(item.name for item in own))
    quoted = ", ".join(f'"{column}"' for column in columns)
    sql = f'SELECT {quoted} FROM "{kind}" WHERE {any_of("id", ids)}'
    for record_id, typed, name, *values in db.rows(sql, ids):
        if record_id in keys:
            texts = [text for text in _own_texts(own, values, labels) if text]
            texts += [text for text in (json.loads(typed).values() if typed else ()) if text]
            texts += beside.get(record_id, ())
            name_key = fold.fold(name or "")[:NAME_LENGTH] if named else ""
            tokens = fold.tokens(texts)
            whole = "\n".join((keys[record_id], name_key, tokens)).encode()
            digest = int.from_bytes(hashlib.blake2b(whole, digest_size=7).digest(), "big")
            yield Document(record_id, keys[record_id], name_key, tokens, digest)


def sort_keys(db: Database, kind: str, ids: Sequence[str] | None = None) -> Iterator[tuple[str, str]]:
    """(id, place in the list's own order) of live records: ふりがな (else name), or their time."""
    order = KINDS[kind].ORDER
    columns = ", ".join(f'"{name}"' for name in order)
    sql = f'SELECT id, {columns} FROM "{kind}" WHERE {LIVE}'
    parts = (
        [db.rows(sql)]
        if ids is None
        else (db.rows(f"{sql} AND {any_of('id', chunk)}", chunk) for chunk in chunks(ids, CHUNK))
    )
    for record_id, *values in itertools.chain.from_iterable(parts):
        if KINDS[kind].NEWEST_FIRST:
            yield record_id, " ".join([values[0] or _UNDATED, *(value or "" for value in values[1:])])
        else:
            yield record_id, kana.sort_key(next(filter(None, values), ""))


def in_order(connection: Connection, kind: str) -> array[int]:
    """The row numbers of all live records in the list's own order, 8 bytes each; SQLite sorts."""
    first, *others = (f'"{name}"' for name in KINDS[kind].ORDER)
    if KINDS[kind].NEWEST_FIRST:
        parts = [
            f"coalesce(nullif({first}, ''), '{_UNDATED}')",
            *(f"coalesce({name}, '')" for name in others),
        ]
        key = " || ' ' || ".join(parts)
    else:
        said = ", ".join(f"nullif({name}, '')" for name in (first, *others))
        key = f"sort_key(coalesce({said}, ''))"
    found = array("q")
    rows = connection.exec_driver_sql(f'SELECT rowid FROM "{kind}" WHERE {LIVE} ORDER BY {key}, rowid')
    for part in rows.partitions(CHUNK):
        found.extend(row[0] for row in part)
    return found


@functools.cache
def _own(kind: str) -> tuple[Spec, ...]:
    """The columns of a kind that hold what is searched."""
    return tuple(item for item in specs(KINDS[kind]) if item.searched or item.choices or item.codes)


def _own_texts(
    own: Sequence[Spec], values: Sequence[Any], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    for item, stored in zip(own, values, strict=True):
        if stored is None:
            continue
        value = stored if item.type is str else load_value(item, stored)
        for part in value if isinstance(value, list) else [value] if value else ():
            if item.choices:
                yield label_of(item.choices, part)
            else:
                yield labels.get(item.codes, {}).get(part, str(part)) if item.codes else str(part)


def _beside(db: Database, kind: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """Texts of other records that count as this one's: its children's, the name of its institution."""
    found: dict[str, list[str]] = {}
    for child in KINDS:
        parent, searched = _parent(child), _searched(child)
        if parent and parent.refers == kind and searched:
            columns = ", ".join(f'"{item.name}"' for item in searched)
            sql = f'SELECT "{parent.name}", {columns} FROM "{child}" WHERE deleted = 0 AND '
            for parent_id, *values in db.rows(f"{sql}{any_of(parent.name, ids)} ORDER BY id", ids):
                texts = (_text(item, value) for item, value in zip(searched, values, strict=True))
                found.setdefault(parent_id, []).extend(filter(None, texts))
    if kind in NAMED_BY:
        sql = (
            f'SELECT t.id, i.name, w.name FROM "{kind}" t JOIN institutions i ON i.id = t.institution_id'
            " LEFT JOIN institutions w ON w.id = i.merged_into WHERE "
        )
        for record_id, *said in db.rows(f"{sql}{any_of('t.id', ids)}", ids):
            found.setdefault(record_id, []).extend(filter(None, said))
    return found


def _text(item: Spec, stored: Any) -> str:
    """What is searched of a child's column; of an answer the free text, for choices are keys."""
    value = load_value(item, stored)
    return str(value.get("text") or "") if isinstance(value, dict) else str(value or "")


def records(db: Database, kind: str, ids: Sequence[str]) -> list[Record]:
    """The named records, in no order; at most a few hundred at a time."""
    rows = db.rows(f'SELECT {select(kind)} FROM "{kind}" WHERE {any_of("id", ids)}', ids)
    return [from_row(kind, row) for row in rows]


def _searched(kind: str) -> list[Spec]:
    return [item for item in specs(KINDS[kind]) if item.searched]


def _parent(kind: str) -> Spec | None:
    return next(
        (item for item in specs(KINDS[kind]) if item.name == KINDS[kind].PARENT and item.refers), None
    )


def any_of(column: str, ids: Sequence[object]) -> str:
    return f"{column} IN ({','.join('?' * len(ids))})"
