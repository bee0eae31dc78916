from __future__ import annotations

from datetime import date

from zaitaku_desk.store import lists, people, save, suspects


def clinic_with(db, *posts):
    clinic = save.new("institutions", name="みどり台クリニック")
    made = [save.new("posts", institution_id=clinic.id, **post) for post in posts]
    save.save_many(db, [clinic, *made])
    return clinic, made


def test_a_post_is_the_one_of_the_day(db):
    person = save.new("people", name="浜辺 澄子")
    save.save(db, person)
    clinic_with(
        db,
        {"person_id": person.id, "title": "副院長", "ends_on": date(2025, 3, 31)},
        {"person_id": person.id, "title": "院長", "starts_on": date(2025, 4, 1)},
    )
    assert people.post_on(db, person.id, date(2025, 3, 31)) == "みどり台クリニック　副院長"
    assert people.post_on(db, person.id, date(2025, 4, 1)) == "みどり台クリニック　院長"


def test_only_those_who_hold_a_post_today_are_at_the_institution(db):
    clinic, (_gone, here) = clinic_with(
        db, {"name": "前任", "ends_on": date(2025, 3, 31)}, {"name": "後任", "starts_on": date(2025, 4, 1)}
    )
    assert [post.id for post in people.at(db, clinic.id, date(2026, 1, 1))] == [here.id]


def test_a_typed_name_becomes_one_person_only(db):
    clinic, _ = clinic_with(db, {"name": "浜辺 澄子", "profession": "physician"})
    (person,) = people.register(db, clinic.id)
    assert people.register(db, clinic.id) == []
    assert save.get(db, "people", person).profession == "physician"


def test_a_second_post_of_the_same_name_is_the_same_person(db):
    clinic, _ = clinic_with(db, {"name": "浜辺 澄子"}, {"name": "浜辺 澄子", "title": "嘱託医"})
    people.register(db, clinic.id)
    assert len({post.person_id for post in lists.children(db, "posts", clinic.id)}) == 1


def test_variant_characters_are_the_same_name(db):
    for name in ("舩津 太郎", "髙橋 一", "山﨑 次郎"):
        save.save(db, save.new("people", name=name))
    found = [people.possible_doubles(db, "new", typed) for typed in ("船津太郎", "高橋　一", "山崎次郎")]
    assert [hits[0].title for hits in found] == ["舩津 太郎", "髙橋 一", "山﨑 次郎"]


def test_who_was_said_to_be_somebody_else_is_not_offered_again(db):
    known, other = save.new("people", name="舩津 太郎"), save.new("people", name="船津 太郎")
    save.save_many(db, [known, other])
    suspects.are_two(db, "people", known.id, other.id, date(2026, 11, 22))
    assert people.possible_doubles(db, other.id, "船津 太郎") == []
