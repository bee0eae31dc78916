"""地域設定: code lists, thresholds and areas of a region as one file, to keep and to pass on (A301)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaitaku_desk import files
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.areas import Area
from zaitaku_desk.records.codes import LISTS, Code, code_id
from zaitaku_desk.records.fields import Record, from_json, spec, to_json
from zaitaku_desk.records.office import PROFILE_ID, THRESHOLDS, Profile
from zaitaku_desk.store import areas, lists, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

FORMAT = "zaitaku_desk 地域設定"
VERSION = 1
MOST = 20_000_000  # bytes

_CODE = ("list_name", "key", "label", "kana", "order", "retired", "source", "applies_to")
_SILENT = ("order", "parent_id", "applies_to")
_AREA = ("name", "level", "parent_id", "words", "order")
_NOT_OURS = "区分・区域・めやすの期間を書き出した「地域設定」のファイルを選んでください。"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the plan: what it is about, and what becomes of it."""

    what: str
    words: str


@dataclass(slots=True)
class RegionPlan:
    """What taking the file in would change. What the file does not name stays as it is."""

    changes: list[Change] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


def give_out(db: Database, path: Path) -> None:
    """Write the region's settings; UserError when the disk refuses."""
    profile = save.get(db, "profiles", PROFILE_ID) or Profile(id=PROFILE_ID)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "thresholds": {name: getattr(profile, name) for name in THRESHOLDS},
        "codes": [_values(code, _CODE) for code in _codes(db)],
        "areas": [{"id": area.id} | _values(area, _AREA) for area in _areas(db)],
    }
    try:
        files.atomic_write(path, json.dumps(data, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise UserError(
            "ファイルに書けませんでした。", "空き容量と、ほかで開いていないかを確かめてください。"
        ) from error


def plan_file(db: Database, path: Path) -> RegionPlan:
    """Compare the file with what is here; UserError when it is no such file, or of a newer version."""
    data = _read(path)
    plan = RegionPlan()
    _plan_thresholds(db, plan, data.get("thresholds"))
    here: dict[str, Record] = {record.id: record for record in (*_codes(db), *_areas(db))}
    for values in _rows(data, "codes"):
        title = LISTS.get(str(values.get("list_name")))
        if title and values.get("key"):
            record_id = code_id(str(values["list_name"]), str(values["key"]))
            _compare(plan, here.get(record_id) or Code(id=record_id), values, _CODE, title)
    for values in _rows(data, "areas"):
        if values.get("id") and values.get("name"):
            record_id = str(values["id"])
            _compare(plan, here.get(record_id) or Area(id=record_id), values, _AREA, "区域")
    return plan


def apply(db: Database, plan: RegionPlan) -> str:
    """Write it in one batch; returns it for undo, "" when nothing differed."""
    return save.save_many(db, plan.records) if plan.records else ""


def _codes(db: Database) -> list[Code]:
    """In the order of the screen."""
    places = {name: place for place, name in enumerate(LISTS)}
    found = lists.everything(db, "codes", "list_name <> 'sources'")
    return sorted(found, key=lambda code: places.get(code.list_name, len(places)))


def _areas(db: Database) -> list[Area]:
    return list(areas.tree(db).every())


def _values(record: Record, names: Iterable[str]) -> dict[str, Any]:
    return {name: to_json(getattr(record, name)) for name in names}


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST:
            raise UserError("地域設定のファイルではありません。", _NOT_OURS)
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise UserError("ファイルを開けませんでした。", "ファイルの場所と名前を確かめてください。") from error
    except (ValueError, RecursionError) as error:
        raise UserError("地域設定のファイルではありません。", _NOT_OURS) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UserError("地域設定のファイルではありません。", _NOT_OURS)
    if not isinstance(data.get("version"), int) or data["version"] > VERSION:
        raise UserError(
            "この地域設定は、新しい版の在宅デスクで作られています。",
            "こちらの在宅デスクを新しくしてから読み込んでください。",
        )
    return data


def _rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _compare(
    plan: RegionPlan, old: Record, values: Mapping[str, Any], names: Iterable[str], what: str
) -> None:
    """What the file says of one record; fields it does not name stay."""
    new = replace(old)
    for name in names:
        if name in values:
            setattr(new, name, from_json(spec(type(new), name), values[name]))
    differing = [name for name in names if getattr(old, name) != getattr(new, name)]
    if not differing:
        return
    was = getattr(old, new.NAME)
    words = (
        f"「{was}」の{_differences(old, new, differing)}" if was else f"「{getattr(new, new.NAME)}」を加える"
    )
    plan.changes.append(Change(what, words))
    plan.records.append(new)


def _differences(old: Record, new: Record, names: Iterable[str]) -> str:
    parts = []
    for name in names:
        title = spec(type(new), name).title
        before, after = _shown(getattr(old, name)), _shown(getattr(new, name))
        parts.append(f"{title}を変える" if name in _SILENT else f"{title}を「{before}」から「{after}」にする")
    return "、".join(parts)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "なし"
    return "なし" if value in (None, "") else str(value)


def _plan_thresholds(db: Database, plan: RegionPlan, said: Any) -> None:
    values = {name: said[name] for name in THRESHOLDS if name in said} if isinstance(said, dict) else {}
    stored = save.get(db, "profiles", PROFILE_ID) or Profile(id=PROFILE_ID)
    new = replace(stored)
    for name, value in values.items():
        item = spec(Profile, name)
        setattr(new, name, from_json(item, value))
        before, after = getattr(stored, name), getattr(new, name)
        if before != after:
            words = f"{item.title}を「{_shown(before)}」から「{_shown(after)}」（{item.unit}）にする"
            plan.changes.append(Change("めやすの期間", words))
    if new != stored:
        plan.records.append(new)
