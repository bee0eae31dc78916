"""人と役職: people, and the posts they hold from–to (A32, A272)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zaitaku_desk.records.fields import Column, Record, field


@dataclass(slots=True, kw_only=True)
class Person(Record):
    """One person of the region; titles and places of work are posts."""

    KIND: ClassVar[str] = "people"
    TITLE: ClassVar[str] = "人"
    ORDER: ClassVar[tuple[str, ...]] = ("kana", "name")
    SEARCHABLE: ClassVar[bool] = True
    INDEXED: ClassVar[tuple[str | tuple[str, ...], ...]] = ("name",)
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", "氏名", 14),
        Column("kana", "ふりがな", 16),
        Column("profession", "職種", 12),
        Column("telephone", "電話", 14),
    )

    name: str | None = field("氏名", group="name", required=True, searched=True)
    kana: str | None = field("ふりがな", group="name", searched=True)
    profession: str | None = field("職種", codes="professions", searched=True)
    member: bool | None = field("医師会員")
    telephone: str | None = field("電話", searched=True)
    mobile: str | None = field("携帯")
    fax: str | None = field("FAX")
    email: str | None = field("メール", searched=True)
    reach_by: str | None = field("連絡の手段", codes="channels", group="reach")
    call_hours: str | None = field("連絡のよい時間帯", group="reach")
    no_call_hours: str | None = field("連絡を避ける時間帯", group="reach")
    note: str | None = field("メモ", lines=3, searched=True)


@dataclass(slots=True, kw_only=True)
class Post(Record):
    """A title a person holds at an institution from one day to another; `order` is protocol order."""

    KIND: ClassVar[str] = "posts"
    TITLE: ClassVar[str] = "役職"
    NAME: ClassVar[str] = "title"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order", "starts_on")

    person_id: str | None = field("人", group="person", refers="people")
    name: str | None = field("氏名", group="person", searched=True)
    institution_id: str | None = field("機関", refers="institutions")
    title: str | None = field("役職")
    profession: str | None = field("職種", codes="professions")
    starts_on: date | None = field("就任", group="term")
    ends_on: date | None = field("退任", group="term")
    order: int | None = field("並び順")


@dataclass(slots=True, kw_only=True)
class Training(Record):
    """A training a person took part in (A77); `completed` is 修了."""

    KIND: ClassVar[str] = "trainings"
    TITLE: ClassVar[str] = "研修の受講歴"
    NAME: ClassVar[str] = "title"
    PARENT: ClassVar[str] = "person_id"
    ORDER: ClassVar[tuple[str, ...]] = ("held_on",)
    NEWEST_FIRST: ClassVar[bool] = True

    person_id: str | None = field("人", refers="people")
    title: str | None = field("研修名", searched=True)
    held_on: date | None = field("受講日")
    completed: bool | None = field("修了")
    note: str | None = field("備考")
