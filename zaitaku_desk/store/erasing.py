"""消去: personal words whose time has come go from the journal, the tables and the index (decisions 12).

An `_erase` operation names fields and the live operations whoever erased had seen. It takes these fields out
of those operations and of everything they superseded, on every device, in whatever order they arrive: which
operations are blank follows from the set of operations alone. What somebody wrote without having seen the
erasing stays, and becomes due once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, new_id
from zaitaku_desk.records.fields import Record, by_name, groups, is_empty, specs, to_json
from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.rules.erasing import MARK, RULES, Part, Rule, blanked, last_day, speaking, touches
from zaitaku_desk.store import audit, cache, index, journal, refreshing
from zaitaku_desk.store.journal import ERASE, SOURCE, Op

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

YEARS = 5
_SWEEP = "erase.sweep"


class Due(NamedTuple):
    """A record whose time has come; `day` is the ISO day of its last entry."""

    kind: str
    id: str
    day: str


# ---------------------------------------------------------------- which


def years(db: Database) -> int | None:
    """For how many fiscal years the office keeps personal words; None: for ever (A303)."""
    row = db.row("SELECT erase_after_years FROM profiles WHERE id = ?", (PROFILE_ID,))
    if row and row[0] is None:
        said = db.row("SELECT 1 FROM op WHERE record = ? AND grp = 'erase_after_years'", (PROFILE_ID,))
        return None if said else YEARS
    return int(row[0]) or None if row else YEARS


def due(db: Database, today: date) -> list[Due]:
    """Everything whose time has come and that still says something personal, the oldest first."""
    kept = years(db)
    if kept is None:
        return []
    before = last_day(today, kept).isoformat()
    found = [Due(rule.kind, *row) for rule in RULES for row in db.rows(*_due_sql(rule, before))]
    return sorted(found, key=lambda one: (one.day, one.kind, one.id))


def rule_of(kind: str) -> Rule:
    """The rule for a kind that can be due."""
    return next(rule for rule in RULES if rule.kind == kind)


def what_goes(db: Database, one: Due) -> list[tuple[str, str]]:
    """(title, text as it is shown) of every field that would be blank afterwards."""
    from zaitaku_desk.store import history

    found = []
    for part in rule_of(one.kind).parts:
        for record in _records(db, part, [one.id]):
            for name in part.heads:
                item = by_name(KINDS[part.kind])[name]
                value = getattr(record, name)
                if f"{name}.text" in part.fields:
                    value = value.get("text")
                text = record.as_typed.get(name) or history.text_of(db, item, to_json(value))
                if text and text != MARK:
                    found.append((item.title, text))
    return found


def what_stays(db: Database, one: Due) -> list[tuple[str, str]]:
    """(title, text) of the record's own fields that are kept."""
    from zaitaku_desk.store import history

    rule = rule_of(one.kind)
    gone = {name for part in rule.parts if part.link == "id" for name in part.heads}
    return [
        (item.title, history.text_of(db, item, to_json(value)))
        for record in _records(db, Part(one.kind, "id", ()), [one.id])
        for item in specs(KINDS[one.kind])
        if item.name not in gone
        and item.type is not dict
        and not is_empty(value := getattr(record, item.name))
    ]


# ---------------------------------------------------------------- erasing


def erase(
    db: Database,
    wanted: Sequence[Due],
    progress: Callable[[int, int], None] = lambda *_: None,
) -> str:
    """Erase these records' personal words for good, in one transaction; returns the batch.

    There is no undo. Afterwards `sweep` takes what is left in free places of the file. `progress` gets (done,
    total) and may raise to stop: then nothing was erased.
    """
    batch = new_id()
    with db.begin() as connection:
        journal.seal(connection)
        ops = list(_erase_ops(db, wanted, batch))
        journal.insert(connection, ops)
        many = Counter(op.kind for op in ops)
        records = [op.record for op in ops]
        for done, chunk in enumerate(journal.chunks(records, journal.CHUNK)):
            progress(done * journal.CHUNK, 2 * len(records))
            apply(db, chunk)
        refreshing.refresh_batch(
            db, connection, batch, many, progress=lambda done: progress(len(records) + done, 2 * len(records))
        )
        for one in wanted:
            audit.note(db, "erase", one.kind, one.id, batch=batch)
    cache.forget(db, many)
    return batch


