"""関係機関: the institutions of the region and what each of them can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zaitaku_desk.records.fields import Choices, Column, Record, field

SUPPORT_CLASSES: Choices = (
    ("clinic1", "支援診1"),
    ("clinic2", "支援診2"),
    ("clinic3", "支援診3"),
    ("hospital1", "支援病1"),
    ("hospital2", "支援病2"),
    ("hospital3", "支援病3"),
    ("none", "なし"),
    ("unknown", "未確認"),
)
"""在宅療養支援診療所・病院の届出 (A146); class 3 is the plain filing, 1 and 2 the strengthened ones."""

HOME_VISIT_STATUSES: Choices = (
    ("doing", "実施"),
    ("planned", "開始予定"),
    ("paused", "休止"),
    ("none", "なし"),
    ("unknown", "未確認"),
)
"""訪問診療の実施状況 (A44)."""

CAPABILITY_STATES: Choices = (
    ("can", "可"),
    ("conditional", "条件付"),
    ("cannot", "不可"),
    ("unknown", "未確認"),
)
"""A169: each capability is one of four, with its own date of confirmation (A7)."""


@dataclass(slots=True, kw_only=True)
class Institution(Record):
    """One institution of the region: hospital, clinic, pharmacy, office, association …"""

    KIND: ClassVar[str] = "institutions"
    TITLE: ClassVar[str] = "関係機関"
    ORDER: ClassVar[tuple[str, ...]] = ("kana", "name")
    SEARCHABLE: ClassVar[bool] = True
    INDEXED: ClassVar[tuple[str, ...]] = ("name", "telephone")
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", "名称", 22),
        Column("kind", "種別", 10),
        Column("district", "地区", 7),
        Column("telephone", "電話", 13),
        Column("fax", "FAX", 14, shown=False),
        Column("municipality", "市町村", 10, shown=False),
        Column("address", "住所", 26),
        Column("director", "代表者", 10, shown=False),
        Column("support_class", "支援診・支援病", 10),
        Column("regular_home_visit_status", "訪問診療", 9),
        Column("beds", "病床", 6, "right", shown=False),
        Column("confirmed_on", "最終確認", 12),
    )

    name: str | None = field("名称", group="name", required=True, searched=True)
    kana: str | None = field("ふりがな", group="name", searched=True)
    kind: str | None = field("種別", codes="institution_kinds", searched=True)
    corporation: str | None = field("法人", searched=True)
    medical_code: str | None = field("医療機関番号", searched=True)
    office_number: str | None = field("事業所番号", searched=True)
    postal_code: str | None = field("郵便番号", group="address")
    prefecture: str | None = field("都道府県", group="address")
    municipality: str | None = field("市町村", group="address", searched=True)
    address: str | None = field("住所", group="address", searched=True)
    telephone: str | None = field("電話", searched=True)
    fax: str | None = field("FAX", searched=True)
    email: str | None = field("メール", searched=True)
    url: str | None = field("ホームページ")
    director: str | None = field("代表者", searched=True)
    member: bool | None = field("医師会員")
    district: str | None = field("地区", searched=True)
    support_class: str | None = field("支援診・支援病", choices=SUPPORT_CLASSES)
    regular_home_visit_status: str | None = field("訪問診療", choices=HOME_VISIT_STATUSES)
    services: list[str] = field("サービス", default=list, searched=True)
    beds: int | None = field("病床数", unit="床")
    closed_days: str | None = field("休診日")
    note: str | None = field("メモ", lines=4, searched=True)
    listed: bool | None = field("一覧表に掲載", default=True)
    confirmed_on: date | None = field("最終確認日", group="confirmed")
    confirmed_by: str | None = field("確認者・方法", group="confirmed")


@dataclass(slots=True, kw_only=True)
class Capability(Record):
    """What one institution can do in one respect; its id is made of institution and code."""

    KIND: ClassVar[str] = "capabilities"
    TITLE: ClassVar[str] = "機能・処置"
    NAME: ClassVar[str] = "code"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("code",)

    institution_id: str | None = field("機関", group="owner", refers="institutions")
    code: str | None = field("機能", group="owner", codes="capabilities")
    state: str | None = field("可否", group="state", choices=CAPABILITY_STATES)
    condition: str | None = field("条件", group="state")
    confirmed_on: date | None = field("確認日", group="confirmed")
    confirmed_by: str | None = field("確認者・方法", group="confirmed")
