"""機関×処置: which institution takes on which procedure, close together (A169)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.codes import Code
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.reports import listed
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section
from zaitaku_desk.reports.listed import mark, telephone
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TITLE = "機関×処置・機能 対応表"
TOTALS = (("○", "○ 対応できる"), ("△", "△ 条件付で対応できる"))
LEGEND = "○＝可　△＝条件付　×＝不可　空欄＝未確認。確認は、いちばん古い確認日です。"


def gather(db: Database, request: Request) -> ListPaper:
    """A table for each kind of whom something is known; the last row counts ○ and △."""
    from zaitaku_desk.store import codes

    found = listed.institutions(db, request)
    states = listed.capabilities(db)
    sections = []
    for kind, label in codes.labels(db)["institution_kinds"].items():
        asked = codes.entries(db, "capabilities", kind=kind)
        rows = [one for one in found.records if one.kind == kind and states.get(one.id)]
        if rows and asked:
            sections.append(_section(label, rows, asked, states))
    return listed.paper(db, request, TITLE, sections, found, notes=(LEGEND,), contents=False)


def _section(
    title: str,
    rows: list[Institution],
    asked: list[Code],
    states: Mapping[str, Mapping[str, Capability]],
) -> Section:
    keys = [code.key or "" for code in asked]
    values = []
    for one in rows:
        able = states[one.id]
        known = [able[key] for key in keys if key in able and mark(able[key])]
        days = [capability.confirmed_on for capability in known if capability.confirmed_on]
        confirmed = min(days) if days else one.confirmed_on
        marks = [mark(able.get(key)) for key in keys]
        values.append((one, [telephone(one.telephone), *marks, confirmed]))
    columns = (
        Column("電話", 15, "centre"),
        *(Column(code.label or "", 4.2, "mark") for code in asked),
        Column("確認", 10.5, "date"),
    )
    made = listed.table(values, columns, title, f"{len(rows)}機関", all_columns=True)
    shown = tuple(
        replace(column, printed=False) if column.title == "ふりがな" else column for column in made.columns
    )
    first = len(made.columns) - len(asked) - 1
    totals = [_total(made.rows, word, label, first, len(asked)) for word, label in TOTALS]
    return replace(
        made,
        columns=shown,
        rows=[*made.rows, *totals],
        bands={**made.bands, len(made.rows): "合計（機関数）"},
    )


def _total(rows: Sequence[Sequence[Any]], word: str, label: str, first: int, count: int) -> list[Any]:
    """How many have that mark, in each of the columns from `first` on."""
    found = [sum(row[place] == word for row in rows) or None for place in range(first, first + count)]
    return ["", label, *[""] * (first - 2), *found, None]
