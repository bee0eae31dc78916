"""The filter row: choices that become chips, one-tap chips, a place."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui import institutions_filters
from zaitaku_desk.gui.filters import Filters
from zaitaku_desk.records import KINDS
from zaitaku_desk.store import save


@pytest.fixture
def row(qtbot, office):
    save.save(office.db, save.new("institutions", name="岬医院", district="港", position="34.3,134.0"))
    made = Filters(office, KINDS["institutions"], institutions_filters.ALL)
    qtbot.addWidget(made)
    made.fill()
    made.show()
    return made


def chips(row):
    return [chip.text() for chip in row.parts["capability"]._chips]


def test_capabilities_pile_up_as_chips_and_all_are_asked_for(row):
    row.parts["capability"].put("tracheostomy")
    row.parts["capability"].put("oxygen")
    row.parts["around_the_clock"].click()
    assert chips(row) == ["気管切開の管理　×", "酸素療法　×"]
    assert row.values() == (("capability", ("tracheostomy", "oxygen", "around_the_clock")),)


def test_kinds_are_any_of_these(row):
    row.set(kind=["clinic", "hospital"])
    assert row.values() == (("kind", frozenset({"clinic", "hospital"})),)


def test_a_chip_is_typed_by_the_keyboard_alone(row, qtbot, say):
    box = row.parts["capability"]
    box._line.setFocus()
    say(box._line, "気管切")
    box._line.editingFinished.emit()
    assert chips(row) == ["気管切開の管理　×"]
    assert box._line.text() == ""
    qtbot.keyClick(box._line, Qt.Key.Key_Backspace)
    assert chips(row) == []


def test_a_tap_on_a_chip_takes_it_away(row):
    row.set(capability=["tracheostomy", "oxygen"])
    row.parts["capability"]._chips[0].click()
    assert row.values() == (("capability", ("oxygen",)),)


def test_conditions_are_left_out_where_a_capability_is_asked_for(row):
    assert row.parts["capability_can"].isHidden()
    row.set(capability="oxygen", capability_can="1")
    assert not row.parts["capability_can"].isHidden()
    assert row.values() == (("capability_can", ("oxygen",)),)


def test_now_is_the_minute_of_the_office(row):
    row.parts["may_call"].click()
    assert row.values() == (("may_call", datetime(2026, 11, 22, 9, 30)),)


def test_a_ready_made_list_brings_all_its_filters(row):
    row.parts["ready"].put("cooperative")
    assert row.values() == (("kind", "home_nursing"), ("cooperative", True))


def test_one_button_lifts_everything(row):
    row.set(kind="clinic", around_the_clock="1", near="34.3,134.0")
    assert not row._lift.isHidden()
    row._lift.click()
    assert row.values() == ()
    assert row._lift.isHidden()


def test_a_place_is_typed_and_taken_with_enter(row, qtbot, say):
    box = row.parts["near"]
    say(box, "岬医院")
    assert row.values() == ()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert row.values() == (("near", (34.3, 134.0)),)
    assert box.text() == "岬医院"
    box.clear()
    assert row.values() == ()


def test_coordinates_need_no_choosing(row, say):
    say(row.parts["near"], "34.34,134.04")
    assert row.values() == (("near", (34.34, 134.04)),)


def test_a_place_nobody_knows_says_what_to_do(row, qtbot, say):
    box = row.parts["near"]
    say(box, "どこにもない")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert row.values() == ()
    assert "位置の分かる機関がここにありません" in box.toolTip()


def test_many_conditions_do_not_make_the_window_higher(row):
    row.set(kind=["clinic", "hospital", "pharmacy"], capability=["oxygen", "stoma"])
    assert row.sizeHint().height() < 40
