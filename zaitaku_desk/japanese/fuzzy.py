"""Dates that are no single day: 2020.6〜, 11月中旬, 2021.4以降, 令和3年度 (decision 5).

The text itself is what is stored and shown; this finds the days it may mean.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from zaitaku_desk.japanese import numbers, wareki
from zaitaku_desk.japanese.typed import last_day, month_away, nearest, parse_date, parse_year, without_weekday

Period = tuple[date, date]

EVER: Final = date.min
"""The earliest day of a text that names only an end: 2021.3まで."""

_AROUND: Final = timedelta(days=3)
_TAIL = re.compile(r"(?:の?(?:予定|見込み?|目途|めど)|\((?:予定|見込み?|頃)\))$")
_OPEN_END = re.compile(r"(?:~|から|より|以降|以後)$")
_OPEN_START = re.compile(r"(?:まで|迄|以前|までに)$|^~")
_GOES_ON = re.compile(r"(?<=~)(?:継続中?|現在|現在に至る|未定)$")
_ABOUT = re.compile(r"(?:頃|ごろ|ころ|前後|付近)$")
_RANGE = re.compile(r"~|から|→|-")
_YEAR_WORDS: Final = {
    "今年": 0,
    "本年": 0,
    "来年": 1,
    "翌年": 1,
    "昨年": -1,
    "去年": -1,
    "再来年": 2,
    "一昨年": -2,
}
_FISCAL_WORDS: Final = {"今": 0, "本": 0, "当": 0, "来": 1, "翌": 1, "次": 1, "昨": -1, "前": -1, "再来": 2}
_MONTH_WORDS: Final = {"今月": 0, "当月": 0, "来月": 1, "翌月": 1, "再来月": 2, "先月": -1, "前月": -1}
_WEEK_WORDS: Final = {"今週": 0, "来週": 1, "再来週": 2, "先週": -1}
_ERA_YEAR: Final = r"(?:令和|平成|昭和|大正|[令平昭rhst])[.]?(?:元|\d{1,2})|(?:西暦)?\d{4}"
_PARTS: Final = "上旬|初旬|初め|はじめ|始め|頭|中旬|半ば|なかば|中頃|下旬|末日|末|終わり|前半|後半|中"
_MONTH = re.compile(rf"(?:(?P<year>{_ERA_YEAR})(?:年|[./・-]))?(?P<month>\d{{1,2}})月?(?P<part>{_PARTS})?")
_WORDED_MONTH = re.compile(rf"(?P<word>{'|'.join(_MONTH_WORDS)})の?(?P<part>{_PARTS})?")
# numbers.arabic has made 4半期 of 四半期 before this is matched.
_FISCAL = re.compile(
    rf"(?:(?P<year>{_ERA_YEAR})年?|(?P<word>{'|'.join(_FISCAL_WORDS)}))?年?度"
    r"(?P<part>上半期|上期|前期|前半|下半期|下期|後期|後半|末|内|中|初め|当初|第[1-4]4半期)?"
)
_YEAR = re.compile(rf"(?P<year>{_ERA_YEAR})年?(?P<part>末|内|中|初め|前半|後半|春|夏|秋|冬)?")
_WORDED_YEAR = re.compile(
    rf"(?:(?P<word>{'|'.join(_YEAR_WORDS)})|年)(?P<part>末|内|中|初め|前半|後半|春|夏|秋|冬)?"
)


def parse(text: str, today: date) -> tuple[date, date | None] | None:
    """Earliest and latest day a text may mean; None for the latest when it is open (2020.6〜).

    A text that only ends (2021.3まで) begins at `EVER`. None when the text names no time at all.
    Months without a year are the nearest ones to `today`, as in `wareki.parse_date`.
    """
    bare = _GOES_ON.sub("", _TAIL.sub("", without_weekday(numbers.plain(text).lower())))
    if span := _period(bare, today):
        return span
    if _OPEN_END.search(bare) and (span := _about(_OPEN_END.sub("", bare), today)):
        return span[0], None
    if _OPEN_START.search(bare) and (span := _about(_OPEN_START.sub("", bare), today)):
        return EVER, span[1]
    return _about(bare, today) or _range(bare, today)


def _about(bare: str, today: date) -> Period | None:
    """頃 widens a day by three days on either side; a month or year is wide enough."""
    trimmed = _ABOUT.sub("", bare)
    span = _period(trimmed, today)
    if span and trimmed != bare and span[0] == span[1]:
        return span[0] - _AROUND, span[1] + _AROUND
    return span


def _range(bare: str, today: date) -> Period | None:
    """Two times with a wave or hyphen between; the second may leave out what the first has said."""
    for gap in _RANGE.finditer(bare):
        left, right = bare[: gap.start()], _OPEN_START.sub("", bare[gap.end() :])
        if left.isdigit() and len(left) <= 2 and right.endswith("月"):
            left += "月"
        first = _about(left, today)
        if first is None:
            continue
        last = _following(right, first, today)
        if last and last[1] >= first[0]:
            return first[0], last[1]
    return None


def _following(right: str, first: Period, today: date) -> Period | None:
    """The second half of a range: 8 after 2020.6 is a month, 3日 after a day a day, 下旬 the same month's."""
    start = first[0]
    if match := re.fullmatch(r"(\d{1,2})日?", right):
        if first[0] == first[1]:
            day = parse_date(f"{start.year}/{start.month}/{match[1]}", today)
            return (day, day) if day else None
        right += "月"
    if re.fullmatch(_PARTS, right):
        return _part_of_month(start.year, start.month, right)
    span = _about(right, today)
    has_year = re.match(rf"(?:{_ERA_YEAR})(?:年|[./・])", right)
    if span and not has_year and re.match(r"\d{1,2}(?:月|/|\.)", right):
        span = _about(f"{start.year}年{right}", today)
        if span and span[1] < start:
            span = _about(f"{start.year + 1}年{right}", today)
    return span


