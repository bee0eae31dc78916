"""What hangs on an institution: staff, yearly figures, tools, agreements, preparations, contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from zaitaku_desk.records.fields import Choices, Record, field

AGREEMENT_KINDS: Choices = (
    ("backup", "後方支援（入院・急変時）"),
    ("cover", "夜間・休日の相互補完"),
    ("deputy", "主治医・副主治医"),
    ("nursing", "訪問看護との組み合わせ"),
    ("other", "その他"),
)
"""A75, A82, A220, A284."""

AGREEMENT_STATES: Choices = (
    ("asked", "依頼中"),
    ("agreed", "合意"),
    ("declined", "見送り"),
    ("ended", "終了"),
)


@dataclass(slots=True, kw_only=True)
class StaffCount(Record):
    """How many of one profession work at an institution on a day (A70)."""

    KIND: ClassVar[str] = "staff_counts"
    TITLE: ClassVar[str] = "人員"
    NAME: ClassVar[str] = "profession"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("profession",)

    institution_id: str | None = field("機関", refers="institutions")
    profession: str | None = field("職種", codes="professions")
    count: int | None = field("人数", group="count", unit="人")
    counted_on: date | None = field("時点", group="count")
    note: str | None = field("備考")


@dataclass(slots=True, kw_only=True)
class YearlyFigure(Record):
    """A figure of one fiscal year as the institution told it: 利用者数, 看取り件数 … (A117, A161, A170)."""

    KIND: ClassVar[str] = "yearly_figures"
    TITLE: ClassVar[str] = "年度の実績"
    NAME: ClassVar[str] = "measure"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("fiscal_year", "measure")

    institution_id: str | None = field("機関", refers="institutions")
    fiscal_year: int | None = field("年度", group="what")
    measure: str | None = field("項目", group="what", codes="measures")
    count: int | None = field("件数")
    note: str | None = field("備考")


@dataclass(slots=True, kw_only=True)
class ToolUse(Record):
    """An ICT tool an institution uses, what it may see with it, and since when (A36, A40, A83, A105)."""

    KIND: ClassVar[str] = "tool_uses"
    TITLE: ClassVar[str] = "情報共有システム"
    NAME: ClassVar[str] = "tool"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("starts_on", "tool")

    institution_id: str | None = field("機関", refers="institutions")
    tool: str | None = field("システム", codes="ict_tools")
    functions: str | None = field("使う機能")
    viewing: bool | None = field("閲覧")
    consent: str | None = field("同意の取り方")
    starts_on: date | None = field("利用開始", group="term")
    ends_on: date | None = field("利用終了", group="term")


@dataclass(slots=True, kw_only=True)
class Agreement(Record):
    """What two institutions do for each other: back-up beds, cover at night, main and deputy (A75, A82)."""

    KIND: ClassVar[str] = "agreements"
    TITLE: ClassVar[str] = "連携の取り決め"
    NAME: ClassVar[str] = "content"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("kind", "agreed_on")

    institution_id: str | None = field("機関", refers="institutions")
    partner_id: str | None = field("相手", group="partner", refers="institutions")
    partner_text: str | None = field("相手（登録のない機関）", group="partner")
    kind: str | None = field("種類", choices=AGREEMENT_KINDS)
    content: str | None = field("内容", lines=2)
    status: str | None = field("状況", choices=AGREEMENT_STATES)
    agreed_on: date | None = field("合意日")
    contact: str | None = field("窓口")
    review_on: date | None = field("見直し日")


@dataclass(slots=True, kw_only=True)
class Preparation(Record):
    """One line of 開始準備: what a clinic that begins home visits has to get ready (A9).

    The id is made of institution and code.
    """

    KIND: ClassVar[str] = "preparations"
    TITLE: ClassVar[str] = "開始準備"
    NAME: ClassVar[str] = "item"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("item",)

    institution_id: str | None = field("機関", group="owner", refers="institutions")
    item: str | None = field("準備すること", group="owner", codes="preparations")
    done_on: date | None = field("済んだ日")
    note: str | None = field("メモ")


@dataclass(slots=True, kw_only=True)
class Contact(Record):
    """One contact with an institution that is neither visit, meeting nor consultation (A178, A220, A221)."""

    KIND: ClassVar[str] = "contacts"
    TITLE: ClassVar[str] = "連絡の記録"
    NAME: ClassVar[str] = "content"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("happened_at",)
    NEWEST_FIRST: ClassVar[bool] = True

    institution_id: str | None = field("機関", refers="institutions")
    happened_at: datetime | None = field("日時")
    channel: str | None = field("手段", codes="channels")
    person: str | None = field("相手の人")
    content: str | None = field("用件", lines=2)
    result: str | None = field("結果", lines=2)
