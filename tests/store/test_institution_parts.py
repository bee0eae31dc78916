from __future__ import annotations

from datetime import date

from zaitaku_desk.store import institution_parts as parts
from zaitaku_desk.store import save

TODAY = date(2026, 11, 22)


def stored(db, what="institutions", /, **values):
    made = save.new(what, **values)
    save.save(db, made)
    return made


def test_every_preparation_of_the_list_is_there_once_and_keeps_its_tick(db):
    clinic = stored(db, name="港医院", kind="clinic")
    first = parts.preparations(db, clinic.id)[0]
    first.done_on = TODAY
    save.save(db, first)
    found = parts.preparations(db, clinic.id)
    assert len({item.item for item in found}) == len(found)
    assert [item.done_on for item in found if item.item == first.item] == [TODAY]


def test_two_laptops_mean_the_same_preparation(db):
    one, other = (parts.preparations(db, "a1")[0] for _ in range(2))
    assert one.id == other.id


def test_how_people_are_reached_is_told_of_those_who_are_in_office(db):
    clinic = stored(db, name="港医院")
    for name, order, end in (("港 太郎", 2, None), ("浜 花子", 1, None), ("沖 次郎", 3, date(2025, 3, 31))):
        person = stored(db, "people", name=name, reach_by="fax", no_call_hours="午前")
        stored(
            db, "posts", institution_id=clinic.id, person_id=person.id, title="医師", order=order, ends_on=end
        )
    quiet = stored(db, "people", name="波 三郎")
    stored(db, "posts", institution_id=clinic.id, person_id=quiet.id)
    told = [(who, words) for _, who, words in parts.reach(db, clinic.id, TODAY)]
    assert told == [("浜 花子（医師）", "FAX　避ける：午前"), ("港 太郎（医師）", "FAX　避ける：午前")]


def test_an_agreement_is_known_to_its_partner(db):
    clinic, hospital = stored(db, name="港医院"), stored(db, name="みなと病院")
    made = stored(db, "agreements", institution_id=clinic.id, partner_id=hospital.id, kind="backup")
    ((found, name),) = parts.agreed_by_others(db, hospital.id)
    assert (found.id, name) == (made.id, "港医院")
    assert parts.agreed_by_others(db, clinic.id) == []


def test_the_place_of_a_meeting_names_an_institution(db):
    stored(db, name="港")
    clinic = stored(db, name="港医院", kind="clinic", opening_hours={"mon": []})
    assert parts.at_place(db, "港医院 外来待合室") == clinic.id
    assert parts.at_place(db, "市役所 3階") == ""
    assert parts.hours_of(db, clinic.id) == ("港医院", "clinic", {"mon": []})
    assert parts.hours_of(db, "nobody") == ("", "", {})
