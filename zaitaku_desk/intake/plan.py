"""What taking a list in would do, worked out before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zaitaku_desk.intake import moves
from zaitaku_desk.intake.cleaning import in_city, same, split_address
from zaitaku_desk.intake.gathering import STEP, gather
from zaitaku_desk.intake.items import (
    Ambiguous,
    Change,
    Decided,
    Existing,
    Gone,
    Held,
    Item,
    Items,
    Plan,
    Rejected,
)
from zaitaku_desk.intake.matching import STRENGTH, Match, fingerprint
from zaitaku_desk.intake.rows import FIELDS, Source, SourceRow

__all__ = [
    "Ambiguous",
    "Change",
    "Decided",
    "Existing",
    "Gone",
    "Held",
    "Item",
    "Plan",
    "Rejected",
    "plan",
]

MOST_ASKED = 5
"""More rows than this of one bare name (「田中医院」) that could be the same institution say nothing."""


def plan(
    source: Source,
    rows: Iterable[SourceRow],
    existing: Existing,
    *,
    city: str = "",
    step: Callable[[int], None] = lambda _: None,
) -> Plan:
    """Compare a list with the desk. `city` keeps one municipality; `step(rows read)` may raise to stop."""
    made = Plan(source, city, notes=list(source.notes), existing=existing)
    items = gather(made, rows, city, step)
    made.new = Items(items.shelf)
    made.institutions = len(items)
    existing.load(items)
    touched: set[str] = set()
    for item, match in _in_order(made, items, existing, step):
        _place(made, item, match, existing, touched)
    asked = {id_ for row in made.ambiguous for id_, _ in row.candidates}
    _find_gone(made, items, existing, touched | asked)
    moves.recognise(made, existing)
    made.new.sort()
    for found in (made.changed, made.moved, made.unchanged):
        found.sort(key=lambda item: item.lines[0])
    made.ambiguous.sort(key=lambda row: row.item.lines[0])
    _remark(made, existing)
    return made


def _in_order(
    made: Plan, items: Items, existing: Existing, step: Callable[[int], None]
) -> Iterator[tuple[Item, Match]]:
    """Every item with what it may be, the strongest matches first; what she decided comes before all.

    What may be nothing that is known goes straight to the new ones.
    """
    buckets: dict[str, list[tuple[int, Match]]] = {by: [] for by in STRENGTH}
    decided_items: list[tuple[Item, Match]] = []
    for number, item in enumerate(items):
        if number % STEP == 0:
            step(made.read)
        decided = existing.decided.get(fingerprint(item.wanted())) if existing.decided else None
        if decided is None:
            match = _match(item, existing)
            if match.ids:
                buckets[match.by].append((number, match))
            else:
                made.new.take(items, number)
        elif decided.skip:
            made.skipped.append(item)
        else:
            item.by = "decision"
            ids = (decided.institution_id,) if decided.institution_id else _made_before(item, existing)
            decided_items.append((item, Match(ids, "decision")))
    yield from decided_items
    guesses = Counter(match.ids for _, match in buckets["name"])
    for by in STRENGTH:
        for number, match in buckets[by]:
            yield items[number], Match() if by == "name" and guesses[match.ids] > MOST_ASKED else match


def _made_before(item: Item, existing: Existing) -> tuple[str, ...]:
    """The institution that this list made of the row when she had said that it is one of its own."""
    found = existing.index.find(item.wanted()).ids
    ours = tuple(id_ for id_ in found if id_ in existing.held)
    return ours if len(ours) == 1 else ()


def _place(made: Plan, item: Item, match: Match, existing: Existing, touched: set[str]) -> None:
    """Put the item into new, changed, moved, unchanged or ambiguous; an institution is found only once."""
    free = tuple(id_ for id_ in match.ids if id_ not in touched)
    if not match.ids or (not free and (item.key or match.by == "place")):
        made.new.append(item)
        return
    if len(free) != 1 or not match.sure:
        made.ambiguous.append(ask(item, free or match.ids, match.by, existing))
        return
    item.id, item.by = free[0], match.by
    touched.add(item.id)
    if item.id in existing.hidden:
        item.write = False
        made.unchanged.append(item)
        return
    held = existing.held.get(item.id)
    if held is None and item.by == "key":
        _note_double(made, item, existing)
    if held is not None:
        item.moved = moves.how(held.values, item.values)
        moves.carry_names(item, held, renamed=bool(item.moved))
    item.changes = changes(item, held, existing)
    item.write = bool(item.changes) or held is None
    if not item.changes:
        item.moved = ""
    (made.moved if item.moved else made.changed if item.changes else made.unchanged).append(item)


def _note_double(made: Plan, item: Item, existing: Existing) -> None:
    """The number says one institution, name and place another: two of the desk may be one."""
    other = existing.index.find(replace(item.wanted(), key=None))
    if other.sure and other.by in ("both", "telephone", "address") and item.id not in other.ids:
        made.doubles.append(item.name)


def ask(item: Item, ids: Iterable[str], by: str, existing: Existing) -> Ambiguous:
    """The item as a question: which of these institutions it is."""
    return Ambiguous(item, tuple((id_, existing.names.get(id_, "")) for id_ in ids), by)


def _match(item: Item, existing: Existing) -> Match:
    """Among several, the one this list itself brought in."""
    match = existing.index.find(item.wanted())
    if match.by == "place":  # one of its own that it calls otherwise now: `moves` knows more
        ids = tuple(id_ for id_ in match.ids if id_ not in existing.held)
        return Match(ids, match.by, sure=False) if ids else Match()
    if match.by == "key" or len(match.ids) < 2:
        return match
    ours = tuple(id_ for id_ in match.ids if id_ in existing.held)
    return Match(ours, match.by, match.sure) if len(ours) == 1 else match


def changes(item: Item, held: Held | None, existing: Existing) -> list[Change]:
    """Field by field against what this list said last, or against what is shown when it never spoke."""
    values = item.values
    if (
        held is not None
        and not held.gone
        and all(same(name, held.values.get(name), values.get(name)) for name in FIELDS)
    ):
        return []
    shown, hers = existing.now(item.id)
    before = held.values if held is not None else shown
    found = [
        Change(name, before.get(name), values.get(name), kept=name in hers)
        for name in FIELDS
        if (held is not None or values.get(name) not in (None, "", [], {}))
        and not same(name, before.get(name), values.get(name))
    ]
    if held is not None and held.gone:
        found.append(Change("gone", "この一覧にない", "この一覧に再び載った"))
    return found


def _find_gone(made: Plan, items: Sequence[Item], existing: Existing, touched: set[str]) -> None:
    """Those the list knew, has no more, and should have: within the places it covers.

    An edition older than what is known does not tell what has gone since.
    """
    if existing.newest() > made.source.edition:
        return
    left = [id_ for id_ in existing.held if id_ not in touched and id_ not in existing.hidden]
    if not left:
        return
    covered = {_area(made.source, item.values) for item in items}
    for id_ in left:
        held = existing.held[id_]
        if held.gone:
            continue
        values = held.values
        if made.city and not in_city(made.city, values.get("municipality", ""), values.get("address", "")):
            continue
        if _area(made.source, values) in covered or made.city:
            made.gone.append(Gone(id_, existing.names.get(id_) or str(values.get("name", "")), held))


def _area(source: Source, values: Mapping[str, Any]) -> str:
    prefecture, municipality = split_address(str(values.get("address", "")))
    prefecture = str(values.get("prefecture") or prefecture)
    if source.scope == "prefecture":
        return prefecture
    return f"{prefecture}{values.get('municipality') or municipality}"


def _remark(made: Plan, existing: Existing) -> None:
    newest = existing.newest()
    if newest > made.source.edition:
        made.notes.insert(
            0,
            f"前に取り込んだ版（{newest}）より古い一覧（{made.source.edition}）です。"
            "取り込むと、新しい版の内容が古い内容に置き換わります。",
        )
    if len(made.gone) > 10 and len(made.gone) * 2 > len(existing.held):
        made.notes.append(
            "前の一覧にあった機関の半分以上がありません。別の一覧ではないかを確かめてください。"
        )
    if made.doubles:
        names = "、".join(made.doubles[:3]) + (" ほか" if len(made.doubles) > 3 else "")
        made.notes.append(
            f"番号で見つけた機関と、名称・住所の同じ機関とが、別々に登録されているようです（{names}）。"
            "名簿の仕事の「重複をまとめる」で1つにできます。"
        )
    if made.city and not made.institutions:
        made.notes.append(f"「{made.city}」の機関は、この一覧にありませんでした。")
    decided = sum(
        1 for item in (*made.new.touched(), *made.changed, *made.moved, *made.unchanged) if item.decided
    )
    decided += len(made.skipped)
    if decided:
        made.notes.append(f"前に決めた名寄せの判断を使いました（{decided}件）。")
