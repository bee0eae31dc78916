"""医療情報ネット(ナビイ): the 施設票 of 病院, 診療所, 歯科診療所, 助産所 and 薬局, CSV or re-saved xlsx.

The files have no telephone. Their flags are called 休診 or 定期閉店 and mean the contrary: 1 is open.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import opening, places, words
from zaitaku_desk.intake.cleaning import broken_number, or_nothing
from zaitaku_desk.intake.rows import Source, SourceRow, read_row
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese.numbers import plain
from zaitaku_desk.records.institutions import WEEKDAYS

NEEDS = frozenset({"id", "都道府県コード", "市区町村コード", "所在地座標(緯度)"})
HOURS_FILE = frozenset({"id", "診療科目コード", "診療科目名"})

_DAYS = "".join(label for _, label in WEEKDAYS[:7])
_KEYS = dict(zip(_DAYS + "祝", (key for key, _ in WEEKDAYS), strict=True))
_FRONT = (
    *(
        "ID",
        "正式名称",
        "正式名称（フリガナ）",
        "略称",
        "略称（フリガナ）",
        "英語表記（ローマ字表記）",
        "機関区分",
    ),
    *("都道府県コード", "市区町村コード", "所在地", "所在地座標（緯度）", "所在地座標（経度）"),
    "案内用ホームページアドレス",
)
_PHARMACY = (
    *("ID", "名称", "フリガナ", "ローマ字", "機関区分", "都道府県コード", "市区町村コード", "所在地"),
    *("所在地座標（緯度）", "所在地座標（経度）", "薬局のホームページアドレス"),
)


class _Sheet(NamedTuple):
    """One of the five files: its flags are told apart by their words, its width when it has no header."""

    kind: str
    title: str
    weekly: str
    holiday: str
    nth: str
    slots: str
    header: tuple[str, ...]


def _header(off: str, beds: tuple[str, ...] = (), times: tuple[tuple[str, int], ...] = ()) -> tuple[str, ...]:
    weekly = [f"毎週決まった曜日に{off}（{day}）" for day in _DAYS]
    nth = [f"決まった週に{off}（定期週）第{week}週（{day}）" for week in range(1, 6) for day in _DAYS]
    rest = (f"祝日に{off}", f"その他の{off}日（gw、お盆等）")
    return (*_FRONT, *weekly, *nth, *rest, *beds, *_slots(times))


def _slots(times: tuple[tuple[str, int], ...]) -> list[str]:
    return [
        f"{day}_{what}{slot}_{end}時間"
        for what, count in times
        for slot in range(1, count + 1)
        for day in _KEYS
        for end in ("開始", "終了")
    ]


def _pharmacy_header() -> tuple[str, ...]:
    weekly = [f"営業日（{day}）" for day in _KEYS]
    closed = [f"定期閉店毎週（{day}）" for day in _DAYS]
    nth = [f"定期閉店第{week}週（{day}）" for week in "１２３４５" for day in _DAYS]
    rest = ("定期閉店（祝）", "祝日に閉店", "その他の閉店日（gw、お盆等）")
    return (*_PHARMACY, *weekly, *closed, *nth, *rest, *_slots((("開店時間帯", 4),)))


_WARDS = ("一般病床", "療養病床", "療養病床のうち医療保険適用", "療養病床のうち介護保険適用")
_MORE_WARDS = ("精神病床", "結核病床", "感染症病床")
_OFF = ("毎週決まった曜日に{off}（{day}）", "祝日に{off}", "決まった週に{off}（定期週）第{week}週（{day}）")


def _sheet(kind: str, title: str, off: str, slots: str, header: tuple[str, ...]) -> _Sheet:
    weekly, holiday, nth = (text.replace("{off}", off) for text in _OFF)
    return _Sheet(kind, title, weekly, holiday, nth, slots, header)


_HOSPITAL = _sheet("hospital", "病院", "休診", "", _header("休診", (*_WARDS, *_MORE_WARDS, "合計病床数")))
_CLINIC = _sheet("clinic", "診療所", "休診", "", _header("休診", (*_WARDS, "合計病床数")))
_DENTAL = _sheet("dental", "歯科診療所", "休診", "", _header("休診"))
_MIDWIFE = _sheet(
    *("other", "助産所", "休業", "就業時間帯"),
    _header("休業", times=(("就業時間帯", 3), ("外来受付時間帯", 3))),
)
_CHEMIST = _Sheet(
    *("pharmacy", "薬局", "営業日（{day}）", "営業日（祝）", "定期閉店第{week}週（{day}）", "開店時間帯"),
    _pharmacy_header(),
)
_SHEETS = (_HOSPITAL, _CLINIC, _DENTAL, _MIDWIFE, _CHEMIST)
_OF_CLASS = {"1": _HOSPITAL, "2": _CLINIC, "3": _DENTAL, "4": _MIDWIFE, "5": _CHEMIST}


def header_of(table: Table) -> list[str]:
    """The header that a file without one would have, or []: it shows by width, code and id."""
    rows = [cells for _, cells in islice(table.rows, 20)]
    width = max(map(len, rows), default=0)
    for sheet in _SHEETS:
        at = sheet.header.index("都道府県コード")
        if width in (len(sheet.header), len(sheet.header) - 1) and all(
            len(row) > at + 2
            and places.prefecture_code(row[at])
            and re.fullmatch(r"\d{1,3}", plain(row[at + 1]))
            and re.fullmatch(r"[0-9.E+]{5,13}", plain(row[0]))
            for row in rows
        ):
            return list(sheet.header)
    return []


def refuse_hours() -> None:
    """The 診療科・診療時間票 has ids only: UserError."""
    raise UserError(
        "医療情報ネットの「診療科・診療時間票」です。名称も住所も入っていないため、機関の一覧として読めません。",
        "同じ場所にある「施設票」(病院、診療所、歯科診療所)を選んでください。",
    )


def build(table: Table, edition: str) -> Source:
    """A 施設票; which of the five its columns and its 機関区分 say."""
    found = {words.key(heading): heading for heading in table.header}
    at = words.columns(table.header)
    sheet = _which(table, found, at)
    broken = _repeated_ids(table, at)
    columns = words.guess(table.header)
    columns = {name: column for name, column in columns.items() if name not in ("kind", "closed_days")}
    flags = _Flags(sheet, table.header)

    def make(source: Source, line: int, cells: list[str]) -> SourceRow:
        row = read_row(source, line, cells)
        if row.reason:
            return row
        values = row.values
        values["kind"] = sheet.kind
        prefecture = places.prefecture_code(cells[at["都道府県コード"]])
        values["prefecture"] = places.prefecture(prefecture) or values.get("prefecture", "")
        if values.get("aliases") == [values["name"]]:
            del values["aliases"]
        if week := flags.week(cells):
            values["opening_hours"] = week
        if closed := flags.closed(cells, week):
            values["closed_days"] = closed
        number = plain(or_nothing(cells[at["id"]]))
        if prefecture.startswith("0") and number.startswith(prefecture[1:]):
            number = f"0{number}"  # Excel took the zero of 北海道 … 栃木県
        if not broken_number(number) and number.startswith(prefecture) and number not in broken:
            row.key = f"navii:{number}"
        else:
            row.remark = "IDが Excel で壊れています。IDを使わずに名称と住所で照らし合わせます。"
        return row

    return Source(
        id="mhlw.navii",
        layer=f"mhlw.navii/{sheet.title}",
        title=f"医療情報ネット（ナビイ）{sheet.title}",
        attribution="医療情報ネット（ナビイ）オープンデータ（厚生労働省）を基に作成（PDL1.0）",
        edition=edition,
        headers=table.header,
        columns=columns,
        scope="prefecture",
        make=make,
    )


class _Flags:
    """The columns of flags and hours of one sheet, found once."""

    def __init__(self, sheet: _Sheet, header: list[str]) -> None:
        at = words.columns(header)

        def column(text: str, day: str, **more: str) -> int | None:
            return at.get(words.key(text.format(day=day, **more)))

        self._weekly = {_KEYS[day]: column(sheet.weekly, day) for day in _DAYS} | {
            "hol": column(sheet.holiday, "祝")
        }
        self._nth = {day: [column(sheet.nth, day, week=str(week)) for week in range(1, 6)] for day in _DAYS}
        self._slots = {
            key: [
                (
                    at.get(words.key(f"{day}_{sheet.slots}{slot}_開始時間")),
                    at.get(words.key(f"{day}_{sheet.slots}{slot}_終了時間")),
                )
                for slot in range(1, 5)
                if sheet.slots
            ]
            for day, key in _KEYS.items()
        }

    def week(self, cells: list[str]) -> opening.Hours:
        """Hours where the sheet has them; a day whose flag is 0 is closed. Nothing when every flag is 0."""
        said = {key: _flag(cells, column) for key, column in self._weekly.items()}
        week: opening.Hours = {}
        if any(said.values()):
            week = {key: [] for key, open_ in said.items() if open_ is False}
        for key, slots in self._slots.items():
            spans = [
                [start, end]
                for first, last in slots
                if first is not None
                and last is not None
                and (start := opening.clock(cells[first])) < (end := opening.clock(cells[last]))
                and start
            ]
            if spans:
                week[key] = sorted(spans)
        return opening.in_order(week)

    def closed(self, cells: list[str], week: opening.Hours) -> str:
        """「日・祝・第2・4土」: whole days, then those of certain weeks."""
        found = [label for key, label in WEEKDAYS if week.get(key) == []]
        for day, columns in self._nth.items():
            off = [number for number, column in enumerate(columns, 1) if _flag(cells, column) is False]
            if 0 < len(off) < 5 and week.get(_KEYS[day]) != []:
                found.append(f"第{'・'.join(map(str, off))}{day}")
        return "・".join(found)


def _flag(cells: list[str], column: int | None) -> bool | None:
    text = plain(cells[column]) if column is not None else ""
    return {"1": True, "0": False}.get(text.removesuffix(".0"))


def _which(table: Table, found: dict[str, str], at: dict[str, int]) -> _Sheet:
    if words.key("営業日（月）") in found:
        return _CHEMIST
    if words.key("毎週決まった曜日に休業（月）") in found:
        return _MIDWIFE
    if words.key("精神病床") in found:
        return _HOSPITAL
    if words.key("合計病床数") in found:
        return _CLINIC
    if "機関区分" in at:
        for _, cells in islice(table.rows, 1):
            return _OF_CLASS.get(plain(cells[at["機関区分"]]), _DENTAL)
    return _DENTAL


def _repeated_ids(table: Table, at: dict[str, int]) -> frozenset[str]:
    """Ids that end in zeros and stand for several names: 2.61E+12, written out again."""
    names: dict[str, str] = {}
    broken: set[str] = set()
    column, name = at["id"], at.get("正式名称", at.get("名称", 0))
    for _, cells in table.rows:
        if cells[column].endswith("0000") and names.setdefault(cells[column], cells[name]) != cells[name]:
            broken.add(plain(cells[column]))
    return frozenset(broken)
