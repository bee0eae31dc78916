from __future__ import annotations

from zaitaku_desk.records.fields import groups, missing
from zaitaku_desk.records.people import Person, Post


def test_name_and_reading_of_a_person_change_together():
    assert groups(Person)["name"] == ("name", "kana")


def test_a_person_without_a_name_is_incomplete():
    assert [item.name for item in missing(Person())] == ["name"]


def test_who_holds_a_post_is_person_and_words_together():
    assert groups(Post)["person"] == ("person_id", "name")
