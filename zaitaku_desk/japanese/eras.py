"""The five eras since 1868 and their boundaries (source row A25: R2年12月1日)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

WEEKDAYS: Final = "月火水木金土日"


class Era(NamedTuple):
    """`start` is its first day; dates are typed in it up to `written_until`, if not read strictly."""

    name: str
    letter: str
    start: date
    end: date
    written_until: date


def _era(
    name: str, letter: str, start: date, following: date | None, written_until: date | None = None
) -> Era:
    end = following - timedelta(days=1) if following else date.max
    return Era(name, letter, start, end, written_until or end)


_STARTS: Final = (
    date(1868, 10, 23),
    date(1912, 7, 30),
    date(1926, 12, 25),
    date(1989, 1, 8),
    date(2019, 5, 1),
)

# 明治 and 大正 ended on the very day the next era began, so both names of that day are right.
# Papers printed before April 2019 count 平成 on: 有効期限 平成36年3月31日 means 2024-03-31.
ERAS: Final = (
    _era("令和", "R", _STARTS[4], None),
    _era("平成", "H", _STARTS[3], _STARTS[4], date(2039, 12, 31)),
    _era("昭和", "S", _STARTS[2], _STARTS[3]),
    _era("大正", "T", _STARTS[1], _STARTS[2], _STARTS[2]),
    _era("明治", "M", _STARTS[0], _STARTS[1], _STARTS[1]),
)


def era_of(day: date) -> tuple[Era, int] | None:
    """Era and year of a day, None before 1868-10-23."""
    for era in ERAS:
        if day >= era.start:
            return era, day.year - era.start.year + 1
    return None


def find(name: str) -> Era | None:
    """The era called 令和, 令 or R (either case)."""
    for era in ERAS:
        if name in (era.name, era.name[0]) or name.upper() == era.letter:
            return era
    return None


def western_year(era: Era, year: int) -> int:
    """令和 2 → 2020. Does not ask whether the era had such a year."""
    return era.start.year + year - 1


def belongs(era: Era, day: date, *, strict: bool) -> bool:
    """Whether a day may be written in this era."""
    return era.start <= day <= (era.end if strict else era.written_until)
