"""Two records that mean one, and apart again (decisions 11)."""

from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import institutions, lists, merging, people, save, search, sources, undoing, visits
from zaitaku_desk.store.lists import Listing


def names(db, kind: str = "institutions") -> list[str]:
    return [record.name for record in lists.everything(db, kind)]


@pytest.fixture
def two(db):
    """One clinic twice, each with something of its own."""
    save.save(db, save.new("institutions", id="w", name="船津医院", telephone="0999-20-0001", kind="clinic"))
    save.save(db, save.new("institutions", id="l", name="舩津内科医院", kind="clinic"))
    save.save(db, save.new("visits", id="v1", institution_id="w", visited_on=date(2026, 5, 1)))
    save.save(db, save.new("visits", id="v2", institution_id="l", visited_on=date(2026, 6, 1), status="done"))
    save.save(db, save.new("posts", id="p", institution_id="l", name="帆足 道", title="院長"))
    can = institutions.capability("l", "oxygen")
    can.state, can.confirmed_on = "can", date(2026, 6, 1)
    save.save(db, can)
    return save.get(db, "institutions", "w")


def test_one_of_the_two_stays_in_the_list(db, two):
    merging.merge(db, two, ["l"])
    assert names(db) == ["船津医院"]
    assert [hit.id for hit in search.search(db, "津", "institutions")] == ["w"]


def test_what_was_chosen_is_the_winners(db, two):
    two.name = "舩津内科医院"
    merging.merge(db, two, ["l"])
    assert names(db) == ["舩津内科医院"]


def test_visits_people_and_capabilities_of_both_are_the_winners(db, two):
    merging.merge(db, two, ["l"])
    assert {hit.id for hit in institutions.met(db, "w")} == {"v1", "v2"}
    assert [post.name for post in lists.children(db, "posts", "w")] == ["帆足 道"]
    assert [post.name for post in people.at(db, "w", date(2026, 7, 1))] == ["帆足 道"]
    assert {item.code: item.state for item in institutions.capabilities(db, two)}["oxygen"] == "can"
    assert visits.last_of(db, "w") == "v2"


def test_a_list_of_visits_says_the_winners_name_and_finds_it_by_both(db, two):
    merging.merge(db, two, ["l"])
    rows = lists.page(db, Listing("visits"))
    assert {"船津医院"} == {value for row in rows for value in row if value in ("船津医院", "舩津内科医院")}
    for text in ("船津医院", "内科"):
        assert "v2" in lists.ids(db, Listing("visits", text=text)), text


def test_references_are_not_rewritten(db, two):
    merging.merge(db, two, ["l"])
    assert save.get(db, "visits", "v2").institution_id == "l"


def test_split_puts_everything_where_it_was(db, two):
    merging.merge(db, two, ["l"])
    merging.split(db, "institutions", "l")
    assert sorted(names(db)) == ["舩津内科医院", "船津医院"]
    assert {hit.id for hit in institutions.met(db, "w")} == {"v1"}
    assert lists.children(db, "posts", "w") == []


def test_undo_takes_a_merge_back_in_one_step(db, two):
    two.telephone = "0999-99-9999"
    undoing.undo(db, merging.merge(db, two, ["l"]))
    assert sorted(names(db)) == ["舩津内科医院", "船津医院"]
    assert save.get(db, "institutions", "w").telephone == "0999-20-0001"
    assert {item.code: item.state for item in institutions.capabilities(db, two)}["oxygen"] == "unknown"


def test_one_step_leads_from_every_loser_to_the_winner(db, two):
    save.save(db, save.new("institutions", id="first", name="船津"))
    merging.merge(db, save.get(db, "institutions", "first"), ["l"])
    merging.merge(db, two, ["first"])
    assert {save.get(db, "institutions", one).merged_into for one in ("l", "first")} == {"w"}
    assert sorted(merging.family(db, "institutions", "w")) == ["first", "l", "w"]


def test_a_chain_made_on_two_laptops_is_followed(db, two):
    for one, other in (("l", "w"), ("w", "third")):
        record = save.get(db, "institutions", one)
        record.merged_into = other
        save.save(db, record)
    save.save(db, save.new("institutions", id="third", name="三番目"))
    assert merging.winner_of(db, "institutions", "l") == "third"
    assert {hit.id for hit in institutions.met(db, "third")} == {"v1", "v2"}


def test_what_lists_say_of_the_loser_is_shown_at_the_winner(db, two):
    said = sources.SourceValues("l", "sample", "2026-04-01", {"name": "舩津内科医院", "fax": "0999-20-0002"})
    sources.write(db, [said])
    merging.merge(db, two, ["l"])
    assert [item.values["fax"] for item in sources.of(db, "w")] == ["0999-20-0002"]


def test_the_list_of_joined_records_names_both(db, two):
    merging.merge(db, two, ["l"])
    assert merging.joined(db, "institutions") == [("l", "舩津内科医院", "w", "船津医院")]


def test_people_are_joined_too(db):
    for one in ("a", "b"):
        save.save(db, save.new("people", id=one, name="帆足 道"))
        save.save(db, save.new("trainings", id=f"t{one}", person_id=one, title=f"研修{one}"))
    merging.merge(db, save.get(db, "people", "a"), ["b"])
    assert names(db, "people") == ["帆足 道"]
    assert {item.title for item in lists.children(db, "trainings", "a")} == {"研修a", "研修b"}


def test_what_is_not_joined_cannot_be_split(db, two):
    with pytest.raises(UserError, match="まとめられていません"):
        merging.split(db, "institutions", "w")


def test_what_has_more_behind_it_weighs_more(db, two):
    assert merging.weight(db, "institutions", "l") > merging.weight(db, "institutions", "w")
