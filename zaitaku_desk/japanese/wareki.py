"""Dates and times as a Japanese office writes them, and the fiscal year from April to March.

Reading what was typed is in `typed`; its functions are offered here too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from zaitaku_desk.japanese import eras
from zaitaku_desk.japanese.eras import WEEKDAYS as WEEKDAYS

if TYPE_CHECKING:
    from zaitaku_desk.japanese.typed import parse_date as parse_date
    from zaitaku_desk.japanese.typed import parse_time as parse_time
    from zaitaku_desk.japanese.typed import weekday_mismatch as weekday_mismatch

STYLES: Final = ("wareki", "western")


def __getattr__(name: str) -> Any:
    """The functions of `typed`, imported when first used: the first page only shows dates."""
    if name not in ("parse_date", "parse_time", "weekday_mismatch"):
        raise AttributeError(name)
    from zaitaku_desk.japanese import typed

    return getattr(typed, name)


def weekday(day: date) -> str:
    """One character: 月 … 日."""
    return WEEKDAYS[day.weekday()]


def era_date(day: date) -> str:
    """令和2年12月1日; days before 明治 in the western way."""
    return f"{_era_year(day)}{day.month}月{day.day}日"


def short_era_date(day: date) -> str:
    """R2.12.1."""
    found = eras.era_of(day)
    head = f"{found[0].letter}{found[1]}" if found else str(day.year)
    return f"{head}.{day.month}.{day.day}"


def western_date(day: date) -> str:
    """2020年12月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def show(day: date, style: str = "wareki") -> str:
    """The date in the style of the settings, "wareki" or "western"; ValueError for another style."""
    if style not in STYLES:
        raise ValueError(style)
    return era_date(day) if style == "wareki" else western_date(day)


def month_day(day: date) -> str:
    """12月1日（火） (source row A95)."""
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def minutes_date(day: date) -> str:
    """R2年12月1日（火） (source row A25); the first year of an era is 元年."""
    found = eras.era_of(day)
    head = f"{found[0].letter}{_count(found[1])}" if found else str(day.year)
    return f"{head}年{month_day(day)}"


def minutes_time(time: str) -> str:
    """ "19:00" → 19時, "18:45" → 18時45分; other text as it is."""
    from zaitaku_desk.japanese.typed import parse_time

    read = parse_time(time)
    if read is None:
        return time
    hour, minute = (int(part) for part in read.split(":"))
    return f"{hour}時{minute}分" if minute else f"{hour}時"


def minutes_when(day: date, start: str = "", end: str = "") -> str:
    """R2年12月1日（火）19時～20時 (source row A25); either time may be missing."""
    if not start and not end:
        return minutes_date(day)
    return f"{minutes_date(day)}{minutes_time(start)}～{minutes_time(end)}"


def fiscal_year(day: date) -> int:
    """The year in which its 年度 began on 1 April."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_range(year: int) -> tuple[date, date]:
    """First and last day of a 年度: 2020 → 2020-04-01, 2021-03-31."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def era_fiscal_year(year: int) -> str:
    """2020 → 令和2年度. 2019 is 令和元年度, as the government named it from May on."""
    return f"{_era_year(date(year, 5, 1))}度"


def era_month(day: date) -> str:
    """令和2年12月."""
    return f"{_era_year(day)}{day.month}月"


def age_of(day: date, today: date) -> str:
    """How old a fact is: 今日, 12日前, 3か月前, 1年2か月前; a day to come as 3日後."""
    if day == today:
        return "今日"
    earlier, later, side = (day, today, "前") if day < today else (today, day, "後")
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    if not months:
        return f"{(later - earlier).days}日{side}"
    years, months = divmod(months, 12)
    return f"{f'{years}年' if years else ''}{f'{months}か月' if months else ''}{side}"


def _era_year(day: date) -> str:
    found = eras.era_of(day)
    return f"{found[0].name}{_count(found[1])}年" if found else f"{day.year}年"


def _count(year: int) -> str:
    return "元" if year == 1 else str(year)
