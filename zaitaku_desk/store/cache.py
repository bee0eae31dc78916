"""Tables as a cache of the journal: work a record's row out of its live operations, and write it (decisions
2).
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.areas import LAYER
from zaitaku_desk.records.fields import Record, blank, groups, is_empty, put_group
from zaitaku_desk.store import index, journal
from zaitaku_desk.store.journal import SOURCE, Heads
from zaitaku_desk.store.mapping import column_names, select, to_row

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
    known = groups(KINDS[kind])
    silent = _all_names(kind)
    for grp in heads.ops:
        names = known.get(grp)
        winner = heads.winner(grp) if names else None
        if names and winner is not None and isinstance(winner.value, dict):
            put_group(record, {key: winner.value[key] for key in winner.value if key in (*names, "as_typed")})
            silent = silent.difference(names)
    if silent:
        _fill(record, silent, sources_of(heads))
    record.deleted = heads.deleted
    return record


@functools.cache
def _all_names(kind: str) -> frozenset[str]:
    return frozenset(itertools.chain.from_iterable(groups(KINDS[kind]).values()))


def sources_of(heads: Heads) -> list[dict[str, Any]]:
    """The values of each source, newest edition first; of one source only its newest edition."""
    found = []
    for grp, ops in heads.ops.items():
        if grp.startswith(SOURCE):
            said = [
                (op.value.get("edition") or "", op.hlc, op.id, op.value) for op in ops if op.value is not None
            ]
            found.extend([max(said, key=lambda item: item[:3])] if said else [])
    return [value for *_, value in sorted(found, key=lambda item: item[:3], reverse=True)]


def rebuild(db: Database, progress: Callable[[int], None] | None = None) -> None:
    """Throw every table away and make it anew from the journal; `progress` gets the records done, each twice.

    What it raises leaves everything as it was.
    """
    with db.begin() as connection:
        rebuild_within(db, connection, progress)
    forget(db, KINDS)


def rebuild_within(
    db: Database, connection: Connection, progress: Callable[[int], None] | None = None
) -> None:
    """The same inside a transaction that is already open."""
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(done)

    for kind in KINDS:
        connection.exec_driver_sql(f'DELETE FROM "{kind}"')
    connection.exec_driver_sql("DELETE FROM source_values")
    connection.exec_driver_sql("DELETE FROM conflict")
    written = journal.records_of(db)
    for kind in KINDS:
        for chunk in journal.chunks(written.get(kind, []), journal.CHUNK):
            write_rows(db, connection, kind, chunk)
            tell(len(chunk))
    forget(db, KINDS)
    index.rebuild_within(db, connection, tell)


def differences(db: Database, progress: Callable[[int], None] | None = None) -> list[tuple[str, str]]:
    """(kind, id) of every row that is not what the journal says: for check, and for the tests.

    `progress` gets the number of records looked at.
    """
    found: list[tuple[str, str]] = []
    done = 0
    written = journal.records_of(db)
    for kind in KINDS:
        for chunk in journal.chunks(written.get(kind, []), journal.CHUNK):
            marks = ",".join("?" * len(chunk))
            rows = db.rows(f'SELECT {select(kind)} FROM "{kind}" WHERE id IN ({marks})', chunk)
            stored = {row[0]: row for row in rows}
            for record_id, heads in journal.heads_of(db, chunk).items():
                said = None if heads.silent else tuple(to_row(record_from(kind, record_id, heads)).values())
                if stored.get(record_id) != said:
                    found.append((kind, record_id))
            done += len(chunk)
            if progress:
                progress(done)
        from_nowhere = "NOT EXISTS (SELECT 1 FROM op WHERE op.record = t.id AND op.kind = ?)"
        rows = db.rows(f'SELECT id FROM "{kind}" t WHERE {from_nowhere}', (kind,))
        found.extend((kind, row[0]) for row in rows)
    return found


def forget(db: Database, kinds: Collection[str]) -> None:
    """Forget what query modules keep of these kinds (`Database.cache` keys begin with the kind)."""
    for key in [key for key in db.cache if key.startswith(tuple(kinds))]:
        db.cache.pop(key, None)


def write_rows(db: Database, connection: Connection, kind: str, ids: Sequence[str]) -> None:
    """The rows of some hundred records of a kind anew from their operations."""
    found = journal.heads_of(db, ids)
    records = [record_from(kind, record_id, heads) for record_id, heads in found.items() if not heads.silent]
    gone = [(record_id,) for record_id, heads in found.items() if heads.silent]
    if gone:
        connection.exec_driver_sql(f'DELETE FROM "{kind}" WHERE id = ?', gone)
    if records:
        names = column_names(kind)
        columns = ", ".join(f'"{name}"' for name in names)
        changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
        connection.exec_driver_sql(
            f'INSERT INTO "{kind}" ({columns}) VALUES ({",".join("?" * len(names))})'
            f" ON CONFLICT (id) DO UPDATE SET {changes}",
            [tuple(to_row(record).values()) for record in records],
        )
    if kind == "institutions":
        _write_sources(connection, found)
    _write_conflicts(connection, kind, found)


def _fill(record: Record, names: frozenset[str], sources: Sequence[Mapping[str, Any]]) -> None:
    """The newest source that still lists the institution speaks first; of lists, each adds its own.

    One office with several services stands in several lists, each of which names only its own service.
    """
    found: dict[str, Any] = {}
    listed = [source for source in sources if not source.get("gone")]
    if all(source["source"] == LAYER for source in listed):
        listed = []  # the area tree is no list: it alone does not keep an institution
    for source in reversed(listed or sources):
        values = source.get("values", {})
        for name, value in values.items():
            if name not in names:
                continue
            if isinstance(value, list):
                value = [*value, *(more for more in found.get(name, ()) if more not in value)]
            if not is_empty(value):
                found[name] = value
    if sources and "listed" in names:
        found.setdefault("listed", True)  # an institution from a list is in ours until she says otherwise
    put_group(record, found)


def _write_sources(connection: Connection, found: Mapping[str, Heads]) -> None:
    connection.exec_driver_sql(
        "DELETE FROM source_values WHERE institution_id = ?", [(record_id,) for record_id in found]
    )
    rows = [
        (
            *(record_id, value["source"], value.get("edition"), value.get("key")),
            *(int(bool(value.get("gone"))), json.dumps(value.get("values", {}), ensure_ascii=False)),
        )
        for record_id, heads in found.items()
        for value in sources_of(heads)
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO source_values (institution_id, source, edition, key, gone, value)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )


def _write_conflicts(connection: Connection, kind: str, found: Mapping[str, Heads]) -> None:
    """Of which groups two devices say different things; of what lies in the bin nobody need decide."""
    connection.exec_driver_sql(
        f"DELETE FROM conflict WHERE record IN ({','.join('?' * len(found))})", tuple(found)
    )
    rows = [
        (record_id, grp, kind)
        for record_id, heads in found.items()
        if (conflicts := heads.conflicts) and not heads.deleted
        for grp in conflicts
    ]
    if rows:
        connection.exec_driver_sql("INSERT INTO conflict (record, grp, kind) VALUES (?, ?, ?)", rows)
