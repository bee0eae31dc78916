from __future__ import annotations

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store.save import get, save, undo
from zaitaku_desk.store.sources import SourceValues, write


def test_an_office_in_two_lists_has_both_services(db):
    said = [
        SourceValues("a1", "care/1", "2026-04-01", {"name": "港ステーション", "services": ["訪問看護"]}),
        SourceValues("a1", "care/2", "2026-05-01", {"name": "港ステーション", "services": ["訪問リハビリ"]}),
    ]
    write(db, said)
    assert get(db, "institutions", "a1").services == ["訪問リハビリ", "訪問看護"]


def test_a_list_that_knows_it_no_more_does_not_speak_while_another_does(db):
    said = [
        SourceValues("a1", "old", "2026-04-01", {"name": "港医院", "services": ["内科"]}),
        SourceValues("a1", "new", "2026-05-01", {"name": "港医院（旧）", "services": ["外科"]}, gone=True),
    ]
    write(db, said)
    record = get(db, "institutions", "a1")
    assert (record.name, record.services) == ("港医院", ["内科"])


def test_an_institution_from_a_list_is_listed_until_she_says_otherwise(db):
    write(db, [SourceValues("a1", "care/1", "2026-04-01", {"name": "港ステーション"})])
    assert get(db, "institutions", "a1").listed is True


def _with_a_can(db) -> str:
    can = {"institution_id": "a1", "code": "ventilator", "state": "can"}
    return write(
        db,
        [
            SourceValues("a1", "own", "2026-04-01", {"name": "港医院"}),
            SourceValues("c1", "own", "2026-04-01", can, kind="capabilities"),
        ],
    )


def test_a_list_speaks_of_records_of_several_kinds(db):
    _with_a_can(db)
    assert get(db, "capabilities", "c1").state == "can"


def test_what_the_same_import_made_holds_nothing_back_when_it_is_undone(db):
    undo(db, _with_a_can(db))
    assert (get(db, "institutions", "a1"), get(db, "capabilities", "c1")) == (None, None)


def test_an_imported_institution_stays_when_she_used_its_import(db):
    batch = _with_a_can(db)
    can = get(db, "capabilities", "c1")
    can.condition = "夜間は電話で"
    save(db, can)
    with pytest.raises(UserError):
        undo(db, batch)
    assert get(db, "institutions", "a1").name == "港医院"
