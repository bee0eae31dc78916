"""Saving: one operation per changed group, with what the form had shown when it opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.store.laptops import is_whole, laptops, meet, send
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import cache, index, journal, lists, save
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.lists import Listing


@pytest.fixture
def clinic(db: Database) -> Any:
    found = save.new("institutions", name="みどり台クリニック", telephone="0000-11-2222")
    save.save(db, found)
    return found


def ops_of(db: Database, record: Any) -> list[journal.Op]:
    return journal.of_record(db, record.id)


def test_a_saved_record_comes_back_as_it_was(db):
    visit = save.new("visits", purpose="開始前のヒアリング", status="done")
    save.save(db, visit)
    assert save.get(db, "visits", visit.id) == visit


def test_what_is_deleted_comes_back_whole(db, clinic):
    save.delete(db, "institutions", clinic.id)
    assert lists.ids(db, Listing("institutions")) == []
    save.restore(db, "institutions", clinic.id)
    assert save.get(db, "institutions", clinic.id) == clinic
    assert cache.differences(db) == []


def test_only_changed_groups_are_written(db, clinic):
    before = len(ops_of(db, clinic))
    record, seen = save.open_record(db, "institutions", clinic.id)
    record.kana, record.note = "みどりだい", "駐車場あり"
    save.save(db, record, seen)
    assert [op.grp for op in ops_of(db, clinic)[before:]] == ["name", "note"]


def test_saving_without_a_change_writes_nothing(db, clinic):
    before, batch = len(ops_of(db, clinic)), db.last_batch
    record, seen = save.open_record(db, "institutions", clinic.id)
    assert save.save(db, record, seen) is seen
    save.save(db, record)
    assert (len(ops_of(db, clinic)), db.last_batch) == (before, batch)


def test_a_new_record_is_stored_even_when_it_is_empty(db):
    person = save.new("people")
    save.save(db, person, save.unseen(person))
    assert save.get(db, "people", person.id) == person


def test_who_and_where_are_on_every_operation(db, clinic):
    db.staff = "staff-1"
    clinic.note = "x"
    save.save(db, clinic)
    assert (ops_of(db, clinic)[-1].who, ops_of(db, clinic)[-1].device) == ("staff-1", db.device)


def test_prev_is_what_the_form_had_shown_when_it_opened(desk_template: Path):
    with laptops(desk_template) as (here, there):
        clinic = save.new("institutions", note="開いた時")
        save.save(here, clinic)
        send(here, there)
        form, seen = save.open_record(here, "institutions", clinic.id)
        other = save.get(there, "institutions", clinic.id)
        other.note, other.fax = "あちらで書いた", "0000-99-9999"
        save.save(there, other)
        send(there, here)
        form.note = "こちらで書いた"
        save.save(here, form, seen)
        meet(here, there)
        heads = journal.heads(here, clinic.id)
        assert heads.conflicts == ["note"]
        assert save.get(here, "institutions", clinic.id).fax == "0000-99-9999"


def test_after_its_own_save_the_form_has_seen_that_operation(db, clinic):
    record, seen = save.open_record(db, "institutions", clinic.id)
    for text in ("一", "二", "三"):
        record.note = text
        seen = save.save(db, record, seen)
    ops = [op for op in ops_of(db, clinic) if op.grp == "note"]
    assert [op.prev for op in ops] == [(), (ops[0].id,), (ops[1].id,)]


def test_saving_over_a_conflict_leaves_what_was_not_shown_to_be_decided(desk_template: Path):
    with laptops(desk_template) as (here, there):
        clinic = save.new("institutions", note="x")
        save.save(here, clinic)
        send(here, there)
        for db in (here, there):
            record, seen = save.open_record(db, "institutions", clinic.id)
            record.note = db.device
            save.save(db, record, seen)
        meet(here, there)
        record, seen = save.open_record(here, "institutions", clinic.id)
        record.note = "決めた"
        save.save(here, record, seen)
        assert journal.heads(here, clinic.id).conflicts == ["note"]


def test_autosave_writes_one_operation_however_often(db, clinic):
    record, seen = save.open_record(db, "institutions", clinic.id)
    before = len(ops_of(db, clinic))
    for text in ("訪", "訪問", "訪問診療"):
        record.note = text
        seen = save.save(db, record, seen, sealed=False)
    [op] = ops_of(db, clinic)[before:]
    assert (op.value["note"], op.sealed) == ("訪問診療", False)
    assert save.get(db, "institutions", clinic.id).note == "訪問診療"
    save.seal(db, seen)
    assert journal.by_ids(db, [op.id])[op.id].sealed


def test_after_sealing_the_next_words_are_a_new_operation(db, clinic):
    record, seen = save.open_record(db, "institutions", clinic.id)
    record.note = "前"
    seen = save.save(db, record, seen, sealed=False)
    save.seal(db)
    record.note = "後"
    seen = save.save(db, record, seen, sealed=False)
    first, second = [op for op in ops_of(db, clinic) if op.grp == "note"]
    assert (first.value["note"], second.value["note"], second.prev) == ("前", "後", (first.id,))


def test_a_sealed_save_ends_the_autosave(db, clinic):
    record, seen = save.open_record(db, "institutions", clinic.id)
    record.note, record.fax = "書きかけ", "1"
    seen = save.save(db, record, seen, sealed=False)
    record.note = "書き終えた"
    seen = save.save(db, record, seen)
    ops = [op for op in ops_of(db, clinic) if op.grp in ("note", "fax")]
    assert [op.sealed for op in ops] == [True, True]
    assert seen.unsealed == {}


def test_what_is_typed_after_somebody_else_replaced_it_is_not_lost(db, clinic):
    record, seen = save.open_record(db, "institutions", clinic.id)
    record.note = "電話で"
    seen = save.save(db, record, seen, sealed=False)
    elsewhere, there = save.open_record(db, "institutions", clinic.id)
    elsewhere.note = "別の窓で"
    save.save(db, elsewhere, there)
    record.note = "電話で確認した"
    save.save(db, record, seen, sealed=False)
    assert {op.value["note"] for op in journal.heads(db, clinic.id).ops["note"]} == {
        "別の窓で",
        "電話で確認した",
    }


def test_unsealed_operations_are_sealed_at_the_next_start(data_dir: Path):
    from zaitaku_desk.store import desk

    db = desk.open_desk(data_dir)
    person = save.new("people", note="書きかけ")
    save.save(db, person, sealed=False)
    db.close()
    db = desk.open_desk(data_dir)
    assert [op.sealed for op in journal.of_record(db, person.id)] == [True]
    db.close()


def test_what_a_newer_version_keeps_in_a_group_survives_our_edit(db, clinic):
    value = {"note": "新", "mood": "よい"}
    op = journal.Op("a" * 32, "d", 9_000_000_000_000, "", "b", "institutions", clinic.id, "note", value)
    save.apply(db, [op])
    record, seen = save.open_record(db, "institutions", clinic.id)
    record.note = "直した"
    save.save(db, record, seen)
    assert journal.heads(db, clinic.id).winner("note").value == {"note": "直した", "mood": "よい"}


def test_several_records_are_saved_together_or_not_at_all(db, monkeypatch):
    people = [save.new("people", name=f"見本{number}") for number in range(3)]

    def fail(*_args: object, **_kwargs: object) -> None:
        raise UserError("ディスクの空きがありません。")

    with monkeypatch.context() as patch:
        patch.setattr(index.Update, "take", fail)
        with pytest.raises(UserError):
            save.save_many(db, people)
    assert lists.count(db, Listing("people")) == 0
    assert journal.of_record(db, people[0].id) == []
    save.save_many(db, people)
    assert lists.count(db, Listing("people")) == 3
    assert is_whole(db)


def test_a_failed_save_leaves_the_form_as_it_was(db, clinic, monkeypatch):
    record, seen = save.open_record(db, "institutions", clinic.id)
    batch = db.last_batch
    record.name = "改めた名"

    def fail(*_args: object, **_kwargs: object) -> None:
        raise UserError("保存できませんでした。")

    with monkeypatch.context() as patch:
        patch.setattr(index.Update, "take", fail)
        with pytest.raises(UserError):
            save.save(db, record, seen)
    assert db.last_batch == batch
    save.save(db, record, seen)
    assert save.get(db, "institutions", clinic.id).name == "改めた名"


def test_as_typed_is_kept_with_its_group_until_it_can_be_read(db):
    visit = save.new("visits", as_typed={"visited_on": "12/ab"})
    save.save(db, visit)
    assert save.get(db, "visits", visit.id).as_typed == {"visited_on": "12/ab"}
    record, seen = save.open_record(db, "visits", visit.id)
    record.as_typed = {}
    save.save(db, record, seen)
    assert save.get(db, "visits", visit.id).as_typed == {}


def test_opening_what_is_not_there_is_said_in_words(db):
    with pytest.raises(UserError, match="見つかりません"):
        save.open_record(db, "people", "nobody")
    with pytest.raises(UserError, match="見つかりません"):
        save.delete(db, "people", "nobody")


def test_naughty_strings_are_stored_as_they_are(db, shared: Path):
    import json

    strings = json.loads((shared / "badinput" / "blns" / "blns.json").read_text("utf-8"))
    people = [save.new("people", name=text, note=text) for text in strings]
    save.save_many(db, people)
    for person in people:
        kept = save.get(db, "people", person.id)
        assert (kept.name, kept.note) == (person.name, person.note)
    assert is_whole(db)
