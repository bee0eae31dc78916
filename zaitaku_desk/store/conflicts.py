"""食い違い: what two devices said without knowing of each other, until somebody decides (sync.md §4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, new_id
from zaitaku_desk.records.fields import groups, spec, specs
from zaitaku_desk.store import cache, documents, journal, refreshing
from zaitaku_desk.store.journal import Op
from zaitaku_desk.store.mapping import from_row, select

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that were said: by whom, when (civil JST), on which device, in words."""

    op: str
    who: str
    device: str
    when: datetime
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One group of one record; `sides` has this device's first, `before` is what all of them had seen.

    `body`: a text of several lines, of which both can be kept.
    """

    kind: str
    record: str
    grp: str
    name: str
    title: str
    before: str
    sides: tuple[Side, ...]
    body: bool


_BEFORE_PRINTING = "もう1台の内容は印刷されません。「食い違いを確かめる」で決めてから印刷してください。"


def count(db: Database) -> int:
    """How many there are."""
    row = db.row("SELECT count(*) FROM conflict")
    return int(row[0]) if row else 0


def keys(db: Database) -> list[tuple[str, str, str]]:
    """(kind, record, group) of all of them."""
    return [
        tuple(row) for row in db.rows("SELECT kind, record, grp FROM conflict ORDER BY kind, record, grp")
    ]


def marked(db: Database, kind: str) -> set[str]:
    """The records of a kind that have something to be decided, themselves or in a part of theirs."""
    found = set()
    for other, record, _ in keys(db):
        at: tuple[str, str] | None = (other, record)
        while at is not None and at[0] != kind:
            at = _parent(db, *at)
        if at is not None:
            found.add(at[1])
    return found


def titles(db: Database, kind: str, record: str) -> list[str]:
    """What of a record is to be decided, its parts included; without anything one short query."""
    found = []
    for other, part, grp in keys(db):
        at: tuple[str, str] | None = (other, part)
        while at is not None and at != (kind, record):
            at = _parent(db, *at)
        if at is not None:
            title = title_of(other, grp)
            found.append(title if part == record else f"{KINDS[other].TITLE}の{title}")
    return list(dict.fromkeys(found))


def warnings(db: Database, kind: str, record: str = "") -> tuple[str, ...]:
    """What is to be said of a paper on a record (or on records of a kind) before it is printed
    (decisions 20).
    """
    if record:
        said = titles(db, kind, record)
        return (f"確認が必要な食い違いがあります：{'、'.join(said)}。{_BEFORE_PRINTING}",) if said else ()
    count_of = len(marked(db, kind))
    return (
        f"{KINDS[kind].TITLE}の{count_of}件に、確認が必要な食い違いがあります。{_BEFORE_PRINTING}",
    ) * bool(count_of)


def page_of(db: Database, kind: str, record: str) -> tuple[str, str] | None:
    """The record whose page shows this one: itself, or what it is a part of; None for a kind without a page
    (a code, a device).
    """
    at = (kind, record)
    while (above := _parent(db, *at)) is not None:
        at = above
    return at if at[0] in documents.NUMBERS else None


def load(db: Database, kind: str, record: str, grp: str) -> Conflict | None:
    """What is to be decided; None when it has been."""
    heads = journal.heads(db, record)
    if grp not in heads.conflicts:
        return None
    live = sorted(heads.ops[grp], key=lambda op: (op.device != db.device, -op.hlc, op.id))
    said: dict[str, Op] = {}
    for op in live:
        said.setdefault(journal.dump(op.value), op)
    return Conflict(
        kind,
        record,
        grp,
        title_of_record(db, kind, record),
        title_of(kind, grp),
        text_of(db, kind, grp, _ancestor(db, live)),
        tuple(_side(db, kind, grp, op) for op in said.values()),
        _body(kind, grp) is not None,
    )


def choose(db: Database, conflict: Conflict, op_id: str) -> str:
    """What one side said holds; what the others said stays in the history. Returns the batch."""
    op = journal.by_ids(db, [op_id])[op_id]
    return _decide(db, conflict, op.value)


def keep_both(db: Database, conflict: Conflict) -> str:
    """Of a text: one below the other. UserError where the group is no text."""
    name = _body(conflict.kind, conflict.grp)
    if name is None:
        raise UserError("この項目は、両方を残すことができません。", "どちらかを選んでください。")
    heads = journal.heads(db, conflict.record)
    ops = sorted(heads.ops.get(conflict.grp, ()), key=lambda op: (op.hlc, op.id))
    texts = dict.fromkeys(str((op.value or {}).get(name) or "") for op in ops)
    value = dict(ops[-1].value or {})
    value[name] = "\n\n".join(text for text in texts if text)
    return _decide(db, conflict, value)


def title_of_record(db: Database, kind: str, record: str) -> str:
    """What the record is called: its kind, what it belongs to, the beginning of its name."""
    from zaitaku_desk.store import naming

    row = db.row(f'SELECT {select(kind)} FROM "{kind}" WHERE id = ?', (record,))
    name = naming.shown(db, from_row(kind, row)) if row and KINDS[kind].NAME else ""
    return f"{KINDS[kind].TITLE}　{name}".rstrip()


def title_of(kind: str, grp: str) -> str:
    """The fields of a group in words."""
    names = groups(KINDS[kind]).get(grp, ())
    return "・".join(spec(KINDS[kind], name).title for name in names) or grp


def text_of(db: Database, kind: str, grp: str, value: Any) -> str:
    """What a group says, in words, a line a field where it has several."""
    from zaitaku_desk.store import history

    if not isinstance(value, dict):
        return ""
    typed = value.get("as_typed") or {}
    names = set(groups(KINDS[kind]).get(grp, ()))
    found = []
    for item in specs(KINDS[kind]):
        if item.name in names:
            words = str(typed.get(item.name) or "") or history.text_of(db, item, value.get(item.name))
            found.append(words if len(names) == 1 else f"{item.title}：{words}")
    return "\n".join(found)


def _parent(db: Database, kind: str, record: str) -> tuple[str, str] | None:
    name = KINDS[kind].PARENT
    item = next((item for item in specs(KINDS[kind]) if item.name == name and item.refers), None)
    if item is None:
        return None
    row = db.row(f'SELECT "{item.name}" FROM "{kind}" WHERE id = ?', (record,))
    return (item.refers, row[0]) if row and row[0] else None


def _decide(db: Database, conflict: Conflict, value: Any) -> str:
    batch = new_id()
    with db.begin() as connection:
        journal.seal(connection)
        heads = journal.heads(db, conflict.record)
        seen = set(heads.ids(conflict.grp))
        if not {side.op for side in conflict.sides} <= seen:
            raise UserError("この食い違いは、いま変わりました。", "内容を見直してください。")
        op = journal.new_op(
            db,
            conflict.kind,
            conflict.record,
            conflict.grp,
            value,
            batch=batch,
            prev=heads.ids(conflict.grp),
        )
        journal.insert(connection, [op])
        refreshing.refresh(db, connection, {conflict.kind: [conflict.record]})
    cache.forget(db, [conflict.kind])
    db.last_batch = batch
    return batch


def _side(db: Database, kind: str, grp: str, op: Op) -> Side:
    from zaitaku_desk.store import history

    named = db.row("SELECT name FROM devices WHERE id = ?", (op.device,))
    return Side(
        op.id,
        history.staff_name(db, op.who),
        (named[0] if named else "") or "",
        clock.civil(op.hlc),
        text_of(db, kind, grp, op.value),
        op.device == db.device,
    )


def _ancestor(db: Database, live: Sequence[Op]) -> Any:
    """The newest value that all sides had seen; None when they began apart."""
    past = [_past(db, op) for op in live]
    common = set.intersection(*(set(one) for one in past)) if past else set()
    found = [past[0][one] for one in common]
    return max(found, key=lambda op: (op.hlc, op.id)).value if found else None


def _past(db: Database, op: Op) -> dict[str, Op]:
    """Every operation this one had replaced, directly or not."""
    found: dict[str, Op] = {}
    ahead = list(op.prev)
    while ahead:
        more = journal.by_ids(db, [one for one in ahead if one not in found])
        found.update(more)
        ahead = [older for one in more.values() for older in one.prev if older not in found]
    return found


def _body(kind: str, grp: str) -> str | None:
    names = groups(KINDS[kind]).get(grp, ())
    if len(names) == 1 and spec(KINDS[kind], names[0]).lines > 1:
        return names[0]
    return None
