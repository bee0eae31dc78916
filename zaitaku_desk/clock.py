"""What time it is in Japan: civil times are naive JST, wherever the computer believes to be (decisions 5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")


def now() -> datetime:
    """The civil time."""
    return datetime.now(JST).replace(tzinfo=None)


def today() -> date:
    """The civil day."""
    return now().date()


def civil(ms: int) -> datetime:
    """Milliseconds of UTC as civil time."""
    return datetime.fromtimestamp(ms / 1000, JST).replace(tzinfo=None)


def beginning(day: date) -> int:
    """The first moment of a civil day, in milliseconds of UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=JST).timestamp() * 1000)
