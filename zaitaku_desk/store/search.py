"""One index over everything: folded bigrams in one contentless FTS5 table (limits.md §3, decisions 28–30).

`search_doc` maps the index's rowid to a record. The rowid is the rank of the record in its list's own order (ふりがな, or
time), each kind in a range of its own, so hits come in the order of the screen without sorting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import fold, kana
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Record, label_of, specs, to_json
from zaitaku_desk.store import codes
from zaitaku_desk.store.journal import chunks
from zaitaku_desk.store.mapping import from_row, select

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zaitaku_desk.store.connection import Database

CREATE = (
    "CREATE VIRTUAL TABLE search_text USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii')"
)

NUMBERS = {"institutions": 1, "people": 2, "visits": 3, "meetings": 4, "consultations": 5}
"""Each searchable kind's number: its range of ranks and its token in the index."""

GAP = 1 << 20
_RANGE = 1 << 56
_CHUNK = 400
_FEW = 64
NAME_HITS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: `title` names it, `subtitle` says what one needs to tell it apart."""

    kind: str
    id: str
    title: str
    subtitle: str = ""


def bounds(kind: str) -> tuple[int, int]:
    """First and last rank of a kind."""
    return NUMBERS[kind] * _RANGE, (NUMBERS[kind] + 1) * _RANGE - 1


def search(db: Database, text: str, kind: str | None = None, limit: int = 50) -> list[Hit]:
    """Records that contain every word of `text`, in the order the screen shows, at most `limit` per kind."""
    from zaitaku_desk.store import lists

    found: list[Hit] = []
    for name in [kind] if kind else list(NUMBERS):
        if name in NUMBERS and text.strip():
            ids = lists.ids(db, lists.Listing(name, text=text), limit=limit)
            found.extend(hits(db, name, ids))
    return found


def hits(db: Database, kind: str, ids: Sequence[str]) -> list[Hit]:
    """The named records as hits, in the same order."""
    found = {}
    for chunk in chunks(ids, _CHUNK):
        for record in _records(db, kind, chunk):
            found[record.id] = Hit(kind, record.id, *_named(db, record))
    return [found[record_id] for record_id in ids if record_id in found]


def name_hits(db: Database, kind: str, text: str) -> list[str]:
    """Ids of records whose name begins with `text`: as written first, then folded; at most 20."""
    key = fold.fold(text)
    if not key:
        return []
    rows = db.rows(
        f'SELECT d.id FROM search_doc d JOIN "{kind}" t ON t.id = d.id'
        " WHERE d.kind = ? AND d.name_key >= ? AND d.name_key < ?"
        f" ORDER BY instr(t.{KINDS[kind].NAME}, ?) = 0, length(d.name_key), d.rank LIMIT ?",
        (kind, key, key + "\U0010ffff", text.strip(), NAME_HITS),
    )
    return [row[0] for row in rows]


def match(kind: str, text: str) -> str | None:
    """The MATCH expression for one kind, or None when nothing of `text` can be searched."""
    return fold.query(text, fold.kind_token(NUMBERS[kind]))


def reindex(db: Database, connection: Connection, kind: str, ids: Sequence[str]) -> None:
    """Bring what is searched of these records, and of the records they are shown in, up to date."""
    for doc_kind, doc_ids in _shown_in(db, kind, ids):
        fresh = _index(db, connection, doc_kind, doc_ids)
        if not fresh:
            rebuild_kind(db, connection, doc_kind)


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_text")
    connection.exec_driver_sql(CREATE)
    connection.exec_driver_sql("DELETE FROM search_doc")


def rebuild(db: Database) -> None:
    """Make the whole index anew: after a change of folding, or when a check found it wrong."""
    with db.begin() as connection:
        clear(connection)
        for kind in NUMBERS:
            rebuild_kind(db, connection, kind)
        remember_version(connection)


def remember_version(connection: Connection) -> None:
    """Note by which rules the index was folded."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO local (key, value) VALUES ('fold_version', ?)", (str(fold.FOLD_VERSION),)
    )


def is_stale(db: Database) -> bool:
    """True when the index was folded by other rules than this program's (decisions 28)."""
    row = db.row("SELECT value FROM local WHERE key = 'fold_version'")
    return not row or row[0] != str(fold.FOLD_VERSION)


def rebuild_kind(db: Database, connection: Connection, kind: str) -> None:
    """Index one kind anew with evenly dealt ranks."""
    low, high = bounds(kind)
    connection.exec_driver_sql("DELETE FROM search_text WHERE rowid BETWEEN ? AND ?", (low, high))
    connection.exec_driver_sql("DELETE FROM search_doc WHERE kind = ?", (kind,))
    ids = [row[0] for row in db.rows(f'SELECT id FROM "{kind}" WHERE deleted = 0 AND merged_into IS NULL')]
    keys = []
    for chunk in chunks(ids, _CHUNK):
        keys.extend((sort_key(record), record.id) for record in _records(db, kind, chunk))
    ranks = {
        record_id: low + (1 << 55) + position * GAP for position, (_, record_id) in enumerate(sorted(keys))
    }
    for chunk in chunks(ids, _CHUNK):
        _write(connection, kind, [(doc, ranks[doc.id]) for doc in _documents(db, kind, chunk)])


