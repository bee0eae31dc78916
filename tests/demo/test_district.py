from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from zaitaku_desk import demo
from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import missing, specs
from zaitaku_desk.rules import skip
from zaitaku_desk.store import cache, desk, history, lists, save, search, visits
from zaitaku_desk.store.connection import Database

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    db, _ = desk.create_desk(tmp_path_factory.mktemp("demo") / "desk")
    demo.fill(db, TODAY)
    yield db
    db.close()


def texts(db: Database, kind: str) -> str:
    rows = db.rows(f'SELECT * FROM "{kind}"')
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def test_the_district_has_the_promised_size(district: Database) -> None:
    found = {kind: len(lists.everything(district, kind)) for kind in demo.HERS}
    assert found == {
        "institutions": 126,
        "people": 84,
        "visits": 40,
        "meetings": 30,
        "consultations": 300,
    }


def test_every_kind_of_institution_is_there(district: Database) -> None:
    kinds = {item.kind for item in lists.everything(district, "institutions")}
    assert kinds == set(dict(codes_of(district, "institution_kinds")))


def codes_of(db: Database, name: str) -> tuple[tuple[str, str], ...]:
    from zaitaku_desk.store import codes

    return codes.choices(db, name)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("question_sets", "questions")])
def test_every_choice_code_and_reference_is_one_that_exists(district: Database, kind: str) -> None:
    for record in lists.everything(district, kind):
        assert not missing(record)
        for item in specs(KINDS[kind]):
            value = getattr(record, item.name)
            for part in value if isinstance(value, list) else [value] if value else []:
                if item.choices:
                    assert part in dict(item.choices)
                if item.codes:
                    assert part in dict(codes_of(district, item.codes))
                if item.refers and isinstance(part, str):
                    assert save.get(district, item.refers, part), (kind, item.name)


def test_answers_follow_the_skip_rules(district: Database) -> None:
    for visit in lists.everything(district, "visits"):
        if not visit.question_set_id or visit.status != "done":
            continue
        asked = visits.questions(district, visit.question_set_id)
        answers = visits.answers(district, visit.id)
        states = skip.states(asked, answers)
        assert answers
        assert all(states[question] == answer.state for question, answer in answers.items())


def test_nothing_is_done_before_it_is_time(district: Database) -> None:
    for meeting in lists.everything(district, "meetings"):
        assert (meeting.status == "planned") == (meeting.held_on >= TODAY)
    for visit in lists.everything(district, "visits"):
        assert (visit.status == "planned") == (visit.visited_on > TODAY)
    assert max(item.received_at.date() for item in lists.everything(district, "consultations")) < TODAY


def test_the_meetings_lie_in_three_fiscal_years_and_are_numbered_without_gaps(district: Database) -> None:
    meetings = lists.everything(district, "meetings")
    assert {wareki.fiscal_year(item.held_on) for item in meetings} == {2024, 2025, 2026}
    core = [item.number for item in meetings if item.series_id == "series-core"]
    assert core == list(range(7, 19))


def test_the_officer_is_the_one_of_that_day(district: Database) -> None:
    meetings = [item for item in lists.everything(district, "meetings") if item.series_id == "series-board"]
    presidents = {
        item.name
        for meeting in meetings
        for item in lists.children(district, "attendances", meeting.id)
        if item.title == "会長"
    }
    assert len(presidents) == 2


@pytest.mark.parametrize("today", [date(2026, 4, 1), date(2027, 3, 31), date(2028, 2, 29)])
def test_there_is_a_meeting_and_a_visit_to_come_on_any_day(tmp_path: Path, today: date) -> None:
    db, _ = desk.create_desk(tmp_path / "desk")
    demo.fill(db, today)
    assert lists.count(db, lists.Listing("meetings", filters=(("status", "planned"),)))
    assert lists.count(db, lists.Listing("visits", filters=(("status", "planned"),))) == 4
    db.close()


