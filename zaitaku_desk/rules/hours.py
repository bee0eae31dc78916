"""診療・営業時間: reading them as they are said, and whether one may telephone now (A68, A291).

Hours are weekday key (`mon` … `sun`, `hol`) → list of ["09:00", "12:00"]; a day that is missing is not known,
an empty list is closed. All times are civil times of Japan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from zaitaku_desk.japanese import holidays
from zaitaku_desk.records.institutions import WEEKDAYS

Hours = Mapping[str, Sequence[Sequence[str]]]

_KEYS = tuple(key for key, _ in WEEKDAYS)
_OF_LABEL = {label: key for key, label in WEEKDAYS}
_CLOSED = frozenset({"休", "休診", "休み", "休業", "閉", "×", "なし", "-", "ー"})
_TIME = r"(午前|午後|am|pm)?(\d{1,2})(?:[:時](\d{1,2})?分?|(半))?"
_SPAN = re.compile(rf"{_TIME}\s*[~\-ー―から至]+\s*{_TIME}(?:まで)?", re.IGNORECASE)
_DAYS = re.compile(r"[月火水木金土日祝]曜?日?(?:\s*[~\-・,、]\s*[月火水木金土日祝]曜?日?)*|毎日|平日")

_SHUT = re.compile(rf"({_DAYS.pattern})\s*は?[(]?(?:定休|休)(?:診|み|業|館)?日?[)]?")


SEES_PATIENTS = frozenset({"clinic", "dental"})
"""Kinds where the doctor is the one called; a hospital's office is reached while it is open."""


class Reach(NamedTuple):
    """Whether one may telephone; `why` says it in words for her. `known` is false where nobody said when."""

    may: bool
    why: str
    known: bool = True

    @property
    def old(self) -> bool:
        """It is worked out now."""
        return False

    def words(self, _style: str = "") -> str:
        """A mark and the reason, for a list."""
        return f"{('○' if self.may else '×') if self.known else '？'} {self.why}"


def parse_spans(text: str) -> list[list[str]] | None:
    """「9:00～12:30、14時～18時」 → spans; 「休診」 → []; None when it cannot be read."""
    plain = _plain(text)
    if not plain:
        return None
    if plain in _CLOSED:
        return []
    found: list[list[str]] = []
    rest = plain
    for match in _SPAN.finditer(plain):
        start, end = _clock(match[1], match[2], match[3], match[4]), _clock(*match.groups()[4:8])
        if start is None or end is None:
            return None
        if found and start < found[-1][1] and start < "12:00":
            start, end = _afternoon(start), _afternoon(end)
        elif end <= start < "12:00":
            end = _afternoon(end)
        if end <= start:
            return None
        found.append([start, end])
        rest = rest.replace(match[0], "", 1)
    left = re.sub(r"[\s、,，/・;と及び]+", "", rest)
    return sorted(found) if found and not left else None


def show_spans(spans: Sequence[Sequence[str]] | None) -> str:
    """The reverse, as it is printed: 「9:00～12:30、14:00～18:00」; 「休」 for a closed day."""
    if spans is None:
        return ""
    return "、".join(f"{_short(start)}～{_short(end)}" for start, end in spans) or "休"


def show(hours: Hours) -> str:
    """A week in one line, days of the same hours together: 「月火水金 9:00～12:00　土 休」."""
    groups: dict[str, str] = {}
    for key, label in WEEKDAYS:
        if key in hours:
            groups.setdefault(show_spans(hours[key]), "")
            groups[show_spans(hours[key])] += label
    return "　".join(f"{days} {spans}" for spans, days in groups.items())


def days_in(text: str) -> frozenset[str]:
    """The weekdays a text names, as keys: 「月火水木金土」, 「平日,土曜日」, 「月～金・祝」."""
    return frozenset(key for found in _DAYS.finditer(_plain(text)) for key in _days(found[0]))


def closed_days(hours: Hours) -> str:
    """「木・日・祝」: the days that are known to be closed."""
    return "・".join(label for key, label in WEEKDAYS if key in hours and not hours[key])


def whole_week(text: str) -> dict[str, list[list[str]]] | None:
    """「月～金 9:00～17:00 土 9:00～12:00 日休み」 → hours; None unless every span names its days."""
    plain = _plain(text)
    week: dict[str, list[list[str]]] = {}
    for match in _SHUT.finditer(plain):
        week |= {key: [] for key in _days(match[1])}
    rest = _SHUT.sub(" ", plain)
    for days, spans in _sentences(rest):
        if not days:
            return None
        for key in days:
            week[key] = [*week.get(key, []), *spans]
    if re.search(r"\d", _SPAN.sub("", rest)) or not any(week.values()):
        return None
    return {key: sorted(week[key]) for key in _KEYS if key in week}


def day_key(day: date) -> str:
    """`hol` on a public holiday, else the weekday."""
    return "hol" if holidays.name(day) else _KEYS[day.weekday()]


