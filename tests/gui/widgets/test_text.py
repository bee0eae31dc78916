from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.pages import page_of
from zaitaku_desk.gui.widgets.text import CheckBox, NoteEdit, NumberEdit, TextEdit
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec

NOTE = spec(KINDS["institutions"], "note")
BEDS = spec(KINDS["institutions"], "beds")


def test_preedit_is_not_yet_text(qtbot, say):
    edit = TextEdit()
    qtbot.addWidget(edit)
    with qtbot.assertNotEmitted(edit.edited):
        say(edit, "ふなつ", commit=False)
    assert edit.composing()
    with qtbot.waitSignal(edit.edited):
        say(edit, "舩津")
    assert (edit.value, edit.composing()) == ("舩津", False)


def test_a_note_tells_only_committed_text(qtbot, say):
    edit = NoteEdit()
    qtbot.addWidget(edit)
    with qtbot.assertNotEmitted(edit.edited):
        say(edit, "めも", commit=False)
    say(edit, "メモ")
    assert edit.value == "メモ"


def test_a_note_grows_with_its_text(qtbot, office, say):
    edit = NoteEdit()
    qtbot.addWidget(edit)
    edit.resize(300, 100)
    edit.attach(office, NOTE)
    low = edit.height()
    edit.value = "\n".join("行" * 5 for _ in range(12))
    assert edit.height() > low


def test_tab_leaves_a_note(qtbot):
    edit = NoteEdit()
    page = page_of(edit, TextEdit())
    qtbot.addWidget(page)
    page.show()
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.value is None
    assert not edit.hasFocus()


def test_full_width_digits_and_the_unit_are_a_number(qtbot, office, say):
    edit = NumberEdit()
    qtbot.addWidget(edit)
    edit.attach(office, BEDS)
    say(edit, "１，２００床")
    assert edit.value == 1200


def test_what_is_no_number_stays(qtbot, office, say):
    edit = NumberEdit()
    qtbot.addWidget(edit)
    edit.attach(office, BEDS)
    say(edit, "約20")
    assert (edit.value, edit.typed()) == (None, "約20")
    assert "数字" in edit.problem()


def test_a_box_tells_clicks_only(qtbot):
    box = CheckBox()
    qtbot.addWidget(box)
    with qtbot.assertNotEmitted(box.edited):
        box.value = True
    with qtbot.waitSignal(box.edited):
        box.click()
    assert box.value is False


def test_values_go_through_qt_properties(qtbot):
    edit = TextEdit()
    qtbot.addWidget(edit)
    assert edit.setProperty("value", "あ")
    assert edit.property("value") == "あ"
