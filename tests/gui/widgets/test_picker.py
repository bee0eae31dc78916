from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.widgets.picker import RecordChips, RecordPicker
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec
from zaitaku_desk.store import save

INSTITUTION = spec(KINDS["visits"], "institution_id")
REFERRED = spec(KINDS["consultations"], "referred_to")


@pytest.fixture
def clinic(office):
    record = save.new("institutions", name="舩津クリニック", kana="ふなつくりにっく")
    save.save(office.db, record)
    return record


def picker(qtbot, office) -> RecordPicker:
    made = RecordPicker()
    qtbot.addWidget(made)
    made.attach(office, INSTITUTION)
    made.text_field = "institution_text"
    return made


def test_a_variant_spelling_finds_the_institution(qtbot, office, clinic):
    assert [row.key for row in picker(qtbot, office)._find("船津")] == [clinic.id]


def test_taking_a_row_sets_the_id_and_shows_the_name(qtbot, office, clinic):
    pick = picker(qtbot, office)
    with qtbot.waitSignal(pick.edited):
        pick.found.emit(clinic.id)
    assert (pick.value, pick.words) == (clinic.id, "舩津クリニック")


def test_typing_over_a_name_unties_the_record_and_keeps_the_words(qtbot, office, clinic, say):
    pick = picker(qtbot, office)
    pick.value = clinic.id
    say(pick, "の分院")
    assert pick.value is None
    assert pick.words == "の分院舩津クリニック"


def test_words_without_a_record_are_shown(qtbot, office):
    pick = picker(qtbot, office)
    pick.show_words(None, "どこかの医院")
    assert (pick.text(), pick.typed()) == ("どこかの医院", "")


def test_enter_opens_the_record(qtbot, office, clinic):
    pick = picker(qtbot, office)
    pick.value = clinic.id
    with qtbot.waitSignal(pick.open_wanted) as opened:
        qtbot.keyClick(pick, Qt.Key.Key_Return)
    assert opened.args == ["institutions", clinic.id]


def test_nothing_drops_down_while_composing(qtbot, office, clinic, say):
    pick = picker(qtbot, office)
    pick.show()
    say(pick, "ふな", commit=False)
    assert not pick._suggestions.open


def test_several_records_are_chips(qtbot, office, clinic):
    several = RecordChips()
    qtbot.addWidget(several)
    several.attach(office, REFERRED)
    several.add(clinic.id)
    assert several.value == [clinic.id]
    qtbot.keyClick(several.line, Qt.Key.Key_Backspace)
    assert several.value == []
