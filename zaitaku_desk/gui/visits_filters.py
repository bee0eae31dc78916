"""What the list of visits is filtered by beyond its fields."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.lookup import Choice

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


def due(_office: Office) -> list[Choice]:
    """How near the next contact is."""
    return [
        Choice("0", "今日まで"),
        Choice("7", "7日以内"),
        Choice("30", "30日以内"),
        Choice("3650", "予定あり"),
    ]


def due_days(office: Office, key: str) -> tuple[None, str]:
    """Days up to and with the last one meant."""
    return None, (office.today() + timedelta(days=int(key) + 1)).isoformat()


DUE = Filter("follow_up_on", "次の連絡", choices=due, meaning=due_days)
