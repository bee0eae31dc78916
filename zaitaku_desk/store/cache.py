"""Tables as a cache of the journal: work a record's row out of its live operations, and write it (decisions 2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, blank, groups, is_empty, put_group
from zaitaku_desk.store import journal, search
from zaitaku_desk.store.journal import SOURCE, Heads
from zaitaku_desk.store.mapping import column_names, from_row, select, table, to_row

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database


def record_from(kind: str, record_id: str, heads: Heads) -> Record:
    """The record that the live operations describe.

    A group's value is hers; where she said nothing (no operation, or one whose value is null) it is, field by
    field, that of the newest source that says something (decisions 18).
    """
    record = KINDS[kind](id=record_id)
    blank(record)
    silent = []
    for grp, names in groups(KINDS[kind]).items():
        winner = heads.winner(grp)
        if winner is not None and winner.value is not None:
            put_group(record, {key: winner.value[key] for key in winner.value if key in (*names, "as_typed")})
        else:
            silent.extend(names)
    if silent:
        _fill(record, silent, sources_of(heads))
    record.deleted = heads.deleted
    return record


def sources_of(heads: Heads) -> list[dict[str, Any]]:
    """The values of each source, newest edition first."""
    found = []
    for grp in heads.ops:
        winner = heads.winner(grp)
        if grp.startswith(SOURCE) and winner is not None and winner.value is not None:
            found.append((winner.value.get("edition", ""), winner.hlc, winner.value))
    return [value for _, _, value in sorted(found, key=lambda item: item[:2], reverse=True)]


def refresh(
    db: Database,
    connection: Connection,
    kind: str,
    ids: Sequence[str],
    *,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write the rows of these records, and what is searched of them, anew from their operations."""
    from sqlalchemy.dialects.sqlite import insert

    target = table(kind)
    statement = insert(target)
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_={name: statement.excluded[name] for name in column_names(kind)[1:]}
    )
    done = 0
    for chunk in journal.chunks(ids, journal.CHUNK):
        found = journal.heads_of(db, chunk)
        live = {record_id: heads for record_id, heads in found.items() if heads.ops}
        gone = [record_id for record_id in chunk if record_id not in live]
        if gone:
            connection.execute(target.delete().where(target.c.id.in_(gone)))
        if live:
            records = [record_from(kind, record_id, heads) for record_id, heads in live.items()]
            connection.execute(statement, [to_row(record) for record in records])
        if kind == "institutions":
            _refresh_sources(connection, found)
        done += len(chunk)
        if progress:
            progress(done)
    search.reindex(db, connection, kind, ids)


def rebuild(db: Database) -> None:
    """Throw every table away and make it again from the journal."""
    with db.begin() as connection:
        for kind in KINDS:
            connection.execute(table(kind).delete())
        connection.execute(table("source_values").delete())
        search.clear(connection)
        for kind in KINDS:
            ids = [row[0] for row in db.rows("SELECT DISTINCT record FROM op WHERE kind = ?", (kind,))]
            refresh(db, connection, kind, ids)


def differences(db: Database) -> list[tuple[str, str]]:
    """(kind, id) of every row that is not what the journal says: for check, and for the tests."""
    found = []
    for kind in KINDS:
        stored = {row[0]: from_row(kind, row) for row in db.rows(f'SELECT {select(kind)} FROM "{kind}"')}
        ids = [row[0] for row in db.rows("SELECT DISTINCT record FROM op WHERE kind = ?", (kind,))]
        for chunk in journal.chunks(ids, journal.CHUNK):
            for record_id, heads in journal.heads_of(db, chunk).items():
                if stored.pop(record_id, None) != record_from(kind, record_id, heads):
                    found.append((kind, record_id))
        found.extend((kind, record_id) for record_id in stored)
    return found


def _fill(record: Record, names: Sequence[str], sources: Sequence[Mapping[str, Any]]) -> None:
    for name in names:
        for source in sources:
            value = source.get("values", {}).get(name)
            if not is_empty(value):
                put_group(record, {name: value})
                break


def _refresh_sources(connection: Connection, found: Mapping[str, Heads]) -> None:
    values = table("source_values")
    connection.execute(values.delete().where(values.c.institution_id.in_(list(found))))
    rows = [
        {
            "institution_id": record_id,
            "source": value["source"],
            "edition": value.get("edition"),
            "key": value.get("key"),
            "gone": int(bool(value.get("gone"))),
            "value": json.dumps(value.get("values", {}), ensure_ascii=False),
        }
        for record_id, heads in found.items()
        for value in sources_of(heads)
    ]
    if rows:
        connection.execute(values.insert(), rows)
