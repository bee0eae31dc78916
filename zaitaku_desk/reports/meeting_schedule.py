"""会議の予定表: for those who want paper (peers want both the ICS and the list): day, time, name, place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import wareki
from zaitaku_desk.reports import sources
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section, filled
from zaitaku_desk.reports.phrases import meeting_name, short_when
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.meeting_feed import Entry

TITLE = "会議の予定表"


def gather(db: Database, request: Request) -> ListPaper:
    """The meetings of this 年度 from today on and all later ones; what was held stands in a table below.

    No people, no notes. UserError when there is none at all.
    """
    from dataclasses import replace

    from zaitaku_desk.store import meeting_feed

    office = sources.profile(db)
    style = office.date_style or "wareki"
    year = wareki.fiscal_year_range(wareki.fiscal_year(request.today))[0]
    found = [entry for entry in meeting_feed.entries(db, year) if not entry.meeting.deleted]
    coming = [entry for entry in found if (entry.meeting.held_on or year) >= request.today]
    past = [entry for entry in found if (entry.meeting.held_on or year) < request.today]
    tables = [
        replace(_table(entries, style), title=title, note=f"{len(entries)}件")
        for title, entries in (("これから", coming), ("今年度のこれまで", past))
        if entries
    ]
    if not tables:
        raise UserError("予定表に載せる会議がありません。", "会議に開催日を入れてから作成してください。")
    return ListPaper(
        TITLE,
        request.today,
        office.contractor or office.placement or "",
        style,
        tuple(tables),
        size=10.0,
    )


def _table(entries: list[Entry], style: str) -> Section:
    columns = (
        Column("開催日", 17, "centre"),
        Column("時間", 16, "centre"),
        Column("会議名", 44),
        Column("場所", 30),
        Column("会議体", 22),
        Column("状態", 8, "centre"),
    )
    rows = [
        [
            short_when(entry.meeting.held_on, style),
            _clock(entry.meeting.start, entry.meeting.end),
            meeting_name(entry.meeting, entry.series),
            entry.meeting.place or "",
            (entry.series.title if entry.series else "") or "",
            "中止" if entry.cancelled else "",
        ]
        for entry in entries
    ]
    return filled(columns, rows, always=4)


def _clock(start: str | None, end: str | None) -> str:
    """19:00～20:30, or what is known of it."""
    return f"{start or ''}～{end}" if end else start or ""
