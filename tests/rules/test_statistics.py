from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from zaitaku_desk.records.consultations import Consultation, FollowUp
from zaitaku_desk.records.meetings import Attendance, Meeting
from zaitaku_desk.rules import statistics

START, END = date(2016, 4, 1), date(2017, 1, 31)
LABELS = {
    "inquirer_kinds": {"care_manager": "ケアマネジャー", "citizen": "市民"},
    "topics": {"a": "甲", "b": "乙"},
}


def summary(cases: list[Consultation], *contacts: FollowUp) -> statistics.ConsultationSummary:
    return statistics.summarise_consultations(cases, contacts, START, END, LABELS)


def case(number: int, when: str = "2016-05-01", **more: object) -> Consultation:
    return Consultation(id=str(number), received_at=datetime.fromisoformat(when), **more)  # type: ignore[arg-type]


def test_fifty_consultations_in_ten_months_are_five_a_month_as_in_the_source() -> None:
    found = summary([case(number) for number in range(50)])
    assert (found.total, found.months, found.monthly_average) == (50, 10, Decimal("5.0"))


def test_both_ends_of_the_period_count_and_nothing_beyond() -> None:
    days = ("2016-03-31T23:59", "2016-04-01T00:00", "2017-01-31T23:59", "2017-02-01T00:00")
    assert summary([case(number, day) for number, day in enumerate(days)]).total == 2


def test_the_same_mark_in_another_width_is_the_same_person_and_no_mark_is_somebody_else() -> None:
    marks = ("A-1", "Ａ－１", "a-1 ", None, "", "B-2")
    found = summary([case(number, patient_mark=mark) for number, mark in enumerate(marks)])
    assert (found.total, found.distinct) == (6, 4)


def test_follow_ups_stand_beside_the_total() -> None:
    contact = FollowUp(id="f", consultation_id="1", happened_at=datetime(2016, 6, 1))
    late = FollowUp(id="g", consultation_id="1", happened_at=datetime(2017, 6, 1))
    found = summary([case(1)], contact, late)
    assert (found.total, found.follow_ups) == (1, 1)


def test_several_topics_in_one_case_are_more_responses_than_cases() -> None:
    found = summary([case(1, topics=["a", "b"]), case(2, topics=["a", "a"]), case(3)]).by_topic
    assert (found.base, found.responses) == (3, 3)
    assert [(row.label, row.count, row.rank) for row in found.rows] == [
        ("甲", 2, 1),
        ("乙", 1, 2),
        ("（未入力）", 1, None),
    ]


def test_equal_counts_share_a_rank_and_the_sentence_names_both() -> None:
    table = statistics.tally([["a"], ["b"], ["c"], ["a"], ["b"]], {"a": "甲", "b": "乙"})
    assert [row.rank for row in table.rows] == [1, 1, 3]
    assert (
        statistics.most(table, "相談内容")
        == "相談内容で最も多かったのは「甲」「乙」のそれぞれ2件（40.0％）でした。"
    )


def test_nothing_counted_says_nothing() -> None:
    assert statistics.most(statistics.tally([], {}), "相談者") == ""
    assert summary([]).monthly_average == 0


def test_every_month_of_the_period_is_there_even_when_empty() -> None:
    found = summary([case(1, "2016-12-05")])
    assert len(found.by_month) == 10
    assert dict(found.by_month)[date(2016, 12, 1)] == 1


def test_halves_are_rounded_up() -> None:
    assert statistics.percent(1, 8) == Decimal("12.5")
    assert statistics.rounded(0.25) == Decimal("0.3")


def test_a_typed_head_count_wins_and_a_deputy_counts_as_present() -> None:
    people = [Attendance(attended=mark) for mark in ("present", "deputy", "absent", None)]
    assert statistics.attendance_count(Meeting(head_count=11), people) == 11
    assert statistics.attendance_count(Meeting(), people) == 2
    assert statistics.attendance_count(Meeting(), []) is None


def test_a_past_meeting_with_minutes_was_held_though_nobody_changed_its_status() -> None:
    meeting = Meeting(held_on=date(2020, 12, 1), status="planned")
    today = date(2020, 12, 2)
    assert statistics.was_held(meeting, has_traces=True, today=today)
    assert not statistics.was_held(meeting, has_traces=False, today=today)
    assert not statistics.was_held(Meeting(status="cancelled", held_on=today), has_traces=True, today=today)
