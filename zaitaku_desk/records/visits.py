"""ヒアリング訪問: one hearing at one institution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zaitaku_desk.records.fields import Choices, Column, Record, field

VISIT_STATUSES: Choices = (
    ("planned", "予定"),
    ("done", "実施"),
    ("declined", "辞退"),
    ("cancelled", "中止"),
)


@dataclass(slots=True, kw_only=True)
class Visit(Record):
    """A hearing: who was heard where and when, by whom, with the questionnaire used and the quick notes
    taken.
    """

    KIND: ClassVar[str] = "visits"
    TITLE: ClassVar[str] = "ヒアリング訪問"
    NAME: ClassVar[str] = "purpose"
    ORDER: ClassVar[tuple[str, ...]] = ("visited_on", "start")
    NEWEST_FIRST: ClassVar[bool] = True
    SEARCHABLE: ClassVar[bool] = True
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("visited_on", "訪問日", 14),
        Column("institution_name", "機関", 24),
        Column("interviewee", "お話を聞いた方", 14),
        Column("status", "状態", 6),
        Column("purpose", "目的", 20),
        Column("answered", "回答", 6, "right"),
        Column("follow_up_on", "次の連絡", 12),
        Column("interviewer", "訪問者", 10, shown=False),
        Column("district", "地区", 10, shown=False),
    )

    institution_id: str | None = field("機関", group="institution", required=True, refers="institutions")
    institution_text: str | None = field("機関（入力のまま）", group="institution", searched=True)
    visited_on: date | None = field("訪問日", group="when", required=True)
    start: str | None = field("開始", group="when")
    end: str | None = field("終了", group="when")
    interviewee_id: str | None = field("お話を聞いた方（人）", group="interviewee", refers="people")
    interviewee: str | None = field("お話を聞いた方", group="interviewee", searched=True)
    interviewer: str | None = field("訪問者", searched=True)
    companion: str | None = field("同行者", searched=True)
    status: str | None = field("状態", choices=VISIT_STATUSES, default="planned")
    purpose: str | None = field("目的", searched=True)
    question_set_id: str | None = field("調査票", refers="question_sets")
    note: str | None = field("聞き取りメモ", lines=8, searched=True)
    follow_up_on: date | None = field("次の連絡", group="follow_up")
    follow_up: str | None = field("次にすること", group="follow_up", searched=True)
