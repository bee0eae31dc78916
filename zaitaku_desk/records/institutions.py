"""関係機関: the institutions of the region and what each of them can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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


CLINIC_CLASSES: Choices = (
    ("new", "新規参入"),
    ("home_only", "在宅専門"),
    ("outpatient", "外来併設"),
)
"""訪問診療を行う診療所の区分 (A171)."""

VACANCY: Choices = (
    ("open", "余力あり"),
    ("limited", "条件付・残りわずか"),
    ("full", "受入れ不可"),
)
"""受入余力・空き情報; only worth something with its moment (A102)."""

OPEN_SYSTEMS: Choices = (
    ("complete", "完全オープンシステム"),
    ("open", "開放型病床あり"),
    ("none", "なし"),
)
"""開業医が主治医となって入院加療ができるか (A248)."""

PARTICIPATION: Choices = (
    ("wants", "参画希望"),
    ("conditional", "条件次第で前向き"),
    ("later", "今後やっていきたい"),
    ("no", "予定なし"),
)
"""在宅医療・連携事業への参画の意向 (A308, A314)."""

COOPERATION: Choices = (("good", "良好"), ("fair", "普通"), ("problem", "課題あり"))
"""後方支援機能を有する医療機関との連携状況 (A172)."""

WEEKDAYS: Choices = (
    ("mon", "月"),
    ("tue", "火"),
    ("wed", "水"),
    ("thu", "木"),
    ("fri", "金"),
    ("sat", "土"),
    ("sun", "日"),
    ("hol", "祝"),
)
"""The keys of 診療時間, a public holiday as the eighth day (A291)."""


@dataclass(slots=True, kw_only=True)
class Institution(Record):
    """One institution of the region: hospital, clinic, pharmacy, office, association …"""

    KIND: ClassVar[str] = "institutions"
    TITLE: ClassVar[str] = "関係機関"
    ORDER: ClassVar[tuple[str, ...]] = ("kana", "name")
    SEARCHABLE: ClassVar[bool] = True
    INDEXED: ClassVar[tuple[str | tuple[str, ...], ...]] = (
        "name",
        "telephone",
        ("kind", "id"),
        ("district", "id"),
        ("vacancy", "vacancy_at", "id"),
    )
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", "名称", 22),
        Column("abilities", "処置と確認日", 17, shown=False, when="capability"),
        Column("reach", "今の電話", 20, shown=False, when="may_call"),
        Column("room", "受入余力", 20, shown=False, when="vacancy_since"),
        Column("distance", "直線距離", 7, "right", shown=False, when="near"),
        Column("school_district", "中学校区", 10, shown=False, when="school_district"),
        Column("participation", "参画の意向", 13, shown=False, when="participation"),
        Column("home_visits_since", "訪問診療の開始", 12, shown=False, when="starting_since"),
        Column("regional_role", "地域での役割", 11, shown=False, when="regional_role"),
        Column("open_system", "開放型病院", 14, shown=False, when="open_system"),
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
    aliases: list[str] = field("旧称・別名", default=list, searched=True)
    kind: str | None = field("種別", codes="institution_kinds", searched=True)
    regional_role: str | None = field("地域での役割", codes="regional_roles")
    corporation: str | None = field("法人", searched=True)
    medical_code: str | None = field("医療機関番号", searched=True)
    office_number: str | None = field("事業所番号", searched=True)
    postal_code: str | None = field("郵便番号", group="address")
    prefecture: str | None = field("都道府県", group="address")
    municipality: str | None = field("市町村", group="address", searched=True)
    address: str | None = field("住所", group="address", searched=True)
    position: str | None = field("緯度・経度")
    school_district: str | None = field("中学校区", searched=True)
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
    opening_hours: dict[str, list[list[str]]] = field("診療・営業時間", default=dict)
    closed_days: str | None = field("休診日")
    reach_by: str | None = field("連絡の手段", codes="channels", group="reach")
    call_hours: str | None = field("連絡のよい時間帯", group="reach")
    no_call_hours: str | None = field("連絡を避ける時間帯", group="reach")
    filings: list[str] = field("届出（施設基準）", default=list, searched=True)
    clinic_class: str | None = field("診療所区分", choices=CLINIC_CLASSES)
    home_visits_since: date | None = field("訪問診療の開始年月")
    home_services: str | None = field("在宅で対応できる内容", lines=2, searched=True)
    strengths: str | None = field("得意分野", searched=True)
    service_area: list[str] = field("対応できる地区", default=list, searched=True)
    vacancy: str | None = field("受入余力", choices=VACANCY, group="vacancy")
    vacancy_note: str | None = field("空き情報", group="vacancy")
    vacancy_at: datetime | None = field("空き情報の時点", group="vacancy")
    cooperation: str | None = field("連携状況", choices=COOPERATION, group="cooperation")
    cooperation_note: str | None = field("連携の課題", group="cooperation", lines=2)
    participation: str | None = field("参画の意向", choices=PARTICIPATION, group="participation")
    participation_on: date | None = field("意向の確認日", group="participation")
    participation_note: str | None = field("参画の条件", group="participation")
    cooperative: bool | None = field("協力可（リスト掲載）")
    accepts_from_hospital: bool | None = field("退院患者の受入可")
    next_contact_on: date | None = field("次の連絡予定", group="follow")
    open_questions: str | None = field("残っている質問・課題", group="follow", lines=2)
    liaison_office: bool | None = field("地域連携室", group="liaison")
    social_workers: int | None = field("MSWの人数", group="liaison", unit="人")
    liaison_contact: str | None = field("窓口担当者", group="liaison", searched=True)
    liaison_telephone: str | None = field("窓口の電話", group="liaison")
    discharge_support: str | None = field("退院調整の内容", lines=2)
    open_system: str | None = field("開放型病院", choices=OPEN_SYSTEMS, group="open_system")
    open_beds: int | None = field("開放病床数", group="open_system", unit="床")
    night_telephone: str | None = field("夜間・休日の電話", group="emergency")
    mobile: str | None = field("緊急時の携帯", group="emergency")
    alternate_contact: str | None = field("代替の連絡先", group="emergency")
    generator: bool | None = field("自家発電", group="disaster")
    disaster_ventilator: bool | None = field("災害時の人工呼吸器対応", group="disaster")
    disaster_note: str | None = field("災害時の備え", group="disaster")
    note: str | None = field("メモ", lines=4, searched=True)
    listed: bool | None = field("一覧表に掲載", default=True)
    confirmed_on: date | None = field("最終確認日", group="confirmed")
    confirmed_by: str | None = field("確認者", group="confirmed")
    confirmed_how: str | None = field("確認方法", codes="confirmation_methods", group="confirmed")


@dataclass(slots=True, kw_only=True)
class Capability(Record):
    """What one institution can do in one respect; its id is made of institution and code."""

    KIND: ClassVar[str] = "capabilities"
    TITLE: ClassVar[str] = "機能・処置"
    NAME: ClassVar[str] = "code"
    PARENT: ClassVar[str] = "institution_id"
    ORDER: ClassVar[tuple[str, ...]] = ("code",)
    INDEXED: ClassVar[tuple[str | tuple[str, ...], ...]] = (("code", "institution_id", "state", "deleted"),)

    institution_id: str | None = field("機関", group="owner", refers="institutions")
    code: str | None = field("機能", group="owner", codes="capabilities")
    state: str | None = field("可否", group="state", choices=CAPABILITY_STATES)
    condition: str | None = field("条件", group="state")
    confirmed_on: date | None = field("確認日", group="confirmed")
    confirmed_by: str | None = field("確認者", group="confirmed")
    confirmed_how: str | None = field("確認方法", codes="confirmation_methods", group="confirmed")
