"""Rows of a recognised list as values of institutions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zaitaku_desk.intake import opening, places, telephones
from zaitaku_desk.intake.cleaning import broken_number, is_person, one_line, or_nothing, split_address, tidy
from zaitaku_desk.intake.kinds import kind_of
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.intake.words import PARTS
from zaitaku_desk.japanese.numbers import plain, postal, to_int
from zaitaku_desk.rules.hours import closed_days

MAX_TEXT = 2_000
FIELDS = (
    *("name", "kana", "aliases", "kind", "corporation", "medical_code", "office_number", "postal_code"),
    *("prefecture", "municipality", "address", "position", "district", "school_district", "telephone", "fax"),
    *("email", "url", "director", "member", "support_class", "regular_home_visit_status", "beds"),
    *("opening_hours", "closed_days", "services", "service_area", "filings", "mobile", "night_telephone"),
    *("liaison_contact", "liaison_telephone", "call_hours", "no_call_hours", "home_services", "strengths"),
    *("note", "capabilities"),
)
"""Fields of an institution that a list may fill, in the order of the screen; `capabilities` is {code: [state,
condition]}, each a record of its own in the desk.
"""

_LISTS = ("services", "aliases", "filings", "service_area")
_READ_APART = frozenset({*PARTS, *_LISTS, "kind", "beds", "opening_hours", "position", "support_class"})
_HOURS = ("days", "opens", "closes", "hours", "hours_note", "closed_days")
_NO_ROW = re.compile(r"[※＊*注].*|(?:合|小|総)?\s*計|総数|以\s*上|以下余白")
_SUPPORT = re.compile(r"(?:支援|在支)(診|病)(?:療所|院)?\(?([123])")
_SUPPORT_KINDS = {"診": "clinic", "病": "hospital"}
_DESTROYED = (
    "番号が Excel で壊れています（2.61E+12 など）。番号を使わずに名称と電話・住所で照らし合わせます。"
)


@dataclass(slots=True)
class SourceRow:
    """One row of a list. `key` names the institution for good ("kaigo:3710119557"), or is None.

    `reason` is set when the row cannot be taken in; then `values` is empty. `remark` is worth telling.
    """

    line: int
    key: str | None
    values: dict[str, Any]
    reason: str = ""
    remark: str = ""


@dataclass(slots=True)
class Source:
    """A recognised list. `layer` keeps its values apart from those of other lists of the same `id`.

    `edition` is an ISO date. `scope` says how far its silence reaches: an institution that the layer knew and
    the file lacks is gone only in a "prefecture" or "municipality" that the file covers. `columns` is a field
    or one of `words.PARTS` → column; `area_codes` completes telephone numbers (municipality → area code),
    `kind` is that of a list of one kind, for names that do not tell.
    """

    id: str
    layer: str
    title: str
    edition: str
    headers: list[str]
    columns: dict[str, int]
    scope: str
    attribution: str = ""
    notes: list[str] = field(default_factory=list)
    area_codes: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    sheets: tuple[str, ...] = ()
    """The other sheets of the workbook, which were not read."""
    last: tuple[list[str], SourceRow] = field(
        default_factory=lambda: ([], SourceRow(0, None, {})), repr=False
    )
    make: Callable[[Source, int, list[str]], SourceRow] = field(
        default=lambda source, line, cells: plain_row(source, line, cells)
    )

    def rows(self, table: Table) -> Iterator[SourceRow]:
        """Every row of the table; those that cannot be taken in carry their reason."""
        for line, cells in table.rows:
            yield self.make(self, line, cells)


def plain_row(source: Source, line: int, cells: list[str]) -> SourceRow:
    """A row read by the columns of the source, without a key that could be trusted."""
    said = [cells[column] for column in source.columns.values()]
    if said == source.last[0]:  # lists of filings repeat an institution row after row
        return replace(source.last[1], line=line, values=dict(source.last[1].values))
    row = read_row(source, line, cells)
    if not row.reason:
        word = one_line(cells[source.columns["kind"]]) if "kind" in source.columns else ""
        kind = kind_of(word, str(row.values["name"]))
        row.values["kind"] = source.kind if kind == "other" and source.kind and not word else kind
    source.last = (said, row)
    return replace(source.last[1], values=dict(source.last[1].values))


def read_row(source: Source, line: int, cells: list[str]) -> SourceRow:
    """The same without 種別, for lists that say it themselves and never repeat a row."""
    values = values_of(source.columns, cells)
    if reason := reason_against(values):
        return SourceRow(line, None, {}, reason=reason)
    return SourceRow(line, None, values, remark=" ".join(dict.fromkeys(_mend(values, source.area_codes))))


def reason_against(values: Mapping[str, Any]) -> str:
    """Why the row is no institution, or ""."""
    name = str(values.get("name", ""))
    if not name:
        return "名称が空です。"
    return "注記や合計の行です。" if _NO_ROW.fullmatch(name) else ""


def _mend(values: dict[str, Any], known: Mapping[str, str]) -> Iterator[str]:
    """Numbers that Excel or a local habit cut short; yields what she should know of it."""
    for name in ("medical_code", "office_number"):
        if broken_number(str(values.get(name, ""))):
            del values[name]
            yield _DESTROYED
    for name in ("telephone", "fax"):
        text = values.get(name)
        if not text:
            continue
        values[name] = telephones.with_zero(text)
        if whole := telephones.completed(text, str(values.get("municipality", "")), known):
            values[name] = whole
            added = whole[: whole.index(")") + 1]
            yield f"市外局番のない番号に、同じ地域のほかの行から「{added}」を補いました。"


def values_of(columns: Mapping[str, int], cells: list[str]) -> dict[str, Any]:
    """Field → value of the cells that say something; place names are worked out of the address."""
    values: dict[str, Any] = {}
    for name, column in columns.items():
        if name in _READ_APART:
            continue
        text = or_nothing(one_line(cells[column]))[:MAX_TEXT]
        if text:
            values[name] = text
    said = {name: cells[columns[name]] for name in _READ_APART if name in columns and cells[columns[name]]}
    _add_parts(values, said)
    if is_person(values.get("corporation", "")):
        del values["corporation"]
    if "postal_code" in values:
        values["postal_code"] = _postal(values["postal_code"])
    if "@" in values.get("url", "") and "://" not in values["url"]:
        values.setdefault("email", values.pop("url"))
    _add_place(values)
    return {name: values[name] for name in FIELDS if values.get(name) not in (None, "", [], {})}


def _add_parts(values: dict[str, Any], said: Mapping[str, str]) -> None:
    """The fields that are more than one line of text."""
    beds = to_int(one_line(said.get("beds", "")))
    if beds is not None and beds >= 0:
        values["beds"] = beds
    for name in _LISTS:
        if name in said:
            values[name] = [part for part in services_of(said[name]) if or_nothing(part)]
    if building := one_line(said.get("building", "")):
        _add_building(values, building)
    if "latitude" in said and "longitude" in said:
        values["position"] = places.position(said["latitude"], said["longitude"])
    elif "position" in said:
        latitude, _, longitude = said["position"].replace("，", ",").partition(",")
        values["position"] = places.position(latitude, longitude)
    values["support_class"] = support_class(said.get("support_class", ""))
    hours = {name: said[name] for name in _HOURS if name in said} | {
        "hours": said.get("hours") or said.get("opening_hours", ""),
        "closed_days": values.get("closed_days", ""),
    }
    if any(hours.values()):
        values["opening_hours"] = week = opening.of_columns(hours)
        if week and not values.get("closed_days"):
            values["closed_days"] = closed_days(week)


def services_of(text: str) -> list[str]:
    """「内科、外科・眼科」 → its parts, each once; brackets hold together."""
    parts = re.split(r"[、,，;；\n\s／/](?![^（(]*[）)])", tidy(text))
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def support_class(text: str) -> str:
    """「支援診３」 → the key of the class; "" when the text names none."""
    found = _SUPPORT.search(plain(text)) if "支" in text else None
    return f"{_SUPPORT_KINDS[found[1]]}{found[2]}" if found else ""


def _postal(text: str) -> str:
    """As it is printed; a code of six digits lost its zero to Excel (北海道 … 秋田県)."""
    zero = "0" if text.isdigit() and len(text) == 6 else ""
    return postal(zero + text) or text


def _add_building(values: dict[str, Any], building: str) -> None:
    address = values.get("address", "")
    if plain(building) not in plain(address):
        values["address"] = f"{address} {building}".strip()


def _add_place(values: dict[str, Any]) -> None:
    prefecture, municipality = split_address(str(values.get("address", "")))
    if values.get("municipality"):
        said, town = split_address(str(values["municipality"]))
        prefecture = prefecture or said
        values["municipality"] = town if said and town else values["municipality"]
    values["prefecture"] = values.get("prefecture") or prefecture
    values["municipality"] = values.get("municipality") or municipality
