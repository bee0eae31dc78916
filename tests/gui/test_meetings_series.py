from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.meeting_desk import a_meeting, a_series
from zaitaku_desk.gui.meetings import MeetingsTab
from zaitaku_desk.gui.meetings_series import SeriesPage
from zaitaku_desk.gui.meetings_start import SeriesStart
from zaitaku_desk.store import lists, meetings


@pytest.fixture
def tab(qtbot, office):
    found = MeetingsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    qtbot.wait(1)
    yield found
    found.flush()


def shown(tab) -> SeriesPage:
    QTest.mouseClick(tab.series_button, Qt.MouseButton.LeftButton)
    return tab._series


def test_the_page_begins_with_the_series_of_the_meeting_shown(tab, office):
    board = next(item for item in meetings.series(office.db) if item.board)
    tab.open_record(a_meeting(office, series_id=board.id).id)
    page = shown(tab)
    assert page.form.record.title == "理事会" == page.rows.currentItem().text()


def test_a_new_series_is_offered_to_the_next_meeting(tab, office, say):
    page = shown(tab)
    QTest.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    say(page.form.widget("title"), "事例検討会")
    page.flush()
    QTest.keyClick(page.rows, Qt.Key.Key_Escape)
    tab.new()
    assert tab.start.buttons[-1].text() == "事例検討会　第1回"


def test_members_are_typed_under_the_series(tab, office, say):
    made = a_series(office)
    page = shown(tab)
    view = page.members.view
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_F2)
    say(view.editing, "岬野 五郎")
    QTest.keyClick(view.editing, Qt.Key.Key_Return)
    page.flush()
    assert [member.name for member in lists.children(office.db, "series_members", made.id)] == ["岬野 五郎"]


def test_a_finished_series_is_not_offered_but_still_named(tab, office):
    old = a_series(office, retired=True)
    mine = a_meeting(office, series_id=old.id)
    tab.new()
    assert "コア会議　第10回" not in [chip.text() for chip in tab.start.buttons]
    tab.open_record(mine.id)
    assert tab.form.widget("series_id").currentText() == "コア会議"


def test_a_deleted_series_comes_back_with_undo(tab, office):
    a_series(office)
    page = shown(tab)
    QTest.mouseClick(page.delete_button, Qt.MouseButton.LeftButton)
    count = page.rows.count()
    tab.undo()
    assert page.rows.count() == count + 1


def test_arrows_walk_the_chips(qtbot):
    start = SeriesStart()
    qtbot.addWidget(start)
    start.offer([("a", "コア会議　第2回"), ("b", "理事会　第3回")])
    with qtbot.waitActive(start):
        start.show()
        start.activateWindow()
    start.buttons[0].setFocus()
    QTest.keyClick(start.buttons[0], Qt.Key.Key_Right)
    with qtbot.waitSignal(start.taken) as taken:
        QTest.keyClick(start.buttons[1], Qt.Key.Key_Return)
    assert taken.args == ["b"]
