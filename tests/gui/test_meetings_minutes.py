from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.gui.meeting_desk import a_meeting, a_series
from zaitaku_desk.gui.meetings import MeetingsTab
from zaitaku_desk.gui.meetings_minutes import SpeakerEdit, meeting_of
from zaitaku_desk.gui.meetings_parts import MINUTES
from zaitaku_desk.store import lists, save

KEY = Qt.Key


@pytest.fixture
def series(office):
    return a_series(office)


@pytest.fixture
def tab(qtbot, office, series):
    found = MeetingsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    qtbot.wait(1)
    made = a_meeting(office, series_id=series.id, number=10)
    person = save.new("people", name="岬野 五郎", kana="みさきの ごろう")
    asked = save.new(
        "attendances", meeting_id=made.id, name="岬野 五郎", person_id=person.id, title="会長", order=1
    )
    save.save_many(office.db, [person, asked])
    found.open_record(made.id)
    found.parts.show_part(MINUTES)
    yield found
    found.flush()


def start(tab, name, row=0, column=0):
    view = tab.tables[name].view
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    QTest.keyClick(view, KEY.Key_F2)
    return view


def typed(view, say, *texts):
    for text in texts:
        say(view.editing, text)
        QTest.keyClick(view.editing, KEY.Key_Return)


def of(tab, office, kind):
    return lists.children(office.db, kind, tab.form.record.id)


def test_remarks_are_typed_one_after_the_other_with_enter_alone(tab, office, say):
    view = start(tab, "remarks")
    typed(view, say, "岬野会長", "次は十二月です。", "保健所", "承知しました。")
    tab.flush()
    said = [(remark.speaker, remark.text, remark.order) for remark in of(tab, office, "remarks")]
    assert said == [("岬野会長", "次は十二月です。", 1), ("保健所", "承知しました。", 2)]


def test_a_speaker_is_found_by_kana_and_taken_with_enter(tab, office, say, qtbot):
    view = start(tab, "remarks")
    assert isinstance(view.editing, SpeakerEdit) and meeting_of(view.editing) == tab.form.record.id
    assert [found.key for found in view.editing._find("みさき")] == ["岬野会長"]
    view.editing._suggestions.taken.emit("岬野会長")
    qtbot.waitUntil(lambda: view.currentIndex().column() == 1)
    assert of(tab, office, "remarks")[0].speaker == "岬野会長"


def test_the_item_stays_until_another_is_chosen(tab, office, say, qtbot):
    item = save.new("agenda_items", meeting_id=tab.form.record.id, title="要綱", order=1)
    save.save(office.db, item)
    model = tab.tables["remarks"].model
    model.add(speaker="会長", text="一", agenda_item_id=item.id)
    qtbot.wait(1)
    view = start(tab, "remarks", 1)
    typed(view, say, "保健所", "二")
    tab.flush()
    assert [remark.agenda_item_id for remark in of(tab, office, "remarks")] == [item.id, item.id]


def test_a_day_to_check_is_asked_only_of_what_is_continued(tab, office, say):
    view = start(tab, "decisions")
    typed(view, say, "要綱を改める。")
    view.editing.put("approved")
    QTest.keyClick(view.editing.lineEdit(), KEY.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 0)
    typed(view, say, "定期開催。")
    view.editing.put("continued")
    QTest.keyClick(view.editing.lineEdit(), KEY.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 2)


def test_what_was_left_open_comes_onto_the_agenda(tab, office, series):
    old = a_meeting(office, series_id=series.id, number=9, held_on=date(2026, 11, 3))
    save.save_many(
        office.db,
        [
            save.new("decisions", meeting_id=old.id, text="定期開催", outcome="continued", order=1),
            save.new("action_items", meeting_id=old.id, text="案内の配布", owner="事務長", order=1),
            save.new("action_items", meeting_id=old.id, text="済", done_on=date(2026, 11, 4), order=2),
        ],
    )
    QTest.mouseClick(tab.page.findChild(QPushButton, "carry_over_button"), Qt.MouseButton.LeftButton)
    titles = [item.title for item in of(tab, office, "agenda_items")]
    assert titles == ["【継続】定期開催", "【宿題】案内の配布（事務長）"]


def test_an_agenda_begins_with_the_opening_where_none_is_to_copy(tab, office):
    QTest.mouseClick(tab.page.findChild(QPushButton, "copy_agenda_button"), Qt.MouseButton.LeftButton)
    assert of(tab, office, "agenda_items")[0].title == "開会挨拶"
    tab.undo()
    assert of(tab, office, "agenda_items") == []


def test_undo_takes_the_last_cell_back(tab, office, say):
    view = start(tab, "meeting_results")
    typed(view, say, "好評であった。")
    QTest.keyClick(view.editing.lineEdit(), KEY.Key_Escape)
    tab.undo()
    assert of(tab, office, "meeting_results") == []
