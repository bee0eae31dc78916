"""The area tree from a simple table: 医療圏, 市町村, 圏域, 地区, 町名, as far as they are there (A138)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.cleaning import one_line, tidy
from zaitaku_desk.intake.header import LOOK_AT
from zaitaku_desk.intake.tables import Progress, Table, read_table
from zaitaku_desk.intake.words import key
from zaitaku_desk.japanese.numbers import plain
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.areas import LEVELS, Area
from zaitaku_desk.rules.areas import Tree, place_key
from zaitaku_desk.store import areas, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_WORDS = {
    "secondary_medical_area": "二次医療圏 二次保健医療圏 医療圏 保健医療圏",
    "municipality": "市町村 市区町村 市町村名 市区町村名 市町 自治体 自治体名",
    "daily_living_area": "日常生活圏域 日常生活圏域名 生活圏域 圏域 圏域名",
    "district": "地区 地区名 学区 学区名 校区 校区名 小学校区 中学校区 地域 地域名 地区・学区",
    "words": "町名 町名など 町字 町丁 町丁目 町丁名 大字 住所 該当町名 対象町名 住所に含まれる町名など",
}
HEADINGS = {word: name for name, words in _WORDS.items() for word in words.split()}
_RANGE = re.compile(r"(.+?)(\d{1,2})(?:丁目)?[~-](\d{1,2})丁目")


@dataclass(slots=True)
class AreaPlan:
    """What taking the table in would write; nothing is taken away. `skipped` are lines without a name."""

    new: list[Area] = field(default_factory=list)
    changed: list[Area] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[int] = field(default_factory=list)


def plan_file(db: Database, path: Path | str, progress: Progress | None = None) -> AreaPlan:
    """Compare the table with the tree; UserError when it has no column of areas."""
    table, columns = _headed(read_table(path, progress=progress))
    return _plan(areas.tree(db), table, columns)


def apply(db: Database, plan: AreaPlan) -> str:
    """Write the plan; returns the batch for undo, "" when there was nothing to write."""
    records = [*plan.new, *plan.changed]
    return save.save_many(db, records) if records else ""


def split_words(text: str) -> list[str]:
    """「錨町1～3丁目、綱手町」 → 錨町1丁目, 錨町2丁目, 錨町3丁目, 綱手町."""
    found: list[str] = []
    for part in re.split(r"[、,，;；\n／/・]", tidy(text)):
        run = _RANGE.fullmatch(plain(part))
        if run and int(run[2]) < int(run[3]):
            found.extend(f"{run[1]}{number}丁目" for number in range(int(run[2]), int(run[3]) + 1))
        elif part.strip():
            found.append(part.strip())
    return list(dict.fromkeys(found))


def _headed(table: Table) -> tuple[Table, Mapping[str, int]]:
    """The table below the row that names most columns, and field → column."""
    best: tuple[int, dict[str, int]] = (0, {})
    for line, cells in table.first_rows(LOOK_AT):
        found: dict[str, int] = {}
        for column, cell in enumerate(cells):
            name = HEADINGS.get(key(cell).split("(")[0])
            if name:
                found.setdefault(name, column)
        if len(found) > len(best[1]):
            best = (line, found)
    line, columns = best
    if not {"daily_living_area", "district", "municipality"} & set(columns):
        raise UserError(
            "区域の表として読めませんでした。",
            "1行目に「市町村」「圏域」「地区」「町名」の見出しがある表にしてください（ない列は省けます）。",
        )
    return table.with_header(line), columns


def _plan(tree: Tree, table: Table, columns: Mapping[str, int]) -> AreaPlan:
    plan = AreaPlan()
    known = {_path_key(tree, area.id): replace(area, words=[*area.words]) for area in tree.areas.values()}
    before = {area.id: list(area.words) for area in known.values()}
    touched: dict[str, Area] = {}
    above: dict[str, str] = {}
    for line, cells in table.rows:
        above = _filled_down(above, {name: one_line(cells[at]) for name, at in columns.items()})
        area = _area(known, touched, above)
        if area is None:
            plan.skipped.append(line)
            continue
        more = split_words(cells[columns["words"]]) if "words" in columns else []
        have = {place_key(word) for word in area.words}
        area.words = [*area.words, *(word for word in more if place_key(word) not in have)]
    for area in touched.values():
        if area.id not in before:
            plan.new.append(area)
        elif area.words != before[area.id]:
            plan.changed.append(area)
        else:
            plan.unchanged += 1
    return plan


def _filled_down(above: Mapping[str, str], row: Mapping[str, str]) -> dict[str, str]:
    """A blank cell repeats the one above it, until a wider area changes."""
    found: dict[str, str] = {}
    anew = False
    for level, _ in LEVELS:
        said = row.get(level, "")
        anew = anew or bool(said)
        value = said if said else ("" if anew else above.get(level, ""))
        if value:
            found[level] = value
    return found


def _area(
    known: dict[tuple[str, ...], Area], touched: dict[str, Area], names: Mapping[str, str]
) -> Area | None:
    """The smallest area of the row; it and those above are made where they are missing."""
    path: tuple[str, ...] = ()
    shown: list[str] = []
    area: Area | None = None
    for level, _ in LEVELS:
        if level not in names:
            continue
        path, shown = (*path, level, place_key(names[level])), [*shown, names[level]]
        parent = area.id if area is not None else None
        area = known.get(path)
        if area is None:
            order = 10 * (1 + sum(1 for other in known.values() if other.parent_id == parent))
            area = known[path] = Area(
                id=pair_id("area", *path), name=names[level], level=level, parent_id=parent, order=order
            )
        touched[area.id] = area
    return area


def _path_key(tree: Tree, area_id: str) -> tuple[str, ...]:
    return tuple(part for area in tree.path(area_id) for part in (area.level or "", place_key(area.name)))
