from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.records.meetings import Attendance, Meeting, MeetingSeries
from zaitaku_desk.reports import phrases


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("19:00", "20:00", "19時～20時"),
        ("18:45", "19:15", "18時45分～19時15分"),
        ("14:00", "15:30", "14時00分～15時30分"),
        ("15:00", None, "15時～"),
        (None, None, ""),
    ],
)
def test_times_read_as_in_the_source(start: str | None, end: str | None, shown: str) -> None:
    assert phrases.clock(start, end) == shown


def test_when_a_meeting_is_reads_as_in_the_source() -> None:
    meeting = Meeting(held_on=date(2020, 12, 1), start="19:00", end="20:00")
    assert phrases.minutes_when(meeting) == "R2年12月1日（火）19時～20時"
    assert phrases.letter_when(meeting, "wareki") == "令和2年12月1日（火）　19時～20時"
    assert phrases.letter_when(meeting, "western") == "2020年12月1日（火）　19時～20時"


def test_what_was_typed_stands_where_a_date_could_not_be_read() -> None:
    assert phrases.minutes_when(Meeting(as_typed={"held_on": "12/ab"}, start="19:00")) == "12/ab19時～"


def test_the_number_of_a_meeting_is_said_once() -> None:
    assert phrases.meeting_name(Meeting(title="コア会議", number=10)) == "第10回コア会議"
    assert phrases.meeting_name(Meeting(title="事業第10回コア会議", number=10)) == "事業第10回コア会議"
    assert phrases.meeting_name(Meeting(number=3), MeetingSeries(title="検討会")) == "第3回検討会"
    assert phrases.meeting_name(Meeting()) == "会議"


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (Attendance(name="港野 一郎", profession="physician"), "先生"),
        (Attendance(name="汐見 三枝", profession="clerk"), "様"),
        (Attendance(name="港野 一郎", profession="physician", honorific="sama"), "様"),
        (Attendance(organisation="みなと野薬局"), "御中"),
    ],
)
def test_each_is_addressed_as_is_proper(person: Attendance, shown: str) -> None:
    assert phrases.honorific(person) == shown


def test_every_month_has_its_greeting() -> None:
    greetings = {phrases.greeting(date(2026, month, 1)) for month in range(1, 13)}
    assert len(greetings) == 12
    assert all(greeting.startswith("拝啓　") for greeting in greetings)
