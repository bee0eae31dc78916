"""版: the directory frozen at a date, and to whom it was given (A43, A264)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from zaitaku_desk.records.fields import Record, field


@dataclass(slots=True, kw_only=True)
class Edition(Record):
    """関係機関情報一覧表 as it stood on a day; what stood in it are its entries.

    `frame` keeps the words of that day: the office, kinds and capabilities in their order with their labels.
    """

    KIND: ClassVar[str] = "editions"
    TITLE: ClassVar[str] = "一覧表の版"
    NAME: ClassVar[str] = "title"
    ORDER: ClassVar[tuple[str, ...]] = ("frozen_on",)
    NEWEST_FIRST: ClassVar[bool] = True

    title: str | None = field("名称", required=True)
    frozen_on: date | None = field("時点")
    note: str | None = field("備考", lines=2)
    frame: dict[str, Any] = field("見出し", default=dict)


@dataclass(slots=True, kw_only=True)
class EditionEntry(Record):
    """One institution in an edition; its id is made of edition and institution.

    `values` are the institution's fields as JSON, `capabilities` code → state, condition and day, `posts` the
    people of that day; `counted` names the operations behind them (decisions 19).
    """

    KIND: ClassVar[str] = "edition_entries"
    TITLE: ClassVar[str] = "版の内容"
    NAME: ClassVar[str] = "institution_id"
    PARENT: ClassVar[str] = "edition_id"
    ORDER: ClassVar[tuple[str, ...]] = ("institution_id",)

    edition_id: str | None = field("版", group="entry", refers="editions")
    institution_id: str | None = field("機関", group="entry", refers="institutions")
    values: dict[str, Any] = field("内容", group="entry", default=dict)
    capabilities: dict[str, Any] = field("機能・処置", group="entry", default=dict)
    posts: list[Any] = field("人と役職", group="entry", default=list)
    counted: list[str] = field("基にした変更", group="entry", default=list)


@dataclass(slots=True, kw_only=True)
class Distribution(Record):
    """To whom a list was given, when and how (A264)."""

    KIND: ClassVar[str] = "distributions"
    TITLE: ClassVar[str] = "配付の記録"
    NAME: ClassVar[str] = "recipients"
    PARENT: ClassVar[str] = "edition_id"
    ORDER: ClassVar[tuple[str, ...]] = ("given_on",)

    edition_id: str | None = field("版", refers="editions")
    paper: str | None = field("配付したもの")
    given_on: date | None = field("配付日")
    recipients: str | None = field("配付先", lines=2)
    channel: str | None = field("方法", codes="channels")
    copies: int | None = field("部数", unit="部")
