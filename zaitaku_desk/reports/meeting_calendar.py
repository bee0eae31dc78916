"""会議の予定 for Outlook, Google and telephones (iCalendar, RFC 5545): a changed meeting stays one entry.

The UID never changes and SEQUENCE grows with each change, so that no calendar makes a second entry of it; a
cancelled meeting is sent as cancelled, so that nobody goes there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.meetings import Meeting
from zaitaku_desk.reports import sources
from zaitaku_desk.reports.phrases import meeting_name
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import clean

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.meeting_feed import Entry

ZONE = "Asia/Tokyo"
BACK = timedelta(days=366)
CANCELLED = "【中止】"
TITLE = "会議の予定"
_PRODUCT = "-//zaitaku_desk//zaitaku_desk//JA"


def feed(db: Database, request: Request) -> Made:
    """Every meeting of the last year and to come, in one file."""
    from zaitaku_desk.store import meeting_feed

    found = meeting_feed.entries(db, request.today - BACK)
    return Made(calendar(found), f"{TITLE}（{wareki.era_date(request.today)}）")


def one(db: Database, request: Request) -> Made:
    """One meeting as a file of its own, which Outlook takes in by a double click."""
    from zaitaku_desk.store import meeting_feed

    found = meeting_feed.entries(db, request.today, only=sources.one(db, Meeting, request.id).id)
    if not found:
        raise UserError(
            "開催日のない会議は、予定のファイルにできません。",
            "開催日を入れてから、もう一度作成してください。",
        )
    meeting = found[0].meeting
    day = wareki.short_era_date(meeting.held_on) if meeting.held_on else ""
    return Made(calendar(found), f"{meeting_name(meeting, found[0].series)}（{day}）")


def calendar(entries: list[Entry]) -> bytes:
    """The file; the same entries make the same bytes."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", TITLE)
    made.add("x-wr-timezone", ZONE)
    made.add_component(_zone())
    for entry in entries:
        made.add_component(_event(entry))
    return bytes(made.to_ical())


def _zone() -> Any:
    """Japan has known no summer time since 1951."""
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=9))
    standard.add("tzname", "JST")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _event(entry: Entry) -> Any:
    from icalendar import Event

    meeting, changed = entry.meeting, datetime.fromtimestamp(entry.changed_at // 1000, UTC)
    event = Event()
    event.add("uid", f"{meeting.id}@zaitaku-desk")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    name = clean(meeting_name(meeting, entry.series))[0]
    event.add("summary", f"{CANCELLED}{name}" if entry.cancelled else name)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if meeting.place:
        event.add("location", clean(meeting.place)[0])
    if entry.series is not None and entry.series.title:
        event.add("categories", [clean(entry.series.title)[0]])
    assert meeting.held_on is not None
    _add_when(event, meeting.held_on, meeting.start, meeting.end)
    return event


def _add_when(event: Any, day: date, start: str | None, end: str | None) -> None:
    """From–to where both can be read; without a beginning the whole day; an end before it is the next day."""
    begins, ends = _moment(day, start), _moment(day, end)
    if begins is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", begins, parameters={"TZID": ZONE})
    if ends is not None and ends != begins:
        event.add("dtend", ends if ends > begins else ends + timedelta(days=1), parameters={"TZID": ZONE})


def _moment(day: date, time: str | None) -> datetime | None:
    read = wareki.parse_time(time) if time else None
    if not read:
        return None
    hour, _, minute = read.partition(":")
    return datetime(day.year, day.month, day.day) + timedelta(hours=int(hour), minutes=int(minute))
