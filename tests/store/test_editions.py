from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.records.people import Person, Post
from zaitaku_desk.store import cache, editions, journal, lists, merging, save
from zaitaku_desk.store.connection import Database

DAY, LATER = date(2025, 11, 1), date(2026, 11, 1)


@pytest.fixture
def kamome(db: Database) -> Institution:
    """A clinic with a capability and somebody who works there."""
    clinic = Institution(id="i1", name="かもめ医院", kind="clinic", listed=True)
    oxygen = Capability(
        id=pair_id("capability", "i1", "oxygen"), institution_id="i1", code="oxygen", state="can"
    )
    save.save_many(
        db,
        [
            clinic,
            oxygen,
            Person(id="p1", name="葦原 花子"),
            Post(id="q1", person_id="p1", institution_id="i1", title="主任", starts_on=date(2024, 4, 1)),
            Post(id="q2", name="前の人", institution_id="i1", ends_on=date(2024, 3, 31)),
        ],
    )
    return clinic


def change(db: Database, record_id: str, **values: Any) -> None:
    record = save.get(db, "institutions", record_id)
    for name, value in values.items():
        setattr(record, name, value)
    assert record is not None
    save.save(db, record)


def test_an_edition_keeps_what_was_listed_and_who_worked_there(db: Database, kamome: Institution) -> None:
    edition = editions.freeze(db, "令和7年度版", DAY)
    (kept,) = editions.read(db, edition.id)
    assert (kept.institution.name, kept.capabilities["oxygen"].state) == ("かもめ医院", "can")
    assert [(one.name, one.title) for one in kept.posts] == [("葦原 花子", "主任")]


def test_it_never_changes_afterwards(db: Database, kamome: Institution) -> None:
    edition = editions.freeze(db, "版", DAY)
    change(db, "i1", name="みさご医院")
    save.delete(db, "institutions", "i1")
    assert editions.read(db, edition.id)[0].institution.name == "かもめ医院"


def test_it_names_the_operations_it_counted(db: Database, kamome: Institution) -> None:
    edition = editions.freeze(db, "版", DAY)
    (entry,) = lists.children(db, "edition_entries", edition.id)
    winner = journal.heads(db, "i1").winner("name")
    assert winner is not None and winner.id in entry.counted


def test_what_is_not_to_be_listed_is_not_frozen(db: Database, kamome: Institution) -> None:
    save.save(db, Institution(id="i2", name="秘密の薬局", listed=False))
    assert len(editions.read(db, editions.freeze(db, "版", DAY).id)) == 1


def test_the_difference_to_today_is_told_field_by_field(db: Database, kamome: Institution) -> None:
    edition = editions.freeze(db, "版", DAY)
    change(db, "i1", telephone="0800-000-0009")
    save.save(db, Institution(id="i2", name="あおぞら診療所"))
    found = editions.difference(db, edition.id, editions.TODAY, LATER)
    assert {(one.what, one.title) for one in found} == {("new", ""), ("contact", "電話")}


def test_two_editions_are_compared_as_they_were_frozen(db: Database, kamome: Institution) -> None:
    older = editions.freeze(db, "版1", DAY)
    change(db, "i1", name="みさご医院")
    newer = editions.freeze(db, "版2", LATER)
    change(db, "i1", name="つばめ医院")
    (found,) = editions.difference(db, older.id, newer.id, LATER)
    assert (found.before, found.after) == ("かもめ医院", "みさご医院")
    assert editions.before(db, newer) == older


def test_a_label_that_is_changed_later_is_kept_in_the_edition(db: Database, kamome: Institution) -> None:
    edition = editions.freeze(db, "版", DAY)
    assert ["clinic", "診療所"] in edition.frame["kinds"]


def test_undo_takes_the_whole_edition_back(db: Database, kamome: Institution) -> None:
    editions.freeze(db, "版", DAY)
    save.undo(db, db.last_batch)
    assert editions.overview(db) == []
    assert cache.differences(db) == []


def test_stopping_in_the_middle_leaves_nothing(db: Database, kamome: Institution) -> None:
    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        editions.freeze(db, "版", DAY, progress=stop)
    assert db.row("SELECT count(*) FROM editions") == (0,)


def test_an_empty_directory_is_refused_in_words(db: Database) -> None:
    with pytest.raises(UserError, match="一覧表に載せる"):
        editions.freeze(db, "版", DAY)


def test_what_was_joined_stands_in_the_edition_as_the_winners(db: Database, kamome: Institution) -> None:
    winner = Institution(id="i2", name="みさご医院", kind="clinic")
    save.save(db, winner)
    merging.merge(db, winner, ["i1"])
    (kept,) = editions.read(db, editions.freeze(db, "版", DAY).id)
    assert kept.institution.name == "みさご医院"
    assert [one.name for one in kept.posts] == ["葦原 花子"]
    assert kept.capabilities["oxygen"].state == "can"
