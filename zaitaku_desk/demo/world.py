"""The fictional city, and what every part of the demo needs: one source of chance, today, fresh ids."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from zaitaku_desk.demo import names
from zaitaku_desk.japanese import holidays, wareki
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.people import Person, Post

SEED = 20240401
PREFECTURE, CITY = "汐路県", "みなと野市"
YEARS = 3

DISTRICTS: dict[str, tuple[str, ...]] = {
    "錨町": ("錨町", "綱手町", "貝合町", "船霊町"),
    "波ノ木": ("波ノ木", "砂絵町", "小灘"),
    "椿瀬": ("椿瀬", "檜皮町", "柚子原"),
    "藍野原": ("藍野原", "橡野", "夕凪台"),
    "霧ヶ沢": ("霧ヶ沢", "水鶏沢", "鳶ヶ尾"),
    "帆立谷": ("帆立谷", "蛍谷", "栃ノ宮"),
    "月灘": ("月灘", "千鳥洲", "鴎ヶ浜"),
    "杉ノ戸": ("杉ノ戸", "椎ノ下", "藻塩町"),
}

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the post that matters in meetings and on the telephone."""

    person: Person
    post: Post
    institution: Institution


@dataclass(slots=True)
class World:
    """Everything made so far. `chance` is seeded: the same `today` gives the same district."""

    today: date
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    records: list[Record] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    roles: dict[str, Member] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    directors: dict[str, str] = field(default_factory=dict)
    family: list[tuple[str, str]] = field(default_factory=list)
    telephone: int = 0

    @property
    def first_day(self) -> date:
        """1 April two fiscal years before this one."""
        return date(wareki.fiscal_year(self.today) - YEARS + 1, 4, 1)

    def new_id(self) -> str:
        """An id made of the seeded chance."""
        return uuid.UUID(int=self.chance.getrandbits(128), version=4).hex

    def keep(self, record: Record) -> None:
        """Take the record into what will be saved."""
        self.records.append(record)

    def one(self, options: Sequence[Thing]) -> Thing:
        """One of them."""
        return self.chance.choice(options)

    def weighted(self, options: dict[Thing, int]) -> Thing:
        """One of them, by weight."""
        return self.chance.choices(list(options), list(options.values()))[0]

    def name(self, *, woman: bool) -> tuple[str, str]:
        """A full name and its kana; a family name is used once."""
        if not self.family:
            rare, self.family = names.FAMILY[: names.VARIANTS], names.FAMILY[names.VARIANTS :]
            self.chance.shuffle(self.family)
            self.family[-4:-4] = reversed(rare)
        family, family_kana = self.family.pop()
        given, given_kana = self.one(names.WOMEN if woman else names.MEN)
        return f"{family} {given}", f"{family_kana} {given_kana}"

    def number(self) -> tuple[str, str]:
        """Telephone and fax: 0999 is nobody's area code."""
        self.telephone += 1
        area = 20 + self.telephone % 7
        line = 1100 + self.telephone * 37
        return f"0999-{area}-{line:04d}", f"0999-{area}-{line + 1:04d}"

    def weekday(self, day: date, step: int = 1) -> date:
        """The day itself, or the next (`step` -1: the last) one an office is open."""
        while day.weekday() >= 5 or holidays.name(day) or (day.month, day.day) in _CLOSED:
            day += timedelta(days=step)
        return day

    def of_kind(self, *kinds: str) -> list[Institution]:
        """The institutions of these kinds."""
        return [item for item in self.institutions if item.kind in kinds]

    def named(self, name: str) -> Institution:
        """The institution of that name."""
        return next(item for item in self.institutions if item.name == name)

    def members_of(self, *kinds: str) -> list[Member]:
        """The people whose institution is of these kinds."""
        return [member for member in self.members if member.institution.kind in kinds]


_CLOSED = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3), (8, 13), (8, 14), (8, 15)}
