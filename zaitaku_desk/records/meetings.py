"""会議: series, meetings, the people of a meeting, what was talked about and decided (A14, A24–A32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zaitaku_desk.records.fields import Choices, Column, Record, field

INVOLVEMENTS: Choices = (("host", "主催"), ("cohost", "共催"), ("support", "支援"), ("join", "参加"))
"""関与区分 (A94)."""

MEETING_STATUSES: Choices = (("planned", "予定"), ("held", "開催"), ("cancelled", "中止"))

REPLIES: Choices = (("yes", "出席"), ("no", "欠席"), ("waiting", "未回答"))

ATTENDANCES: Choices = (("present", "出席"), ("absent", "欠席"), ("deputy", "代理"))

HONORIFICS: Choices = (("sama", "様"), ("sensei", "先生"), ("onchu", "御中"))

OUTCOMES: Choices = (
    ("approved", "承認"),
    ("accepted", "了承"),
    ("confirmed", "確認"),
    ("continued", "継続検討"),
    ("rejected", "否"),
)
"""How the table decided (A21, A30, A292)."""

RESULT_KINDS: Choices = (("achievement", "成果"), ("issue", "課題"))


@dataclass(slots=True, kw_only=True)
class MeetingSeries(Record):
    """会議体: a meeting that comes back, with its numbering, default place, purpose and members (A14, A24,
    A26, A28).
    """

    KIND: ClassVar[str] = "meeting_series"
    TITLE: ClassVar[str] = "会議体"
    NAME: ClassVar[str] = "title"
    ORDER: ClassVar[tuple[str, ...]] = ("order", "title")
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("title", "会議体", 28), Column("place", "場所", 18))

    title: str | None = field("会議体の名称", required=True, searched=True)
    order: int | None = field("並び順")
    place: str | None = field("いつもの場所")
    selling_point: str | None = field("売り", lines=3)
    involvement: str | None = field("関与区分", choices=INVOLVEMENTS, default="host")
    first_number: int | None = field("最初の回", default=1)
    board: bool | None = field("理事会", default=False)
    retired: bool | None = field("終了した", default=False)


@dataclass(slots=True, kw_only=True)
class SeriesMember(Record):
    """A default member of a series; copied to each meeting, editable there (A28)."""

    KIND: ClassVar[str] = "series_members"
    TITLE: ClassVar[str] = "構成員"
    PARENT: ClassVar[str] = "series_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    series_id: str | None = field("会議体", refers="meeting_series")
    order: int | None = field("並び順")
    person_id: str | None = field("人", group="person", refers="people")
    name: str | None = field("氏名", group="person", searched=True)
    title: str | None = field("役職", group="standing")
    organisation: str | None = field("所属", group="standing")
    profession: str | None = field("職種", group="standing", codes="professions")
    honorific: str | None = field("敬称", choices=HONORIFICS)
    role: str | None = field("役割")


@dataclass(slots=True, kw_only=True)
class Meeting(Record):
    """One meeting from invitation to minutes."""

    KIND: ClassVar[str] = "meetings"
    TITLE: ClassVar[str] = "会議"
    NAME: ClassVar[str] = "title"
    ORDER: ClassVar[tuple[str, ...]] = ("held_on", "start")
    NEWEST_FIRST: ClassVar[bool] = True
    SEARCHABLE: ClassVar[bool] = True
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("held_on", "開催日", 14),
        Column("start", "開始", 7),
        Column("number", "回", 5, "right"),
        Column("title", "会議名", 28),
        Column("place", "場所", 16),
        Column("status", "状態", 6),
        Column("involvement", "関与", 6),
        Column("replies", "出 / 欠 / 未", 12),
        Column("series_title", "会議体", 18, shown=False),
    )

    series_id: str | None = field("会議体", group="number", refers="meeting_series")
    number: int | None = field("第N回", group="number")
    title: str | None = field("会議名", required=True, searched=True)
    held_on: date | None = field("開催日", group="when", required=True)
    start: str | None = field("開始", group="when")
    end: str | None = field("終了", group="when")
    place: str | None = field("場所", searched=True)
    status: str | None = field("状態", choices=MEETING_STATUSES, default="planned")
    involvement: str | None = field("関与区分", choices=INVOLVEMENTS, default="host")
    selling_point: str | None = field("売り", lines=3, searched=True)
    catchphrase: str | None = field("キャッチフレーズ", searched=True)
    invitation_text: str | None = field("案内文", lines=4)
    reply_by: date | None = field("返信期限")
    head_count: int | None = field("実参加者数", unit="人")
    note: str | None = field("メモ", lines=3, searched=True)


@dataclass(slots=True, kw_only=True)
class Attendance(Record):
    """One person (or institution) of a meeting: asked, replied, came.

    With a `person_id` the record's id is made of meeting and person (decisions 4).
    """

    KIND: ClassVar[str] = "attendances"
    TITLE: ClassVar[str] = "出欠"
    PARENT: ClassVar[str] = "meeting_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    meeting_id: str | None = field("会議", refers="meetings")
    order: int | None = field("並び順")
    person_id: str | None = field("人", group="person", refers="people")
    name: str | None = field("氏名", group="person", searched=True)
    title: str | None = field("役職", group="standing")
    organisation: str | None = field("所属", group="standing")
    profession: str | None = field("職種", group="standing", codes="professions")
    honorific: str | None = field("敬称", choices=HONORIFICS)
    reply: str | None = field("返事", choices=REPLIES, default="waiting")
    attended: str | None = field("当日", choices=ATTENDANCES)
    note: str | None = field("備考")


@dataclass(slots=True, kw_only=True)
class AgendaItem(Record):
    """議題."""

    KIND: ClassVar[str] = "agenda_items"
    TITLE: ClassVar[str] = "議題"
    NAME: ClassVar[str] = "title"
    PARENT: ClassVar[str] = "meeting_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    meeting_id: str | None = field("会議", refers="meetings")
    order: int | None = field("順")
    title: str | None = field("議題", searched=True)
    presenter: str | None = field("説明者")
    note: str | None = field("内容", searched=True)


@dataclass(slots=True, kw_only=True)
class Remark(Record):
    """発言: one remark with its speaker, a person or a role (A224)."""

    KIND: ClassVar[str] = "remarks"
    TITLE: ClassVar[str] = "発言"
    NAME: ClassVar[str] = "text"
    PARENT: ClassVar[str] = "meeting_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    meeting_id: str | None = field("会議", refers="meetings")
    agenda_item_id: str | None = field("議題", refers="agenda_items")
    order: int | None = field("順")
    speaker: str | None = field("発言者", searched=True)
    text: str | None = field("発言", lines=2, searched=True)


@dataclass(slots=True, kw_only=True)
class MeetingResult(Record):
    """【成果・課題】: a bullet of the minutes (A29)."""

    KIND: ClassVar[str] = "meeting_results"
    TITLE: ClassVar[str] = "成果・課題"
    NAME: ClassVar[str] = "text"
    PARENT: ClassVar[str] = "meeting_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    meeting_id: str | None = field("会議", refers="meetings")
    order: int | None = field("順")
    kind: str | None = field("区分", choices=RESULT_KINDS)
    text: str | None = field("内容", lines=2, searched=True)


@dataclass(slots=True, kw_only=True)
class Decision(Record):
    """決定事項 with how it was decided; 継続検討 carries the day it returns (A30, A292)."""

    KIND: ClassVar[str] = "decisions"
    TITLE: ClassVar[str] = "決定事項"
    NAME: ClassVar[str] = "text"
    PARENT: ClassVar[str] = "meeting_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    meeting_id: str | None = field("会議", refers="meetings")
    order: int | None = field("順")
    text: str | None = field("決定事項", lines=2, searched=True)
    outcome: str | None = field("決定", choices=OUTCOMES)
    next_check_on: date | None = field("次に確認する日")


@dataclass(slots=True, kw_only=True)
class ActionItem(Record):
    """宿題・対応事項."""

    KIND: ClassVar[str] = "action_items"
    TITLE: ClassVar[str] = "宿題・対応事項"
    NAME: ClassVar[str] = "text"
    PARENT: ClassVar[str] = "meeting_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    meeting_id: str | None = field("会議", refers="meetings")
    order: int | None = field("順")
    text: str | None = field("すること", searched=True)
    owner: str | None = field("担当")
    due_on: date | None = field("期限")
    done_on: date | None = field("済んだ日")
