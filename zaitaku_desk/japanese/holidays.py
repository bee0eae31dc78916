"""祝日 and working days. jpholiday is imported at the first question, not at start."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)
def name(day: date) -> str | None:
    """Name of the 祝日, 振替休日 included, or None."""
    import jpholiday

    found: str | None = jpholiday.is_holiday_name(day)
    return found


def is_holiday(day: date) -> bool:
    """Whether the day is a 祝日; an ordinary Sunday is none."""
    return name(day) is not None


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= 5


def is_business_day(day: date) -> bool:
    """Neither weekend, 祝日 nor 年末年始 (29 December – 3 January, when public offices are closed)."""
    new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return not (is_weekend(day) or is_holiday(day) or new_year)


def next_business_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day