def test_the_same_day_gives_the_same_district(district: Database, tmp_path: Path) -> None:
    db, _ = desk.create_desk(tmp_path / "desk")
    demo.fill(db, TODAY)
    for kind in ("institutions", "posts", "answers", "remarks", "consultations", "follow_ups"):
        assert texts(db, kind) == texts(district, kind)
    db.close()


def test_the_consultations_are_varied_and_name_no_patient(district: Database) -> None:
    found = lists.everything(district, "consultations")
    assert len({item.content for item in found}) > 270
    assert len({item.inquirer_kind for item in found}) >= 9
    assert len({topic for item in found for topic in item.topics}) == 14
    assert all(re.fullmatch(r"R\d+-\d{3}", item.patient_mark) for item in found if item.patient_mark)
    assert not any("{" in f"{item.content}{item.response}" for item in found)


def test_some_patients_are_asked_about_more_than_once(district: Database) -> None:
    marks = Counter(item.patient_mark for item in lists.everything(district, "consultations"))
    assert 200 < len(marks) < 270


def test_those_referred_to_are_named_in_the_response(district: Database) -> None:
    for item in lists.everything(district, "consultations"):
        for institution_id in item.referred_to:
            place = save.get(district, "institutions", institution_id)
            assert f"「{place.name}」" in item.response  # type: ignore[union-attr]


def test_telephone_numbers_and_addresses_are_nobodys(district: Database) -> None:
    for item in lists.everything(district, "institutions"):
        assert item.telephone.startswith("0999-")
        assert item.postal_code.startswith("000-")
        assert item.prefecture == "汐路県"


def test_a_name_is_found_by_its_usual_character(district: Database) -> None:
    assert search.search(district, "船瀬", "institutions")[0].title == "舩瀬医院"
    assert search.search(district, "高崎野", "institutions")[0].title == "髙﨑野内科医院"


def test_what_was_corrected_stands_in_the_history_and_the_double_in_the_bin(district: Database) -> None:
    assert [hit.title for hit in history.bin_of(district, "institutions")] == ["みずなぎ薬局　錨町"]
    changed = next(
        item for item in lists.everything(district, "institutions") if "新規は月3名" in (item.note or "")
    )
    assert "メモ" in [change.what for change in history.of(district, "institutions", changed.id)]


def test_tables_and_index_agree_with_the_journal(district: Database) -> None:
    assert cache.differences(district) == []
    assert search.problems(district) == 0


def test_the_office_and_the_one_at_the_desk_are_known(district: Database) -> None:
    staff = desk.staff_member(district)
    assert staff is not None
    assert desk.profile(district).sender_name == staff.name


def test_a_desk_with_records_is_left_alone(district: Database) -> None:
    with pytest.raises(UserError, match="既に記録があります"):
        demo.fill(district, TODAY)


def test_every_table_of_an_institution_has_something_to_show(district: Database) -> None:
    kinds = ("staff_counts", "yearly_figures", "tool_uses", "agreements", "preparations", "contacts")
    assert [kind for kind in kinds if not lists.everything(district, kind)] == []


def test_no_field_of_an_institution_is_empty_everywhere(district: Database) -> None:
    """But for those that only a list or an old name would fill."""
    every = lists.everything(district, "institutions")
    seldom = {"aliases", "email", "filings", "alternate_contact", "reach_by", "call_hours", "no_call_hours"}
    empty = {
        item.name
        for item in specs(KINDS["institutions"])
        if not any(getattr(one, item.name) for one in every)
    }
    assert empty <= seldom


def test_facts_were_confirmed_by_somebody_and_somehow(district: Database) -> None:
    told = [one for one in lists.everything(district, "capabilities") if one.confirmed_on]
    assert told
    assert all(one.confirmed_by and one.confirmed_how for one in told)


def test_the_days_off_are_the_days_without_hours(district: Database) -> None:
    from zaitaku_desk.rules import hours

    clinics = lists.everything(district, "institutions", "kind = 'clinic'")
    known = [one for one in clinics if one.opening_hours and "木曜・" in (one.closed_days or "")]
    assert known
    assert all("木" in hours.closed_days(one.opening_hours) for one in known)
