from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from zaitaku_desk.gui.child_delegate import CellDelegate
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.gui.widgets.text import NoteEdit
from zaitaku_desk.store import lists, save


@pytest.fixture
def table(qtbot, office):
    meeting = save.new("meetings", title="会議")
    save.save(office.db, meeting)
    made = ChildTable()
    qtbot.addWidget(made)
    made.attach(office, Children("decisions", ("text", "outcome", "next_check_on"), order="order"))
    made.load(meeting.id)
    made.resize(700, 300)
    made.show()
    made.view.setFocus()
    made.meeting = meeting
    return made


def open_cell(table, row, column):
    index = table.model.index(row, column)
    table.view.setCurrentIndex(index)
    table.view.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, None)
    return table.view.editing


def test_each_cell_is_edited_by_the_widget_of_its_field(table):
    assert isinstance(table.view.itemDelegate(), CellDelegate)
    table.model.add(text="承認する")
    assert isinstance(open_cell(table, 0, 0), NoteEdit)
    table.flush()
    assert isinstance(open_cell(table, 0, 1), ChoiceBox)


def test_a_choice_is_typed_by_its_first_letters(qtbot, office, table, say):
    table.model.add(text="承認する")
    editor = open_cell(table, 0, 1)
    say(editor.lineEdit(), "了")
    editor._suggestions.close()
    qtbot.keyClick(editor.lineEdit(), Qt.Key.Key_Return)
    assert lists.children(office.db, "decisions", table.meeting.id)[0].outcome == "accepted"


def test_alt_enter_is_a_new_line_and_enter_goes_on(qtbot, office, table):
    editor = open_cell(table, 0, 0)
    qtbot.keyClicks(editor, "a")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(editor, "b")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert lists.children(office.db, "decisions", table.meeting.id)[0].text == "a\nb"


def test_esc_leaves_what_was_saved_before(qtbot, office, table):
    table.model.add(text="もと")
    editor = open_cell(table, 0, 0)
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert table.model.rows[0].text == "もと"


def test_tab_goes_from_several_lines_to_the_next_cell(qtbot, office, table):
    qtbot.keyClicks(open_cell(table, 0, 0), "a")
    qtbot.keyClick(table.view.editing, Qt.Key.Key_Tab)
    assert lists.children(office.db, "decisions", table.meeting.id)[0].text == "a"
    assert table.view.currentIndex().column() == 1 and isinstance(table.view.editing, ChoiceBox)


def test_tab_goes_on_while_the_choices_hang_down(qtbot, office, table, say):
    table.model.add(text="承認する")
    editor = open_cell(table, 0, 1)
    say(editor.lineEdit(), "承認")
    qtbot.waitUntil(lambda: editor._suggestions.open)
    qtbot.keyClick(editor._suggestions._completer.popup(), Qt.Key.Key_Tab)
    assert lists.children(office.db, "decisions", table.meeting.id)[0].outcome == "approved"
    assert table.view.currentIndex().column() == 2
