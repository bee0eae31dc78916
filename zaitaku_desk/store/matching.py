"""What 名寄せ reads of the desk: only the institutions that a list may mean, found by index; and what she
decided of rows that nobody could tell apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.records import pair_id
from zaitaku_desk.records.imports import MatchDecision
from zaitaku_desk.store import index, save
from zaitaku_desk.store.documents import NAME_LENGTH, any_of
from zaitaku_desk.store.journal import CHUNK, chunks
from zaitaku_desk.store.sources import SourceValues

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

MANY = 20 * CHUNK
_COLUMNS = "id, name, telephone, address, kind"
_LAST = "\U0010ffff"

Known = tuple[str, str, str, str, str]
"""id, name, telephone, address, kind of an institution; never None."""


class Layer(Mapping[str, SourceValues]):
    """What one source said last, by institution; the values are read when they are asked for.

    `gone` are the institutions that its last edition lacked.
    """

    def __init__(self, db: Database, source: str) -> None:
        self._db, self._source = db, source
        rows = db.rows("SELECT institution_id, gone FROM source_values WHERE source = ?", (source,))
        self._ids = dict.fromkeys(row[0] for row in rows)
        self.gone = frozenset(row[0] for row in rows if row[1])

    def __getitem__(self, institution_id: str) -> SourceValues:
        if institution_id not in self._ids:
            raise KeyError(institution_id)
        sql = "SELECT edition, value, key, gone FROM source_values WHERE institution_id = ? AND source = ?"
        row = self._db.row(sql, (institution_id, self._source))
        if row is None:
            raise KeyError(institution_id)
        return SourceValues(
            institution_id, self._source, row[0] or "", json.loads(row[1]), row[2], bool(row[3])
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, institution_id: object) -> bool:
        return institution_id in self._ids

    def newest(self) -> str:
        """The day of its newest edition, "" when it never spoke."""
        row = self._db.row("SELECT max(edition) FROM source_values WHERE source = ?", (self._source,))
        return (row[0] if row else "") or ""

    def called(self) -> Iterator[Known]:
        """What it calls each institution."""
        parts = ", ".join(f"json_extract(value, '$.{name}')" for name in _COLUMNS.split(", ")[1:])
        sql = f"SELECT institution_id, {parts} FROM source_values WHERE source = ?"
        yield from map(_known, self._db.rows(sql, (self._source,)))


def knows_keys(db: Database) -> bool:
    """Any source has told a trusted key."""
    return db.row("SELECT 1 FROM source_values WHERE key IS NOT NULL LIMIT 1") is not None


def with_keys(db: Database, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """(key, institution) of those of these trusted keys that any source knows."""
    wanted = sorted(keys)
    if not wanted:
        return
    within = "source = ? AND key >= ? AND key <= ?"
    ends = (wanted[0], wanted[-1])
    for (source,) in db.rows("SELECT DISTINCT source FROM source_values"):
        if not db.row(f"SELECT 1 FROM source_values WHERE {within} LIMIT 1", (source, *ends)):
            continue
        if len(wanted) > MANY:
            rows = db.rows(f"SELECT key, institution_id FROM source_values WHERE {within}", (source, *ends))
            every = frozenset(wanted)
            yield from ((key, id_) for key, id_ in rows if key in every)
            continue
        for chunk in chunks(wanted, CHUNK):
            sql = f"SELECT key, institution_id FROM source_values WHERE source = ? AND {any_of('key', chunk)}"
            yield from db.rows(sql, (source, *chunk))


def keys_of(db: Database, ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """(key, institution) of every trusted key that these institutions have."""
    for chunk in chunks(sorted(ids), CHUNK):
        sql = f"SELECT key, institution_id FROM source_values WHERE {any_of('institution_id', chunk)}"
        yield from db.rows(f"{sql} AND key IS NOT NULL", chunk)


def named(
    db: Database, names: Collection[str], forms: Collection[str] = (), *, least: int = 2
) -> Iterator[Known]:
    """Institutions of one of these folded names, and those whose name begins with one of `forms` (folded
    words like 医療法人) and ends with one of the names. Those joined to another are told under its id.
    """
    every = {name[:NAME_LENGTH] for name in names if len(name) >= least}
    if not every:
        return
    if index.is_stale(db):
        yield from everything(db)
        return
    for chunk in chunks(sorted(_ids(db, every, forms)), CHUNK):
        rows = db.rows(f"SELECT {_COLUMNS} FROM institutions WHERE {any_of('id', chunk)}", chunk)
        yield from map(_known, rows)
    yield from _joined(db)


def everything(db: Database) -> Iterator[Known]:
    """Every institution out of the bin; those joined to another are told under its id."""
    live = f"SELECT {_COLUMNS} FROM institutions WHERE merged_into IS NULL AND deleted = 0"
    yield from map(_known, db.rows(live))
    yield from _joined(db)


def numbered(db: Database, numbers: Collection[str]) -> Iterator[Known]:
    """Institutions whose telephone is written in one of these ways."""
    for chunk in chunks(sorted(numbers), CHUNK):
        where = f"{any_of('telephone', chunk)} AND merged_into IS NULL"
        yield from map(_known, db.rows(f"SELECT {_COLUMNS} FROM institutions WHERE {where}", chunk))


def once_called(db: Database) -> Iterator[Known]:
    """Institutions under each of their 旧称・別名."""
    where = "aliases IS NOT NULL AND merged_into IS NULL"
    for row in db.rows(f"SELECT {_COLUMNS}, aliases FROM institutions WHERE {where}"):
        for name in json.loads(row[-1]):
            yield _known((row[0], name, *row[2:-1]))


def joined(db: Database) -> dict[str, str]:
    """Institution → the one that it was joined to in the end."""
    into = dict(db.rows("SELECT id, merged_into FROM institutions WHERE merged_into IS NOT NULL"))
    return {loser: _end(into, loser) for loser in into}


def binned(db: Database) -> list[Known]:
    """The institutions in the bin: a list does not bring them back, nor a second time."""
    return [_known(row) for row in db.rows(f"SELECT {_COLUMNS} FROM institutions WHERE deleted = 1")]


def names(db: Database, ids: Collection[str]) -> dict[str, str]:
    """What these institutions are called."""
    found: dict[str, str] = {}
    for chunk in chunks(sorted(ids), CHUNK):
        found.update(db.rows(f"SELECT id, name FROM institutions WHERE {any_of('id', chunk)}", chunk))
    return {id_: name or "" for id_, name in found.items()}


class Decision(NamedTuple):
    """What she said of a row: which institution it is (None: one of its own), or that it stays out."""

    institution_id: str | None
    skip: bool = False


def decisions(db: Database, layer: str) -> dict[str, Decision]:
    """Fingerprint of a row → what she decided; an institution that is no more decides nothing."""
    rows = db.rows(
        "SELECT d.fingerprint, d.institution_id, d.skip, i.deleted FROM match_decisions d"
        " LEFT JOIN institutions i ON i.id = d.institution_id WHERE d.layer = ? AND d.deleted = 0",
        (layer,),
    )
    into = joined(db) if rows else {}
    return {
        fingerprint: Decision(into.get(institution, institution), bool(skip))
        for fingerprint, institution, skip, deleted in rows
        if institution is None or deleted == 0
    }


def decide(
    db: Database, layer: str, fingerprint: str, name: str, decision: Decision, today: date
) -> MatchDecision:
    """Remember a decision in one batch; the same row decided again has the same record (decisions 4)."""
    made = save.new(
        "match_decisions",
        id=pair_id("match", layer, fingerprint),
        layer=layer,
        fingerprint=fingerprint,
        name=name,
        institution_id=decision.institution_id,
        skip=decision.skip,
        decided_on=today,
    )
    assert isinstance(made, MatchDecision)
    before = save.get(db, "match_decisions", made.id)
    if before is not None and before.deleted:
        save.restore(db, "match_decisions", made.id)
    save.save(db, made)
    return made


class Made(NamedTuple):
    """A decision as the list of them shows it; `day` is an ISO day."""

    id: str
    day: str
    layer: str
    name: str
    institution: str
    institution_name: str
    skip: bool


def made(db: Database) -> list[Made]:
    """Every decision that holds, newest first; of two records that are two, `name` is both names."""
    rows = db.rows(
        "SELECT d.id, d.decided_on, d.layer, d.name, d.fingerprint, d.institution_id, i.name, d.skip"
        " FROM match_decisions d LEFT JOIN institutions i ON i.id = d.institution_id"
        " WHERE d.deleted = 0 ORDER BY d.decided_on DESC, d.layer, d.name"
    )
    return [
        Made(
            id_,
            day or "",
            layer or "",
            name or _both(db, layer or "", fingerprint or ""),
            institution or "",
            called or "",
            bool(skip),
        )
        for id_, day, layer, name, fingerprint, institution, called, skip in rows
    ]


def _both(db: Database, layer: str, fingerprint: str) -> str:
    kind = layer.removeprefix("desk/")
    if kind not in ("institutions", "people"):
        return ""
    ids = fingerprint.split()
    rows = db.rows(f'SELECT name FROM "{kind}" WHERE {any_of("id", ids)}', ids) if ids else []
    return " ／ ".join(row[0] or "（名称なし）" for row in rows)


def _ids(db: Database, every: Collection[str], forms: Collection[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(sorted(every), CHUNK):
        sql = f"SELECT id FROM search_doc WHERE kind = 'institutions' AND {any_of('name_key', chunk)}"
        found.update(row[0] for row in db.rows(sql, chunk))
    lengths = sorted({len(name) for name in every})
    ends = _ends_with(every, lengths)
    for form in forms:
        sql = (
            "SELECT name_key, id FROM search_doc"
            " WHERE kind = 'institutions' AND name_key >= ? AND name_key < ?"
        )
        found.update(id_ for name, id_ in db.rows(sql, (form, form + _LAST)) if ends(name))
    return found


def _joined(db: Database) -> Iterator[Known]:
    into = joined(db)
    if into:
        for row in db.rows(f"SELECT {_COLUMNS} FROM institutions WHERE merged_into IS NOT NULL"):
            yield _known((into[row[0]], *row[1:]))


def _ends_with(every: Collection[str], lengths: list[int]) -> Callable[[str], bool]:
    return lambda name: any(name[-length:] in every for length in lengths if length < len(name))


def _end(into: Mapping[str, str], record_id: str) -> str:
    seen = {record_id}
    while (further := into.get(record_id)) and further not in seen:
        seen.add(further)
        record_id = further
    return record_id


def _known(row: tuple[Any, ...]) -> Known:
    return (row[0], *(str(part or "") for part in row[1:]))
