from __future__ import annotations

from zaitaku_desk.intake.people_known import (
    Existing,
    Known,
    KnownPost,
    KnownTraining,
    known_post,
    known_training,
)
from zaitaku_desk.intake.people_rows import PostSaid, TrainingSaid
from zaitaku_desk.japanese.fold import fold

PERSON = Known(
    "p",
    "海野　灯",
    posts=[KnownPost("a", "hill", "院長", "2020-04-01", "2022-03-31")],
    trainings=[KnownTraining("t", "リーダー研修", "2018-10-05")],
)


def test_an_institution_is_found_with_or_without_its_corporation():
    desk = Existing(places={fold("丘医院"): frozenset({"hill"})})
    assert desk.place("医療法人 丘医院") == "hill"


def test_two_of_the_same_name_are_none():
    desk = Existing(places={fold("丘医院"): frozenset({"a", "b"})})
    assert (desk.place("丘医院"), len(desk.called("丘医院"))) == ("", 2)


def test_another_term_is_another_post():
    assert known_post(PERSON, PostSaid("丘医院", "院長", "2020-04-01"), "hill") is PERSON.posts[0]
    assert known_post(PERSON, PostSaid("丘医院", "院長", "2024-04-01"), "hill") is None


def test_a_training_is_the_same_when_its_day_is_not_said():
    assert known_training(PERSON, TrainingSaid("リーダー 研修")) is PERSON.trainings[0]
    assert known_training(PERSON, TrainingSaid("リーダー研修", "2019-01-01")) is None
