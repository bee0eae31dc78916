"""What a list was narrowed by, in words: for the head of a paper that is read without the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Spec, by_name, label_of, to_json
from zaitaku_desk.store import codes

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.lists import Listing

_SAID = {
    "vacancy_since": "受入余力あり",
    "may_call": "電話してよい",
    "open_at": "開いている",
    "near": "近い順（直線距離）",
    "starting_since": "訪問診療の開始予定・開始後",
    "uncovered": "夜間・休日の補完なし",
    "uses_tool": "情報共有システムを利用",
}
_AT_A_MOMENT = ("may_call", "open_at")


def words(db: Database, listing: Listing) -> list[str]:
    """The search and every filter: 「検索「錨町」」「種別 診療所・病院」「気管切開の管理・看取り」."""
    found = [f"検索「{listing.text.strip()}」"] if listing.text.strip() else []
    return found + [_said(db, listing.kind, field, value) for field, value in listing.filters]


def _said(db: Database, kind: str, field: str, value: Any) -> str:
    if field in ("capability", "capability_can"):
        wanted = [value] if isinstance(value, str) else value
        able = "・".join(codes.label(db, "capabilities", code) for code in wanted)
        return able + ("（条件付を除く）" if field == "capability_can" else "")
    if field in _SAID:
        when = f"（{str(to_json(value))[11:16]}）" if field in _AT_A_MOMENT else ""
        return _SAID[field] + when
    if field == "year":
        return wareki.era_fiscal_year(value)
    item = by_name(KINDS[kind]).get(field)
    return f"{item.title} {_value(db, item, value)}" if item else "絞り込みあり"


def _value(db: Database, item: Spec, value: Any) -> str:
    if value is None:
        return "なし"
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, tuple):
        low, high = (to_json(bound) if bound not in (None, "\0") else "" for bound in value)
        return f"{low}～{high}" if low or high else "あり"
    every = sorted(value) if isinstance(value, frozenset) else [value]
    return "・".join(_label(db, item, str(to_json(one))) for one in every)


def _label(db: Database, item: Spec, key: str) -> str:
    if item.choices:
        return label_of(item.choices, key)
    if item.refers:
        name = KINDS[item.refers].NAME
        row = db.row(f'SELECT "{name}" FROM "{item.refers}" WHERE id = ?', (key,))
        return str(row[0]) if row and row[0] else key
    return codes.label(db, item.codes, key) if item.codes else key
