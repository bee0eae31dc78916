"""Reading dates and times from what she types or what a list contains."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from zaitaku_desk.japanese import eras, numbers
from zaitaku_desk.japanese.eras import WEEKDAYS

_NEAR: Final = timedelta(days=184)
_YEARS: Final = range(1800, 2300)  # 0202年 and 20202年 are slips of the finger, not dates
_ERA: Final = "令和|平成|昭和|大正|明治|令|平|昭|大|明|r|h|s|t|m"
_YEAR = re.compile(rf"(?:({_ERA})[.]?(元|\d{{1,2}})|(?:西暦)?(\d{{4}}))年?")
_MARKED_YEAR = re.compile(
    rf"(?P<year>(?:{_ERA})[.]?(?:元|\d{{1,2}})|(?:西暦)?\d{{4}})(?:年|(?=[./・,-]))[./・,-]?"
)
_MONTH_DAY = re.compile(r"(\d{1,2})(?:月|[./・,-])(\d{1,2})日?")
_COMPACT = re.compile(rf"(?P<year>\d{{4}}|(?:{_ERA})\d{{2}})(\d{{2}})(\d{{2}})")
_OTHER_YEAR = re.compile(rf"(年?)\((?P<year>(?:{_ERA})[.]?(?:元|\d{{1,2}})|(?:西暦)?\d{{4}})年?\)")
_CLOCK_AT_END = re.compile(r"[\sT](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?\s*$")

_IN_BRACKETS = re.compile(
    r"[(\[〔【<]([月火水木金土日])(?:曜日?)?(?:[・,、./]?[祝休振][^)\]]*)?[)\]〕】>]祝?"
)
_SPELLED_OUT = re.compile(r"([月火水木金土日])曜日?")
_BARE_AT_END = re.compile(r"(?:(?<=日)|(?<=[/.-]\d)|(?<=[/.-]\d\d))([月火水木金土]|(?<=日)日)$")

_DAYS_AWAY: Final = {
    **dict.fromkeys(("今日", "きょう", "本日", "当日"), 0),
    **dict.fromkeys(("明日", "あす", "あした", "翌日"), 1),
    **dict.fromkeys(("明後日", "あさって"), 2),
    **dict.fromkeys(("明々後日", "しあさって"), 3),
    **dict.fromkeys(("昨日", "きのう", "前日"), -1),
    **dict.fromkeys(("一昨日", "おととい"), -2),
}
_WEEKS_AWAY: Final = {"今週": 0, "来週": 1, "翌週": 1, "再来週": 2, "先週": -1, "前週": -1, "先々週": -2}
_MONTHS_AWAY: Final = {
    "今月": 0,
    "当月": 0,
    "来月": 1,
    "翌月": 1,
    "再来月": 2,
    "先月": -1,
    "前月": -1,
    "先々月": -2,
}
_IN_WEEK = re.compile(rf"({'|'.join(_WEEKS_AWAY)})の?([{WEEKDAYS}])(?:曜日?)?")
_IN_MONTH = re.compile(rf"({'|'.join(_MONTHS_AWAY)})の?(?:(\d{{1,2}})日|(末日?))")
_DAYS_OR_WEEKS = re.compile(r"(\d{1,3})(日|週間)(前|後)")

_TIME = re.compile(
    r"(?P<half>午前|午後|am|pm)?(?P<hour>\d{1,2})"
    r"(?:時(?:(?P<minute>\d{1,2})分?|(?P<half_past>半))?|[:.](?P<after>\d{2})(?::\d{2})?)?(?P<late>am|pm)?"
)


def parse_date(text: str, today: date, *, strict: bool = False) -> date | None:
    """The day meant by typed text, or None when it is no single day or there is no such day.

    Reads R2.12.1, 令和元年五月一日, H31/4/30, 20201201, 2020-12-01 (also with a time after it),
    12/1 (the one nearest to `today`), きょう, 来週火曜 (weeks begin on Monday), 来月末, 3日後;
    full width, kanji numerals and a weekday after the date are accepted (`weekday_mismatch`).
    平成 is read on until 2039 (平成31年5月1日 = 2019-05-01: public lists printed before the
    change contain it) unless `strict`.
    """
    bare = numbers.plain(_CLOCK_AT_END.sub("", text)).lower()
    if not bare:
        return None
    relative = _relative(bare, today)
    if relative is not None:
        return relative
    return _calendar_date(numbers.arabic(without_weekday(bare)), today, strict)


def parse_time(text: str) -> str | None:
    """Time of day as "HH:MM" from 19時, 19:30, 19時半, 午後7時, 1930, 正午; None for anything else.

    午前12時 is nobody's clear time and is refused; 午後12時 is read as noon.
    """
    bare = numbers.arabic(numbers.plain(text).lower())
    if bare == "正午":
        return "12:00"
    if re.fullmatch(r"\d{3,4}", bare):
        bare = f"{bare[:-2]}:{bare[-2:]}"
    match = _TIME.fullmatch(bare)
    if match is None or (match["half"] and match["late"]):
        return None
    hour = int(match["hour"])
    minute = 30 if match["half_past"] else int(match["minute"] or match["after"] or 0)
    half = match["half"] or match["late"]
    if half in ("午前", "am") and hour > 11:
        return None
    if half in ("午後", "pm") and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def weekday_mismatch(text: str, day: date) -> str | None:
    """A sentence when the weekday typed with a date is not that of the day (source row A95), else None."""
    written = _weekday_in(numbers.plain(text))
    if written is None or written == WEEKDAYS[day.weekday()]:
        return None
    actual = WEEKDAYS[day.weekday()]
    return f"{day.year}年{day.month}月{day.day}日は{actual}曜日です。入力は（{written}）でした。"


def parse_year(text: str, *, fiscal: bool = False) -> int | None:
    """Western year of 令和2年, R2, H.30 or 2020; with `fiscal` the year a 年度 begins in.

    A year its era did not have is None, except 平成 counted on after 2019.
    """
    read = _read_year(text)
    if read is None:
        return None
    era, year = read
    first, last = (
        (date(year, 4, 1), date(year + 1, 3, 31)) if fiscal else (date(year, 1, 1), date(year, 12, 31))
    )
    return year if era is None or (first <= era.written_until and last >= era.start) else None


def without_weekday(bare: str) -> str:
    """`numbers.plain` text without （火）, 火曜日 or a weekday at its end."""
    return _BARE_AT_END.sub("", _SPELLED_OUT.sub("", _IN_BRACKETS.sub("", bare)))


def nearest(month: int, day: int, today: date) -> date | None:
    """The day of that month and day closest to today, at most half a year away."""
    candidates = (_day(today.year + shift, month, day) for shift in (1, 0, -1))
    found = min((d for d in candidates if d), key=lambda d: abs(d - today), default=None)
    return found if found and abs(found - today) <= _NEAR else None


def month_away(today: date, months: int) -> tuple[int, int]:
    """Year and month that many months from today's."""
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _relative(bare: str, today: date) -> date | None:
    if bare in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[bare])
    if match := _IN_WEEK.fullmatch(bare):
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(weeks=_WEEKS_AWAY[match[1]], days=WEEKDAYS.index(match[2]))
    bare = numbers.arabic(bare)
    if match := _IN_MONTH.fullmatch(bare):
        year, month = month_away(today, _MONTHS_AWAY[match[1]])
        return last_day(year, month) if match[3] else _day(year, month, int(match[2]))
    if match := _DAYS_OR_WEEKS.fullmatch(bare):
        days = int(match[1]) * (7 if match[2] == "週間" else 1)
        return today + timedelta(days=days if match[3] == "後" else -days)
    return None


