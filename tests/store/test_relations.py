"""What there was between us and every institution (A178)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk.store import merging, relations, save
from zaitaku_desk.store.desk import profile

TODAY = date(2026, 11, 22)


@pytest.fixture
def clinic(db):
    """A clinic with a visit of last year, one of this year, and one that is planned."""
    save.save(db, save.new("institutions", id="i", name="波止場医院", kind="clinic"))
    for day, status in (
        (date(2025, 5, 1), "done"),
        (date(2026, 5, 1), "done"),
        (date(2026, 12, 1), "planned"),
    ):
        save.save(db, save.new("visits", institution_id="i", visited_on=day, status=status))
    return "i"


def one(db):
    found = {relation.id: relation for relation in relations.gather(db, TODAY)}
    return found["i"]


def test_visits_of_the_year_and_the_last_of_all_are_told(db, clinic):
    assert (one(db).last_on, one(db).last_what, one(db).visits) == ("2026-05-01", "visits", 1)


def test_a_planned_visit_is_the_next_contact_unless_she_said_another_day(db, clinic):
    assert one(db).next_on == "2026-12-01"
    place = save.get(db, "institutions", "i")
    place.next_contact_on = date(2026, 11, 30)
    save.save(db, place)
    assert one(db).next_on == "2026-11-30"


def test_who_came_to_a_meeting_was_met_there(db, clinic):
    save.save(db, save.new("people", id="p", name="帆足 道"))
    save.save(db, save.new("posts", id="o", person_id="p", institution_id="i"))
    save.save(db, save.new("meetings", id="m", held_on=date(2026, 9, 1)))
    save.save(db, save.new("attendances", id="a", meeting_id="m", person_id="p", attended="present"))
    assert (one(db).last_what, one(db).meetings) == ("meetings", 1)


def test_consultations_contacts_and_referrals_count(db, clinic):
    save.save(
        db,
        save.new(
            "consultations",
            institution_id="i",
            received_at=datetime(2026, 10, 1, 9, 0),
            referred_to=["i", "x"],
        ),
    )
    save.save(db, save.new("contacts", institution_id="i", happened_at=datetime(2026, 11, 1, 9, 0)))
    found = one(db)
    assert (found.consultations, found.contacts, found.referred) == (1, 1, 1)
    assert (found.last_on, found.last_what) == ("2026-11-01", "contacts")


def test_what_was_joined_counts_for_the_winner(db, clinic):
    save.save(db, save.new("institutions", id="l", name="波止場クリニック"))
    save.save(db, save.new("visits", institution_id="l", visited_on=date(2026, 6, 1), status="done"))
    merging.merge(db, save.get(db, "institutions", "i"), ["l"])
    assert (one(db).visits, one(db).last_on) == (2, "2026-06-01")


def test_a_clinic_that_begins_is_new_and_says_how_far_its_preparation_is(db, clinic):
    place = save.get(db, "institutions", "i")
    place.regular_home_visit_status = "planned"
    save.save(db, place)
    save.save(db, save.new("preparations", id="q", institution_id="i", item="forms", done_on=TODAY))
    assert (one(db).new, one(db).prepared, one(db).to_prepare) == (True, 1, 7)


def test_the_threshold_can_be_switched_off(db):
    assert relations.recent_enough(db, TODAY) == "2025-11-22"
    office = profile(db)
    office.visit_months = None
    save.save(db, office)
    assert relations.recent_enough(db, TODAY) == ""
