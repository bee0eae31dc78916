"""変更履歴: what the journal says of a record in words — who, when, before, after — and the bin."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from zaitaku_desk import clock
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Spec, is_empty, label_of, put_group, specs
from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.records.questions import Answer, Question
from zaitaku_desk.rules import hours
from zaitaku_desk.rules.hearing import answer_text
from zaitaku_desk.store import codes, erasing, journal, lists, save, search
from zaitaku_desk.store.journal import DELETION, ERASE, PRESET, SOURCE, Op

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

ERASED = "消去済み"


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
    """The sealed changes of a record, newest first; times are civil JST. What came with the program is not
    told.
    """
    ops = [op for op in journal.of_record(db, record_id) if op.sealed and op.kind == kind]
    before = journal.by_ids(db, [older for op in ops for older in op.prev])
    gone = erasing.was_erased(db, record_id)
    found = [
        change
        for op in ops
        if op.device != PRESET
        for change in _changes(
            db, op, _past(op, before, [other for other in ops if other.hlc < op.hlc]), gone.get(op.id)
        )
    ]
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
    """A field's JSON value in words: codes and choices by their labels, dates in the office's style, yes and
    no, a referred record by its name.
    """
    if is_empty(value):
        return ""
    if item.type is bool:
        return "はい" if value else "いいえ"
    if item.name == "opening_hours":
        return hours.show(value)
    if isinstance(value, list):
        return "、".join(text_of(db, item, part) for part in value)
    if isinstance(value, dict):
        return "、".join(text_of(db, item, part) for part in value.values())
    if item.choices:
        return label_of(item.choices, value)
    if item.codes:
        return codes.label(db, item.codes, str(value))
    if item.refers:
        return name_of(db, item.refers, str(value))
    if item.type in (date, datetime):
        return _day_text(db, str(value))
    return f"{value}{item.unit}"


def name_of(db: Database, kind: str, record_id: str) -> str:
    """The name of a record another one points to; 「（未着）」 when it is not here (decisions 2)."""
    row = db.row(f'SELECT "{KINDS[kind].NAME}" FROM "{kind}" WHERE id = ?', (record_id,))
    return (row[0] or "") if row else "（未着）"


def staff_name(db: Database, staff_id: str) -> str:
    """Who wrote: the name of the member of staff; empty when nobody had said who they are."""
    return name_of(db, "staff", staff_id) if staff_id else ""


def _past(op: Op, before: Mapping[str, Op], earlier: Sequence[Op]) -> Any:
    """What the group showed before: what it had said, else what the last list had said."""
    older = [before[prev] for prev in op.prev if prev in before]
    if older:
        return max(older, key=lambda found: (found.hlc, found.id)).value
    lists_before = [found.value for found in earlier if found.grp.startswith(SOURCE) and found.value]
    return lists_before[-1].get("values") if lists_before else None


def _changes(db: Database, op: Op, past: Any, gone: Collection[str] | None = None) -> Iterator[Change]:
    when = clock.civil(op.hlc)
    who = staff_name(db, op.who)
    if op.grp == DELETION:
        what = "ごみ箱へ移動" if op.value.get("deleted") else "ごみ箱から復元"
        yield Change(when, who, what, "", "", op.id)
    elif op.grp == ERASE:
        yield Change(when, who, "保存期間を過ぎた個人の情報の消去", "", "", op.id)
    elif op.grp.startswith(SOURCE):
        yield Change(when, who, "取り込み", "", _source_words(db, op), op.id)
    elif op.grp == "merged_into":
        if op.value and op.value.get("merged_into"):
            yield Change(when, who, "統合", "", name_of(db, op.kind, op.value["merged_into"]), op.id)
    else:
        for item in specs(KINDS[op.kind]):
            if gone and item.group == op.grp and item.name in gone:
                yield Change(when, who, item.title, "", ERASED, op.id)
                continue
            was, now = _said(past, item.name), _said(op.value, item.name)
            if item.group == op.grp and was != now:
                texts = _words(db, item, was, past), _words(db, item, now, op.value)
                yield Change(when, who, item.title, *texts, op.id, op.value is not None and gone is None)


def _said(value: Any, name: str) -> Any:
    """(typed text that could not be read, or None; the field's value)"""
    if not value:
        return None, None
    return value.get("as_typed", {}).get(name), value.get(name)


def _words(db: Database, item: Spec, said: Any, of: Any) -> str:
    typed, value = said
    if typed is not None:
        return str(typed)
    if item.name == "value" and isinstance(value, dict):  # the answer to a question
        question = save.get(db, "questions", of.get("question_id") or "")
        if isinstance(question, Question):
            return answer_text(question, Answer(value=value))
    return text_of(db, item, value)


def _day_text(db: Database, value: str) -> str:
    """An ISO day or moment as the office writes it; what is none stays as it is."""
    style = db.cache.get("profiles.date_style")
    if style is None:
        row = db.row("SELECT date_style FROM profiles WHERE id = ?", (PROFILE_ID,))
        style = db.cache["profiles.date_style"] = (row[0] if row else None) or "wareki"
    day, _, time = value.partition("T")
    try:
        shown = wareki.show(date.fromisoformat(day), style)
    except ValueError:
        return value
    return f"{shown} {time}".rstrip()


def _source_words(db: Database, op: Op) -> str:
    if op.value is None:
        return "取り込みの取り消し"
    source = codes.label(db, "sources", op.value.get("source"))
    state = "、一覧から消えました" if op.value.get("gone") else ""
    return f"{source}（{_day_text(db, op.value.get('edition') or '')}{state}）"
