from __future__ import annotations

from datetime import date, datetime

from zaitaku_desk.store import institutions, save, search, suspects


def stored(db, **values):
    made = save.new("institutions", **values)
    save.save(db, made)
    return made


def test_the_same_name_in_other_characters_is_a_possible_double(db):
    known = stored(db, name="舩津クリニック")
    typed = save.new("institutions", name="船津ｸﾘﾆｯｸ")
    assert [hit.id for hit in institutions.possible_doubles(db, typed)] == [known.id]


def test_the_same_telephone_in_other_hyphens_is_a_possible_double(db):
    known = stored(db, name="港医院", telephone="0999-11-2222")
    typed = save.new("institutions", name="みなと医院", telephone="0999‐11‐2222")
    assert [hit.id for hit in institutions.possible_doubles(db, typed)] == [known.id]


def test_a_record_is_no_double_of_itself(db):
    known = stored(db, name="港医院", telephone="0999-11-2222")
    assert institutions.possible_doubles(db, known) == []


def test_capabilities_not_asked_about_are_there_and_unknown(db):
    pharmacy = stored(db, name="港薬局", kind="pharmacy")
    found = institutions.capabilities(db, pharmacy)
    assert {item.state for item in found} == {"unknown"}
    assert "sterile_preparation" in {item.code for item in found}


def test_two_laptops_mean_the_same_capability(db):
    one, other = (institutions.capability("a1", "oxygen") for _ in range(2))
    assert one.id == other.id


def test_what_was_confirmed_stays_when_the_kind_changes(db):
    clinic = stored(db, name="港医院", kind="clinic")
    kept = institutions.capability(clinic.id, "oxygen")
    kept.state, kept.confirmed_on = "can", date(2026, 4, 1)
    save.save(db, kept)
    clinic.kind = "pharmacy"
    save.save(db, clinic)
    assert kept in institutions.capabilities(db, clinic)


def test_where_she_met_them_stands_newest_first(db):
    clinic = stored(db, name="港医院")
    visit = save.new("visits", institution_id=clinic.id, visited_on=date(2026, 4, 1))
    call = save.new(
        "consultations", institution_id=clinic.id, received_at=datetime(2026, 5, 1, 10, 0), content="相談"
    )
    save.save_many(db, [visit, call])
    assert [hit.kind for hit in institutions.met(db, clinic.id)] == ["consultations", "visits"]


def test_the_most_frequent_district_stands_first(db):
    for district in ("港", "みどり台", "港", "谷", "みどり台", "みどり台", "", None):
        stored(db, name=district, district=district, municipality="みなと野市")
    rows = "SELECT id FROM institutions WHERE district = ? ORDER BY id LIMIT ?"
    for district, many in (("谷", 1), ("みどり台", 2)):
        for (record_id,) in db.rows(rows, (district, many)):
            save.delete(db, "institutions", record_id)
    assert institutions.districts(db) == ["港", "みどり台"]
    assert institutions.municipalities(db) == ["みなと野市"]


def test_contacts_and_meetings_they_attended_count_as_met(db):
    clinic = stored(db, name="港医院")
    person, meeting = save.new("people", name="港 太郎"), save.new("meetings", held_on=date(2026, 6, 1))
    records = [
        save.new(
            "contacts", institution_id=clinic.id, happened_at=datetime(2026, 5, 1, 9, 0), content="空床"
        ),
        save.new("posts", institution_id=clinic.id, person_id=person.id),
        save.new("attendances", meeting_id=meeting.id, person_id=person.id, attended="present"),
    ]
    save.save_many(db, [person, meeting, *records])
    assert [hit.kind for hit in institutions.met(db, clinic.id)] == ["meetings", "contacts"]


def test_a_meeting_they_did_not_come_to_is_none(db):
    clinic = stored(db, name="港医院")
    person, meeting = save.new("people", name="港 太郎"), save.new("meetings", held_on=date(2026, 6, 1))
    post = save.new("posts", institution_id=clinic.id, person_id=person.id)
    absent = save.new("attendances", meeting_id=meeting.id, person_id=person.id, attended="absent")
    save.save_many(db, [person, meeting, post, absent])
    assert institutions.met(db, clinic.id) == []


def test_an_old_name_is_found_whatever_its_kana_and_warned_of(db):
    known = stored(db, name="みなとネット", aliases=["あ・うんネット周南"])  # A228
    assert [hit.id for hit in search.search(db, "あ・うんねっと周南", "institutions")] == [known.id]
    typed = save.new("institutions", name="あ・うんねっと周南")
    assert [hit.id for hit in institutions.possible_doubles(db, typed)] == [known.id]


def test_who_was_said_to_be_another_is_not_offered_again(db):
    known, other = stored(db, name="港医院"), stored(db, name="港医院")
    suspects.are_two(db, "institutions", known.id, other.id, date(2026, 11, 22))
    assert institutions.possible_doubles(db, other) == []
