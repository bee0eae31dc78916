"""Opening hours and closed days of a list, from the columns by which lists say them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from zaitaku_desk.japanese.numbers import plain
from zaitaku_desk.records.institutions import WEEKDAYS
from zaitaku_desk.rules import hours

Hours = dict[str, list[list[str]]]

WEEK = tuple(key for key, _ in WEEKDAYS[:7])
_CLOSED = re.compile(r"(?:毎週)?([月火水木金土日祝]+)(?:曜日?|日)?(?:休診|休み|休業|定休)?(?:日)?")
_DAYS = r"((?:[月火水木金土日祝]曜?日?[、・,]?)+)"
_AFTERNOON_OFF = re.compile(_DAYS + r"[:は]?(?:の?午[前後])+(?:休|なし)")
_UNTIL = re.compile(_DAYS + r"[:は]?(?:午前)?(\d{1,2}:\d{2})まで(?!第)")
_NAMED = re.compile(
    r"[月火水木金土日祝]曜日?|(?<![一-龥])[月火水木金土日祝]{1,7}(?=[:は])|第[\d・第]+[月火水木金土日]"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\((?:受付|予約)\))?")


def of_columns(said: Mapping[str, str]) -> Hours:
    """Hours out of `days`, `opens`, `closes`, `hours`, `hours_note`, `closed_days`, as far as they are said.

    A day whose afternoon the note takes back is not known. Days that a list of open days lacks are closed.
    """
    return _of(tuple(said.items()))


@lru_cache(maxsize=4096)
def _of(items: tuple[tuple[str, str], ...]) -> Hours:
    said = dict(items)
    days = hours.days_in(said.get("days", ""))
    span = _span(said.get("opens", ""), said.get("closes", ""))
    text = said.get("hours", "")
    week: Hours = {key: [span] for key in days} if span else {}
    week |= hours.whole_week(text) or {}
    closed = closed_days(said.get("closed_days", ""))
    if not week and closed and (spans := hours.parse_spans(text)):
        week = {key: spans for key in WEEK if key not in closed}
    week = _with_note(week, said.get("hours_note", ""))
    if days:
        closed |= {key for key in WEEK if key not in days}
    for key in closed:
        week.setdefault(key, [])
    return in_order(week)


def closed_days(text: str) -> set[str]:
    """Whole days that a text calls closed (「日・祝」); half days and 第2土曜 are not among them."""
    found: set[str] = set()
    for part in re.split(r"[、,，・/／\s]+", plain(text.replace("　", " ").replace(" ", "、"))):
        if match := _CLOSED.fullmatch(part):
            found |= hours.days_in(match[1])
    return found


def in_order(week: Mapping[str, list[list[str]]]) -> Hours:
    """The days in the order of the week."""
    return {key: week[key] for key, _ in WEEKDAYS if key in week}


def clock(text: str) -> str:
    """ "9:00" → "09:00", "9:00:00" too; "" when it is no time of day."""
    match = _CLOCK.fullmatch(plain(text))
    if match is None or int(match[1]) > 24 or int(match[2]) > 59:
        return ""
    return f"{int(match[1]):02}:{match[2]}"


def _span(opens: str, closes: str) -> list[str]:
    start, end = clock(opens), clock(closes)
    return [start, end] if start and start < end else []


def _with_note(week: Hours, note: str) -> Hours:
    """The week with what a note says otherwise; days it speaks of in words not understood are not known."""
    if not note:
        return week
    text = plain(note)
    unsure = {key for found in _NAMED.findall(text) for key in hours.days_in(found)}
    for days, end in _UNTIL.findall(text):
        ends = clock(end)
        for key in hours.days_in(days) & week.keys():
            week[key] = [[start, ends] for start, _ in week[key][:1] if start < ends]
            unsure.discard(key)
    said = hours.whole_week(note) or {}
    week |= {key: spans for key, spans in said.items() if key in week}
    unsure -= said.keys()
    unsure |= {key for found in _AFTERNOON_OFF.findall(text) for key in hours.days_in(found)}
    return {key: spans for key, spans in week.items() if key not in unsure}
