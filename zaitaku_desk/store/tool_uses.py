"""Who uses which 情報共有システム, and the targets the region has set itself (A105)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.records.codes import Code, code_id
from zaitaku_desk.rules.tool_uses import Use
from zaitaku_desk.store import codes, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def everyone(db: Database) -> list[Use]:
    """Every use of every tool by a live institution."""
    labels = codes.labels(db)["institution_kinds"]
    rows = db.rows(
        "SELECT i.id, i.name, i.kind, u.tool, u.starts_on, u.ends_on, u.viewing, u.consent FROM tool_uses u"
        " JOIN institutions j ON j.id = u.institution_id"
        " JOIN institutions i ON i.id = coalesce(j.merged_into, j.id)"
        " WHERE u.deleted = 0 AND i.deleted = 0 AND u.tool IS NOT NULL ORDER BY i.kana, i.name"
    )
    return [
        Use(
            record_id,
            name or "（名称なし）",
            labels.get(kind or "", kind or ""),
            tool,
            date.fromisoformat(starts_on) if starts_on else None,
            date.fromisoformat(ends_on) if ends_on else None,
            bool(viewing),
            consent or "",
        )
        for record_id, name, kind, tool, starts_on, ends_on, viewing, consent in rows
    ]


def target(db: Database, tool: str) -> int | None:
    """How many institutions the region wants to use the tool."""
    return next(
        (code.target for code in codes.entries(db, "ict_tools", retired=True) if code.key == tool), None
    )


def set_target(db: Database, tool: str, count: int | None) -> None:
    """Say how many it wants; None takes the target away."""
    code = save.get(db, "codes", code_id("ict_tools", tool))
    if isinstance(code, Code) and code.target != count:
        code.target = count
        save.save(db, code)
