"""The line in the head that says whether one may telephone at this minute (A68, A291)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_desk.gui.record_pane import RecordPane
    from zaitaku_desk.rules.hours import Hours

MINUTE_MS = 60_000
"""How often the line is looked at again."""


def show(
    pane: RecordPane, hours: Hours, good: str | None, bad: str | None, now: datetime, *, medical: bool = True
) -> None:
    """Say it, or nothing where nobody knows."""
    from zaitaku_desk.rules.hours import may_call

    reach = may_call(hours, good, bad, now, medical=medical)
    if reach.known:
        words = "今 電話してよい" if reach.may else "今は避ける"
        pane.set_note(f"{words}　{reach.why}", "done" if reach.may else "old")
    else:
        pane.set_note(f"連絡を避ける時間帯　{bad}" if bad else "")
