from __future__ import annotations

from datetime import date

from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.presets import OSAKA_SET
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.store import desk, save, visits
from zaitaku_desk.store.connection import Database

Q1, Q2 = f"{OSAKA_SET}:1", f"{OSAKA_SET}:2"


def visit_to(db: Database, institution_id: str, day: str, **more: object) -> Visit:
    made = save.new(
        "visits",
        institution_id=institution_id,
        visited_on=date.fromisoformat(day),
        **{"status": "done", **more},
    )
    save.save(db, made)
    assert isinstance(made, Visit)
    return made


def clinic(db: Database, **values: object) -> str:
    made = save.new("institutions", name="みどり台クリニック", **values)
    save.save(db, made)
    return made.id


def say(db: Database, visit: Visit, question: str, choice: str) -> str:
    item, seen = visits.begin_answer(db, visit.id, question)
    item.state, item.value = "answered", {"choice": choice}
    save.save(db, item, seen)
    return db.last_batch


def test_an_answer_is_the_same_record_whoever_enters_it(db: Database) -> None:
    assert visits.answer("v", Q1).id == visits.answer("v", Q1).id != visits.answer("v", Q2).id


def test_answers_open_with_what_a_form_has_seen(db: Database) -> None:
    visit = visit_to(db, clinic(db), "2026-11-22")
    say(db, visit, Q1, "yes")
    ((item, seen),) = visits.open_answers(db, visit.id).values()
    assert item.value == {"choice": "yes"}
    assert seen.heads["answer"] and not seen.is_new


def test_an_answer_taken_back_and_given_anew_is_taken_back_to_nothing(db: Database) -> None:
    visit = visit_to(db, clinic(db), "2026-11-22")
    save.undo(db, say(db, visit, Q1, "yes"))
    assert visits.answers(db, visit.id) == {}
    batch = say(db, visit, Q1, "no")
    assert visits.answers(db, visit.id)[Q1].value == {"choice": "no"}
    save.undo(db, batch)
    assert visits.answers(db, visit.id)[Q1].state == "not_asked"


def test_the_same_answer_given_again_after_taking_it_back_is_there(db: Database) -> None:
    visit = visit_to(db, clinic(db), "2026-11-22")
    save.undo(db, say(db, visit, Q1, "yes"))
    say(db, visit, Q1, "yes")
    assert visits.answers(db, visit.id)[Q1].value == {"choice": "yes"}


def test_earlier_visits_stand_newest_first_and_later_ones_are_not_earlier(db: Database) -> None:
    place = clinic(db)
    old, new = visit_to(db, place, "2024-09-03"), visit_to(db, place, "2025-09-03")
    now = visit_to(db, place, "2026-11-22")
    visit_to(db, place, "2027-01-10")
    visit_to(db, clinic(db), "2025-10-01")
    assert [item.id for item in visits.earlier(db, now)] == [new.id, old.id]


def test_the_last_answer_of_each_question_may_come_from_different_visits(db: Database) -> None:
    place = clinic(db)
    old, new = visit_to(db, place, "2024-09-03"), visit_to(db, place, "2025-09-03")
    say(db, old, Q1, "no"), say(db, old, Q2, "no"), say(db, new, Q1, "yes")
    now = visit_to(db, place, "2026-11-22")
    found = visits.last_answers(db, visits.earlier(db, now), OSAKA_SET)
    assert {question: day.year for question, (_, day) in found.items()} == {Q1: 2025, Q2: 2024}


def test_an_answer_that_was_skipped_at_its_visit_is_no_last_answer(db: Database) -> None:
    place = clinic(db)
    old = visit_to(db, place, "2025-09-03")
    say(db, old, Q1, "no"), say(db, old, f"{OSAKA_SET}:4-1", "ignored")
    now = visit_to(db, place, "2026-11-22")
    assert list(visits.last_answers(db, visits.earlier(db, now), OSAKA_SET)) == [Q1]


def test_the_people_of_an_institution_stand_in_protocol_order_and_the_director_is_one_of_them(
    db: Database,
) -> None:
    place = clinic(db, director="高井 実")
    person = save.new("people", name="船津 明")
    head = save.new("posts", institution_id=place, person_id=person.id, title="院長", order=1)
    desk_head = save.new("posts", institution_id=place, name="森 さち", title="事務長", order=2)
    save.save_many(db, [desk_head, head, person])
    assert [(item.person_id, item.name, item.title) for item in visits.colleagues(db, place)] == [
        (person.id, "船津 明", "院長"),
        (None, "森 さち", "事務長"),
        (None, "高井 実", "代表者"),
    ]


def test_the_interviewer_is_who_sits_at_the_keyboard_else_the_name_on_the_letters(db: Database) -> None:
    save.save(db, save.new("profiles", id="profile", sender_name="在宅 花子"))
    assert visits.default_interviewer(db) == "在宅 花子"
    member = save.new("staff", name="港 みどり")
    save.save(db, member)
    desk.sit_down(db, member.id)
    assert visits.default_interviewer(db) == "港 みどり"


def test_a_new_visit_asks_the_set_used_last(db: Database) -> None:
    assert visits.default_question_set(db) == OSAKA_SET
    mine = save.new("question_sets", title="二年目の調査")
    save.save(db, mine)
    visit_to(db, clinic(db), "2026-05-01", question_set_id=mine.id)
    assert visits.default_question_set(db) == mine.id


def test_the_filing_that_was_heard_goes_into_the_directory_with_its_day(db: Database) -> None:
    place = clinic(db, support_class="clinic3", confirmed_on=date(2024, 4, 1), confirmed_by="名簿")
    batch = visits.write_support_class(db, visit_to(db, place, "2026-11-22"), "clinic2")
    found = save.get(db, "institutions", place)
    assert isinstance(found, Institution) and batch
    assert (found.support_class, found.confirmed_on, found.confirmed_by) == (
        "clinic2",
        date(2026, 11, 22),
        "訪問",
    )


def test_a_later_confirmation_in_the_directory_keeps_its_day(db: Database) -> None:
    place = clinic(db, confirmed_on=date(2027, 1, 1), confirmed_by="電話")
    visits.write_support_class(db, visit_to(db, place, "2026-11-22"), "clinic2")
    found = save.get(db, "institutions", place)
    assert isinstance(found, Institution)
    assert (found.support_class, found.confirmed_on, found.confirmed_by) == (
        "clinic2",
        date(2027, 1, 1),
        "電話",
    )


def test_without_an_institution_nothing_is_written_to_the_directory(db: Database) -> None:
    assert visits.write_support_class(db, Visit(id="v"), "clinic2") is None
    assert visits.earlier(db, Visit(id="v")) == []
