"""What is said on the telephone, with its age: 「可 R8.6.2」「条件付 R6.4.1 古い（日中のみ）」 (A7, A102).

A fact that is old says so in a word, never by a colour alone; `words(style)` is the text of screen and paper.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import CAPABILITY_STATES, VACANCY

OLD = "古い"
UNDATED = "確認日なし"


class Told(Protocol):
    """Anything that is shown as words and may be old."""

    @property
    def old(self) -> bool: ...

    def words(self, style: str) -> str: ...


class Ability(NamedTuple):
    """One capability of one institution; `old` where it was confirmed long ago or nobody knows when."""

    label: str
    state: str | None
    condition: str | None
    confirmed_on: date | None
    old: bool

    @property
    def short(self) -> str:
        """「気管切開」 of 気管切開の管理."""
        return self.label.partition("の")[0] or self.label

    def words(self, style: str) -> str:
        """「可 R8.6.2」."""
        if self.state in (None, "unknown"):
            return "未確認"
        age = short_date(self.confirmed_on, style) if self.confirmed_on else UNDATED
        return _said(
            label_of(CAPABILITY_STATES, self.state), age, self.old and bool(self.confirmed_on), self.condition
        )


class Abilities(NamedTuple):
    """What was asked for, in the order she asked."""

    items: tuple[Ability, ...]

    @property
    def old(self) -> bool:
        """Any of them."""
        return any(item.old for item in self.items)

    def words(self, style: str) -> str:
        """One alone needs no name: it is what she asked for."""
        if len(self.items) == 1:
            return self.items[0].words(style)
        return "　".join(f"{item.short} {item.words(style)}" for item in self.items)


class Vacancy(NamedTuple):
    """受入余力 with its moment; old after some days (A102)."""

    state: str | None
    note: str | None
    at: datetime | None
    old: bool

    def words(self, style: str) -> str:
        """「余力あり 11/24 9:30」; nothing where nobody asked."""
        if not self.state and not self.note:
            return ""
        age = f"{short_date(self.at.date(), style)} {self.at:%H:%M}" if self.at else "時点不明"
        return _said(label_of(VACANCY, self.state), age, self.old and bool(self.at), self.note)


def _said(state: str, age: str, old: bool, note: str | None) -> str:
    """The age comes before the note: a long note that is cut off takes nothing of it away."""
    return f"{state} {age}{f' {OLD}' if old else ''}{f'（{note}）' if note else ''}".strip()


def ability(
    label: str,
    state: str | None,
    condition: str | None,
    confirmed_on: date | None,
    today: date,
    months: int | None,
) -> Ability:
    """The fact with its age judged today."""
    unsaid = state in (None, "unknown")
    return Ability(label, state, condition, confirmed_on, not unsaid and is_old(confirmed_on, today, months))


def vacancy(
    state: str | None, note: str | None, at: datetime | None, now: datetime, days: int | None
) -> Vacancy:
    """The room of an institution with its age judged now."""
    return Vacancy(state, note, at, days is not None and (at is None or now - at > timedelta(days=days)))


def is_old(day: date | None, today: date, months: int | None) -> bool:
    """Confirmed more than so many months ago, or nobody knows when; never with `months` None."""
    if months is None:
        return False
    if day is None:
        return True
    return (today.year * 12 + today.month - months, today.day) > (day.year * 12 + day.month, day.day)


def short_date(day: date, style: str) -> str:
    """R8.6.2 or 2026/6/2."""
    return wareki.short_era_date(day) if style == "wareki" else f"{day.year}/{day.month}/{day.day}"
