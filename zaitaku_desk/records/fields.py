"""What a field is, said once: title, type, journal group, choices, and how its value becomes text or JSON."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

Choices = tuple[tuple[str, str], ...]
"""(key, label) in the order of the screen; keys are closed English identifiers."""

BOOKKEEPING = ("id", "as_typed", "merged_into", "deleted")
"""Columns every record has beside its own fields."""


class Spec(NamedTuple):
    """One field of a record class.

    `group` is the unit of the journal: fields of one group change together (an address block, a time
    from–to). `codes` names the code list whose keys the field holds, `choices` a closed list, `refers` the
    kind an id points to.
    """

    name: str
    title: str
    type: type
    group: str
    required: bool = False
    codes: str = ""
    choices: Choices = ()
    refers: str = ""
    lines: int = 1
    unit: str = ""
    searched: bool = False


def field(
    title: str,
    *,
    group: str = "",
    default: Any = None,
    required: bool = False,
    codes: str = "",
    choices: Choices = (),
    refers: str = "",
    lines: int = 1,
    unit: str = "",
    searched: bool = False,
) -> Any:
    """A dataclass field with its meaning; `default` may be the class `list` or `dict` for an empty one."""
    meta = {
        "title": title,
        "group": group,
        "required": required,
        "codes": codes,
        "choices": choices,
        "refers": refers,
        "lines": lines,
        "unit": unit,
        "searched": searched,
    }
    if default in (list, dict):
        return dataclasses.field(default_factory=default, metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


class Column(NamedTuple):
    """A column of the screen list, the Excel list and the printed list of a kind.

    `name` is a field of the record or a name the slice's query module computes. `width` is in characters.
    `when` names a filter: while it is on the column is shown, without it there is nothing to say.
    """

    name: str
    title: str
    width: int = 12
    align: str = "left"
    shown: bool = True
    when: str = ""


@dataclass(slots=True, kw_only=True)
class Record:
    """A plain record. Every field but `id` has a default, because a row may arrive group by group.

    `as_typed` keeps, by field name, text that the field's type cannot hold (「12/ab」); `merged_into` names
    the record this one was joined to; `deleted` is worked out from the journal and only read here.
    """

    KIND: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    NAME: ClassVar[str] = "name"
    PARENT: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    ORDER: ClassVar[tuple[str, ...]] = ()
    NEWEST_FIRST: ClassVar[bool] = False
    SEARCHABLE: ClassVar[bool] = False
    INDEXED: ClassVar[tuple[str | tuple[str, ...], ...]] = ()

    id: str = ""
    as_typed: dict[str, str] = dataclasses.field(default_factory=dict)
    merged_into: str | None = None
    deleted: bool = False


_SPECS: dict[type[Record], tuple[Spec, ...]] = {}
_BY_NAME: dict[type[Record], Mapping[str, Spec]] = {}
_GROUPS: dict[type[Record], Mapping[str, tuple[str, ...]]] = {}


def specs(record: type[Record]) -> tuple[Spec, ...]:
    """The record's own fields in their order, without the bookkeeping ones."""
    if record not in _SPECS:
        _SPECS[record] = _read_specs(record)
    return _SPECS[record]


def _read_specs(record: type[Record]) -> tuple[Spec, ...]:
    found = []
    for item in dataclasses.fields(record):
        if item.name in BOOKKEEPING:
            continue
        meta = dict(item.metadata)
        meta["group"] = meta["group"] or item.name
        found.append(Spec(name=item.name, type=_plain_type(item.type), **meta))
    return tuple(found)


def spec(record: type[Record], name: str) -> Spec:
    """The field called `name`; KeyError when the record has none."""
    return by_name(record)[name]


def by_name(record: type[Record]) -> Mapping[str, Spec]:
    """The record's own fields by their names."""
    if record not in _BY_NAME:
        _BY_NAME[record] = types.MappingProxyType({item.name: item for item in specs(record)})
    return _BY_NAME[record]


