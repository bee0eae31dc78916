"""Who works at the desk, and what stands on its letters (A1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zaitaku_desk.records.fields import Record, field

PROFILE_ID = "profile"
"""There is one organisation profile; two laptops that fill it in offline mean the same one."""


THRESHOLDS = ("unconfirmed_months", "visit_months", "vacancy_days", "new_entry_years")
"""Fields of the profile from which on something counts as old or new; empty switches a check off (A303)."""


@dataclass(slots=True, kw_only=True)
class Staff(Record):
    """A user of the program; an operation's `who` is a staff id (decisions 8)."""

    KIND: ClassVar[str] = "staff"
    TITLE: ClassVar[str] = "職員"
    ORDER: ClassVar[tuple[str, ...]] = ("kana", "name")

    name: str | None = field("氏名", group="name", required=True)
    kana: str | None = field("ふりがな", group="name")
    title: str | None = field("職名")
    qualification: str | None = field("資格", codes="qualifications")
    retired: bool | None = field("退職した", default=False)


@dataclass(slots=True, kw_only=True)
class Profile(Record):
    """Organisation profile: 委託元, 配置先, name and title, and the sender block as it is printed (A1)."""

    KIND: ClassVar[str] = "profiles"
    TITLE: ClassVar[str] = "事務所"
    NAME: ClassVar[str] = "contractor"

    contractor: str | None = field("委託元（医師会）")
    placement: str | None = field("配置先")
    sender_title: str | None = field("職名", group="sender")
    sender_name: str | None = field("氏名", group="sender")
    sender_block: str | None = field("差出人として印字する形", lines=4)
    postal_code: str | None = field("郵便番号", group="address")
    address: str | None = field("住所", group="address")
    telephone: str | None = field("電話")
    fax: str | None = field("FAX")
    email: str | None = field("メール")
    prefecture: str | None = field("都道府県", group="region")
    municipality: str | None = field("市町村", group="region")
    date_style: str | None = field(
        "日付の表示", choices=(("wareki", "和暦"), ("western", "西暦")), default="wareki"
    )
    unconfirmed_months: int | None = field("未確認とみなす期間", default=12, unit="か月")
    visit_months: int | None = field("訪問の間隔のめやす", default=12, unit="か月")
    vacancy_days: int | None = field("空き情報を古いとみなす日数", default=7, unit="日")
    new_entry_years: int | None = field("新規参入とみなす年数", default=3, unit="年")
    erase_after_years: int | None = field("個人の情報の保存期間", default=5, unit="年度")


@dataclass(slots=True, kw_only=True)
class Device(Record):
    """A computer that shares the data (its id is the device's): what it is called, and whether it is still
    waited for (sync.md §4.3).
    """

    KIND: ClassVar[str] = "devices"
    TITLE: ClassVar[str] = "端末"
    ORDER: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = field("端末の名前", required=True)
    retired: bool | None = field("使わなくなった", default=False)