def apply(db: Database, records: Collection[str]) -> int:
    """Inside a transaction: blank what the `_erase` operations of these records say; how many were blanked.

    To be called whenever operations were inserted, be it the erasing or what it erases.
    """
    blank: list[tuple[str, str, str]] = []
    for chunk in journal.chunks(sorted(records), journal.CHUNK):
        marks = ",".join("?" * len(chunk))
        found = f"SELECT DISTINCT record FROM op WHERE record IN ({marks}) AND grp = ?"
        for (record,) in db.rows(found, (*chunk, ERASE)):
            blank += _to_be_blank(db, record)
    for value, said, op_id in blank:
        db.run_within("UPDATE op SET value = ?, erased = ? WHERE id = ?", (value, said, op_id))
    if blank:
        _forget_segments(db, [op_id for *_, op_id in blank])
        db.run_within("INSERT OR REPLACE INTO local (key, value) VALUES (?, '1')", (_SWEEP,))
    return len(blank)


def was_erased(db: Database, record: str) -> dict[str, frozenset[str]]:
    """Operation → fields that had said something before they were erased, of one record.

    Where the operation came without its words already, none.
    """
    rows = db.rows("SELECT id, erased FROM op WHERE record = ? AND erased IS NOT NULL", (record,))
    return {row[0]: frozenset(row[1].split()) for row in rows}


def erased(ops: Iterable[Op]) -> dict[str, frozenset[str]]:
    """Operation → fields that are taken out of it, for all operations of one record."""
    by_id = {op.id: op for op in ops}
    found: dict[str, frozenset[str]] = {}
    for erasing in by_id.values():
        if erasing.grp == ERASE and isinstance(erasing.value, Mapping):
            fields = frozenset(map(str, erasing.value.get("fields", ())))
            reached: set[str] = set()
            waiting = list(map(str, erasing.value.get("seen", ())))
            while waiting:
                op_id = waiting.pop()
                if op_id not in reached:
                    reached.add(op_id)
                    waiting += by_id[op_id].prev if op_id in by_id else ()
            for op_id in reached:
                found[op_id] = found.get(op_id, frozenset()) | fields
    return found


def without(op: Op, fields: Collection[str]) -> object | None:
    """The operation's value without these fields; None where it has no place for them."""
    names = sorted(fields)
    if op.grp.startswith(SOURCE) and isinstance(op.value, Mapping):
        said = op.value.get("values")
        return {**op.value, "key": None, "values": blanked(said, names)} if touches(said, names) else None
    return blanked(op.value, names) if touches(op.value, names) else None


# ---------------------------------------------------------------- the file itself


def to_be_swept(db: Database) -> bool:
    """Whether free places of the file and of the index may still hold what was erased."""
    return db.row("SELECT 1 FROM local WHERE key = ?", (_SWEEP,)) is not None


def sweep(db: Database) -> None:
    """Write index and file anew, so that nothing of what was erased lies in them; some seconds for a large
    file. UserError when the disk refuses; the next sweep does it then.
    """
    index.optimize(db)
    db.vacuum()
    with db.begin_raw() as raw:
        raw.execute("DELETE FROM local WHERE key = ?", (_SWEEP,))


def sweep_at_exit(db: Database) -> None:
    """The same with the window hidden, for what came from other devices; a full disk is no reason to stay."""
    if to_be_swept(db):
        with suppress(UserError):
            sweep(db)


# ---------------------------------------------------------------- inside


def _erase_ops(db: Database, wanted: Sequence[Due], batch: str) -> Iterable[Op]:
    for rule in RULES:
        owners = [one.id for one in wanted if one.kind == rule.kind]
        for part in rule.parts:
            if not part.fields:
                continue
            for chunk in journal.chunks(owners, journal.CHUNK):
                records = _ids(db, part, chunk)
                for record, heads in journal.heads_of(db, records).items():
                    seen = sorted(op.id for grp in heads.ops if grp != ERASE for op in heads.ops[grp])
                    value = {"fields": list(part.fields), "seen": seen}
                    prev = heads.ids(ERASE)
                    yield journal.new_op(db, part.kind, record, ERASE, value, batch=batch, prev=prev)


