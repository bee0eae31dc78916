"""Writing the one search index: folded bigrams of every kind in one contentless FTS5 table (decisions 28).

`search_doc` maps the index's rowid to a record. The rowid is the rank of the record in its list's own order
(ふりがな, or time), each kind in a range of its own, so hits come in the order of the screen without
sorting. Ranks are dealt with gaps; when a gap is full, the kind is dealt again.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.japanese import fold
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Spec, specs
from zaitaku_desk.store import documents
from zaitaku_desk.store.documents import LIVE, NUMBERS, Document, any_of
from zaitaku_desk.store.journal import CHUNK, chunks

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database

CREATE = (
    "CREATE VIRTUAL TABLE search_text USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii')"
)

GAP = 1 << 10
_RANGE = 1 << 56
_MIDDLE = 1 << 55
MANY = 2_000
_WIDTHS = (32, 256, 2048)
_BELOW = "SELECT rank, id FROM search_doc WHERE kind = ? AND sort_key <= ? ORDER BY sort_key DESC, rank DESC"
_ABOVE = "SELECT rank, id FROM search_doc WHERE kind = ? AND sort_key > ? ORDER BY sort_key, rank"

Progress = Callable[[int], None]


class _Place(NamedTuple):
    rank: int
    sort_key: str
    name_key: str
    digest: int


def bounds(kind: str) -> tuple[int, int]:
    """First and last rank of a kind."""
    return NUMBERS[kind] * _RANGE, (NUMBERS[kind] + 1) * _RANGE - 1


def update(
    db: Database,
    connection: Connection,
    wanted: Mapping[str, Collection[str]],
    progress: Progress | None = None,
) -> None:
    """Bring these documents up to date; `progress` gets the number done."""
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done)

    for kind, ids in wanted.items():
        if ids:
            _update_kind(db, connection, kind, sorted(ids), tell)
    if done >= MANY:
        row = db.row("SELECT count(*) FROM search_doc")
        if row and done * 4 >= row[0]:
            _optimize(connection)


def update_labels(db: Database, connection: Connection, renamed: Iterable[tuple[str, str]]) -> None:
    """Records that are found by the label of a code (list, key) that is called otherwise now.

    With very many of them the index is only marked, and made anew at the next start.
    """
    found: dict[str, set[str]] = {}
    for list_name, key in renamed:
        for kind in NUMBERS:
            for item in specs(KINDS[kind]):
                if item.codes == list_name:
                    condition = _holds(item)
                    rows = db.rows(f'SELECT id FROM "{kind}" WHERE {condition} LIMIT ?', (key, MANY))
                    found.setdefault(kind, set()).update(row[0] for row in rows)
    if any(len(ids) >= MANY for ids in found.values()):
        connection.exec_driver_sql("DELETE FROM local WHERE key = 'fold_version'")
    else:
        update(db, connection, found)


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_text")
    connection.exec_driver_sql(CREATE)
    connection.exec_driver_sql("DELETE FROM search_doc")


def optimize(db: Database) -> None:
    """Lay the index out anew: searching it is twice as fast afterwards. 4 s per 100,000 records."""
    with db.begin() as connection:
        _optimize(connection)


def rebuild(db: Database, progress: Progress | None = None) -> None:
    """Make the whole index anew: after a change of folding, or when a check found it wrong."""
    with db.begin() as connection:
        rebuild_within(db, connection, progress)


def rebuild_within(db: Database, connection: Connection, progress: Progress | None = None) -> None:
    """The same inside a transaction that is already open."""
    clear(connection)
    for kind in NUMBERS:
        rebuild_kind(db, connection, kind, progress)
    _optimize(connection)
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO local (key, value) VALUES ('fold_version', ?)", (str(fold.FOLD_VERSION),)
    )


def rebuild_kind(db: Database, connection: Connection, kind: str, progress: Progress | None = None) -> None:
    """Index one kind anew with evenly dealt ranks."""
    low, high = bounds(kind)
    connection.exec_driver_sql("DELETE FROM search_text WHERE rowid BETWEEN ? AND ?", (low, high))
    connection.exec_driver_sql("DELETE FROM search_doc WHERE kind = ?", (kind,))
    in_order = sorted((key, record_id) for record_id, key in documents.sort_keys(db, kind))
    ranks = {record_id: low + _MIDDLE + place * GAP for place, (_, record_id) in enumerate(in_order)}
    for chunk in chunks(list(ranks), CHUNK):
        _write(connection, kind, [(doc, ranks[doc.id]) for doc in documents.documents(db, kind, chunk)])
        if progress:
            progress(len(chunk))


def is_stale(db: Database) -> bool:
    """True when the index was folded by other rules than this program's (decisions 28), or lies behind."""
    row = db.row("SELECT value FROM local WHERE key = 'fold_version'")
    return not row or row[0] != str(fold.FOLD_VERSION)


