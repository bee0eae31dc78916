"""Writing the one search index: folded bigrams of every kind in one contentless FTS5 table (decisions 28).

`search_doc` maps the index's rowid to a record. The rowid is the rank of the record in its list's own order
(ふりがな, or time), each kind in a range of its own, so hits come in the order of the screen without
sorting. Ranks are dealt with gaps; when a gap is full, the kind is dealt again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.japanese import fold
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Spec, specs
from zaitaku_desk.store import documents, ranks
from zaitaku_desk.store.documents import LIVE, NUMBERS, Document, any_of
from zaitaku_desk.store.journal import CHUNK, chunks

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database

CREATE = (
    "CREATE VIRTUAL TABLE search_text USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii')"
)

MANY = 2_000
BLOCK = 4_000
"""So many documents are brought up to date together."""

_PIECE = "DELETE FROM search_text_data WHERE id IN (SELECT id FROM search_text_data LIMIT 1000)"

Progress = Callable[[int], None]


class _Place(NamedTuple):
    rank: int
    sort_key: str
    name_key: str
    digest: int


def update(
    db: Database,
    connection: Connection,
    wanted: Mapping[str, Collection[str]],
    progress: Progress | None = None,
) -> None:
    """Bring these documents up to date; `progress` gets the number done."""
    work = Update(db, connection, {kind: len(ids) for kind, ids in wanted.items()})
    done = 0
    for kind, ids in wanted.items():
        for block in chunks(sorted(ids), BLOCK):
            work.take(kind, block)
            done += len(block)
            if progress:
                progress(done)
    work.finish()


class Update:
    """Brings documents up to date a block at a time, however many there will be.

    `many` says about how many of each kind will come. Where that is as much as the index holds of the kind,
    its documents are not looked for one by one: the kind is made anew at the end, in the order of its ranks,
    and none of its ids need be remembered.
    """

    def __init__(self, db: Database, connection: Connection, many: Mapping[str, int]) -> None:
        self._db, self._connection = db, connection
        self._many = sum(many.values())
        self._held = _held(db) if any(count >= MANY for count in many.values()) else {}
        self._anew = {
            kind
            for kind, count in many.items()
            if kind in NUMBERS and count >= MANY and count >= self._held.get(kind, 0)
        }
        self._others: dict[str, set[str]] = {}

    def whole(self, kind: str) -> bool:
        """The kind is made anew at the end; nobody need say what of it has changed."""
        return kind in self._anew

    def take(self, kind: str, ids: Collection[str]) -> None:
        """Bring these documents of a kind up to date, at the latest at the end."""
        if ids and kind not in self._anew and not _update_kind(self._db, self._connection, kind, sorted(ids)):
            self._anew.add(kind)

    def finish(self, progress: Progress | None = None) -> None:
        """Make anew what is to be made anew; `progress` gets the number of documents written by that."""
        tell = _adding(progress)
        held = self._held or (_held(self._db) if self._anew else {})
        inside = sum(held.get(kind, 0) for kind in self._anew)
        if self._anew and 2 * inside > sum(held.values()):
            rebuild_within(self._db, self._connection, tell)
            return
        for kind in self._anew:
            rebuild_kind(self._db, self._connection, kind, tell)
        if self._many >= MANY and self._many * 4 >= sum(_held(self._db).values()):
            _optimize(self._connection)


def _adding(progress: Progress | None) -> Progress:
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done)

    return tell


def _held(db: Database) -> dict[str, int]:
    """How many documents of each kind there are."""
    return dict(db.rows("SELECT kind, count(*) FROM search_doc GROUP BY kind"))


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
    """Empty the index, its data piece by piece: what one statement changes SQLite holds until it is done."""
    there = "SELECT 1 FROM sqlite_master WHERE name = 'search_text_data'"
    if connection.exec_driver_sql(there).first():
        while connection.exec_driver_sql(_PIECE).rowcount > 0:
            pass
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
    """Index one kind anew with evenly dealt ranks, in their order: in any other FTS5 takes four times as
    long.
    """
    low, high = ranks.bounds(kind)
    connection.exec_driver_sql("DELETE FROM search_text WHERE rowid BETWEEN ? AND ?", (low, high))
    connection.exec_driver_sql("DELETE FROM search_doc WHERE kind = ?", (kind,))
    in_order = documents.in_order(connection, kind)
    for start in range(0, len(in_order), CHUNK):
        rows = in_order[start : start + CHUNK]
        rank_of = {row: low + ranks.MIDDLE + place * ranks.GAP for place, row in enumerate(rows, start)}
        sql = f'SELECT id, rowid FROM "{kind}" WHERE {any_of("rowid", rows)}'
        dealt = {record_id: rank_of[row] for record_id, row in db.rows(sql, rows)}
        docs = documents.documents(db, kind, list(dealt))
        _write(connection, kind, [(doc, dealt[doc.id]) for doc in docs])
        if progress:
            progress(len(rows))


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


def _update_kind(db: Database, connection: Connection, kind: str, ids: Sequence[str]) -> bool:
    """False when the ranks are too close: then the kind has to be dealt again."""
    places = _places(db, ids)
    keys = dict(documents.sort_keys(db, kind, ids))
    moved = [record_id for record_id, place in places.items() if keys.get(record_id) != place.sort_key]
    _remove(connection, [places[record_id].rank for record_id in moved])
    fresh = {record_id: key for record_id, key in keys.items() if record_id not in places}
    fresh |= {record_id: keys[record_id] for record_id in moved if record_id in keys}
    dealt = ranks.deal(db, kind, fresh)
    if dealt is None:
        return False
    pushed = [record_id for record_id in dealt if record_id not in fresh]
    places |= _places(db, pushed)
    _remove(connection, [places[record_id].rank for record_id in pushed])
    more = sorted(set(pushed) - set(ids))
    keys.update(documents.sort_keys(db, kind, more))
    new_rank = {record_id: place.rank for record_id, place in places.items()} | dealt
    here = sorted(
        (record_id for record_id in {*ids, *more} if record_id in new_rank), key=new_rank.__getitem__
    )
    for chunk in chunks(here, CHUNK):
        todo, old = [], []
        for doc in documents.documents(db, kind, chunk, keys):
            place = places.get(doc.id)
            if doc.id in dealt:
                todo.append((doc, dealt[doc.id]))
            elif place and place.digest != doc.digest:
                old.append(place.rank)
                todo.append((doc, place.rank))
        _remove(connection, old)
        _write(connection, kind, todo)
    return True


def _places(db: Database, ids: Sequence[str]) -> dict[str, _Place]:
    sql = "SELECT id, rank, sort_key, name_key, digest FROM search_doc WHERE "
    return {
        row[0]: _Place(*row[1:])
        for chunk in chunks(ids, CHUNK)
        for row in db.rows(f"{sql}{any_of('id', chunk)}", chunk)
    }


def _optimize(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO search_text (search_text) VALUES ('optimize')")


def _remove(connection: Connection, gone: Sequence[int]) -> None:
    if gone:
        each = [(rank,) for rank in sorted(gone)]
        connection.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", each)
        connection.exec_driver_sql("DELETE FROM search_doc WHERE rank = ?", each)


def _write(connection: Connection, kind: str, docs: Sequence[tuple[Document, int]]) -> None:
    if docs:
        docs = sorted(docs, key=lambda item: item[1])
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
