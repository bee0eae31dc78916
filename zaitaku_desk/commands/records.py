"""Records without a window: search, list, show, add, set, delete."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from zaitaku_desk import clock
from zaitaku_desk.commands import Said, WrongUsage, one_line
from zaitaku_desk.commands.folder import opened
from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS, new_id, pair_id, reading
from zaitaku_desk.records.codes import code_id
from zaitaku_desk.records.fields import Record, Spec, by_name, is_empty, missing, specs, to_json
from zaitaku_desk.records.office import PROFILE_ID

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_PAIRED = {
    "capabilities": ("capability", "institution_id", "code"),
    "answers": ("answer", "visit_id", "question_id"),
    "attendances": ("attendance", "meeting_id", "person_id"),
}
"""Associations, whose ids are made of what they join (decisions 4)."""


def search(arguments: Namespace) -> Said:
    """`search TEXT`: what is found, in the order of the screen."""
    from zaitaku_desk.store import search as index

    kind = arguments.kind
    if kind is not None and kind not in index.NUMBERS:
        raise WrongUsage(f"「{kind}」は検索できません。種類は {'、'.join(index.NUMBERS)} のどれかです。")
    limit = at_least(arguments.limit, 1, "--limit")
    with opened(arguments) as db:
        hits = index.search(db, readable(arguments.text), kind, limit)[:limit]
    value = [{"kind": hit.kind, "id": hit.id, "title": hit.title} for hit in hits]
    lines = [
        "\t".join(map(one_line, (hit.id, KINDS[hit.kind].TITLE, hit.title, hit.subtitle))) for hit in hits
    ]
    return Said(value, tuple(lines), (f"{len(hits)}件",))


def list_kind(arguments: Namespace) -> Said:
    """`list KIND`: the rows of the screen's list, codes as labels; of a kind without a list, its fields."""
    from zaitaku_desk.store import audit, lists

    kind = known_kind(arguments.kind)
    offset = at_least(arguments.offset, 0, "--offset")
    limit = -1 if arguments.limit is None else at_least(arguments.limit, 0, "--limit")
    with opened(arguments) as db:
        listing = lists.Listing(kind)
        if KINDS[kind].COLUMNS:
            names = ["id", *(column.name for column in KINDS[kind].COLUMNS)]
            said = {"id", *(column.name for column in lists.columns(listing))}
            rows = lists.page(db, listing, offset, limit)
            value = [
                {name: to_json(cell) for name, cell in zip(names, row, strict=True) if name in said}
                for row in rows
            ]
        else:
            ids = lists.ids(db, listing)[offset:]
            value = [as_json(record) for record in records_of(db, kind, ids if limit < 0 else ids[:limit])]
        audit.say(db, "export", kind, detail="cli")
    lines = ["\t".join(one_line(cell) for cell in row.values()) for row in value]
    return Said(value, tuple(lines), (f"{len(value)}件",))


def show(arguments: Namespace) -> Said:
    """`show KIND ID`: every field of one record; what lies in the bin too, with `deleted`."""
    from zaitaku_desk.store import audit, history

    kind = known_kind(arguments.kind)
    with opened(arguments) as db:
        record = stored(db, kind, arguments.id)
        if looked := _looked_at(record):
            audit.say(db, "view", *looked, detail="cli")
        lines = []
        for item in specs(type(record)):
            text = record.as_typed.get(item.name) or history.text_of(
                db, item, to_json(getattr(record, item.name))
            )
            if text:
                lines.append(f"{item.title}: {text}")
    return Said(
        {"kind": kind, **as_json(record)}, tuple(lines), ("ごみ箱にあります。",) if record.deleted else ()
    )


def _looked_at(record: Record) -> tuple[str, str] | None:
    """The record whose viewing is noted: of a follow-up its consultation; None where nothing is."""
    from zaitaku_desk.store.audit import VIEWED

    if record.KIND in VIEWED:
        return record.KIND, record.id
    above = record.PARENT and by_name(type(record))[record.PARENT].refers
    return (above, getattr(record, record.PARENT) or "") if above in VIEWED else None


def add(arguments: Namespace) -> Said:
    """`add KIND FIELD=VALUE…`: a new record; it may be unfinished, as in the window."""
    from zaitaku_desk.store import save

    kind = known_kind(arguments.kind)
    texts = assignments(kind, arguments.values)
    with opened(arguments) as db:
        values = parsed(db, kind, texts)
        record = save.new(kind, id=id_for(kind, values), **values)
        there = save.get(db, kind, record.id)
        if there is not None and not there.deleted:
            raise UserError(
                "同じ記録が既にあります。", f"「zaitaku-desk set {kind} {record.id} …」で直せます。"
            )
        save.save(db, record)
    return Said({"id": record.id}, (record.id,), unfinished(record))


def set_fields(arguments: Namespace) -> Said:
    """`set KIND ID FIELD=VALUE…`: fields of one record anew; `FIELD=` empties one."""
    from zaitaku_desk.store import save

    kind = known_kind(arguments.kind)
    texts = assignments(kind, arguments.values)
    with opened(arguments) as db:
        live(db, kind, arguments.id)
        record, seen = save.open_record(db, kind, arguments.id)
        for name, value in parsed(db, kind, texts).items():
            setattr(record, name, value)
            record.as_typed.pop(name, None)
        save.save(db, record, seen)
    return Said({"id": record.id}, (record.id,), unfinished(record))


