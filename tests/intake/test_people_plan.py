"""Who of a 名簿 is who in the desk (A32)."""

from __future__ import annotations

from zaitaku_desk.intake.people_known import Existing, Known, KnownPost, Now
from zaitaku_desk.intake.people_plan import plan_people
from zaitaku_desk.intake.people_rows import PersonRow, PostSaid, TrainingSaid
from zaitaku_desk.intake.rows import Source
from zaitaku_desk.japanese.fold import fold

HILL, PORT = "hill", "port"
PLACES = {fold("丘医院"): frozenset({HILL}), fold("港医院"): frozenset({PORT})}


def row(line: int, name: str = "海野　灯", place: str = "", title: str = "", **values: str) -> PersonRow:
    posts = [PostSaid(place, title)] if place or title else []
    return PersonRow(line, {"name": name, **values}, posts)


def known(id_: str = "p", place: str = "", name: str = "海野　灯", **more: object) -> Known:
    posts = [KnownPost(f"{id_}-post", place, "所長")] if place else []
    return Known(id_, name, posts=posts, **more)


def plan(rows: list[PersonRow], *people: Known, now: Now | None = None):
    found: dict[str, list[Known]] = {}
    for person in people:
        found.setdefault(fold(person.name), []).append(person)
    desk = Existing(found, PLACES, lambda _: now or Now({}, frozenset()))
    return plan_people(Source("mapped", "mapped/x", "名簿", "2026-04-01", [], {}, ""), rows, desk)


def test_nobody_of_that_name_is_new():
    assert [item.name for item in plan([row(2)]).new] == ["海野　灯"]


def test_the_same_name_at_the_same_place_is_the_same_person():
    made = plan([row(2, "海野灯", "丘医院", "所長")], known("a", HILL), known("b", PORT))
    assert [item.id for item in (*made.changed, *made.unchanged)] == ["a"]


def test_the_same_name_at_another_place_is_a_question():
    made = plan([row(2, place="丘医院")], known("b", PORT))
    assert [one.id for one in made.ambiguous[0].candidates] == ["b"]


def test_another_reading_is_another_person():
    assert plan([row(2, kana="うみの　ともり")], known(kana="うみの　あかり")).new


def test_an_address_of_ones_own_tells_who_it_is():
    made = plan(
        [row(2, place="丘医院", email="a@example.jp")], known("b", PORT, contacts=frozenset({"a@example.jp"}))
    )
    assert [item.id for item in made.changed] == ["b"]


def test_rows_of_one_person_are_one_with_several_posts():
    made = plan([row(2, place="丘医院", kana="うみの"), row(3, place="港医院", kana="ウミノ")])
    assert [(item.lines, len(item.posts)) for item in made.new] == [([2, 3], 2)]


def test_two_of_the_same_name_stay_two():
    assert len(plan([row(2, place="丘医院"), row(3, place="港医院")]).new) == 2


def test_what_she_typed_is_kept_and_the_lists_word_is_shown_beside_it():
    now = Now({"telephone": "1"}, frozenset({"telephone"}))
    made = plan([row(2, place="丘医院", title="所長", telephone="2")], known("a", HILL), now=now)
    change = next(change for change in made.changed[0].changes if change.field == "telephone")
    assert (change.before, change.after, change.kept) == ("1", "2", True)


def test_what_the_list_said_before_is_no_change():
    now = Now({"name": "海野　灯"}, frozenset({"name"}), {"name": "海野　灯"})
    made = plan([row(2, place="丘医院", title="所長")], known("a", HILL), now=now)
    assert (len(made.unchanged), made.unchanged[0].write) == (1, False)


def test_a_new_post_and_a_new_training_are_changes():
    said = row(2, place="丘医院", title="所長")
    said.posts.append(PostSaid("港医院", "顧問", "2026-04-01"))
    said.trainings.append(TrainingSaid("リーダー研修", "2018-10-05", completed=True))
    (item,) = plan([said], known("a", HILL)).changed
    assert [(change.field, change.after) for change in item.changes if change.field != "name"] == [
        ("post", "港医院　顧問（2026-04-01～）"),
        ("training", "リーダー研修 2018-10-05 修了"),
    ]


def test_somebody_in_the_bin_is_said_to_be_there():
    made = plan([row(2)], known(deleted=True))
    assert "ごみ箱" in made.rejected[0].reason


def test_institutions_that_are_not_there_are_counted():
    assert plan([row(2, place="浜薬局"), row(3, "丘　空", "浜薬局")]).missing == {"浜薬局": 2}