def groups(record: type[Record]) -> Mapping[str, tuple[str, ...]]:
    """Journal groups of the record: group → its fields, plus `merged_into`."""
    if record not in _GROUPS:
        _GROUPS[record] = _read_groups(record)
    return _GROUPS[record]


def _read_groups(record: type[Record]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for item in specs(record):
        found.setdefault(item.group, []).append(item.name)
    found["merged_into"] = ["merged_into"]
    return types.MappingProxyType({group: tuple(names) for group, names in found.items()})


def group_value(record: Record, group: str) -> dict[str, Any]:
    """The group's fields as JSON values, with what was typed and could not be read under `as_typed`."""
    names = groups(type(record))[group]
    value = {name: to_json(getattr(record, name)) for name in names}
    typed = {name: record.as_typed[name] for name in names if name in record.as_typed}
    if typed:
        value["as_typed"] = typed
    return value


def put_group(record: Record, value: Mapping[str, Any]) -> None:
    """Set the fields that a group's JSON value holds; keys this version does not know are left alone."""
    known = by_name(type(record))
    for name, data in value.items():
        if name == "merged_into":
            record.merged_into = data
        elif name in known:
            setattr(record, name, from_json(known[name], data))
            record.as_typed.pop(name, None)
    typed = value.get("as_typed")
    record.as_typed.update(typed if isinstance(typed, Mapping) else {})


def blank(record: Record) -> None:
    """Empty every field, defaults too: a record of which nothing is known."""
    empty, full = _blanks(type(record))
    for name in empty:
        setattr(record, name, None)
    for name, make in full:
        setattr(record, name, make())
    record.as_typed = {}


_BLANKS: dict[type[Record], tuple[tuple[str, ...], tuple[tuple[str, type], ...]]] = {}


def _blanks(record: type[Record]) -> tuple[tuple[str, ...], tuple[tuple[str, type], ...]]:
    """The fields that are None when nothing is known, and those that are empty lists or dicts."""
    if record not in _BLANKS:
        full = tuple((item.name, item.type) for item in specs(record) if item.type in (list, dict))
        empty = tuple(item.name for item in specs(record) if item.type not in (list, dict))
        _BLANKS[record] = (empty, full)
    return _BLANKS[record]


def to_json(value: Any) -> Any:
    """Dates as ISO text (civil times to the minute), everything else as it is."""
    if isinstance(value, datetime):
        return value.isoformat("T", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_json(item: Spec, data: Any) -> Any:
    """The reverse of `to_json`; a value of another shape (a newer version wrote it) becomes None."""
    if data is None:
        return item.type() if item.type in (list, dict) else None
    try:
        if item.type is datetime:
            return datetime.fromisoformat(data)
        if item.type is date:
            return date.fromisoformat(data)
        if item.type in (list, dict):
            return item.type(data)
        if item.type is bool:
            return bool(data)
        return item.type(data)
    except (TypeError, ValueError):
        return item.type() if item.type in (list, dict) else None


def is_empty(value: Any) -> bool:
    """True for None, empty text, an empty list or dict: nothing she said."""
    return value is None or value in ("", [], {})


def missing(record: Record) -> list[Spec]:
    """Required fields that hold nothing."""
    return [item for item in specs(type(record)) if item.required and is_empty(getattr(record, item.name))]


def is_incomplete(record: Record) -> bool:
    """未完了: something typed could not be read, or a required field is missing (decisions 9)."""
    return bool(record.as_typed) or bool(missing(record))


def label_of(choices: Iterable[tuple[str, str]], key: str | None) -> str:
    """The label of a closed choice; the key itself when it is not one of them."""
    if key is None:
        return ""
    return dict(choices).get(key, key)


_TYPES: Mapping[str, type] = {
    "str": str,
    "int": int,
    "bool": bool,
    "date": date,
    "datetime": datetime,
    "list": list,
    "dict": dict,
}


def _plain_type(hint: Any) -> type:
    """`str | None` → str, `list[str]` → list; read as text, because evaluating it all takes long."""
    return _TYPES[str(hint).partition("|")[0].partition("[")[0].strip()]