def problems(db: Database) -> int:
    """How many records the index lacks or has too many: for the check."""
    wrong = 0
    for kind in NUMBERS:
        found = {row[0] for row in db.rows("SELECT id FROM search_doc WHERE kind = ?", (kind,))}
        live = {
            row[0] for row in db.rows(f'SELECT id FROM "{kind}" WHERE deleted = 0 AND merged_into IS NULL')
        }
        wrong += len(found ^ live)
    return wrong


@dataclass(frozen=True, slots=True)
class _Document:
    id: str
    sort_key: str
    name_key: str
    tokens: str


def sort_key(record: Record) -> str:
    """The record's place in its list's own order: ふりがな (else name), or its time."""
    if KINDS[record.KIND].NEWEST_FIRST:
        return " ".join(str(to_json(getattr(record, name)) or "") for name in record.ORDER)
    spoken = next((value for name in record.ORDER if (value := getattr(record, name))), "")
    return kana.sort_key(spoken)


def _shown_in(db: Database, kind: str, ids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    if kind in NUMBERS:
        yield kind, list(ids)
    parent = KINDS[kind].PARENT
    parent_kind = next((item.refers for item in specs(KINDS[kind]) if item.name == parent), "")
    if parent_kind in NUMBERS and any(item.searched for item in specs(KINDS[kind])):
        found: set[str] = set()
        for chunk in chunks(ids, _CHUNK):
            found.update(
                row[0] for row in db.rows(f'SELECT "{parent}" FROM "{kind}" WHERE {_in("id", chunk)}', chunk)
            )
        yield parent_kind, sorted(found - {None})  # type: ignore[type-var]
    if kind == "institutions" and len(ids) <= _FEW:
        for other in ("visits", "consultations"):
            rows = db.rows(f'SELECT id FROM "{other}" WHERE {_in("institution_id", ids)}', ids)
            yield other, [row[0] for row in rows]


def _index(db: Database, connection: Connection, kind: str, ids: Sequence[str]) -> bool:
    """False when there is no room for a rank: then the kind must be dealt again."""
    fresh: list[_Document] = []
    for chunk in chunks(ids, _CHUNK):
        old = {
            row[0]: (row[1], row[2])
            for row in db.rows(f"SELECT id, rank, sort_key FROM search_doc WHERE {_in('id', chunk)}", chunk)
        }
        kept = []
        for doc in _documents(db, kind, chunk):
            if doc.id in old and old[doc.id][1] == doc.sort_key:
                kept.append((doc, old[doc.id][0]))
            else:
                fresh.append(doc)
        _remove(connection, [rank for rank, _ in old.values()])
        _write(connection, kind, kept)
    if len(fresh) <= _FEW:
        for doc in fresh:
            rank = _between(db, kind, doc.sort_key)
            if rank is None:
                return False
            _write(connection, kind, [(doc, rank)])
        return True
    ranks = _deal(db, kind, fresh)
    if ranks is None:
        return False
    _write(connection, kind, [(doc, ranks[doc.id]) for doc in fresh])
    return True


def _between(db: Database, kind: str, key: str) -> int | None:
    below = db.row(
        "SELECT rank FROM search_doc WHERE kind = ? AND sort_key <= ? ORDER BY sort_key DESC, rank DESC LIMIT 1",
        (kind, key),
    )
    above = db.row(
        "SELECT rank FROM search_doc WHERE kind = ? AND sort_key > ? ORDER BY sort_key, rank LIMIT 1",
        (kind, key),
    )
    if below and above:
        return (below[0] + above[0]) // 2 if above[0] - below[0] > 1 else None
    if below:
        return int(below[0]) + GAP
    if above:
        return int(above[0]) - GAP
    return bounds(kind)[0] + (1 << 55)


def _deal(db: Database, kind: str, fresh: Sequence[_Document]) -> dict[str, int] | None:
    """Ranks for many new documents at once, spread evenly between their neighbours."""
    there = db.rows("SELECT sort_key, rank FROM search_doc WHERE kind = ? ORDER BY rank", (kind,))
    found: dict[str, int] = {}
    run: list[str] = []
    position, low = 0, None
    for doc in sorted(fresh, key=lambda doc: (doc.sort_key, doc.id)):
        while position < len(there) and there[position][0] <= doc.sort_key:
            if run and not _spread(found, run, low, there[position][1], kind):
                return None
            low, run = there[position][1], []
            position += 1
        run.append(doc.id)
    high = there[position][1] if position < len(there) else None
    return found if _spread(found, run, low, high, kind) else None


def _spread(found: dict[str, int], run: Sequence[str], low: int | None, high: int | None, kind: str) -> bool:
    if low is None and high is None:
        low = bounds(kind)[0] + (1 << 55)
    if low is None:
        assert high is not None
        low = high - GAP * (len(run) + 1)
    step = GAP if high is None else min(GAP, (high - low) // (len(run) + 1))
    if step < 1:
        return False
    found.update({record_id: low + step * (number + 1) for number, record_id in enumerate(run)})
    return True


def _remove(connection: Connection, ranks: Sequence[int]) -> None:
    if ranks:
        each = [(rank,) for rank in ranks]
        connection.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", each)
        connection.exec_driver_sql("DELETE FROM search_doc WHERE rank = ?", each)


def _write(connection: Connection, kind: str, docs: Sequence[tuple[_Document, int]]) -> None:
    if docs:
        connection.exec_driver_sql(
            "INSERT INTO search_doc (rank, kind, id, sort_key, name_key) VALUES (?, ?, ?, ?, ?)",
            [(rank, kind, doc.id, doc.sort_key, doc.name_key) for doc, rank in docs],
        )
        connection.exec_driver_sql(
            "INSERT INTO search_text (rowid, tokens) VALUES (?, ?)",
            [(rank, doc.tokens) for doc, rank in docs],
        )


def _documents(db: Database, kind: str, ids: Sequence[str]) -> Iterator[_Document]:
    token = fold.kind_token(NUMBERS[kind])
    beside = _beside(db, kind, ids)
    labels = codes.labels(db)
    for record in _records(db, kind, ids):
        if record.deleted or record.merged_into:
            continue
        texts = [text for text in _own_texts(record, labels) if text] + beside.get(record.id, [])
        name = getattr(record, KINDS[kind].NAME) or ""
        yield _Document(record.id, sort_key(record), fold.fold(name)[:80], fold.tokens(texts, token))


def _own_texts(record: Record, labels: dict[str, dict[str, str]]) -> Iterator[str]:
    for item in specs(type(record)):
        value = getattr(record, item.name)
        if value and (item.searched or item.choices or item.codes):
            for part in value if isinstance(value, list) else [value]:
                if item.choices:
                    yield label_of(item.choices, part)
                else:
                    yield labels.get(item.codes, {}).get(part, str(part)) if item.codes else str(part)
    yield from record.as_typed.values()


def _beside(db: Database, kind: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """Texts of other records that count as this one's: its children's, the name of its institution."""
    found: dict[str, list[str]] = {}
    for child, record in KINDS.items():
        names = [item.name for item in specs(record) if item.searched]
        parent = next((item for item in specs(record) if item.name == record.PARENT), None)
        if parent and parent.refers == kind and names:
            columns = ", ".join(f'"{name}"' for name in names)
            for row in db.rows(
                f'SELECT "{parent.name}", {columns} FROM "{child}" WHERE {_in(parent.name, ids)} AND deleted = 0',
                ids,
            ):
                found.setdefault(row[0], []).extend(text for text in row[1:] if text)
    if kind in ("visits", "consultations"):
        for record_id, name in db.rows(
            f'SELECT t.id, i.name FROM "{kind}" t JOIN institutions i ON i.id = t.institution_id WHERE {_in("t.id", ids)}',
            ids,
        ):
            found.setdefault(record_id, []).append(name or "")
    return found


def _records(db: Database, kind: str, ids: Sequence[str]) -> list[Record]:
    return [
        from_row(kind, row)
        for row in db.rows(f'SELECT {select(kind)} FROM "{kind}" WHERE {_in("id", ids)}', ids)
    ]


def _in(column: str, ids: Sequence[str]) -> str:
    return f"{column} IN ({','.join('?' * len(ids))})"


def _named(db: Database, record: Record) -> tuple[str, str]:
    """Title and subtitle of a hit."""
    values: dict[str, Any] = {item.name: getattr(record, item.name) for item in specs(type(record))}
    if record.KIND == "institutions":
        kind = codes.label(db, "institution_kinds", values["kind"])
        return values["name"] or "（名称なし）", " · ".join(
            filter(None, (kind, values["district"] or values["municipality"], values["telephone"]))
        )
    if record.KIND == "people":
        return values["name"] or "（氏名なし）", codes.label(db, "professions", values["profession"])
    if record.KIND == "meetings":
        return values["title"] or "（会議名なし）", to_json(values["held_on"]) or ""
    row = db.row("SELECT name FROM institutions WHERE id = ?", (values["institution_id"],))
    place = (row[0] if row else None) or values["institution_text"] or ""
    if record.KIND == "visits":
        return place or "（機関なし）", " · ".join(
            filter(None, (to_json(values["visited_on"]), values["purpose"]))
        )
    return _first_line(values["content"]) or "（内容なし）", " · ".join(
        filter(None, ((to_json(values["received_at"]) or "").replace("T", " "), place))
    )


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0][:60]
