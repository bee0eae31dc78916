"""空白エリア: how many institutions of an area offer what, and where nobody does (A62, A78, A161). Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zaitaku_desk.records.institutions import Capability, Institution

HOME_VISITS, STARTING, SUPPORT, STRENGTHENED, VACANCY = (
    "home_visits",
    "starting",
    "support",
    "strengthened",
    "vacancy",
)
ALWAYS: tuple[tuple[str, str], ...] = (
    (HOME_VISITS, "訪問診療"),
    (STARTING, "訪問診療 開始予定"),
    (SUPPORT, "支援診・支援病"),
    (STRENGTHENED, "機能強化型"),
    (VACANCY, "受入余力あり"),
)
"""Functions that are fields of the institution; those of the capability list come after them."""

UNSET = "（地区未設定）"


class Spot(NamedTuple):
    """One institution as it counts: where it lies, what it offers, which other areas it goes to."""

    id: str
    name: str
    kind: str
    district: str
    municipality: str
    functions: frozenset[str]
    serves: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Area × function; `cells` holds the ids, so that a number leads to its records. `totals` each once."""

    rows: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], tuple[str, ...]]
    totals: Mapping[str, int]
    sizes: Mapping[str, int]

    def count(self, row: str, column: str) -> int:
        """How many institutions of the area offer it."""
        return len(self.cells.get((row, column), ()))

    def holes(self) -> list[tuple[str, str]]:
        """(area, function) where nobody offers it; 「地区未設定」 is no area."""
        return [
            (row, label)
            for row in self.rows
            if row != UNSET
            for key, label in self.columns
            if not self.count(row, key)
        ]


def spot(place: Institution, states: Iterable[Capability]) -> Spot:
    """An institution as it counts; 条件付 counts, 未確認 does not."""
    found = {one.code for one in states if one.code and one.state in ("can", "conditional")}
    support = place.support_class or ""
    if place.regular_home_visit_status == "doing":
        found.add(HOME_VISITS)
    if place.regular_home_visit_status == "planned":
        found.add(STARTING)
    if support[-1:].isdigit():
        found.add(SUPPORT)
    if support.endswith(("1", "2")):
        found.add(STRENGTHENED)
    if place.vacancy in ("open", "limited"):
        found.add(VACANCY)
    return Spot(
        place.id,
        place.name or "",
        place.kind or "",
        place.district or "",
        place.municipality or "",
        frozenset(found),
        frozenset(place.service_area),
    )


def matrix(
    spots: Iterable[Spot],
    area_of: Callable[[Spot], str],
    columns: Collection[tuple[str, str]],
    *,
    areas: Iterable[str] = (),
    kinds: Collection[str] = (),
    served: Callable[[str], str] | None = None,
) -> Matrix:
    """Count. `areas` are those that stand there even when nobody is in them, in their order.

    `kinds` limits it to these kinds of institution. With `served` (district → area) an institution counts in
    the areas it goes to (対応できる地区) too.
    """
    rows = dict.fromkeys(areas)
    cells: dict[tuple[str, str], list[str]] = {}
    members: dict[str, set[str]] = {key: set() for key, _ in columns}
    sizes: dict[str, int] = {}
    for one in spots:
        if kinds and one.kind not in kinds:
            continue
        home = area_of(one) or UNSET
        sizes[home] = sizes.get(home, 0) + 1
        places = {home: None}
        if served is not None:
            places |= dict.fromkeys(area for name in sorted(one.serves) if (area := served(name)))
        rows |= {place: None for place in places if place != UNSET}
        for key in one.functions & members.keys():
            members[key].add(one.id)
            for place in places:
                cells.setdefault((place, key), []).append(one.id)
    ordered = [row for row in rows if row != UNSET] + ([UNSET] if UNSET in sizes else [])
    return Matrix(
        tuple(ordered),
        tuple(columns),
        {place: tuple(ids) for place, ids in cells.items()},
        {key: len(ids) for key, ids in members.items()},
        sizes,
    )


def by_kind(spots: Iterable[Spot]) -> list[Spot]:
    """The same institutions with their kind as their only function: 種別 × 地区 (A78)."""
    return [one._replace(functions=frozenset({one.kind or "other"}), serves=frozenset()) for one in spots]


def difference(older: Matrix, newer: Matrix, row: str, column: str) -> int:
    """How many more there are now than before."""
    return newer.count(row, column) - older.count(row, column)