def problems(db: Database, progress: Progress | None = None) -> int:
    """How many records are not found as they should be: for the check. Reads every record.

    `progress` gets the number looked at.
    """
    wrong = done = 0
    for kind in NUMBERS:
        there = {
            row[0]: row[1] for row in db.rows("SELECT id, digest FROM search_doc WHERE kind = ?", (kind,))
        }
        ids = [row[0] for row in db.rows(f'SELECT id FROM "{kind}" WHERE {LIVE}')]
        for chunk in chunks(ids, CHUNK):
            wrong += sum(
                there.pop(doc.id, None) != doc.digest for doc in documents.documents(db, kind, chunk)
            )
            done += len(chunk)
            if progress:
                progress(done)
        wrong += len(there)
        disorder = db.row(
            "SELECT count(*) FROM (SELECT sort_key < lag(sort_key) OVER (ORDER BY rank) AS wrong"
            " FROM search_doc WHERE kind = ?) WHERE wrong",
            (kind,),
        )
        wrong += disorder[0] if disorder else 0
    unlike = db.row(
        "SELECT (SELECT count(*) FROM search_doc WHERE rank NOT IN (SELECT id FROM search_text_docsize))"
        " + (SELECT count(*) FROM search_text_docsize WHERE id NOT IN (SELECT rank FROM search_doc))"
    )
    return wrong + (unlike[0] if unlike else 0)


def _update_kind(db: Database, connection: Connection, kind: str, ids: Sequence[str], tell: Progress) -> None:
    places = _places(db, ids)
    keys = dict(documents.sort_keys(db, kind, ids))
    moved = [record_id for record_id, place in places.items() if keys.get(record_id) != place.sort_key]
    _remove(connection, [places[record_id].rank for record_id in moved])
    fresh = {record_id: key for record_id, key in keys.items() if record_id not in places}
    fresh |= {record_id: keys[record_id] for record_id in moved if record_id in keys}
    ranks = _deal(db, kind, fresh)
    if ranks is None:
        rebuild_kind(db, connection, kind, tell)
        return
    pushed = [record_id for record_id in ranks if record_id not in fresh]
    places |= _places(db, pushed)
    _remove(connection, [places[record_id].rank for record_id in pushed])
    more = sorted(set(pushed) - set(ids))
    keys.update(documents.sort_keys(db, kind, more))
    for chunk in chunks([*ids, *more], CHUNK):
        todo, old = [], []
        for doc in documents.documents(db, kind, chunk, keys):
            place = places.get(doc.id)
            if doc.id in ranks:
                todo.append((doc, ranks[doc.id]))
            elif place and place.digest != doc.digest:
                old.append(place.rank)
                todo.append((doc, place.rank))
        _remove(connection, old)
        _write(connection, kind, todo)
        tell(len(chunk))


def _places(db: Database, ids: Sequence[str]) -> dict[str, _Place]:
    sql = "SELECT id, rank, sort_key, name_key, digest FROM search_doc WHERE "
    return {
        row[0]: _Place(*row[1:])
        for chunk in chunks(ids, CHUNK)
        for row in db.rows(sql + any_of("id", chunk), chunk)
    }


