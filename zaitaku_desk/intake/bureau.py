"""地方厚生局 届出受理医療機関名簿: one row per filing, many rows per institution (A146).

The institution is known by (都道府県, 区分, 医療機関番号); the number alone is given anew
in every prefecture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from zaitaku_desk.intake import places, words
from zaitaku_desk.intake.cleaning import broken_number, one_line
from zaitaku_desk.intake.kinds import kind_of
from zaitaku_desk.intake.rows import Source, SourceRow, read_row, support_class
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese.numbers import plain

NEEDS = frozenset({"都道府県コード", "区分", "医療機関番号", "受理届出名称"})

_BEDS = re.compile(r"\d+")
_HOSPITAL_BEDS = 20  # 医療法 1条の5
_KINDS = {"歯科": "dental", "薬局": "pharmacy", "調剤": "pharmacy"}


def build(table: Table, edition: str) -> Source:
    """One 区分 (医科, 歯科, 薬局) of one or more prefectures."""
    at = words.columns(table.header)
    first = next((cells for _, cells in table.rows), [""] * len(table.header))
    kubun = one_line(first[at["区分"]])
    prefecture = places.prefecture(first[at["都道府県コード"]])
    columns = words.guess(table.header)
    skipped = ("kind", "filings", "support_class", "beds", "office_number")
    columns = {name: column for name, column in columns.items() if name not in skipped}
    return Source(
        id="bureau.filings",
        layer=f"bureau.filings/{kubun}" if kubun else "bureau.filings",
        title=f"届出受理医療機関名簿（{prefecture} {kubun}）".replace("（ ", "（"),
        attribution="地方厚生局「施設基準の届出受理医療機関名簿」を基に作成",
        edition=edition,
        headers=table.header,
        columns=columns,
        scope="prefecture",
        make=_Rows(at, columns.values()).row,
    )


class _Rows:
    """Reads row after row; an institution is worked out once for all its filings."""

    def __init__(self, at: dict[str, int], columns: Iterable[int]) -> None:
        self._filing, self._symbol = at["受理届出名称"], at.get("受理記号", at["受理届出名称"])
        self._code, self._kubun, self._number = at["都道府県コード"], at["区分"], at["医療機関番号"]
        self._beds = at.get("病床数")
        who = {*columns, self._code, self._kubun, self._number, self._beds or 0}
        self._who = sorted(who - {self._filing, self._symbol})
        self._said: list[str] | None = None
        self._last = SourceRow(0, None, {})

    def row(self, source: Source, line: int, cells: list[str]) -> SourceRow:
        """The institution with this row's filing."""
        said = [cells[column] for column in self._who]
        if said != self._said:
            self._said, self._last = said, self._institution(source, line, cells)
        last = self._last
        if last.reason:
            return replace(last, line=line)
        values = dict(last.values)
        if filing := one_line(cells[self._filing]):
            values["filings"] = [filing]
        if found := support_class(cells[self._symbol]):
            values["support_class"] = found
        return SourceRow(line, last.key, values, remark=last.remark)

    def _institution(self, source: Source, line: int, cells: list[str]) -> SourceRow:
        row = read_row(source, line, cells)
        if row.reason:
            return row
        values, kubun = row.values, plain(cells[self._kubun])
        beds = _total(cells[self._beds]) if self._beds is not None else None
        if beds is not None:
            values["beds"] = beds
        values["kind"] = _kind(kubun, values)
        code, number = places.prefecture_code(cells[self._code]), plain(cells[self._number])
        if prefecture := places.prefecture(code):
            values["prefecture"] = prefecture
        number = number.zfill(7) if number.isdigit() else number
        if code and kubun and re.fullmatch(r"\d{7}", number) and not broken_number(number):
            row.key = f"bureau:{code}:{kubun}:{number}"
            values["medical_code"] = number
        else:
            values.pop("medical_code", None)
            row.remark = "医療機関番号が7桁ではありません。番号を使わずに名称と電話・住所で照らし合わせます。"
        return row


def _total(text: str) -> int | None:
    """「一般　　１００／療養　　50」 → 150; None when it says no number."""
    found = _BEDS.findall(plain(text.replace("　", "/").replace(" ", "/")))
    return sum(map(int, found)) if found else None


def _kind(kubun: str, values: dict[str, Any]) -> str:
    if kubun in _KINDS:
        return _KINDS[kubun]
    if int(values.get("beds") or 0) >= _HOSPITAL_BEDS:
        return "hospital"
    kind = kind_of("", str(values["name"]))
    return kind if kind == "hospital" else "clinic"
