"""What taking a list in would do, worked out before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zaitaku_desk.intake.cleaning import address_key, in_city, same, split_address, telephone_key
from zaitaku_desk.intake.matching import Index, Match, Wanted
from zaitaku_desk.intake.rows import FIELDS, Source, SourceRow
from zaitaku_desk.japanese.fold import fold

_FIRST_KIND = ("hospital", "clinic", "home_nursing", "support_centre", "care_management", "facility")
_STRENGTH = ("key", "both", "telephone", "address", "name", "")
STEP = 200


@dataclass(frozen=True, slots=True)
class Held:
    """What this list said of an institution when it was last taken in."""

    values: Mapping[str, Any]
    edition: str = ""
    key: str | None = None
    gone: bool = False


@dataclass(slots=True)
class Existing:
    """The desk as a plan needs it. `now` gives an institution's shown values and the fields she typed."""

    index: Index = field(default_factory=Index)
    held: Mapping[str, Held] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    now: Callable[[str], tuple[Mapping[str, Any], frozenset[str]]] = lambda _: ({}, frozenset())


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one institution; `kept` when her own words stay and the list's are shown beside them.

    The field "gone" stands for an institution that is on the list again.
    """

    field: str
    before: Any
    after: Any
    kept: bool = False


@dataclass(slots=True)
class Item:
    """One institution of the list. `id` is empty while it is new; `by` says how it was found."""

    lines: list[int]
    key: str | None
    values: dict[str, Any]
    id: str = ""
    by: str = ""
    changes: list[Change] = field(default_factory=list)
    write: bool = True

    @property
    def name(self) -> str:
        """As the list calls it."""
        return str(self.values.get("name", ""))


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Somebody must decide which of several institutions it is; nothing of it is written."""

    item: Item
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken in, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An institution this list knew and knows no more; it stays in the desk, marked."""

    id: str
    name: str
    held: Held


@dataclass(slots=True)
class Plan:
    """`read` counts rows of the file, everything else institutions. `notes` are for her, in Japanese."""

    source: Source
    city: str = ""
    read: int = 0
    institutions: int = 0
    new: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    unchanged: list[Item] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    ambiguous: list[Ambiguous] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_json(self, *, applied: bool = False) -> dict[str, Any]:
        """The shape of the command line: counts, and the rejected rows with line and reason."""
        return {
            "source": self.source.title,
            "read": self.read,
            "institutions": self.institutions,
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "gone": len(self.gone),
            "ambiguous": len(self.ambiguous),
            "rejected": [{"line": row.line, "reason": row.reason} for row in self.rejected],
            "applied": applied,
        }


def plan(
    source: Source,
    rows: Iterable[SourceRow],
    existing: Existing,
    *,
    city: str = "",
    step: Callable[[int], None] = lambda _: None,
) -> Plan:
    """Compare a list with the desk. `city` keeps one municipality; `step(rows read)` may raise to stop."""
    made = Plan(source, city, notes=list(source.notes))
    items = _gather(made, rows, city, step)
    made.institutions = len(items)
    matched: list[tuple[int, Match, Item]] = []
    for item in items:
        if len(matched) % STEP == 0:
            step(made.read)
        match = _match(item, existing)
        matched.append((_STRENGTH.index(match.by), match, item))
    touched: set[str] = set()
    for _, match, item in sorted(matched, key=lambda entry: entry[0]):
        _place(made, item, match, existing, touched)
    for found in (made.new, made.changed, made.unchanged):
        found.sort(key=lambda item: item.lines[0])
    undecided = {id_ for row in made.ambiguous for id_, _ in row.candidates}
    _find_gone(made, items, existing, touched | undecided)
    _remark(made, existing)
    return made


def _gather(made: Plan, rows: Iterable[SourceRow], city: str, step: Callable[[int], None]) -> list[Item]:
    """Rows of the city, those of one institution (a key, or name with telephone and address) as one item."""
    found: dict[object, Item] = {}
    remarks: Counter[str] = Counter()
    for row in rows:
        made.read += 1
        if made.read % STEP == 0:
            step(made.read)
        if row.reason:
            made.rejected.append(Rejected(row.line, row.reason))
            continue
        values = row.values
        if city and not in_city(city, values.get("municipality", ""), values.get("address", "")):
            continue
        if row.remark:
            remarks[row.remark] += 1
        same_as = row.key or _identity(values)
        if (item := found.get(same_as)) is None:
            found[same_as] = Item([row.line], row.key, dict(values))
        else:
            _join(item, row)
    made.notes.extend(f"{remark}（{count}行）" for remark, count in remarks.items())
    twice = sum(1 for item in found.values() if len(item.lines) > 1)
    if twice:
        made.notes.append(f"同じ機関の行が2つ以上ありました（{twice}件）。それぞれ1つの機関にまとめます。")
    return list(found.values())


def _identity(values: Mapping[str, Any]) -> tuple[str, str, str]:
    address = values.get("address", "")
    return (
        fold(values["name"]),
        telephone_key(values.get("telephone")),
        address_key(address) or fold(address),
    )


def _join(item: Item, row: SourceRow) -> None:
    """A further row of the same institution adds its services and what is still missing."""
    item.lines.append(row.line)
    if row.values == item.values:
        return
    for name, value in row.values.items():
        if name == "services":
            item.values[name] = list(dict.fromkeys([*item.values.get(name, []), *value]))
        elif name == "kind" and value in _FIRST_KIND and item.values.get(name) in _FIRST_KIND:
            item.values[name] = min(value, item.values[name], key=_FIRST_KIND.index)
        else:
            item.values.setdefault(name, value)


def _place(made: Plan, item: Item, match: Match, existing: Existing, touched: set[str]) -> None:
    """Put the item into new, changed, unchanged or ambiguous; an institution is found only once."""
    free = tuple(id_ for id_ in match.ids if id_ not in touched)
    if not match.ids or (item.key and not free):
        made.new.append(item)
        return
    if len(free) != 1:
        names = tuple((id_, existing.names.get(id_, "")) for id_ in match.ids)
        made.ambiguous.append(Ambiguous(item, names))
        return
    item.id, item.by = free[0], match.by
    touched.add(item.id)
    if item.id in existing.hidden:
        item.write = False
        made.unchanged.append(item)
        return
    held = existing.held.get(item.id)
    item.changes = _changes(item, held, existing)
    item.write = bool(item.changes) or held is None
    (made.changed if item.changes else made.unchanged).append(item)


def _match(item: Item, existing: Existing) -> Match:
    """Among several, the one this list itself brought in; an office with another number is another office."""
    values = item.values
    wanted = Wanted(
        values["name"],
        values.get("telephone", ""),
        values.get("address", ""),
        values.get("corporation", ""),
        item.key,
    )
    match = existing.index.find(wanted)
    if match.by == "key":
        return match
    ids = match.ids
    if item.key:
        scheme = item.key.split(":")[0]
        taken = {id_ for id_ in ids if existing.index.has_key(id_, scheme)}
        ids = tuple(id_ for id_ in ids if id_ not in taken)
    ours = tuple(id_ for id_ in ids if id_ in existing.held)
    return Match(ours if len(ours) == 1 else ids, match.by)


def _changes(item: Item, held: Held | None, existing: Existing) -> list[Change]:
    """Field by field against what this list said last, or against what is shown when it never spoke."""
    if (
        held is not None
        and not held.gone
        and all(same(name, held.values.get(name), item.values.get(name)) for name in FIELDS)
    ):
        return []
    shown, hers = existing.now(item.id)
    before = held.values if held is not None else shown
    found = [
        Change(name, before.get(name), item.values.get(name), kept=name in hers)
        for name in FIELDS
        if (held is not None or item.values.get(name) not in (None, "", []))
        and not same(name, before.get(name), item.values.get(name))
    ]
    if held is not None and held.gone:
        found.append(Change("gone", "この一覧にない", "この一覧に再び載った"))
    return found


def _find_gone(made: Plan, items: list[Item], existing: Existing, touched: set[str]) -> None:
    """Those the list knew, has no more, and should have: within the places it covers."""
    covered = {_area(made.source, item.values) for item in items}
    for id_, held in existing.held.items():
        if id_ in touched or held.gone or id_ in existing.hidden:
            continue
        values = held.values
        if made.city and not in_city(made.city, values.get("municipality", ""), values.get("address", "")):
            continue
        if _area(made.source, values) in covered or made.city:
            made.gone.append(Gone(id_, existing.names.get(id_) or str(values.get("name", "")), held))


def _area(source: Source, values: Mapping[str, Any]) -> str:
    prefecture, municipality = split_address(str(values.get("address", "")))
    prefecture = values.get("prefecture") or prefecture
    if source.scope == "prefecture":
        return str(prefecture)
    return f"{prefecture}{values.get('municipality') or municipality}"


def _remark(made: Plan, existing: Existing) -> None:
    newest = max((held.edition for held in existing.held.values()), default="")
    if newest > made.source.edition:
        made.notes.append(f"前に取り込んだ版（{newest}）より古い一覧（{made.source.edition}）です。")
    if len(made.gone) > 10 and len(made.gone) * 2 > len(existing.held):
        made.notes.append(
            "前の一覧にあった機関の半分以上がありません。別の一覧ではないかを確かめてください。"
        )
    if made.city and not made.institutions:
        made.notes.append(f"「{made.city}」の機関は、この一覧にありませんでした。")
