from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.gui.meeting_desk import HELD, a_meeting, a_series, with_members
from zaitaku_desk.gui.meetings import MeetingsTab
from zaitaku_desk.gui.meetings_parts import ATTENDANCE
from zaitaku_desk.gui.meetings_people import reply_words
from zaitaku_desk.store import lists, meetings, save


@pytest.fixture
def series(office):
    found = a_series(office)
    with_members(office, found, "岬野 五郎", "浜辺 澄子", "磯部 渚")
    return found


@pytest.fixture
def tab(qtbot, office, series):
    found = MeetingsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    qtbot.wait(1)
    found.open_record(a_meeting(office, series_id=series.id, number=10).id)
    found.parts.show_part(ATTENDANCE)
    yield found
    found.flush()


def click(tab, name):
    QTest.mouseClick(tab.page.findChild(QPushButton, f"{name}_button"), Qt.MouseButton.LeftButton)


def people(tab, office):
    return lists.children(office.db, "attendances", tab.form.record.id)


def test_members_are_copied_once_and_counted(tab, office):
    click(tab, "copy_members")
    click(tab, "copy_members")
    assert [person.name for person in people(tab, office)] == ["岬野 五郎", "浜辺 澄子", "磯部 渚"]
    assert tab.parts.tabs.tabText(ATTENDANCE) == "出欠　出 0 / 欠 0 / 未 3"
    counts = tab.page.findChild(QLabel, "attendance_counts").text()
    assert counts == "返事：出席 0　欠席 0　未回答 3　｜　看護師 2、医師 1"


def test_one_undo_takes_all_copied_members_back(tab, office):
    click(tab, "copy_members")
    tab.undo()
    assert people(tab, office) == [] and tab.tables["attendances"].model.rows == []


def test_a_member_taken_away_comes_back_by_copying(tab, office):
    click(tab, "copy_members")
    tab.tables["attendances"].model.remove(0)
    click(tab, "copy_members")
    assert [person.name for person in people(tab, office)] == ["浜辺 澄子", "磯部 渚", "岬野 五郎"]


def test_all_are_present_but_who_said_no(tab, office):
    click(tab, "copy_members")
    model = tab.tables["attendances"].model
    model.put(1, model.specs[5], "no")
    click(tab, "all_present")
    assert [person.attended for person in people(tab, office)] == ["present", "absent", "present"]
    assert "当日 2人" in tab.page.findChild(QLabel, "attendance_counts").text()


def test_a_meeting_whose_people_came_was_held(tab, office):
    tab.form.set_values(held_on=office.today())
    click(tab, "copy_members")
    click(tab, "all_present")
    tab.flush()
    assert save.get(office.db, "meetings", tab.form.record.id).status == "held"


def test_the_space_bar_goes_through_the_replies(tab, office):
    click(tab, "copy_members")
    view = tab.tables["attendances"].view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 5))
    replies = []
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Space)
        replies.append(people(tab, office)[0].reply)
    assert replies == ["yes", "no", "waiting"]
    assert view.editing is None


def test_a_person_picked_brings_title_and_place_of_the_day(tab, office):
    clinic = save.new("institutions", name="岬野医院")
    person = save.new("people", name="岬野 花", profession="pharmacist")
    post = save.new("posts", person_id=person.id, institution_id=clinic.id, title="院長", starts_on=HELD)
    old = save.new("posts", person_id=person.id, title="医員", ends_on=HELD.replace(day=1, month=11))
    save.save_many(office.db, [clinic, person, post, old])
    model = tab.tables["attendances"].model
    model.put(0, model.specs[0], person.id, words="岬野 花")
    (row,) = people(tab, office)
    assert (row.title, row.organisation, row.profession) == ("院長", "岬野医院", "pharmacist")
    assert row.id == meetings.attendance_id(tab.form.record.id, person.id)


def test_the_same_person_twice_is_two_rows(tab, office):
    person = save.new("people", name="岬野 花")
    save.save(office.db, person)
    model = tab.tables["attendances"].model
    for _ in range(2):
        model.put(len(model.rows), model.specs[0], person.id, words="岬野 花")
    assert len({row.id for row in people(tab, office)}) == 2


def test_this_lineup_becomes_the_members(tab, office, series):
    click(tab, "copy_members")
    model = tab.tables["attendances"].model
    model.remove(2)
    model.put(2, model.specs[0], None, words="新田 進")
    click(tab, "make_members")
    found = lists.children(office.db, "series_members", series.id)
    assert [member.name for member in found] == ["岬野 五郎", "浜辺 澄子", "新田 進"]


def test_replies_are_said_shortly():
    assert reply_words([]) == ""
