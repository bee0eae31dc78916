"""Lists that cities publish: the standard data set 医療機関一覧, and 熊本市's with a column per department.

Their id columns are numbers of rows: no edition keeps those of the one before, so they are no keys.
"""

from __future__ import annotations

from collections import Counter

from zaitaku_desk.intake import words
from zaitaku_desk.intake.cleaning import one_line, split_address
from zaitaku_desk.intake.rows import FIELDS, Source, SourceRow, plain_row, services_of
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese.numbers import to_int

STANDARD = frozenset({"名称", "医療機関の種類", "診療科目"})
KUMAMOTO = frozenset({"施設区分", "施設正式名称", "開設者名", "管理者氏名"})

_TITLE = "自治体標準オープンデータセット 医療機関一覧"


def owner_of(table: Table) -> str:
    """The body that published a standard data set (「福岡県飯塚市」), or ""."""
    column = words.columns(table.header).get("地方公共団体名")
    if column is None:
        return ""
    bodies = Counter(one_line(cells[column]) for _, cells in table.rows)
    return bodies.most_common(1)[0][0] if bodies else ""


def standard(table: Table, edition: str, place: str) -> Source:
    """自治体標準オープンデータセット 医療機関一覧 of one city."""
    columns = words.guess(table.header)
    owner = words.columns(table.header).get("地方公共団体名")
    if owner is not None:
        columns.setdefault("municipality", owner)
        columns["owner"] = owner
    return Source(
        id="standard.medical",
        layer=f"standard.medical/{place}",
        title=f"{_TITLE}（{place}）" if place else _TITLE,
        attribution=f"{place}のオープンデータ「医療機関一覧」を基に作成" if place else "",
        edition=edition,
        headers=table.header,
        columns=columns,
        scope="municipality",
        make=_standard_row,
    )


def _standard_row(source: Source, line: int, cells: list[str]) -> SourceRow:
    """Empty place columns are filled from the body that published the list."""
    row = plain_row(source, line, cells)
    if not row.reason and "owner" in source.columns:
        prefecture, municipality = split_address(cells[source.columns["owner"]])
        row.values.setdefault("prefecture", prefecture)
        row.values.setdefault("municipality", municipality)
        row.values = {name: row.values[name] for name in FIELDS if row.values.get(name)}
    return row


def kumamoto(table: Table, edition: str) -> Source:
    """熊本市 病院一覧."""
    return Source(
        id="kumamoto.hospitals",
        layer="kumamoto.hospitals",
        title="熊本市 病院一覧",
        attribution="熊本市オープンデータ「病院一覧」を基に作成（CC BY 4.0）",
        edition=edition,
        headers=table.header,
        columns=words.guess(table.header),
        scope="municipality",
        make=_kumamoto_row,
    )


def _kumamoto_row(source: Source, line: int, cells: list[str]) -> SourceRow:
    """One ○ column per department, beds by kind of bed."""
    row = plain_row(source, line, cells)
    if row.reason:
        return row
    beds, departments = 0, []
    for heading, cell in zip(source.headers, cells, strict=False):
        if heading.endswith("病床数"):
            beds += to_int(cell) or 0
        elif cell.strip() in ("○", "◯", "〇"):
            departments.append(heading)
        elif heading == "診療科目その他":
            departments.extend(services_of(cell))
    row.values |= {"beds": beds, "services": list(dict.fromkeys(departments)), "prefecture": "熊本県"}
    row.values = {name: row.values[name] for name in FIELDS if name in row.values}
    return row
