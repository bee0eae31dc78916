"""介護サービス: 情報公表システム (a file per service, or all of them) and the standard data set of a city.

An office number names one institution; its services may come in several rows and in several files, each a
layer of its own.
"""

from __future__ import annotations

import re
from collections import Counter

from zaitaku_desk.intake import words
from zaitaku_desk.intake.cleaning import broken_number, one_line, or_nothing
from zaitaku_desk.intake.kinds import kind_of_service
from zaitaku_desk.intake.rows import Source, SourceRow, read_row
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese.numbers import plain

NATIONAL = frozenset({"事業所番号", "事業所名", "サービスの種類"})
STANDARD = frozenset({"介護サービス事業所名称", "実施サービス"})

_LOST = "000000"  # 3.71E+09 written out again
_USABLE = "利用可能曜日"
_BY_NAME = "番号を使わずに名称と電話・住所で照らし合わせます。"


def national(table: Table, edition: str) -> Source:
    """介護サービス情報公表システム, 24 columns: the layer is the service when the file has only one."""
    at = words.columns(table.header)
    kinds = Counter(one_line(cells[at["サービスの種類"]]) for _, cells in table.rows)
    services = [service for service in kinds if service]
    one = services[0] if len(services) == 1 else ""
    columns = {name: column for name, column in words.guess(table.header).items() if name != "kind"}
    if _USABLE in at:
        columns["days"] = at[_USABLE]
    return Source(
        id="mhlw.care",
        layer=f"mhlw.care/{one}" if one else "mhlw.care",
        title=f"介護サービス情報公表システム（{one}）" if one else "介護サービス情報公表システム",
        attribution="介護サービス情報公表システム（厚生労働省）のデータを基に作成（CC BY 4.0）",
        edition=edition,
        headers=table.header,
        columns=columns | {"services": at["サービスの種類"]},
        scope="prefecture",
        make=_row,
    )


def standard(table: Table, edition: str, place: str) -> Source:
    """自治体標準オープンデータセット 介護サービス事業所一覧 of one city."""
    at = words.columns(table.header)
    columns = {name: column for name, column in words.guess(table.header).items() if name != "kind"}
    if _USABLE in at:
        columns["days"] = at[_USABLE]
    title = "自治体標準オープンデータセット 介護サービス事業所一覧"
    return Source(
        id="standard.care",
        layer=f"standard.care/{place}",
        title=f"{title}（{place}）" if place else title,
        attribution=f"{place}のオープンデータ「介護サービス事業所一覧」を基に作成" if place else "",
        edition=edition,
        headers=table.header,
        columns=columns | {"services": at["実施サービス"]},
        scope="municipality",
        make=_row,
    )


def _row(source: Source, line: int, cells: list[str]) -> SourceRow:
    row = read_row(source, line, cells)
    if row.reason:
        return row
    values = row.values
    number = _office_number(source, cells)
    services = values.get("services", [])
    values["kind"] = kind_of_service(services[0] if services else "", str(values["name"]), number)
    if re.fullmatch(r"[0-9A-Z]{10}", number) and not number.endswith(_LOST):
        row.key = f"kaigo:{number}"
        values["office_number"] = number
        return row
    values.pop("office_number", None)
    if number:
        lost = broken_number(number) or number.endswith(_LOST)
        remark = "事業所番号が Excel で壊れています。" if lost else "事業所番号が10桁ではありません。"
        row.remark = f"{remark}{_BY_NAME}"
    return row


def _office_number(source: Source, cells: list[str]) -> str:
    if "office_number" not in source.columns:
        return ""
    number = plain(or_nothing(cells[source.columns["office_number"]])).upper()
    return (
        f"0{number}" if number.isdigit() and len(number) == 9 else number
    )  # Excel took 北海道 … 栃木県's zero
