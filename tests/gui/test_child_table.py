from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.store import lists, save

ACTIONS = Children("action_items", ("text", "owner", "due_on"), order="order", stretch="text")
POSTS = Children("posts", ("person_id", "title"), order="order")


@pytest.fixture
def meeting(office):
    record = save.new("meetings", title="第1回")
    save.save(office.db, record)
    return record


def table(qtbot, office, children, parent_id) -> ChildTable:
    made = ChildTable()
    qtbot.addWidget(made)
    made.attach(office, children)
    made.load(parent_id)
    made.resize(600, 300)
    made.show()
    made.view.setFocus()
    made.view.setCurrentIndex(made.model.index(0, 0))
    return made


def stored(office, meeting):
    return lists.children(office.db, "action_items", meeting.id)


def editor(made) -> QLineEdit:
    return made.view.editing


def test_the_last_row_is_empty_and_typing_makes_a_record(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    qtbot.keyClick(made.view, Qt.Key.Key_A)
    qtbot.keyClicks(editor(made), "bc")
    qtbot.keyClick(editor(made), Qt.Key.Key_Return)
    assert [row.text for row in stored(office, meeting)] == ["abc"]
    assert made.model.rowCount() == 2


def test_enter_goes_on_to_the_next_cell(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    qtbot.keyClick(made.view, Qt.Key.Key_A)
    qtbot.keyClick(editor(made), Qt.Key.Key_Return)
    assert (made.view.currentIndex().row(), made.view.currentIndex().column()) == (0, 1)


def test_tab_goes_on_too_and_a_date_is_read(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    made.model.add(text="連絡する")
    made.view.setCurrentIndex(made.model.index(0, 2))
    qtbot.keyClick(made.view, Qt.Key.Key_1)
    qtbot.keyClicks(editor(made), "2/1")
    qtbot.keyClick(editor(made), Qt.Key.Key_Tab)
    assert stored(office, meeting)[0].due_on == date(2026, 12, 1)


def test_an_ime_opens_the_editor(qtbot, office, meeting, say):
    made = table(qtbot, office, ACTIONS, meeting.id)
    say(made.view, "れんらく", commit=False)
    assert editor(made).composing()
    say(made.view, "連絡")
    made.flush()
    assert [row.text for row in stored(office, meeting)] == ["連絡"]


def test_text_committed_without_composing_is_not_lost(qtbot, office, meeting, say):
    made = table(qtbot, office, ACTIONS, meeting.id)
    say(made.view, "（")
    made.flush()
    assert [row.text for row in stored(office, meeting)] == ["（"]


def test_typing_is_saved_before_the_cell_is_left(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    qtbot.keyClick(made.view, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: [row.text for row in stored(office, meeting)] == ["a"], timeout=1500)
    assert editor(made) is not None
    qtbot.keyClicks(editor(made), "b")
    made.flush()
    assert [row.text for row in stored(office, meeting)] == ["ab"]


def test_unreadable_text_stays_in_the_cell(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    made.model.add(text="連絡する")
    made.model.put(0, made.model.specs[2], None, typed="来年ごろ")
    assert made.model.index(0, 2).data() == "来年ごろ"
    assert stored(office, meeting)[0].as_typed == {"due_on": "来年ごろ"}


def test_rows_move_and_keep_their_order(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    for text in ("い", "ろ", "は"):
        made.model.add(text=text)
    made.view.setCurrentIndex(made.model.index(2, 0))
    qtbot.keyClick(made.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.text for row in stored(office, meeting)] == ["い", "は", "ろ"]
    assert made.view.currentIndex().row() == 1


def test_a_row_taken_away_comes_back_by_undo(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    made.model.add(text="い")
    made.view.setCurrentIndex(made.model.index(0, 0))
    qtbot.keyClick(made.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert stored(office, meeting) == []
    office.undo.undo()
    assert [row.text for row in stored(office, meeting)] == ["い"]
    assert made.model.rowCount() == 2


def test_showing_is_not_a_change(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    batch = office.db.last_batch
    made.view.edit(made.model.index(0, 0))
    made.flush()
    assert office.db.last_batch == batch


def test_a_person_is_picked_with_the_words_kept(qtbot, office, say):
    clinic = save.new("institutions", name="みどり台クリニック")
    save.save(office.db, clinic)
    made = table(qtbot, office, POSTS, clinic.id)
    say(made.view, "まだ知らない人")
    made.flush()
    post = lists.children(office.db, "posts", clinic.id)[0]
    assert (post.person_id, post.name) == (None, "まだ知らない人")
    assert made.model.index(0, 0).data() == "まだ知らない人"


def test_a_new_parent_is_stored_before_its_child(qtbot, office):
    parent = save.new("meetings", title="新しい会議")
    made = table(qtbot, office, ACTIONS, parent.id)
    made.model.before_save = lambda: save.save(office.db, parent)
    made.model.add(text="い")
    assert save.get(office.db, "meetings", parent.id) is not None


def test_the_table_is_as_high_as_its_rows(qtbot, office, meeting):
    made = table(qtbot, office, ACTIONS, meeting.id)
    made.view.fit()
    low = made.view.height()
    for number in range(6):
        made.model.add(text=str(number))
    made.view.fit()
    assert made.view.height() > low
