"""変更履歴: what the journal says of a record in words — who, when, before, after — and the bin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Spec, is_empty, label_of, put_group, specs
from zaitaku_desk.store import codes, journal, lists, save, search
from zaitaku_desk.store.journal import DELETION, SOURCE, Op

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

JST = timezone(timedelta(hours=9), "JST")


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history. `what` is the field's title, or what was done; `op` can be put back by
    `put_back`.
    """

    when: datetime
    who: str
    what: str
    before: str
    after: str
    op: str
    can_put_back: bool = False


def of(db: Database, kind: str, record_id: str) -> list[Change]:
    """The sealed changes of a record, newest first; times are civil JST."""
    ops = [op for op in journal.of_record(db, record_id) if op.sealed and op.kind == kind]
    before = journal.by_ids(db, [older for op in ops for older in op.prev])
    found = [change for op in ops for change in _changes(db, kind, op, before)]
    return sorted(found, key=lambda change: change.when, reverse=True)


def put_back(db: Database, op_id: str) -> str:
    """Give a field group the value it had after this operation again; returns the batch."""
    op = journal.by_ids(db, [op_id])[op_id]
    record, seen = save.open_record(db, op.kind, op.record)
    put_group(record, op.value or {})
    save.save(db, record, seen)
    return db.last_batch


def bin_of(db: Database, kind: str, limit: int = 500) -> list[search.Hit]:
    """What lies in the bin of a kind."""
    return search.hits(db, kind, lists.ids(db, lists.Listing(kind, bin=True), limit=limit))


def text_of(db: Database, item: Spec, value: Any) -> str:
    """A field's JSON value in words: codes and choices by their labels, yes and no, a referred record by
    its name.
    """
    if is_empty(value):
        return ""
    if item.type is bool:
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        return "、".join(text_of(db, item, part) for part in value)
    if item.choices:
        return label_of(item.choices, value)
    if item.codes:
        return codes.label(db, item.codes, str(value))
    if item.refers:
        return name_of(db, item.refers, str(value))
    return str(value)


def name_of(db: Database, kind: str, record_id: str) -> str:
    """The name of a record another one points to; 「（未着）」 when it is not here (decisions 2)."""
    row = db.row(f'SELECT "{KINDS[kind].NAME}" FROM "{kind}" WHERE id = ?', (record_id,))
    return (row[0] or "") if row else "（未着）"


def staff_name(db: Database, staff_id: str) -> str:
    """Who wrote: the name of the member of staff; empty when nobody had said who they are."""
    return name_of(db, "staff", staff_id) if staff_id else ""


def _changes(db: Database, kind: str, op: Op, before: Mapping[str, Op]) -> Iterator[Change]:
    when = datetime.fromtimestamp(op.hlc / 1000, JST).replace(tzinfo=None)
    who = "初期設定" if op.device == "preset" else staff_name(db, op.who)
    if op.grp == DELETION:
        yield Change(
            when, who, "ごみ箱へ移動" if op.value.get("deleted") else "ごみ箱から復元", "", "", op.id
        )
        return
    if op.grp.startswith(SOURCE):
        yield Change(when, who, "取り込み", "", _source_words(op), op.id)
        return
    older = [before[prev] for prev in op.prev if prev in before]
    past = max(older, key=lambda found: (found.hlc, found.id)).value if older else None
    for item in specs(KINDS[kind]):
        if item.group == op.grp:
            was, now = _said(past, item.name), _said(op.value, item.name)
            if was != now:
                yield Change(
                    when,
                    who,
                    item.title,
                    _words(db, item, was),
                    _words(db, item, now),
                    op.id,
                    op.value is not None,
                )
    if op.grp == "merged_into":
        yield Change(when, who, "統合", "", "", op.id)


def _said(value: Any, name: str) -> Any:
    """(typed text that could not be read, or None; the field's value)"""
    if not value:
        return None, None
    return value.get("as_typed", {}).get(name), value.get(name)


def _words(db: Database, item: Spec, said: Any) -> str:
    typed, value = said
    return typed if typed is not None else text_of(db, item, value)


def _source_words(op: Op) -> str:
    if op.value is None:
        return "取り込みの取り消し"
    state = "（出典から消えました）" if op.value.get("gone") else ""
    return f"{op.value.get('edition') or ''} の出典{state}"