def _deal(db: Database, kind: str, fresh: Mapping[str, str]) -> dict[str, int] | None:
    """Ranks for new documents (id → sort key), spread evenly between their neighbours.

    Where there is no room, neighbours get new ranks as well; None when the whole kind has to be dealt again.
    """
    found: dict[str, int] = {}
    in_order = sorted((key, record_id) for record_id, key in fresh.items())
    if len(in_order) > 1 and not db.row("SELECT 1 FROM search_doc WHERE kind = ? LIMIT 1", (kind,)):
        return _spread(kind, [record_id for _, record_id in in_order], None, None, 1)
    runs = itertools.groupby(in_order, lambda item: _neighbours(db, kind, item[0]))
    for number, ((low, high), run) in enumerate(runs):
        items = list(run)
        spread = _spread(kind, [record_id for _, record_id in items], low, high, 1)
        if spread is None:
            alone = number == 0 and len(items) == len(fresh)
            return _make_room(db, kind, items) if alone else None
        found |= spread
    return found


def _spread(
    kind: str, ids: Sequence[str], low: int | None, high: int | None, least: int
) -> dict[str, int] | None:
    """Ranks between two others, an open end counting as endless; None when they would stand too close."""
    if low is None:
        low = bounds(kind)[0] + _MIDDLE if high is None else high - GAP * (len(ids) + 1)
    step = GAP if high is None else min(GAP, (high - low) // (len(ids) + 1))
    if step < least:
        return None
    return {record_id: low + step * number for number, record_id in enumerate(ids, 1)}


def _make_room(db: Database, kind: str, fresh: Sequence[tuple[str, str]]) -> dict[str, int] | None:
    """New ranks for the new documents (sort key, id) and for as many around them as it takes."""
    for width in _WIDTHS:
        below = db.rows(f"{_BELOW} LIMIT ?", (kind, fresh[0][0], width + 1))
        above = db.rows(f"{_ABOVE} LIMIT ?", (kind, fresh[-1][0], width + 1))
        low = below.pop()[0] if len(below) > width else None
        high = above.pop()[0] if len(above) > width else None
        ids = [row[1] for row in reversed(below)]
        ids += [record_id for _, record_id in fresh]
        ids += [row[1] for row in above]
        found = _spread(kind, ids, low, high, max(1, GAP // _WIDTHS[0]))
        if found:
            return found
    return None


def _neighbours(db: Database, kind: str, key: str) -> tuple[int | None, int | None]:
    below, above = db.row(f"{_BELOW} LIMIT 1", (kind, key)), db.row(f"{_ABOVE} LIMIT 1", (kind, key))
    return below[0] if below else None, above[0] if above else None


def _optimize(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO search_text (search_text) VALUES ('optimize')")


def _remove(connection: Connection, ranks: Sequence[int]) -> None:
    if ranks:
        each = [(rank,) for rank in ranks]
        connection.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", each)
        connection.exec_driver_sql("DELETE FROM search_doc WHERE rank = ?", each)


def _write(connection: Connection, kind: str, docs: Sequence[tuple[Document, int]]) -> None:
    if docs:
        connection.exec_driver_sql(
            "INSERT INTO search_doc (rank, kind, id, sort_key, name_key, digest) VALUES (?, ?, ?, ?, ?, ?)",
            [(rank, kind, doc.id, doc.sort_key, doc.name_key, doc.digest) for doc, rank in docs],
        )
        connection.exec_driver_sql(
            "INSERT INTO search_text (rowid, tokens) VALUES (?, ?)",
            [(rank, doc.tokens) for doc, rank in docs],
        )


def _holds(item: Spec) -> str:
    if item.type is list:
        return f'EXISTS (SELECT 1 FROM json_each("{item.name}") WHERE value = ?)'
    return f'"{item.name}" = ?'
