from __future__ import annotations

from datetime import date

from zaitaku_desk.demo import assemblies, directory, edits, hearings, inquiries, people, series, world
from zaitaku_desk.records.consultations import Consultation, FollowUp
from zaitaku_desk.records.meetings import Meeting, SeriesMember
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.store import lists
from zaitaku_desk.store.connection import Database

TODAY = date(2026, 11, 20)


def peopled() -> world.World:
    made = world.World(TODAY)
    directory.make(made)
    people.make(made)
    return made


def test_an_office_is_closed_on_weekends_holidays_and_at_new_year() -> None:
    made = world.World(TODAY)
    assert made.weekday(date(2026, 11, 21)) == date(2026, 11, 24)
    assert made.weekday(date(2027, 1, 1), -1) == date(2026, 12, 28)


def test_names_and_numbers_are_given_out_once() -> None:
    made = world.World(TODAY)
    found = [made.name(woman=False)[0].split()[0] for _ in range(100)]
    assert len(set(found)) == 100
    assert len({made.number()[0] for _ in range(150)}) == 150


def test_an_institution_is_confirmed_before_today_or_never() -> None:
    made = peopled()
    days = [item.confirmed_on for item in made.institutions]
    assert max(day for day in days if day) <= TODAY
    assert None in days


def test_the_roles_that_speak_are_all_filled() -> None:
    assert set(assemblies.SAID_AS) <= set(peopled().roles)


def test_the_members_of_a_series_stand_in_their_order() -> None:
    made = peopled()
    core = series.habits(made)[0]
    orders = [
        record.order
        for record in made.records
        if isinstance(record, SeriesMember) and record.series_id == core.series.id
    ]
    assert orders == list(range(1, len(core.members) + 1))


def test_a_visit_to_come_has_no_notes() -> None:
    made = peopled()
    hearings.make(made)
    visits = [record for record in made.records if isinstance(record, Visit)]
    assert all((visit.note is None) == (visit.status == "planned") for visit in visits)


def test_a_cancelled_meeting_keeps_its_number() -> None:
    made = peopled()
    assemblies.make(made)
    meetings = [record for record in made.records if isinstance(record, Meeting)]
    assert [item.number for item in meetings if item.status == "cancelled"] == [7]


def test_what_came_later_came_after_the_consultation() -> None:
    made = peopled()
    inquiries.make(made)
    asked = {record.id: record for record in made.records if isinstance(record, Consultation)}
    later = [record for record in made.records if isinstance(record, FollowUp)]
    assert len(later) > 80
    for record in later:
        received = asked[record.consultation_id or ""].received_at
        assert received and record.happened_at and received.date() < record.happened_at.date()


def test_corrections_need_the_district_to_be_stored(db: Database) -> None:
    from zaitaku_desk.store import save

    made = peopled()
    save.save_many(db, made.records)
    edits.make(db, made)
    assert lists.count(db, lists.Listing("institutions", bin=True)) == 1
