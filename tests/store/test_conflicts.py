"""食い違い: listed, shown with what both had seen, decided (sync.md §4.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import cache, conflicts, history, journal, save
from zaitaku_desk.store.connection import Database


def both_said(db: Database, kind: str, name: str, before: Any, ours: Any, theirs: Any) -> str:
    """A record whose field two devices changed without knowing of each other."""
    record = save.new(kind, **{name: before})
    save.save(db, record)
    open_then = save.open_record(db, kind, record.id)[1]
    setattr(record, name, ours)
    save.save(db, record, open_then)
    grp = next(grp for grp in open_then.values if name in open_then.values[grp])
    value = {**open_then.values[grp], name: theirs}
    op = journal.new_op(db, kind, record.id, grp, value, batch="b", prev=open_then.heads[grp])
    save.apply(db, [replace(op, device="f" * 32)])
    return record.id


def only(db: Database) -> conflicts.Conflict:
    [key] = conflicts.keys(db)
    found = conflicts.load(db, *key)
    assert found is not None
    return found


def test_what_two_devices_said_is_shown_beside_what_both_had_seen(db: Database) -> None:
    both_said(db, "consultations", "content", "元", "こちら", "あちら")
    found = only(db)
    assert (found.title, found.before) == ("相談の内容", "元")
    assert [(side.text, side.own) for side in found.sides] == [("こちら", True), ("あちら", False)]


def test_choosing_ends_it_and_the_loser_stays_in_the_history(db: Database) -> None:
    record = both_said(db, "institutions", "telephone", "1", "2", "3")
    found = only(db)
    conflicts.choose(db, found, found.sides[0].op)
    assert conflicts.count(db) == 0
    assert save.get(db, "institutions", record).telephone == "2"
    assert {"2", "3"} <= {change.after for change in history.of(db, "institutions", record)}


def test_both_texts_can_be_kept(db: Database) -> None:
    record = both_said(db, "consultations", "content", "元", "こちら", "あちら")
    conflicts.keep_both(db, only(db))
    assert save.get(db, "consultations", record).content == "こちら\n\nあちら"


def test_of_what_is_no_text_one_must_be_chosen(db: Database) -> None:
    both_said(db, "institutions", "telephone", "1", "2", "3")
    assert not only(db).body
    with pytest.raises(UserError):
        conflicts.keep_both(db, only(db))


def test_the_same_said_twice_is_no_conflict(db: Database) -> None:
    both_said(db, "institutions", "telephone", "1", "2", "2")
    assert conflicts.count(db) == 0


def test_typing_over_it_does_not_decide_what_was_not_shown(db: Database) -> None:
    """I6: the form shows one side; the other has not been seen."""
    record_id = both_said(db, "institutions", "telephone", "1", "2", "3")
    record, seen = save.open_record(db, "institutions", record_id)
    record.telephone = "4"
    save.save(db, record, seen)
    assert {side.text for side in only(db).sides} == {"4", "2"}


def test_what_lies_in_the_bin_need_not_be_decided(db: Database) -> None:
    record = both_said(db, "institutions", "telephone", "1", "2", "3")
    save.delete(db, "institutions", record)
    assert conflicts.count(db) == 0
    save.restore(db, "institutions", record)
    assert conflicts.titles(db, "institutions", record) == ["電話"]


def test_a_decision_that_comes_too_late_changes_nothing(db: Database) -> None:
    both_said(db, "institutions", "telephone", "1", "2", "3")
    found = only(db)
    conflicts.choose(db, found, found.sides[0].op)
    with pytest.raises(UserError):
        conflicts.choose(db, found, found.sides[1].op)
    assert conflicts.load(db, found.kind, found.record, found.grp) is None


def test_tables_made_anew_know_them_too(db: Database) -> None:
    both_said(db, "institutions", "telephone", "1", "2", "3")
    before = conflicts.keys(db)
    cache.rebuild(db)
    assert conflicts.keys(db) == before


def test_a_paper_says_what_of_its_records_is_not_decided(db: Database) -> None:
    """Decisions 20: of the record, its parts included, or of how many records of the kind."""
    record = both_said(db, "institutions", "telephone", "1", "2", "3")
    both_said(db, "consultations", "content", "1", "2", "3")
    assert "電話" in conflicts.warnings(db, "institutions", record)[0]
    assert "関係機関の1件" in conflicts.warnings(db, "institutions")[0]
    assert conflicts.warnings(db, "visits") == ()


def test_a_part_counts_for_what_it_is_a_part_of(db: Database) -> None:
    consultation = save.new("consultations", content="相談")
    save.save(db, consultation)
    follow = both_said(db, "follow_ups", "text", "元", "こちら", "あちら")
    record, seen = save.open_record(db, "follow_ups", follow)
    record.consultation_id = consultation.id
    save.save(db, record, seen)
    assert conflicts.page_of(db, "follow_ups", follow) == ("consultations", consultation.id)
    assert conflicts.marked(db, "consultations") == {consultation.id}
    assert conflicts.titles(db, "consultations", consultation.id) == ["経過の内容"]