def _to_be_blank(db: Database, record: str) -> Iterator[tuple[str, str, str]]:
    """(value, names of what it had said, operation) of those of a record that are not blank yet."""
    ops, known = journal.of_record(db, record), was_erased(db, record)
    gone = erased(ops)
    for op in ops:
        value = without(op, gone[op.id]) if op.id in gone else None
        if value is not None and (op.id not in known or journal.dump(value) != journal.dump(op.value)):
            said = op.value.get("values") if op.grp.startswith(SOURCE) else op.value
            names = speaking(said, gone[op.id]) | known.get(op.id, frozenset())
            yield journal.dump(value), " ".join(sorted(names)), op.id


def _ids(db: Database, part: Part, owners: Sequence[str]) -> list[str]:
    if part.link == "id":
        return list(owners)
    marks = ",".join("?" * len(owners))
    return [
        row[0]
        for row in db.rows(f'SELECT id FROM "{part.kind}" WHERE "{part.link}" IN ({marks})', tuple(owners))
    ]


def _records(db: Database, part: Part, owners: Sequence[str]) -> list[Record]:
    from zaitaku_desk.store import documents

    return list(documents.records(db, part.kind, _ids(db, part, owners)))


def _forget_segments(db: Database, op_ids: Sequence[str]) -> None:
    """What is kept for sending once more is made of the journal again; what has not gone is cut anew."""
    for chunk in journal.chunks(op_ids, journal.CHUNK):
        marks = ",".join("?" * len(chunk))
        rows = db.rows(
            "SELECT DISTINCT s.id, s.published FROM segment s JOIN op ON op.segment = s.id"
            f" WHERE s.mine = 1 AND op.id IN ({marks})",
            tuple(chunk),
        )
        for segment, published in rows:
            if published:
                db.run_within("UPDATE segment SET body = NULL WHERE id = ?", (segment,))
            else:
                db.run_within("UPDATE op SET segment = NULL WHERE segment = ?", (segment,))
                db.run_within("DELETE FROM segment WHERE id = ?", (segment,))


def _due_sql(rule: Rule, before: str) -> tuple[str, tuple[str, ...]]:
    """Id and last day of every record of the kind that is due."""
    days = []
    still = ""
    for part in rule.parts:
        if part.day and part.link == "id":
            days.append(f"coalesce(t.\"{part.day}\", '')")
        elif part.day:
            mine = f'FROM "{part.kind}" c WHERE c."{part.link}" = t.id AND c.deleted = 0'
            days.append(f"coalesce((SELECT max(c.\"{part.day}\") {mine}), '')")
            if rule.ended:
                still += f' AND NOT EXISTS (SELECT 1 {mine} AND c."{part.day}" IS NULL)'
    last = f"max({', '.join(days)})" if len(days) > 1 else days[0]
    says = " OR ".join(f"EXISTS ({_says_sql(part)})" for part in rule.parts if part.fields)
    sql = (
        f'SELECT id, last FROM (SELECT t.id AS id, {last} AS last FROM "{rule.kind}" t WHERE 1{still}) t'
        f" WHERE last <> '' AND last < ? AND ({says})"
    )
    return sql, (before,)


def _says_sql(part: Part) -> str:
    """An operation, not erased, that holds one of the part's fields: of the record `t` or its children."""
    grps = [grp for grp, names in groups(KINDS[part.kind]).items() if set(part.heads) & set(names)]
    fields = [name.rstrip("=") for name in part.fields]
    held = [f"coalesce(json_extract(o.value, '$.{name}'), '{MARK}') <> '{MARK}'" for name in fields]
    held += [f"json_extract(o.value, '$.as_typed.{head}') IS NOT NULL" for head in part.heads]
    listed = [f"coalesce(json_extract(o.value, '$.values.{name}'), '{MARK}') <> '{MARK}'" for name in fields]
    of = (
        "o.record = t.id"
        if part.link == "id"
        else f'o.record IN (SELECT c.id FROM "{part.kind}" c WHERE c."{part.link}" = t.id)'
    )
    named = ", ".join(f"'{grp}'" for grp in grps)
    hers = f"o.grp IN ({named}) AND ({' OR '.join(held)})"
    of_lists = f"o.grp >= '{SOURCE}' AND o.grp < 'source;' AND ({' OR '.join(listed)})"
    return f"SELECT 1 FROM op o WHERE {of} AND o.erased IS NULL AND (({hers}) OR ({of_lists}))"
