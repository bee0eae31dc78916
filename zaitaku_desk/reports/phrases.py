"""Set phrases of Japanese office papers: the season, when a meeting is, who is addressed how."""

from __future__ import annotations

import re
from datetime import date

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.meetings import HONORIFICS, Attendance, Meeting, MeetingSeries

SEASONS = (
    "新春の候",
    "余寒の候",
    "早春の候",
    "陽春の候",
    "新緑の候",
    "初夏の候",
    "盛夏の候",
    "残暑の候",
    "初秋の候",
    "秋冷の候",
    "晩秋の候",
    "初冬の候",
)
"""The word of the season for each month from January."""

_NUMBERED = re.compile(r"第\s*[0-9０-９一二三四五六七八九十百]+\s*回")
_SENSEI = ("physician", "dentist")


def greeting(today: date) -> str:
    """What follows 拝啓."""
    season = SEASONS[today.month - 1]
    return f"拝啓　{season}、皆様におかれましては、ますますご清祥のこととお慶び申し上げます。"


def clock(start: str | None, end: str | None) -> str:
    """19時～20時, 18時45分～19時15分, 14時00分～15時30分: as the minutes of the source write it (A25)."""
    read = [wareki.parse_time(time) if time else None for time in (start, end)]
    exact = any(time and not time.endswith(":00") for time in read)
    shown = [
        f"{int(time[:2])}時{time[3:]}分" if time and exact else wareki.minutes_time(time or raw or "")
        for time, raw in zip(read, (start, end), strict=True)
    ]
    return f"{shown[0]}～{shown[1]}" if any(shown) else ""


def minutes_when(meeting: Meeting) -> str:
    """R2年12月1日（火）19時～20時 (A25); what was typed where it could not be read."""
    day = wareki.minutes_date(meeting.held_on) if meeting.held_on else meeting.as_typed.get("held_on", "")
    return day + clock(meeting.start, meeting.end)


def letter_when(meeting: Meeting, style: str) -> str:
    """令和2年12月1日（火）19時～20時."""
    if not meeting.held_on:
        return meeting.as_typed.get("held_on", "") + clock(meeting.start, meeting.end)
    day = f"{wareki.show(meeting.held_on, style)}（{wareki.weekday(meeting.held_on)}）"
    return f"{day}　{clock(meeting.start, meeting.end)}".rstrip("　")


def meeting_name(meeting: Meeting, series: MeetingSeries | None = None) -> str:
    """The meeting's name with its 第N回, where the name does not say it already."""
    name = (meeting.title or (series.title if series else "") or "会議").strip()
    if meeting.number is None or _NUMBERED.search(name):
        return name
    return f"第{meeting.number}回{name}"


def honorific(person: Attendance) -> str:
    """様, 先生 or 御中: as chosen, else by profession, else 御中 for an institution without a name."""
    if person.honorific:
        return label_of(HONORIFICS, person.honorific)
    if not person.name:
        return "御中"
    return "先生" if person.profession in _SENSEI else "様"


def short_when(day: date | None, style: str = "wareki") -> str:
    """R2.12.1（火）, for tables."""
    if day is None:
        return ""
    shown = wareki.short_era_date(day) if style == "wareki" else f"{day.year}.{day.month}.{day.day}"
    return f"{shown}（{wareki.weekday(day)}）"


def span(start: date, end: date, style: str = "wareki") -> str:
    """令和2年10月1日～令和2年11月30日."""
    return f"{wareki.show(start, style)}～{wareki.show(end, style)}"
