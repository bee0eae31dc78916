"""What going back would change, and single records taken back from a generation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.fields import Record
from zaitaku_desk.store import backups, difference, save
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.difference import BACK, CHANGED, GONE


@pytest.fixture
def place(db: Database) -> Record:
    found = save.new("institutions", name="みどり台クリニック", telephone="0000-31-0001")
    save.save(db, found)
    save.save(db, save.new("contacts", id="c", institution_id=found.id, content="受け入れの相談"))
    return found


def said(found: difference.Difference) -> list[tuple[str, str, str]]:
    return [(line.kind, line.what, line.name) for line in found.lines]


def test_nothing_has_changed_since_the_generation(db: Database, place: Record) -> None:
    found = difference.compare(db, backups.make(db))
    assert (found.lines, found.counts, found.total) == ([], {}, 0)
    assert found.then == found.now
    assert isinstance(found.now, dt.datetime)


def test_records_come_back_change_and_go(db: Database, place: Record) -> None:
    made = backups.make(db)
    place.telephone = "0000-31-0002"
    save.save(db, place)
    save.delete(db, "contacts", "c")
    save.save(db, save.new("people", name="新しい人"))
    found = difference.compare(db, made)
    assert said(found) == [
        ("institutions", CHANGED, "みどり台クリニック"),
        ("contacts", BACK, "みどり台クリニック ▸ 受け入れの相談"),
        ("people", GONE, "新しい人"),
    ]
    assert found.lines[0].words == "電話：今 0000-31-0002 → 0000-31-0001"
    assert found.counts == {"institutions": (0, 1, 0), "contacts": (1, 0, 0), "people": (0, 0, 1)}
    assert found.then < found.now


def test_what_was_changed_and_changed_back_is_no_difference(db: Database, place: Record) -> None:
    made = backups.make(db)
    for number in ("0000-31-0002", "0000-31-0001"):
        place.telephone = number
        save.save(db, place)
    assert difference.compare(db, made).lines == []


def test_a_damaged_or_foreign_generation_is_refused(db: Database, tmp_path: Path) -> None:
    (tmp_path / "desk-20260101-000000.zbk").write_bytes(b"PK" * 5000)
    with pytest.raises(backups.Unusable):
        difference.compare(db, tmp_path / "desk-20260101-000000.zbk")
    assert not (tmp_path / "suspect").exists()
    assert not (db.data_dir / "suspect").exists()


def test_a_record_is_taken_back_with_what_belongs_to_it_and_can_be_undone(
    db: Database, place: Record
) -> None:
    made = backups.make(db)
    save.delete(db, "institutions", place.id)
    save.delete(db, "contacts", "c")
    other = save.new("people", name="あとから来た人")
    save.save(db, other)
    with difference.opened(made, db.key) as then:
        batch = difference.take_back(db, then, [("institutions", place.id)])
    assert not save.get(db, "institutions", place.id).deleted
    assert not save.get(db, "contacts", "c").deleted
    assert save.get(db, "people", other.id) == other
    assert is_whole(db)
    save.undo(db, batch)
    assert save.get(db, "institutions", place.id).deleted


def test_only_the_chosen_record_gets_its_old_words(db: Database, place: Record) -> None:
    person = save.new("people", name="前の名")
    save.save(db, person)
    made = backups.make(db)
    person.name, place.telephone = "後の名", "0000-31-0002"
    save.save_many(db, [person, place])
    with difference.opened(made, db.key) as then:
        difference.take_back(db, then, [("people", person.id)])
        with pytest.raises(UserError):
            difference.take_back(db, then, [("people", person.id)])
    assert save.get(db, "people", person.id).name == "前の名"
    assert save.get(db, "institutions", place.id).telephone == "0000-31-0002"


def test_a_field_that_was_empty_then_becomes_empty_again(db: Database) -> None:
    person = save.new("people", name="人")
    save.save(db, person)
    made = backups.make(db)
    person.note = "あとから"
    save.save(db, person)
    with difference.opened(made, db.key) as then:
        batch = difference.take_back(db, then, [("people", person.id)])
    assert not save.get(db, "people", person.id).note
    save.undo(db, batch)
    assert save.get(db, "people", person.id).note == "あとから"
