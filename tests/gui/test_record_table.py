from __future__ import annotations

import pytest

from tests.store.test_conflicts import both_said
from zaitaku_desk.gui import record_table
from zaitaku_desk.gui.record_table import BLOCK, Ids, RecordTable
from zaitaku_desk.records import KINDS
from zaitaku_desk.store import conflicts, save
from zaitaku_desk.store.lists import Listing


@pytest.fixture
def many(office):
    records = [
        save.new("institutions", name=f"機関{number:03}", kana=f"きかん{number:03}", beds=number % 7)
        for number in range(300)
    ]
    save.save_many(office.db, records)
    return records


def table(office, qtmodeltester, **listing) -> RecordTable:
    made = RecordTable(office, KINDS["institutions"])
    made.set_listing(Listing("institutions", **listing))
    qtmodeltester.check(made)
    return made


def names(made, rows):
    return [made.index(row, 0).data() for row in rows]


def test_it_lists_everything_in_order(office, many, qtmodeltester):
    made = table(office, qtmodeltester)
    assert made.rowCount() == 300
    assert names(made, (0, 1, 299)) == ["機関000", "機関001", "機関299"]


@pytest.fixture
def waiting(office, monkeypatch):
    """A long list whose ids are read when the test says so."""
    found = []
    monkeypatch.setattr(record_table, "FEW", 200)
    monkeypatch.setattr(office.tasks, "read", lambda work, then: found.append((work, then)))
    return found


def test_of_a_long_list_only_the_first_block_is_read_at_once(office, many, qtmodeltester, waiting):
    made = table(office, qtmodeltester)
    assert (made.rowCount(), made.complete) == (BLOCK, False)
    made.read_rest()
    work, then = waiting[0]
    then(work())
    assert (made.rowCount(), made.complete) == (300, True)
    assert names(made, (299,)) == ["機関299"]


def test_a_list_that_was_left_meanwhile_is_not_read(office, many, qtmodeltester, waiting):
    made = table(office, qtmodeltester)
    made.read_rest()
    made.set_listing(Listing("institutions", text="機関007"))
    work, then = waiting[0]
    assert work() is None
    then(None)
    assert names(made, range(made.rowCount())) == ["機関007"]


def test_a_save_patches_one_row(office, many, qtmodeltester, qtbot):
    made = table(office, qtmodeltester)
    many[200].name = "新しい名前"
    save.save(office.db, many[200])
    with qtbot.assertNotEmitted(made.modelReset), qtbot.waitSignal(made.dataChanged):
        assert made.patch([many[200].id])
    assert made.index(200, 0).data() == "新しい名前"


def test_what_came_or_went_cannot_be_patched(office, many, qtmodeltester):
    made = table(office, qtmodeltester)
    save.delete(office.db, "institutions", many[3].id)
    assert not made.patch([many[3].id])
    assert not made.patch(["unknown"])


def test_sorting_by_a_column_and_back(office, many, qtmodeltester):
    made = table(office, qtmodeltester)
    beds = [column.name for column in made.columns].index("beds")
    made.sort(beds)
    assert made.index(0, beds).data() == "0"
    made.sort(-1)
    assert names(made, (0,)) == ["機関000"]


def test_numbers_stand_on_the_right(office, many, qtmodeltester):
    from PySide6.QtCore import Qt

    made = table(office, qtmodeltester)
    beds = [column.name for column in made.columns].index("beds")
    assert made.index(0, beds).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_ids_take_little_room_and_are_found():
    ids = Ids(["a", "bcd", "ef"])
    assert len(ids) == 3
    assert ids[0:2] == ["a", "bcd"]
    assert ids[1:9] == ["bcd", "ef"]
    assert [ids.index(item) for item in ("a", "bcd", "ef", "cd", "x")] == [0, 1, 2, -1, -1]
    assert Ids(())[0:5] == []


def test_what_two_devices_said_differently_is_marked(office, qtmodeltester):
    record = both_said(office.db, "institutions", "telephone", "1", "2", "3")
    made = table(office, qtmodeltester)
    assert made.index(0, 0).data().startswith(record_table.CONFLICT)
    [key] = conflicts.keys(office.db)
    found = conflicts.load(office.db, *key)
    conflicts.choose(office.db, found, found.sides[0].op)
    made.patch([record])
    assert not made.index(0, 0).data().startswith(record_table.CONFLICT)
