"""Rows of the audit log in words; what a record is called is looked up while reading, never kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk import clock
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.store import history, naming, save
from zaitaku_desk.store.audit import WHATS, Noted

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

NOBODY = "（職員の登録前）"
DETAILS = {
    "recovery": "回復キーで",
    "short": "短い番号で",
    "cli": "コマンドで",
    "exit": "終了時に自動",
    "manual": "手動",
    "folder": "別の場所へ",
    "migration": "更新の前に自動",
    "damaged": "壊れたファイルから",
    "passphrase": "パスフレーズ",
}
_OF_SETTINGS = {"recovery": "回復キー", "passphrase": "パスフレーズ", "second_key": "鍵ファイル"}


class Line(NamedTuple):
    """One row as people read it; `when` is civil JST to the second."""

    when: datetime
    who: str
    what: str
    record: str
    detail: str
    device: str


def lines(db: Database, rows: Sequence[Noted]) -> list[Line]:
    """The rows in words."""
    staff = {one: history.staff_name(db, one) or NOBODY for one in {row.staff for row in rows}}
    devices = {one: device_name(db, one) for one in {row.device for row in rows}}
    records = _names(db, rows)
    batches = _sizes(db, {row.batch for row in rows if row.batch and not row.record})
    return [
        Line(
            clock.civil(row.at),
            staff[row.staff],
            label_of(WHATS, row.what),
            records.get((row.kind, row.record)) or _many(row, batches.get(row.batch, 0)),
            detail(row),
            devices[row.device],
        )
        for row in rows
    ]


def device_name(db: Database, device: str) -> str:
    """What a device is called; the beginning of its id where nobody has named it."""
    name = db.row("SELECT name FROM devices WHERE id = ?", (device,))
    return (name[0] if name else None) or ("このパソコン" if device == db.device else f"端末 {device[:6]}")


def detail(row: Noted) -> str:
    """What is said beside: the paper, how it was opened, how much was synced, how far the clock was off."""
    if row.what == "clock" and row.detail[1:].isdigit():
        minutes = max(1, int(row.detail[1:]) // 60)
        span = f"{minutes // 60}時間{minutes % 60}分" if minutes >= 60 else f"{minutes}分"
        return f"時計が{span}{'進み' if row.detail[0] == '+' else '戻り'}ました"
    if row.what == "sync":
        sent, _, received = row.detail.partition(" ")
        return f"送信 {sent}・受信 {received}"
    if row.what == "begin":
        return "前の端末の記録に続く" if row.detail else ""
    if row.what == "settings":
        return _OF_SETTINGS.get(row.detail, row.detail)
    return DETAILS.get(row.detail, row.detail)


def _names(db: Database, rows: Iterable[Noted]) -> dict[tuple[str, str], str]:
    found = {}
    for kind, record_id in {(row.kind, row.record) for row in rows if row.record}:
        if kind not in KINDS:
            found[kind, record_id] = kind
            continue
        title, record = KINDS[kind].TITLE, save.get(db, kind, record_id)
        if record is None:
            found[kind, record_id] = f"{title}（いまはありません）"
        else:
            bin_ = "（ごみ箱）" if record.deleted else ""
            found[kind, record_id] = f"{title}：{naming.shown(db, record)}{bin_}"
    return found


def _sizes(db: Database, batches: Iterable[str]) -> dict[str, int]:
    found = {}
    for batch in batches:
        row = db.row("SELECT count(DISTINCT record) FROM op WHERE batch = ?", (batch,))
        found[batch] = int(row[0]) if row else 0
    return found


def _many(row: Noted, count: int) -> str:
    title = KINDS[row.kind].TITLE if row.kind in KINDS else ""
    if not row.batch:
        return f"{title}一覧" if title else ""
    return f"{title}など {count:,}件" if count else title