def _period(bare: str, today: date) -> Period | None:
    day = parse_date(bare, today)
    if day:
        return day, day
    bare = bare if bare in _YEAR_WORDS else numbers.arabic(bare)
    for read in (_fiscal, _worded, _month, _year):
        if span := read(bare, today):
            return span
    return None


def _fiscal(bare: str, today: date) -> Period | None:
    match = _FISCAL.fullmatch(bare)
    if match is None or bare.startswith("度"):
        return None
    year: int | None = wareki.fiscal_year(today) + _FISCAL_WORDS.get(match["word"] or "今", 0)
    if match["year"]:
        year = parse_year(match["year"], fiscal=True)
    return _part_of_fiscal_year(year, match["part"] or "") if year else None


def _part_of_fiscal_year(year: int, part: str) -> Period:
    first, last = wareki.fiscal_year_range(year)
    if part in ("上半期", "上期", "前期", "前半"):
        return first, date(year, 9, 30)
    if part in ("下半期", "下期", "後期", "後半"):
        return date(year, 10, 1), last
    if part == "末":
        return date(year + 1, 3, 1), last
    if part in ("初め", "当初"):
        return first, date(year, 4, 30)
    if part.endswith("半期"):
        month = 4 + 3 * (int(part[1]) - 1)
        begin = date(year + (month > 12), (month - 1) % 12 + 1, 1)
        return begin, last_day(begin.year, begin.month + 2)
    return first, last


def _worded(bare: str, today: date) -> Period | None:
    if match := _WORDED_MONTH.fullmatch("今月末" if bare == "月末" else bare):
        return _part_of_month(*month_away(today, _MONTH_WORDS[match["word"]]), match["part"] or "")
    if match := _WORDED_YEAR.fullmatch(bare):
        year = today.year + _YEAR_WORDS.get(match["word"] or "今年", 0)
        return _part_of_year(year, match["part"] or "") if match["word"] or match["part"] else None
    if bare in _WEEK_WORDS:
        monday = today + timedelta(days=7 * _WEEK_WORDS[bare] - today.weekday())
        return monday, monday + timedelta(days=6)
    return None


def _month(bare: str, today: date) -> Period | None:
    match = _MONTH.fullmatch(bare)
    if match is None or not (match["year"] or "月" in bare):
        return None
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    if match["year"]:
        year = parse_year(match["year"])
    else:
        middle = nearest(month, 15, today)
        year = middle.year if middle else None
    return _part_of_month(year, month, match["part"] or "") if year else None


def _part_of_month(year: int, month: int, part: str) -> Period:
    end = last_day(year, month)
    if part in ("上旬", "初旬", "初め", "はじめ", "始め", "頭"):
        return date(year, month, 1), date(year, month, 10)
    if part in ("中旬", "半ば", "なかば", "中頃"):
        return date(year, month, 11), date(year, month, 20)
    if part == "下旬":
        return date(year, month, 21), end
    if part == "末日":
        return end, end
    if part in ("末", "終わり"):
        return date(year, month, 25), end
    if part == "前半":
        return date(year, month, 1), date(year, month, 15)
    if part == "後半":
        return date(year, month, 16), end
    return date(year, month, 1), end


def _year(bare: str, today: date) -> Period | None:
    match = _YEAR.fullmatch(bare)
    if match is None or not ("年" in bare or re.fullmatch(r"\d{4}.*", bare)):
        return None
    year = parse_year(match["year"])
    return _part_of_year(year, match["part"] or "") if year else None


def _part_of_year(year: int, part: str) -> Period:
    months = {
        "末": (12, 12),
        "初め": (1, 1),
        "前半": (1, 6),
        "後半": (7, 12),
        "春": (3, 5),
        "夏": (6, 8),
        "秋": (9, 11),
        "冬": (12, 14),
    }
    first, last = months.get(part, (1, 12))
    return date(year, first, 1), last_day(year + (last > 12), (last - 1) % 12 + 1)
