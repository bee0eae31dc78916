from __future__ import annotations

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.changes import Changes
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.undo import Undo
from zaitaku_desk.store import save


@pytest.fixture
def named(office):
    record = save.new("institutions", name="前")
    save.save(office.db, record)
    office.saved("institutions", [record.id])
    record.name = "後"
    save.save(office.db, record)
    office.saved("institutions", [record.id])
    return record


def name(office, record):
    return save.get(office.db, "institutions", record.id).name


def test_undo_and_redo_walk_the_saves_of_this_session(office, named):
    assert isinstance(office.undo, Undo)
    office.undo.undo()
    assert name(office, named) == "前"
    office.undo.redo()
    assert name(office, named) == "後"


def test_who_shows_the_record_is_told(office, named, qtbot):
    assert isinstance(office, Office)
    assert isinstance(office.changes, Changes)
    with qtbot.waitSignal(office.changes.saved) as told:
        office.undo.undo()
    assert told.args == ["institutions", [named.id]]


def test_nothing_to_undo_is_no_error(office):
    assert not office.undo.undo()


def test_undoing_a_creation_puts_it_into_the_bin(office, named):
    office.undo.undo()
    office.undo.undo()
    assert save.get(office.db, "institutions", named.id).deleted


def test_what_somebody_changed_since_is_not_taken_back(office, named):
    again = save.get(office.db, "institutions", named.id)
    again.name = "ほかの人"
    save.save(office.db, again)
    with pytest.raises(UserError):
        office.undo.undo()
    assert name(office, named) == "ほかの人"


def test_an_import_goes_back_as_a_task_in_one_step_and_comes_again(office):
    from zaitaku_desk.gui.undo import AT_ONCE
    from zaitaku_desk.store import sources

    said = [
        sources.SourceValues(f"{number:032}", "list", "2026-04-01", {"name": f"港{number}医院"})
        for number in range(AT_ONCE + 1)
    ]
    sources.write(office.db, said)
    office.saved("institutions", [])
    begun = []
    office.tasks.started.connect(begun.append)
    assert office.undo.undo()
    assert office.db.rows("SELECT count(*) FROM institutions") == [(0,)]
    office.undo.redo()
    assert office.db.rows("SELECT count(*) FROM institutions") == [(AT_ONCE + 1,)]
    assert begun == ["元に戻す", "元に戻す"]
