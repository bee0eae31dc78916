"""What stands under the fields of a meeting: never a refusal, only what one would want to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.gui import hours_warning, show

if TYPE_CHECKING:
    from zaitaku_desk.records.meetings import Meeting
    from zaitaku_desk.store.connection import Database


def warnings(db: Database, meeting: Meeting, style: str) -> dict[str, str]:
    """Words by field, "" where there is nothing to say: number (A24), held_on (祝日, same day), reply_by,
    place (patients are seen there then, A291).
    """
    return {
        "number": _number(db, meeting, style),
        "held_on": _day(db, meeting),
        "reply_by": _reply(meeting),
        "place": hours_warning.at_place(db, meeting.place, meeting.held_on, meeting.start, meeting.end),
    }


def _number(db: Database, meeting: Meeting, style: str) -> str:
    from zaitaku_desk.store import meetings

    same = meetings.same_number(db, meeting)
    if not same:
        return ""
    day = show.moment(same[0].held_on, style) if same[0].held_on else "日程未定"
    return f"第{meeting.number}回はもうあります（{day}）。"


def _day(db: Database, meeting: Meeting) -> str:
    from zaitaku_desk.japanese import holidays
    from zaitaku_desk.store import meetings

    if meeting.held_on is None:
        return ""
    holiday = holidays.name(meeting.held_on)
    said = [f"祝日（{holiday}）です。"] if holiday else []
    if meeting.status != "cancelled":
        others = [
            f"{other.start or ''}「{other.title or '名称なし'}」" for other in meetings.same_day(db, meeting)
        ]
        said += [f"同じ日に {'、'.join(others[:3])} があります。"] if others else []
    return "".join(said)


def _reply(meeting: Meeting) -> str:
    late = meeting.reply_by and meeting.held_on and meeting.reply_by > meeting.held_on
    return "返信期限が開催日より後です。" if late else ""
