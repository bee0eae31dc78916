"""The changes of April, planned and written as one (A272)."""

from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import lists, people, save, transfers, undoing
from zaitaku_desk.store.transfers import Move

APRIL = date(2026, 4, 1)


@pytest.fixture
def post(db):
    """帆足 道 has been 主任 at the first office since 2020."""
    for one, name in (("i1", "みなと居宅"), ("i2", "さざなみ居宅")):
        save.save(db, save.new("institutions", id=one, name=name))
    save.save(db, save.new("people", id="p", name="帆足 道", profession="care_manager"))
    held = save.new("posts", id="post", person_id="p", name="帆足 道", institution_id="i1", title="主任")
    held.starts_on, held.order = date(2020, 4, 1), 1
    save.save(db, held)
    return "post"


def on(db, day: date) -> str:
    return people.post_on(db, "p", day)


def test_the_page_lists_who_holds_a_post_before_the_day(db, post):
    [held] = transfers.held_on(db, APRIL)
    assert held == ("post", "帆足 道", "care_manager", "i1", "みなと居宅", "主任")


def test_who_moves_is_at_the_old_place_until_the_day_before(db, post):
    transfers.apply(db, [Move("moves", post, institution_id="i2", title="管理者")], APRIL)
    assert on(db, date(2026, 3, 31)) == "みなと居宅　主任"
    assert on(db, APRIL) == "さざなみ居宅　管理者"


def test_a_new_title_is_a_new_term_at_the_same_place_and_rank(db, post):
    transfers.apply(db, [Move("retitled", post, title="所長")], APRIL)
    assert on(db, APRIL) == "みなと居宅　所長"
    assert [item.order for item in people.at(db, "i1", APRIL)] == [1]


def test_who_leaves_holds_no_post_afterwards(db, post):
    transfers.apply(db, [Move("leaves", post)], APRIL)
    assert on(db, APRIL) == ""
    assert transfers.held_on(db, APRIL) == []


def test_who_arrives_becomes_a_person_with_a_post(db, post):
    transfers.apply(db, [Move("arrives", name="潮 みなみ", kana="うしお みなみ", institution_id="i1")], APRIL)
    assert "潮 みなみ" in {person.name for person in lists.everything(db, "people")}
    assert {item.name for item in people.at(db, "i1", APRIL)} == {"帆足 道", "潮 みなみ"}


def test_a_whole_april_goes_back_in_one_step(db, post):
    batch = transfers.apply(
        db,
        [Move("moves", post, institution_id="i2"), Move("arrives", name="潮 みなみ", institution_id="i1")],
        APRIL,
    )
    undoing.undo(db, batch)
    assert on(db, APRIL) == "みなと居宅　主任"
    assert [person.name for person in lists.everything(db, "people")] == ["帆足 道"]


@pytest.mark.parametrize(
    ("move", "problem"),
    [
        (Move("moves", "post"), "機関"),
        (Move("arrives", institution_id="i1"), "氏名"),
        (Move("retitled", "post"), "役職"),
        (Move("leaves", "gone"), "見つかりません"),
    ],
)
def test_a_line_that_says_too_little_is_told_and_nothing_is_written(db, post, move: Move, problem: str):
    assert problem in transfers.lines(db, [move], APRIL)[0].problem
    with pytest.raises(UserError, match=problem):
        transfers.apply(db, [Move("leaves", post), move], APRIL)
    assert on(db, APRIL) == "みなと居宅　主任"


def test_a_post_that_begins_later_is_no_candidate_and_cannot_end_before(db, post):
    late = save.get(db, "posts", "post")
    late.starts_on = date(2026, 6, 1)
    save.save(db, late)
    assert transfers.held_on(db, APRIL) == []
    assert "後です" in transfers.lines(db, [Move("leaves", post)], APRIL)[0].problem


def test_the_plan_says_what_stays_of_the_post(db, post):
    [line] = transfers.lines(db, [Move("moves", post, institution_id="i2")], APRIL)
    assert (line.before, line.after) == ("みなと居宅　主任", "さざなみ居宅　主任")
    [line] = transfers.lines(db, [Move("retitled", post, title="所長")], APRIL)
    assert line.after == "みなと居宅　所長"
