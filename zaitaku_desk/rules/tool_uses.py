"""情報共有システムの利用: how many use a tool, by kind and month by month (A36, A40, A105). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple


class Use(NamedTuple):
    """One institution's use of one tool; days None where nobody said them."""

    institution_id: str
    name: str
    kind: str
    tool: str
    starts_on: date | None = None
    ends_on: date | None = None
    viewing: bool = False
    consent: str = ""


class Adoption(NamedTuple):
    """A tool on a day: who uses it, by kind, how many may view, and how consent is obtained."""

    tool: str
    users: tuple[Use, ...]
    by_kind: tuple[tuple[str, int], ...]
    viewing: int
    consents: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        """利用施設数."""
        return len(self.users)


def in_use(use: Use, day: date) -> bool:
    """Used on the day; a use without a beginning has always been."""
    return (use.starts_on is None or use.starts_on <= day) and (use.ends_on is None or use.ends_on >= day)


def adoption(uses: Iterable[Use], tool: str, day: date) -> Adoption:
    """Who uses the tool on the day, each institution once."""
    users = {use.institution_id: use for use in uses if use.tool == tool and in_use(use, day)}
    kinds = Counter(use.kind for use in users.values())
    consents = Counter(use.consent for use in users.values() if use.consent)
    return Adoption(
        tool,
        tuple(users.values()),
        tuple(kinds.most_common()),
        sum(use.viewing for use in users.values()),
        tuple(consents.most_common()),
    )


def by_month(uses: Sequence[Use], tool: str, today: date, months: int = 24) -> list[tuple[date, int]]:
    """(last day of the month, 利用施設数), the current month as of today, oldest first."""
    found = []
    end = today
    for _ in range(months):
        found.append((end, adoption(uses, tool, end).size))
        end = end.replace(day=1) - timedelta(days=1)
    return found[::-1]