def delete(arguments: Namespace) -> Said:
    """`delete KIND ID`: into the bin, whence the window brings it back whole."""
    from zaitaku_desk.store import save

    kind = known_kind(arguments.kind)
    with opened(arguments) as db:
        record = live(db, kind, arguments.id)
        save.delete(db, kind, record.id)
    return Said({"id": record.id}, (record.id,), ("ごみ箱へ移しました。",))


def known_kind(kind: str) -> str:
    """The kind by its name; WrongUsage with all of them when there is none such."""
    if kind not in KINDS:
        raise WrongUsage(f"「{kind}」という種類はありません。種類: {'、'.join(KINDS)}")
    return kind


def at_least(number: int, lowest: int, option: str) -> int:
    """The number, not below `lowest`; WrongUsage otherwise."""
    if number < lowest:
        raise WrongUsage(f"{option} は{lowest}以上の数です。")
    return number


def readable(text: str) -> str:
    """Text of the command line; UserError when the terminal sent bytes that are no characters."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UserError(
            "読めない文字が含まれています。", "端末の文字コードを UTF-8 にして、もう一度お試しください。"
        )
    return text


def assignments(kind: str, words: Iterable[str]) -> dict[str, str]:
    """`FIELD=VALUE` words as field → text; fields by their name or their title on the screen."""
    by_title = {item.title: item.name for item in specs(KINDS[kind])}
    names = {item.name for item in specs(KINDS[kind])}
    found: dict[str, str] = {}
    for word in words:
        field, equals, text = word.partition("=")
        name = field if field in names else by_title.get(field)
        if not equals:
            raise WrongUsage(f"「{word}」は「項目=値」の形ではありません。")
        if name is None:
            options = "、".join(f"{item.name}（{item.title}）" for item in specs(KINDS[kind]))
            raise WrongUsage(f"{KINDS[kind].TITLE}に「{field}」という項目はありません。項目: {options}")
        if name in found:
            raise WrongUsage(f"「{field}」が2回書かれています。")
        found[name] = readable(text)
    return found


def parsed(db: Database, kind: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """The typed texts as values; UserError when one cannot be that, or names what is not here."""
    from zaitaku_desk.store import codes

    labels = codes.labels(db)
    found = {}
    for item in specs(KINDS[kind]):
        if item.name in texts:
            value = reading.parse(item, texts[item.name], today=clock.today(), codes=labels)
            _known_codes(item, value, labels)
            _here(db, item, value)
            found[item.name] = value
    return found


def id_for(kind: str, values: Mapping[str, Any]) -> str:
    """The id of a new record: made of what it joins where it is an association, else random."""
    if kind in _PAIRED:
        word, *names = _PAIRED[kind]
        joined = [values.get(name) for name in names]
        if all(joined):
            return pair_id(word, *map(str, joined))
    if kind == "codes" and values.get("list_name") and values.get("key"):
        return code_id(values["list_name"], values["key"])
    return PROFILE_ID if kind == "profiles" else new_id()


def stored(db: Database, kind: str, record_id: str) -> Record:
    """The record; UserError when there is none."""
    from zaitaku_desk.store import save

    record = save.get(db, kind, readable(record_id))
    if record is None:
        raise UserError(
            f"この{KINDS[kind].TITLE}は見つかりません（{record_id}）。",
            f"「zaitaku-desk list {kind}」で番号を確かめてください。",
        )
    return record


def live(db: Database, kind: str, record_id: str) -> Record:
    """The record; UserError when it lies in the bin."""
    record = stored(db, kind, record_id)
    if record.deleted:
        raise UserError("この記録はごみ箱にあります。", "画面の「ごみ箱」から戻してください。")
    return record


def records_of(db: Database, kind: str, ids: Iterable[str]) -> list[Record]:
    """The named records in their order."""
    from zaitaku_desk.store import save

    return [record for record_id in ids if (record := save.get(db, kind, record_id)) is not None]


def as_json(record: Record) -> dict[str, Any]:
    """A record as JSON: its fields, then the bookkeeping."""
    fields = {item.name: to_json(getattr(record, item.name)) for item in specs(type(record))}
    return {
        "id": record.id,
        **fields,
        "as_typed": dict(record.as_typed),
        "merged_into": record.merged_into,
        "deleted": record.deleted,
    }


def unfinished(record: Record) -> tuple[str, ...]:
    """A note when required fields are empty."""
    titles = "、".join(item.title for item in missing(record))
    return (f"保存しました（未完了: {titles}）。",) if titles else ()


def _known_codes(item: Spec, value: Any, labels: Mapping[str, Mapping[str, str]]) -> None:
    if not item.codes or is_empty(value):
        return
    options = labels.get(item.codes, {})
    for key in value if isinstance(value, list) else [value]:
        if key not in options:
            raise UserError(
                f"「{item.title}」に「{key}」という区分はありません。",
                f"{'・'.join(options.values())} のどれかで入力してください。",
            )


def _here(db: Database, item: Spec, value: Any) -> None:
    if not item.refers or is_empty(value):
        return
    for record_id in value if isinstance(value, list) else [value]:
        stored(db, item.refers, record_id)
