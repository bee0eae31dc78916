"""A 名簿 in the desk: below her own words, and back in one step (A32, A77)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zaitaku_desk.intake import mapped
from zaitaku_desk.intake.people_apply import NEW, apply_people
from zaitaku_desk.intake.tables import read_table
from zaitaku_desk.store import lists, save

TODAY = date(2026, 11, 22)
HEADER = "氏名,職種,所属,役職,就任,電話,リーダー研修"
COLUMNS = {
    "name": 0,
    "profession": 1,
    "institution": 2,
    "title": 3,
    "starts_on": 4,
    "telephone": 5,
    "training:1": 6,
}
ROWS = [
    "海野　灯,看護師,丘訪問看護ステーション,所長,R6.4.1,0999-1-2222,○",
    "浜辺　凪,医師,港医院,院長,,0999-3-4444,",
]


@pytest.fixture
def plan(desk, tmp_path: Path):
    def make(*rows: str):
        path = tmp_path / "名簿.csv"
        path.write_text("\n".join([HEADER, *(rows or ROWS)]) + "\n", encoding="utf-8")
        return mapped.plan_mapped(desk, read_table(path), "people", COLUMNS, today=TODAY)

    return make


def people(desk):
    return {person.name: person for person in lists.everything(desk, "people")}


def posts(desk):
    return {post.name: post for post in lists.everything(desk, "posts")}


def count(desk, kind: str) -> int:
    return desk.row(f"SELECT count(*) FROM {kind} WHERE deleted = 0")[0]


def test_people_come_with_posts_and_trainings(desk, plan):
    save.save(desk, save.new("institutions", id="hill", name="丘訪問看護ステーション"))
    apply_people(desk, plan())
    assert people(desk)["海野　灯"].profession == "nurse"
    post = posts(desk)["海野　灯"]
    assert (post.institution_id, post.title, post.starts_on) == ("hill", "所長", date(2024, 4, 1))
    assert [training.title for training in lists.everything(desk, "trainings")] == ["リーダー研修"]


def test_an_institution_that_is_not_there_stays_in_words(desk, plan):
    apply_people(desk, plan())
    assert (posts(desk)["浜辺　凪"].institution_id, posts(desk)["浜辺　凪"].title) == (None, "港医院　院長")
    assert count(desk, "institutions") == 0


def test_an_institution_is_made_when_she_asks_for_it(desk, plan):
    apply_people(desk, plan(), create=True)
    row = desk.row("SELECT id, kind FROM institutions WHERE name = '港医院'")
    assert (posts(desk)["浜辺　凪"].institution_id, row[1]) == (row[0], "clinic")


def test_taking_it_in_twice_changes_nothing(desk, plan):
    apply_people(desk, plan())
    again = plan()
    assert (len(again.new), len(again.changed), len(again.unchanged)) == (0, 0, 2)
    assert apply_people(desk, again) == ""


def test_an_institution_made_later_takes_the_post_over(desk, plan):
    apply_people(desk, plan())
    save.save(desk, save.new("institutions", id="port", name="港医院"))
    apply_people(desk, plan())
    assert (count(desk, "posts"), posts(desk)["浜辺　凪"].institution_id) == (2, "port")


def test_one_step_takes_all_of_it_back(desk, plan):
    save.undo(desk, apply_people(desk, plan(), create=True))
    assert [count(desk, kind) for kind in ("people", "posts", "trainings", "institutions")] == [0, 0, 0, 0]


def test_what_she_typed_stays(desk, plan):
    apply_people(desk, plan())
    hers = people(desk)["海野　灯"]
    hers.telephone = "0999-9-9999"
    save.save(desk, hers)
    apply_people(desk, plan(ROWS[0].replace("0999-1-2222", "0999-5-5555")))
    assert people(desk)["海野　灯"].telephone == "0999-9-9999"


def test_a_namesake_is_taken_in_as_she_decides(desk, plan):
    save.save(desk, save.new("institutions", id="port", name="港医院"))
    save.save(desk, save.new("people", id="p", name="海野　灯"))
    save.save(desk, save.new("posts", person_id="p", institution_id="port", name="海野　灯", title="主任"))
    made = plan()
    assert [item.name for item in made.ambiguous] == ["海野　灯"]
    apply_people(desk, made, decided={2: NEW})
    assert count(desk, "people") == 3
    apply_people(desk, plan(), decided={2: "p"})
    assert count(desk, "people") == 3


def test_what_she_leaves_out_is_not_taken_in(desk, plan):
    apply_people(desk, plan(), leave_out={3})
    assert list(people(desk)) == ["海野　灯"]
