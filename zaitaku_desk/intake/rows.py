"""Rows of a recognised list as values of institutions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zaitaku_desk.intake.cleaning import is_person, one_line, or_nothing, split_address, tidy
from zaitaku_desk.intake.kinds import kind_of
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese.numbers import plain, postal, to_int

MAX_TEXT = 2_000
FIELDS = (
    *("name", "kana", "kind", "corporation", "medical_code", "office_number", "postal_code", "prefecture"),
    *("municipality", "address", "telephone", "fax", "email", "url", "director", "beds", "closed_days"),
    *("services", "district", "member", "aliases", "school_district", "support_class"),
    *("regular_home_visit_status", "opening_hours", "mobile", "night_telephone", "liaison_contact"),
    *(
        "liaison_telephone",
        "call_hours",
        "no_call_hours",
        "home_services",
        "strengths",
        "service_area",
        "note",
    ),
    "capabilities",
)
"""Fields of an institution that a list may fill, in the order of the screen; `capabilities` is {code: [state,
condition]}, each a record of its own in the desk.
"""


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
    the file lacks is gone only in a "prefecture" or "municipality" that the file covers.
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
        return replace(source.last[1], line=line)
    source.last = (said, _plain_row(source, line, cells))
    return replace(source.last[1], line=line, values=dict(source.last[1].values))


def _plain_row(source: Source, line: int, cells: list[str]) -> SourceRow:
    values = values_of(source.columns, cells)
    if not values.get("name"):
        return SourceRow(line, None, {}, reason="名称が空です。")
    said = one_line(cells[source.columns["kind"]]) if "kind" in source.columns else ""
    values["kind"] = kind_of(said, str(values["name"]))
    return SourceRow(line, None, values)


def values_of(columns: Mapping[str, int], cells: list[str]) -> dict[str, Any]:
    """Field → value of the cells that say something; place names are worked out of the address."""
    values: dict[str, Any] = {}
    for name, column in columns.items():
        if name in ("kind", "building", "services", "beds"):
            continue
        text = or_nothing(one_line(cells[column]))[:MAX_TEXT]
        if text:
            values[name] = text
    if "beds" in columns and (beds := to_int(one_line(cells[columns["beds"]]))) is not None and beds >= 0:
        values["beds"] = beds
    if "services" in columns:
        values["services"] = services_of(cells[columns["services"]])
    if "building" in columns and (building := one_line(cells[columns["building"]])):
        _add_building(values, building)
    if is_person(values.get("corporation", "")):
        del values["corporation"]
    if "postal_code" in values:
        values["postal_code"] = postal(values["postal_code"]) or values["postal_code"]
    if "@" in values.get("url", "") and "://" not in values["url"]:
        values.setdefault("email", values.pop("url"))
    _add_place(values)
    return {name: values[name] for name in FIELDS if values.get(name) not in (None, "", [])}


def services_of(text: str) -> list[str]:
    """「内科、外科・眼科」 → its parts, each once; brackets hold together."""
    parts = re.split(r"[、,，;；\n\s／/](?![^（(]*[）)])", tidy(text))
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


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
