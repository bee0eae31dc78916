"""相談: one question brought to the desk, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from zaitaku_desk.records.fields import Choices, Column, Record, field

SEXES: Choices = (("male", "男"), ("female", "女"), ("other", "その他"), ("unknown", "不明"))

AGE_BANDS: Choices = (
    ("0-17", "18歳未満"),
    ("18-39", "18～39歳"),
    ("40-64", "40～64歳"),
    ("65-74", "65～74歳"),
    ("75-84", "75～84歳"),
    ("85-94", "85～94歳"),
    ("95-", "95歳以上"),
    ("unknown", "不明"),
)

CARE_LEVELS: Choices = (
    ("none", "認定なし"),
    ("applying", "申請中"),
    ("support1", "要支援1"),
    ("support2", "要支援2"),
    ("care1", "要介護1"),
    ("care2", "要介護2"),
    ("care3", "要介護3"),
    ("care4", "要介護4"),
    ("care5", "要介護5"),
    ("unknown", "不明"),
)

CARE_SCENES: Choices = (
    ("discharge", "退院支援"),
    ("daily", "日常の療養支援"),
    ("sudden", "急変時の対応"),
    ("end_of_life", "看取り"),
)
"""4場面, in the words of A281."""

PHYSICIAN_INFORMED: Choices = (("done", "伝えた"), ("not_needed", "不要"), ("not_yet", "まだ"))
"""主治医への情報提供 (A261)."""

CONSULTATION_STATUSES: Choices = (("open", "対応中"), ("waiting", "返事待ち"), ("closed", "終了"))


@dataclass(slots=True, kw_only=True)
class Consultation(Record):
    """One consultation. The patient is a mark, an age band, a sex and a care level, never a name (A297)."""

    KIND: ClassVar[str] = "consultations"
    TITLE: ClassVar[str] = "相談"
    NAME: ClassVar[str] = "content"
    ORDER: ClassVar[tuple[str, ...]] = ("received_at",)
    NEWEST_FIRST: ClassVar[bool] = True
    SEARCHABLE: ClassVar[bool] = True
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("received_at", "受付", 17),
        Column("inquirer_kind", "相談者種別", 12),
        Column("content", "内容", 28),
        Column("inquirer_name", "相談者", 12),
        Column("institution_name", "所属機関", 18),
        Column("topics", "相談内容の区分", 20),
        Column("status", "状態", 8),
        Column("physician_informed", "主治医へ", 8),
        Column("minutes_spent", "分", 5, "right"),
        Column("patient_mark", "記号", 8, shown=False),
        Column("channel", "方法", 8, shown=False),
        Column("desk", "窓口", 12, shown=False),
    )

    received_at: datetime | None = field("受付日時", required=True)
    desk: str | None = field("窓口", codes="desks")
    channel: str | None = field("方法", codes="channels", default="telephone")
    inquirer_kind: str | None = field("相談者種別", group="inquirer", codes="inquirer_kinds")
    inquirer_id: str | None = field("相談者（人）", group="inquirer", refers="people")
    inquirer_name: str | None = field("相談者", group="inquirer", searched=True)
    institution_id: str | None = field("所属機関", group="institution", refers="institutions")
    institution_text: str | None = field("所属機関（入力のまま）", group="institution", searched=True)
    patient_mark: str | None = field("記号", group="patient", searched=True)
    age_band: str | None = field("年代", group="patient", choices=AGE_BANDS)
    sex: str | None = field("性別", group="patient", choices=SEXES)
    care_level: str | None = field("要介護度", group="patient", choices=CARE_LEVELS)
    care_scene: str | None = field("4場面", choices=CARE_SCENES)
    topics: list[str] = field("相談内容の区分", codes="topics", default=list)
    content: str | None = field("相談の内容", required=True, lines=6, searched=True)
    response: str | None = field("対応", lines=5, searched=True)
    information_given: list[str] = field("提供した情報", codes="information", default=list)
    referred_to: list[str] = field("紹介先", default=list, refers="institutions")
    physician_informed: str | None = field(
        "主治医への情報提供", group="physician", choices=PHYSICIAN_INFORMED
    )
    physician_informed_on: date | None = field("伝えた日", group="physician")
    physician_informed_note: str | None = field("不要の理由など", group="physician")
    status: str | None = field("状態", choices=CONSULTATION_STATUSES, default="open")
    minutes_spent: int | None = field("所要時間", unit="分")


@dataclass(slots=True, kw_only=True)
class FollowUp(Record):
    """経過: a later contact on the same consultation."""

    KIND: ClassVar[str] = "follow_ups"
    TITLE: ClassVar[str] = "経過"
    NAME: ClassVar[str] = "text"
    PARENT: ClassVar[str] = "consultation_id"
    ORDER: ClassVar[tuple[str, ...]] = ("happened_at",)

    consultation_id: str | None = field("相談", refers="consultations")
    happened_at: datetime | None = field("日時")
    channel: str | None = field("方法", codes="channels")
    partner: str | None = field("相手", searched=True)
    text: str | None = field("内容", lines=2, searched=True)
    minutes_spent: int | None = field("所要時間", unit="分")
