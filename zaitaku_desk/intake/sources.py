"""What a list is, recognised by its header and content and not by its name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import words
from zaitaku_desk.intake.cleaning import broken_number, one_line, split_address
from zaitaku_desk.intake.kinds import kind_of_service
from zaitaku_desk.intake.rows import FIELDS, Source, SourceRow, plain_row, services_of, values_of
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese.numbers import plain, to_int
from zaitaku_desk.japanese.wareki import parse_date

SAMPLE = 300
_CHOOSE = "病院、診療所、薬局、介護事業所など、機関の名称と連絡先の入った一覧を選んでください。"


def recognise(table: Table, *, today: dt.date) -> Source:
    """What the table is. UserError when it is no list of institutions, saying what is missing."""
    if not table.header:
        raise UserError(
            "見出しの行が見つからないため、どの列が何か分かりませんでした。",
            "1行目に「名称」「住所」「電話番号」などの見出しを付けて保存し直してください。",
        )
    found = {words.key(heading) for heading in table.header}
    edition = edition_of(table.name, today)
    for known in _KNOWN:
        if known.needs <= found:
            return known.build(table, edition)
    return _generic(table, edition)


# ---------------------------------------------------------------- the lists we know


@dataclass(frozen=True, slots=True)
class _Known:
    needs: frozenset[str]
    build: Callable[[Table, str], Source]


def _care(table: Table, edition: str) -> Source:
    columns = words.guess(table.header)
    at = {words.key(heading): column for column, heading in reversed(list(enumerate(table.header)))}
    kinds = Counter(one_line(cells[at["サービスの種類"]]) for _, cells in table.rows)
    services = [service for service in kinds if service]
    one = services[0] if len(services) == 1 else ""
    return Source(
        id="mhlw.care",
        layer=f"mhlw.care/{one}" if one else "mhlw.care",
        title=f"介護サービス情報公表システム（{one}）" if one else "介護サービス情報公表システム",
        attribution="介護サービス情報公表システム（厚生労働省）のデータを基に作成（CC BY 4.0）",
        edition=edition,
        headers=table.header,
        columns=columns | {"services": at["サービスの種類"]},
        scope="prefecture",
        make=_care_row,
        notes=list(table.notes),
    )


def _care_row(source: Source, line: int, cells: list[str]) -> SourceRow:
    values = values_of(source.columns, cells)
    if not values.get("name"):
        return SourceRow(line, None, {}, reason="事業所名が空です。")
    number = plain(str(values.get("office_number", ""))).upper()
    if number.isdigit() and len(number) == 9:
        number = "0" + number  # Excel took the zero of 北海道 … 栃木県
    service = one_line(cells[source.columns["services"]])
    values["services"] = [service] if service else []
    values["kind"] = kind_of_service(service, str(values["name"]), number)
    if re.fullmatch(r"[0-9A-Z]{10}", number):
        return SourceRow(line, f"kaigo:{number}", values | {"office_number": number})
    values.pop("office_number", None)
    remark = (
        "事業所番号が Excel で壊れています。" if broken_number(number) else "事業所番号が10桁ではありません。"
    )
    return SourceRow(line, None, values, remark=f"{remark}番号を使わずに名称と電話・住所で照らし合わせます。")


def _standard(table: Table, edition: str) -> Source:
    columns = words.guess(table.header)
    at = {words.key(heading): column for column, heading in reversed(list(enumerate(table.header)))}
    owner = at.get("地方公共団体名")
    places = Counter(one_line(cells[owner]) for _, cells in table.rows) if owner is not None else Counter()
    place = places.most_common(1)[0][0] if places else _place(table, columns)
    if owner is not None and "municipality" not in columns:
        columns["municipality"] = owner
    if owner is not None:
        columns["owner"] = owner
    return Source(
        id="standard.medical",
        layer=f"standard.medical/{place}",
        title=f"自治体標準オープンデータセット 医療機関一覧（{place}）"
        if place
        else "自治体標準オープンデータセット 医療機関一覧",
        attribution=f"{place}のオープンデータ「医療機関一覧」を基に作成" if place else "",
        edition=edition,
        headers=table.header,
        columns=columns,
        scope="municipality",
        make=_standard_row,
        notes=list(table.notes),
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


def _kumamoto(table: Table, edition: str) -> Source:
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
        notes=list(table.notes),
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


_KNOWN = (
    _Known(frozenset({"事業所番号", "事業所名", "サービスの種類"}), _care),
    _Known(frozenset({"施設区分", "施設正式名称", "開設者名", "管理者氏名"}), _kumamoto),
    _Known(frozenset({"名称", "医療機関の種類", "診療科目"}), _standard),
)


# ---------------------------------------------------------------- any other list


def _generic(table: Table, edition: str) -> Source:
    columns = words.guess(table.header)
    if "name" not in columns:
        raise UserError(
            "機関の名称の列が見つかりません。機関の一覧ではないようです。",
            "見出しに「名称」「施設名」「事業所名」などがあるかを確かめてください。",
        )
    if not {"telephone", "address"} & columns.keys():
        raise UserError("電話番号の列も住所の列もないため、機関の一覧として読めません。", _CHOOSE)
    _refuse_other_lists(table, columns)
    parts = re.split(r"[_\-. ()]+", unicodedata.normalize("NFKC", table.name.rsplit(".", 1)[0]))
    stem = "".join(part for part in parts if not re.search(r"\d", part))
    place = _place(table, columns)
    return Source(
        id="generic",
        layer=f"generic/{place}/{stem}",
        title=f"{table.name.rsplit('.', 1)[0]}（{place}）" if place else table.name.rsplit(".", 1)[0],
        edition=edition,
        headers=table.header,
        columns=columns,
        scope="municipality",
        notes=list(table.notes),
    )


def _refuse_other_lists(table: Table, columns: Mapping[str, int]) -> None:
    """A list of parks or shops has names, addresses and telephones too: its words tell."""
    if any(words.MEDICAL.search(heading) for heading in table.header):
        return
    looked = [columns[name] for name in ("name", "kind", "corporation", "services") if name in columns]
    rows = [cells for _, cells in islice(table.rows, SAMPLE)]
    ours = sum(1 for cells in rows if any(words.MEDICAL.search(cells[column]) for column in looked))
    if rows and ours < len(rows) / 10:
        raise UserError("医療や介護の機関の一覧ではないようです。", _CHOOSE)


def _place(table: Table, columns: Mapping[str, int]) -> str:
    """Prefecture and municipality that most of the first rows lie in."""
    seen: Counter[str] = Counter()
    for _, cells in islice(table.rows, SAMPLE):
        values = values_of({k: v for k, v in columns.items() if k in _PLACE}, cells)
        seen[f"{values.get('prefecture', '')}{values.get('municipality', '')}"] += 1
    place, count = seen.most_common(1)[0] if seen else ("", 0)
    return place if count * 2 > sum(seen.values()) else ""


_PLACE = ("prefecture", "municipality", "address")


def edition_of(name: str, today: dt.date) -> str:
    """The date in the file's name, else today."""
    text = unicodedata.normalize("NFKC", name)
    for found in re.finditer(r"(?<!\d)(20\d\d)[-_.年]?(\d\d?)[-_.月]?(\d\d?)?(?!\d)", text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            continue
    for word in re.findall(r"[RHrh]\d{1,2}\.\d{1,2}\.\d{1,2}|令和[\d元]+年\d+月\d+日", text):
        date = parse_date(word.upper(), today)
        if date is not None:
            return date.isoformat()
    return today.isoformat()
