"""Rules that SQL asks row by row: whether one may telephone, whether it is open.

The hours of one weekday are few different texts, so an answer is worked out once and remembered.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

OTHER_DAY = "other"
"""Stands for the days that are not asked about, so that an unsaid holiday counts as closed."""


def register(raw: Any) -> None:
    """Make the functions known to one connection."""
    raw.create_function("may_call", 6, _may_call, deterministic=True)
    raw.create_function("is_open", 3, _is_open, deterministic=True)
    raw.create_function("sort_key", 1, _sort_key, deterministic=True)


def today_path(moment: datetime) -> str:
    """The JSON path of that day's hours."""
    from zaitaku_desk.rules import hours

    return f"$.{hours.day_key(moment.date())}"


@lru_cache(maxsize=16_384)
def _may_call(
    spans: str | None, said: int, good: str | None, bad: str | None, kind: str | None, moment: str
) -> int | None:
    """1 yes, 0 no, NULL nobody knows."""
    from zaitaku_desk.rules import hours

    when = datetime.fromisoformat(moment)
    medical = kind in hours.SEES_PATIENTS
    found = hours.may_call(_week(spans, said, when), good, bad, when, medical=medical)
    return int(found.may) if found.known else None


@lru_cache(maxsize=16_384)
def _is_open(spans: str | None, said: int, moment: str) -> int | None:
    """1 yes, 0 no, NULL nobody knows."""
    from zaitaku_desk.rules import hours

    when = datetime.fromisoformat(moment)
    found = hours.is_open(_week(spans, said, when), when)
    return None if found is None else int(found)


def _sort_key(text: str) -> str:
    """Where a name or reading stands in a list."""
    from zaitaku_desk.japanese import kana

    return kana.sort_key(text)


def _week(spans: str | None, said: int, when: datetime) -> dict[str, list[list[str]]]:
    from zaitaku_desk.rules import hours

    if spans is not None:
        return {hours.day_key(when.date()): json.loads(spans)}
    return {OTHER_DAY: []} if said else {}
