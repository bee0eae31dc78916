"""リスト: the ready-made lists of the directory, each for a row of the source documents.

Said once here; the screen, its Excel file, papers and mailing lists take them by their key.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.store.lists import Filter, Listing
from zaitaku_desk.store.thresholds import thresholds

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

NIGHT_KINDS = frozenset({"clinic", "pharmacy", "home_nursing"})
"""診療所、保険薬局、小規模な訪問看護ステーション (A82)."""


class Day(NamedTuple):
    """What a list may depend on."""

    today: date
    years: int


class ReadyList(NamedTuple):
    """One list: title on the screen, the row that asks for it, its filters (some depend on the day)."""

    key: str
    title: str
    row: str
    filters: tuple[tuple[str, Any | Callable[[Day], Any]], ...]


LISTS = (
    ReadyList("cooperative", "協力可の訪問看護", "A220", (("kind", "home_nursing"), ("cooperative", True))),
    ReadyList("accepting", "退院患者の受入れ可", "A221", (("accepts_from_hospital", True),)),
    ReadyList(
        "willing",
        "前向きな診療所",
        "A308",
        (("kind", "clinic"), ("participation", frozenset({"wants", "conditional", "later"}))),
    ),
    ReadyList("joining", "参画を希望する機関", "A314", (("participation", "wants"),)),
    ReadyList(
        "starting",
        "訪問診療の開始予定・開始後",
        "A44",
        (("starting_since", lambda day: _years_before(day.today, day.years)),),
    ),
    ReadyList("new_entry", "新規参入の診療所", "A171", (("clinic_class", "new"),)),
    ReadyList("home_only", "在宅専門の診療所", "A171", (("clinic_class", "home_only"),)),
    ReadyList("uncovered", "夜間・休日の補完がない機関", "A82", (("uncovered", NIGHT_KINDS),)),
    ReadyList("open_hospital", "開放型病院", "A248", (("open_system", frozenset({"complete", "open"})),)),
    ReadyList("core", "地域の中核・後方支援", "A294", (("regional_role", frozenset({"core", "backup"})),)),
    ReadyList("school_districts", "中学校区ごと", "A284", (("school_district", ("\0", None)),)),
    ReadyList("tools", "情報共有システムの利用機関", "A36", (("uses_tool", lambda day: day.today),)),
    ReadyList("unlisted", "一覧表に掲載しない機関", "A43", (("listed", False),)),
    ReadyList("no_mail", "メールの登録がない機関", "A213", (("email", None),)),
)


def listing(db: Database, key: str, today: date) -> Listing:
    """The list called `key` as the screen and every paper read it; KeyError when there is none."""
    return Listing("institutions", filters=filters(db, key, today))


def filters(db: Database, key: str, today: date) -> tuple[Filter, ...]:
    """Its filters on that day, to be put beside others."""
    day = Day(today, thresholds(db).new_entry_years)
    return tuple((name, value(day) if callable(value) else value) for name, value in _by_key(key).filters)


def choices() -> tuple[tuple[str, str], ...]:
    """(key, title) of every list."""
    return tuple((item.key, item.title) for item in LISTS)


def _by_key(key: str) -> ReadyList:
    return {item.key: item for item in LISTS}[key]


def _years_before(day: date, years: int) -> date:
    """29 February becomes the 28th."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)