def is_open(hours: Hours, moment: datetime) -> bool | None:
    """Whether it is open at the moment; None when nobody knows. An unknown holiday counts as closed."""
    key = day_key(moment.date())
    if key not in hours:
        return False if key == "hol" and hours else None
    clock = f"{moment:%H:%M}"
    return any(start <= clock < end for start, end in hours[key])


def within(text: str | None, moment: datetime) -> bool | None:
    """Whether the moment lies in hours said in words (「平日12:30～13:30」); None when unreadable."""
    if not text:  # most have none, and a list asks for each of its rows
        return None
    found = False
    known = False
    for days, spans in _sentences(text or ""):
        known = True
        if (not days or day_key(moment.date()) in days) and any(
            start <= f"{moment:%H:%M}" < end for start, end in spans
        ):
            found = True
    return found if known else None


def may_call(
    hours: Hours, good: str | None, bad: str | None, moment: datetime, *, medical: bool = True
) -> Reach:
    """今 電話してよいか: her notes first; a medical institution is best not called while it sees patients.

    Others (pharmacies, offices) are reached while they are open.
    """
    if within(bad, moment):
        return Reach(False, f"避ける時間帯（{bad}）")
    if within(good, moment):
        return Reach(True, f"よい時間帯（{good}）")
    state = is_open(hours, moment)
    if state is None:
        known = bool(good)
        return Reach(not bad and not good, f"よい時間帯は {good}" if known else "時間は未登録", known)
    today = show_spans(hours.get(day_key(moment.date()), []))
    if medical:
        if state:
            return Reach(False, f"診療中（{today}）")
        if today == "休":
            return Reach(False, "休診日")
        return Reach(
            not good and _near(hours, moment), "診療時間の外" if not good else f"よい時間帯は {good}"
        )
    return Reach(state and not good, f"受付時間内（{today}）" if state else f"時間外（{today}）")


def clash(hours: Hours, day: date, start: str | None, end: str | None) -> str:
    """The hours of the day that a visit from–to would fall into, in words; "" where none does (A291).

    Without an end an hour is meant.
    """
    begin = _minutes(start) if start else None
    if begin is None:
        return ""
    over = _minutes(end) if end else begin + 60
    spans = hours.get(day_key(day), [])
    hit = [span for span in spans if _minutes(span[0]) < over and begin < _minutes(span[1])]
    return show_spans(hit) if hit else ""


def _near(hours: Hours, moment: datetime) -> bool:
    """Within an hour of being open that day: somebody is there."""
    spans = hours.get(day_key(moment.date()), [])
    now = moment.hour * 60 + moment.minute
    return any(_minutes(start) - 60 <= now < _minutes(end) + 60 for start, end in spans)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _sentences(text: str) -> list[tuple[frozenset[str], list[list[str]]]]:
    """Pairs of (days, spans) that the text says; days empty = every day."""
    found: list[tuple[frozenset[str], list[list[str]]]] = []
    days: frozenset[str] = frozenset()
    plain = _plain(text)
    at = 0
    said = False
    for match in re.finditer(rf"(?P<days>{_DAYS.pattern})|(?P<span>{_SPAN.pattern})", plain, re.IGNORECASE):
        if match["days"]:
            days = _days(match["days"]) | (days if said else frozenset())
            said = True
        else:
            said = False
            spans = parse_spans(match["span"])
            if spans:
                found.append((days, spans))
        at = match.end()
    return found if at else []


def _days(text: str) -> frozenset[str]:
    if text == "毎日":
        return frozenset(_KEYS)
    if text == "平日":
        return frozenset(_KEYS[:5])
    text = re.sub(r"(?<=[月火水木金土日祝])曜日?|(?<=祝)日", "", text)
    found: set[str] = set()
    for part in re.split(r"[・,、\s]+", text):
        ends = re.split(r"[~\-]", part)
        if len(ends) == 2 and ends[0][-1:] in _OF_LABEL and ends[1][:1] in _OF_LABEL:
            first, last = _KEYS.index(_OF_LABEL[ends[0][-1]]), _KEYS.index(_OF_LABEL[ends[1][0]])
            found |= set(_KEYS[first : last + 1])
            part = ends[0][:-1] + ends[1][1:]
        found |= {_OF_LABEL[mark] for mark in part if mark in _OF_LABEL}
    return frozenset(found)


def _clock(half: str | None, hour: str, minute: str | None, thirty: str | None) -> str | None:
    value = int(hour) + (12 if (half or "").lower() in ("午後", "pm") and int(hour) < 12 else 0)
    minutes = 30 if thirty else int(minute or 0)
    return f"{value:02}:{minutes:02}" if value <= 24 and minutes < 60 else None


def _afternoon(clock: str) -> str:
    """「9-12、2-6」: the second span is said by a clock of twelve hours."""
    hour = int(clock[:2])
    return f"{hour + 12:02}{clock[2:]}" if hour < 12 else clock


def _short(clock: str) -> str:
    return clock.removeprefix("0")


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip()
    return (
        text.replace("〜", "~").replace("～", "~").replace("−", "-").replace("–", "-").replace("時半", "半")
    )
