"""元に戻す and やり直す: never over what came later."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.laptops import is_whole, laptops, meet, send, state
from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS
from zaitaku_desk.store import journal, lists, save, sources
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.lists import Listing
from zaitaku_desk.store.sources import SourceValues


def made(db: Database, **values: Any) -> Any:
    found = save.new("institutions", **{"name": "みどり台医院", **values})
    save.save(db, found)
    return found


def change(db: Database, record: Any, **values: Any) -> str:
    found, seen = save.open_record(db, record.KIND, record.id)
    for name, value in values.items():
        setattr(found, name, value)
    save.save(db, found, seen)
    return db.last_batch


def note(db: Database, record: Any) -> Any:
    return save.get(db, record.KIND, record.id).note


def test_an_edit_is_taken_back_and_done_again(db):
    clinic = made(db, note="前")
    batch = change(db, clinic, note="後", fax="1")
    back = save.undo(db, batch)
    assert (note(db, clinic), save.get(db, "institutions", clinic.id).fax) == ("前", None)
    save.undo(db, back)
    assert (note(db, clinic), save.get(db, "institutions", clinic.id).fax) == ("後", "1")


def test_all_of_a_session_is_taken_back_step_by_step_and_done_again(db):
    clinic = made(db, note="一")
    first = db.last_batch
    batches = [first, change(db, clinic, note="二"), change(db, clinic, note="三")]
    undone = [save.undo(db, batch) for batch in reversed(batches)]
    assert lists.ids(db, Listing("institutions")) == []
    for batch in reversed(undone):
        save.undo(db, batch)
    assert note(db, clinic) == "三"
    assert not save.get(db, "institutions", clinic.id).deleted


def test_what_was_changed_since_stays(db):
    clinic = made(db, note="前")
    batch = change(db, clinic, note="後", fax="1")
    change(db, clinic, note="そのあと")
    save.undo(db, batch)
    assert (note(db, clinic), save.get(db, "institutions", clinic.id).fax) == ("そのあと", None)
    with pytest.raises(UserError, match="元に戻せる変更がありません"):
        save.undo(db, batch)


def test_a_creation_is_taken_back_into_the_bin(db):
    clinic = made(db)
    save.undo(db, db.last_batch)
    assert save.get(db, "institutions", clinic.id).deleted
    save.undo(db, db.last_batch)
    assert save.get(db, "institutions", clinic.id) == clinic


def test_a_creation_is_not_taken_back_once_it_was_worked_on(db):
    clinic = made(db)
    created = db.last_batch
    change(db, clinic, note="電話で確認")
    with pytest.raises(UserError):
        save.undo(db, created)
    assert not save.get(db, "institutions", clinic.id).deleted


def test_a_creation_taken_back_here_and_edited_there_is_whole(desk_template):
    with laptops(desk_template) as (here, there):
        clinic = made(here, telephone="0000-11-2222")
        created = here.last_batch
        send(here, there)
        save.undo(here, created)
        change(there, clinic, note="折り返し")
        meet(here, there)
        found = save.get(here, "institutions", clinic.id)
        assert (found.deleted, found.name, found.telephone, found.note) == (
            *(False, "みどり台医院"),
            *("0000-11-2222", "折り返し"),
        )


def test_a_deletion_is_taken_back_and_done_again(db):
    clinic = made(db)
    batch = save.delete(db, "institutions", clinic.id)
    back = save.undo(db, batch)
    assert not save.get(db, "institutions", clinic.id).deleted
    save.undo(db, back)
    assert save.get(db, "institutions", clinic.id).deleted


def test_a_deletion_is_not_done_again_over_later_words(db):
    clinic = made(db)
    back = save.undo(db, save.delete(db, "institutions", clinic.id))
    change(db, clinic, note="まだ要る")
    with pytest.raises(UserError):
        save.undo(db, back)
    assert not save.get(db, "institutions", clinic.id).deleted


def test_an_import_is_taken_back_in_one_step(db):
    mine = made(db, telephone=None)
    said = [
        SourceValues(mine.id, "list", "2026-04-01", {"telephone": "0000-33-4444"}),
        *(
            SourceValues(f"{number:032}", "list", "2026-04-01", {"name": f"港{number}"})
            for number in range(450)
        ),
    ]
    before = state(db)
    batch = sources.write(db, said)
    assert lists.count(db, Listing("institutions")) == 451
    after = state(db)
    back = save.undo(db, batch)
    assert state(db) == before
    save.undo(db, back)
    assert state(db) == after
    assert is_whole(db)


def test_an_import_taken_back_leaves_the_edition_before_it(db):
    clinic = made(db)
    sources.write(db, [SourceValues(clinic.id, "list", "2025-04-01", {"fax": "1"})])
    batch = sources.write(db, [SourceValues(clinic.id, "list", "2026-04-01", {"fax": "2"})])
    save.undo(db, batch)
    assert [item.edition for item in sources.of(db, clinic.id)] == ["2025-04-01"]
    assert save.get(db, "institutions", clinic.id).fax == "1"


def test_an_import_taken_back_leaves_what_is_in_use(db):
    said = [
        SourceValues(f"{number:032}", "list", "2026-04-01", {"name": f"港{number}"}) for number in range(3)
    ]
    batch = sources.write(db, said)
    save.save(db, save.new("visits", institution_id=f"{0:032}"))
    change(db, save.get(db, "institutions", f"{1:032}"), note="訪問診療あり")
    save.undo(db, batch)
    assert sorted(lists.ids(db, Listing("institutions"))) == [f"{0:032}", f"{1:032}"]
    assert save.get(db, "institutions", f"{1:032}").name == "港1"


def test_what_is_being_typed_elsewhere_is_not_touched(db):
    clinic, other = made(db), made(db, name="港医院")
    batch = change(db, clinic, note="後")
    form, seen = save.open_record(db, "institutions", other.id)
    form.note = "書きかけ"
    seen = save.save(db, form, seen, sealed=False)
    save.undo(db, batch)
    form.note = "書きかけの続き"
    save.save(db, form, seen, sealed=False)
    assert note(db, other) == "書きかけの続き"


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from("abc"), st.sampled_from(["note", "fax"])), max_size=8
    )
)
@settings(max_examples=10, deadline=None)
def test_undoing_everything_backwards_and_again_changes_nothing(desk_template, edits):
    with laptops(desk_template, 1) as (db,):
        clinics = [made(db, name=f"港{number}") for number in range(4)]
        start = rows(db)
        batches = []
        for number, text, field in edits:
            before = db.last_batch
            if change(db, clinics[number], **{field: text}) != before:
                batches.append(db.last_batch)
        end = rows(db)
        undone = [save.undo(db, batch) for batch in reversed(batches)]
        assert rows(db) == start
        for batch in reversed(undone):
            save.undo(db, batch)
        assert rows(db) == end
        assert is_whole(db)


def rows(db: Database) -> Any:
    return {kind: state(db)[kind] for kind in KINDS}


def test_a_batch_nobody_knows_is_refused(db):
    assert journal.of_batch(db, "none") == []
    with pytest.raises(UserError):
        save.undo(db, "none")
