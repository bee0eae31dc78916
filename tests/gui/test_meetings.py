from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.meeting_desk import HELD, a_meeting, a_series, with_members
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.meetings import MeetingsTab
from zaitaku_desk.gui.meetings_parts import ATTENDANCE, INVITATION, MINUTES
from zaitaku_desk.gui.meetings_tables import CHILDREN
from zaitaku_desk.records import KINDS
from zaitaku_desk.store import lists, save

KEY = Qt.Key


@pytest.fixture
def window(qtbot, office):
    found = MainWindow(office, [MeetingsTab(office)], build_all=True)
    qtbot.addWidget(found)
    found.resize(1366, 768)
    found.show()
    qtbot.wait(1)
    yield found
    found.flush()


@pytest.fixture
def tab(window):
    return window.page("meetings")


@pytest.fixture
def series(office):
    found = a_series(office)
    with_members(office, found, "岬野 五郎", "浜辺 澄子", "磯部 渚")
    return found


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def stored(office):
    return lists.everything(office.db, "meetings")


def test_from_new_to_an_invitation_takes_three_keys_and_a_day(window, office, series, say, qtbot):
    tab = window.page("meetings")
    window.activateWindow()
    tab.list.focus_rows()
    press(window, KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(window, KEY.Key_Return)
    assert QApplication.focusWidget() is tab.form.widget("held_on")
    say(QApplication.focusWidget(), "12/1")
    tab.flush()
    (meeting,) = stored(office)
    assert (meeting.number, meeting.title, meeting.place) == (10, "コア会議", "医師会館")
    assert meeting.selling_point == "具体的に協議する場。" and meeting.held_on == HELD
    people = lists.children(office.db, "attendances", meeting.id)
    assert [person.name for person in people] == ["岬野 五郎", "浜辺 澄子", "磯部 渚"]
    tab.print_main()
    assert tab._stack.currentIndex() > 0


def test_the_chip_says_the_next_number_and_a_click_takes_it(tab, office, series):
    a_meeting(office, series_id=series.id, number=12)
    tab.new()
    chip = tab.start.buttons[0]
    assert chip.text() == "コア会議　第13回"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert tab.form.record.number == 13 and not tab.start.isVisibleTo(tab.page)


def test_one_undo_takes_the_whole_beginning_back(tab, office, series):
    tab.new()
    QTest.mouseClick(tab.start.buttons[0], Qt.MouseButton.LeftButton)
    tab.undo()
    assert stored(office) == [] and tab.form.record is None


def test_a_series_chosen_later_fills_only_what_is_empty(tab, office, series, say, qtbot):
    tab.new()
    say(tab.form.widget("place"), "公民館")
    tab.flush()
    tab.form.widget("series_id").put(series.id)
    qtbot.wait(1)
    (meeting,) = stored(office)
    assert (meeting.series_id, meeting.number) == (series.id, 10)
    assert (meeting.title, meeting.place) == ("コア会議", "公民館")
    assert len(lists.children(office.db, "attendances", meeting.id)) == 3


def test_another_series_gives_its_own_number_and_place(tab, office, series, qtbot):
    other = a_series(office, "理事会", place="会議室", first_number=3, order=2)
    tab.new()
    tab.begin_from(series.id)
    tab.form.widget("series_id").put(other.id)
    qtbot.wait(1)
    (meeting,) = stored(office)
    assert (meeting.number, meeting.title, meeting.place) == (3, "理事会", "会議室")


def test_a_number_that_is_taken_is_said_and_kept(tab, office, series, say, qtbot):
    a_meeting(office, series_id=series.id, number=10)
    mine = a_meeting(office, series_id=series.id, number=11, held_on=date(2026, 12, 8))
    tab.open_record(mine.id)
    widget = tab.form.widget("number")
    widget.clear()
    say(widget, "10")
    qtbot.waitUntil(lambda: "第10回はもうあります" in tab.form.fields["number"].line.text())
    tab.flush()
    assert save.get(office.db, "meetings", mine.id).number == 10


def test_a_holiday_is_said_under_the_day(tab, office):
    made = a_meeting(office, held_on=date(2026, 11, 23))
    tab.open_record(made.id)
    line = tab.form.fields["held_on"].line
    assert line.isVisibleTo(tab.page) and line.text() == "祝日（勤労感謝の日）です。"
    assert tab.form.widget("held_on").text() == "R8.11.23（月）"


def test_a_copy_has_the_next_number_and_people_but_no_day_or_replies(tab, office, series):
    tab.new(held_on=HELD)
    tab.begin_from(series.id)
    first = tab.form.record.id
    (person, *_) = lists.children(office.db, "attendances", first)
    person.reply = "yes"
    save.save(office.db, person)
    tab.duplicate()
    copy = tab.form.record
    assert copy.id != first and (copy.number, copy.held_on, copy.place) == (11, None, "医師会館")
    people = lists.children(office.db, "attendances", copy.id)
    assert [row.reply for row in people] == ["waiting"] * 3
    assert QApplication.focusWidget() is tab.form.widget("held_on")


def test_the_head_says_when_and_who_replied(tab, office, series):
    made = a_meeting(office, series_id=series.id, number=10, end="20:00", place="医師会館")
    save.save(office.db, save.new("attendances", meeting_id=made.id, name="浜辺 澄子", reply="yes", order=1))
    tab.open_record(made.id)
    title, rest = tab.head(tab.form.record)
    assert title == "第10回コア会議"
    assert rest == "R8.12.1（火） 19時～20時 · 医師会館 · 出 1 / 欠 0 / 未 0"


def test_the_parts_are_turned_by_ctrl_page_down(window, tab, office):
    tab.open_record(a_meeting(office).id)
    assert tab.parts.part == INVITATION
    for part in (ATTENDANCE, MINUTES):
        press(window, KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert tab.parts.part == part
        assert tab.page.isAncestorOf(QApplication.focusWidget())
    assert tab.tables["remarks"].isVisibleTo(tab.page)
    assert not tab.form.widget("title").isVisibleTo(tab.page)


def test_without_a_meeting_there_are_no_parts(tab, office):
    assert not tab.parts.isVisible()
    tab.open_record(a_meeting(office).id)
    assert tab.parts.isVisible()
    tab.delete()
    assert not tab.parts.isVisible()


def test_another_part_leaves_the_history(tab, office):
    tab.open_record(a_meeting(office).id)
    tab.show_history()
    tab.parts.show_part(MINUTES)
    assert tab.tables["remarks"].isVisible()


def test_f9_hides_the_list_and_esc_brings_it_back(window, tab, office):
    tab.open_record(a_meeting(office).id)
    press(window, KEY.Key_F9)
    assert not tab.list.isVisible() and tab.pane.isVisible()
    press(window, KEY.Key_Escape)
    assert tab.list.isVisible() and tab.pane.isVisible()


def test_the_list_is_filtered_by_series(tab, office, series):
    a_meeting(office, series_id=series.id)
    a_meeting(office, "別の会")
    tab.list.filters.set(series_id=series.id)
    assert tab.list.table.rowCount() == 1


def test_the_text_of_the_last_invitation_is_copied(tab, office, series):
    a_meeting(office, series_id=series.id, invitation_text="ご多用のところ恐れ入ります。")
    mine = a_meeting(office, series_id=series.id, held_on=date(2026, 12, 8))
    tab.open_record(mine.id)
    tab.copy_text()
    tab.flush()
    assert save.get(office.db, "meetings", mine.id).invitation_text == "ご多用のところ恐れ入ります。"


def test_every_table_shows_fields_of_its_kind():
    for children in CHILDREN.values():
        assert set(children.columns) <= set(KINDS[children.kind].__dataclass_fields__)