def _calendar_date(bare: str, today: date, strict: bool) -> date | None:
    said_twice = _OTHER_YEAR.search(bare)
    if said_twice:
        bare = bare[: said_twice.start()] + said_twice[1] + bare[said_twice.end() :]
    found = _single_date(bare, today, strict)
    if found and said_twice:
        other = _read_year(said_twice["year"])
        return found if other and other[1] == found.year else None
    return found


def _single_date(bare: str, today: date, strict: bool) -> date | None:
    if match := _COMPACT.fullmatch(bare):
        return _in_year(match["year"], int(match[2]), int(match[3]), strict)
    if match := _MONTH_DAY.fullmatch(bare):
        return nearest(int(match[1]), int(match[2]), today)
    if (year := _MARKED_YEAR.match(bare)) and (match := _MONTH_DAY.fullmatch(bare, year.end())):
        return _in_year(year["year"], int(match[1]), int(match[2]), strict)
    return None


def _in_year(text: str, month: int, day: int, strict: bool) -> date | None:
    read = _read_year(text)
    found = _day(read[1], month, day) if read else None
    if read and read[0] and found and not eras.belongs(read[0], found, strict=strict):
        return None
    return found


def _read_year(text: str) -> tuple[eras.Era | None, int] | None:
    """Its era (None when typed in the western way) and the western year."""
    match = _YEAR.fullmatch(text)
    if match is None:
        return None
    if match[3]:
        era, year = None, int(match[3])
    else:
        era, count = eras.find(match[1]), 1 if match[2] == "元" else int(match[2])
        if era is None or not count:
            return None
        year = eras.western_year(era, count)
    return (era, year) if year in _YEARS else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday_in(bare: str) -> str | None:
    match = _IN_BRACKETS.search(bare) or _SPELLED_OUT.search(bare) or _BARE_AT_END.search(bare)
    return match[1] if match else None
