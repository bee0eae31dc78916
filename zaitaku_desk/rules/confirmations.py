"""年1回の確認: what a sheet asks, who is due, and how far a round has come (A7, A264)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from zaitaku_desk.japanese import fold, numbers
from zaitaku_desk.records.confirmations import Confirmation

_EVERYWHERE = ("name", "address", "telephone", "fax", "email", "director")
_CARE = ("opening_hours", "closed_days", "call_hours", "no_call_hours")
_OF_KIND = {
    "hospital": ("liaison_contact", "liaison_telephone", "beds", "support_class"),
    "clinic": ("support_class", "regular_home_visit_status"),
    "facility": ("beds",),
}


class Tally(NamedTuple):
    """How many sheets there are, were sent, came back, and are still waited for."""

    total: int
    sent: int
    returned: int

    @property
    def open(self) -> int:
        """Sent, but not back."""
        return max(self.sent - self.returned, 0)

    @property
    def rate(self) -> float | None:
        """回収率: returned of sent; None before anything was sent."""
        return self.returned / self.sent if self.sent else None


def fields(kind: str | None) -> tuple[str, ...]:
    """The fields a sheet shows of an institution of this kind, in the order of the paper."""
    return (*_EVERYWHERE, *_OF_KIND.get(kind or "", ()), *_CARE)


def tally(confirmations: Iterable[Confirmation]) -> Tally:
    """Count a round; a sheet that came back was sent, whether anybody noted it or not."""
    items = list(confirmations)
    returned = sum(one.returned_on is not None for one in items)
    sent = sum(one.sent_on is not None or one.returned_on is not None for one in items)
    return Tally(len(items), sent, returned)


def is_open(one: Confirmation) -> bool:
    """Nothing has come back."""
    return one.returned_on is None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_old(confirmed_on: date | None, today: date, months: int) -> bool:
    """「N か月以上未確認」; what was never confirmed is."""
    return confirmed_on is None or confirmed_on <= months_before(today, months)


def age(confirmed_on: date | None, today: date) -> str:
    """「1年2か月前」「3か月前」「今月」, 「未確認」 when nobody ever confirmed it."""
    if confirmed_on is None:
        return "未確認"
    months = (today.year - confirmed_on.year) * 12 + today.month - confirmed_on.month
    months -= today.day < confirmed_on.day
    years, rest = divmod(max(months, 0), 12)
    if not years and not rest:
        return "1か月以内"
    return "".join((f"{years}年" if years else "", f"{rest}か月" if rest else "")) + "前"


def matches(text: str, number: int | None, names: Sequence[str | None]) -> bool:
    """Whether what she typed is the sheet's number, or a part of a name (any writing)."""
    plain = numbers.plain(text).upper().removeprefix("NO.").removeprefix("№")
    if plain.isdigit():
        return number is not None and int(plain) == number
    wanted = fold.fold(text)
    return bool(wanted) and any(wanted in fold.fold(name) for name in names if name)
