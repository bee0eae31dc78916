from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt

from tests.gui.pages import page_of
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec
from zaitaku_desk.store import lists, save


class MeetingsTab(RecordTab):
    NAME = "meetings"
    RECORD = KINDS["meetings"]
    FILTERS = (Filter("status"), Filter("year"))
    CHILDREN: ClassVar = {"action_items": Children("action_items", ("text", "owner"), order="order")}
    NEW = "新しい会議"

    def make_page(self):
        widgets = []
        for name in ("title", "held_on", "place", "status"):
            widget = widget_class(spec(self.RECORD, name))()
            widget.setObjectName(name)
            widgets.append(widget)
        table = ChildTable()
        table.setObjectName("action_items")
        return page_of(*widgets, table)

    def defaults(self):
        return {"held_on": self.office.today()}


@pytest.fixture
def meetings(office):
    records = [
        save.new("meetings", title=f"会議{number}", held_on=date(2026, 10, number), status="held")
        for number in range(1, 4)
    ]
    save.save_many(office.db, records)
    return records


@pytest.fixture
def tab(qtbot, office, meetings) -> MeetingsTab:
    made = MeetingsTab(office)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    qtbot.wait(1)
    made.list.flush_follow()
    return made


def test_the_first_record_is_shown_beside_the_list(tab, meetings):
    assert tab.form.record.id == meetings[2].id


def test_showing_writes_nothing(tab, office, meetings):
    before = office.db.rows("SELECT count(*) FROM op")
    for record in meetings:
        tab.show_record(record.id)
    tab.flush()
    assert office.db.rows("SELECT count(*) FROM op") == before


def test_the_record_follows_the_list_after_120_ms(qtbot, tab, meetings):
    tab.list.focus_rows()
    qtbot.keyClick(tab.list.rows, Qt.Key.Key_Down)
    assert tab.form.record.id == meetings[2].id
    qtbot.waitUntil(lambda: tab.form.record.id == meetings[1].id)


def test_a_save_changes_its_row_and_keeps_the_selection(qtbot, tab, meetings, say):
    tab.form.widget("title").setFocus()
    say(tab.form.widget("title"), "臨時")
    with qtbot.assertNotEmitted(tab.list.table.modelReset):
        tab.flush()
    column = [item.name for item in tab.list.table.columns].index("title")
    assert tab.list.table.index(0, column).data() == "臨時会議3"
    assert tab.list.selected() == meetings[2].id


def test_a_new_record_appears_in_the_list_while_she_types(tab, say):
    tab.new()
    widget = tab.form.widget("title")
    say(widget, "新規の会議")
    tab.form.save()
    assert tab.list.table.rowCount() == 4
    assert tab.list.selected() == tab.form.record.id
    assert widget.text() == "新規の会議"


def test_a_new_record_that_stays_empty_is_not_stored(tab):
    tab.new()
    tab.flush()
    assert tab.list.table.rowCount() == 3


def test_duplicate_copies_the_values(tab, office):
    title = tab.form.record.title
    tab.duplicate()
    assert tab.form.record.title == title
    assert lists.count(office.db, lists.Listing("meetings")) == 4


def test_delete_needs_no_question_and_undo_brings_it_back(tab, office, meetings):
    tab.delete()
    assert tab.list.table.rowCount() == 2
    assert office.dialogs.said == []
    tab.undo()
    assert tab.list.table.rowCount() == 3


def test_the_bin_gives_back_whole_records(qtbot, tab, office, meetings):
    tab.tables["action_items"].model.add(text="連絡")
    tab.delete()
    tab.show_bin()
    tab._bin.restore_button.click()
    tab.back()
    assert tab.list.table.rowCount() == 3
    assert len(lists.children(office.db, "action_items", meetings[2].id)) == 1


def test_search_filters_as_she_types_and_says_when_nothing_is_found(tab, say):
    say(tab.list.search, "会議2")
    assert tab.list.table.rowCount() == 1
    say(tab.list.search, "ぞぞぞ")
    assert tab.list._empty.text() == "この条件に当てはまる記録はありません。"
    tab.list._step.click()
    assert tab.list.table.rowCount() == 3


def test_a_filter_narrows_the_list(tab, meetings, office):
    tab.list.filters.set(status="planned")
    assert tab.list.table.rowCount() == 0
    tab.list.filters.lift()
    assert tab.list.table.rowCount() == 3


def test_enter_opens_and_esc_goes_back_with_the_selection(qtbot, tab):
    tab.list.focus_rows()
    qtbot.keyClick(tab.list.rows, Qt.Key.Key_Return)
    assert tab.page.isAncestorOf(tab.focusWidget())
    qtbot.keyClick(tab.focusWidget(), Qt.Key.Key_Escape)
    assert tab.list.rows.hasFocus()
    assert tab.list.selected() == tab.form.record.id


def test_a_narrow_window_shows_list_or_record(tab, meetings):
    tab.resize(910, 480)
    assert tab.list.isVisible()
    assert not tab.pane.isVisible()
    tab.open_record(meetings[0].id)
    assert not tab.list.isVisible()
    tab.back()
    assert tab.list.isVisible()


def test_history_tells_before_and_after_and_takes_a_value_back(tab, office, say, meetings):
    from PySide6.QtWidgets import QPushButton

    say(tab.form.widget("title"), "臨時")
    tab.flush()
    tab.show_history()
    buttons = tab.pane.history.findChildren(QPushButton)
    first = [button for button in buttons if button.accessibleName().startswith("会議")]
    assert first
    tab.back()
    assert not tab.pane.showing_history


def test_lock_shows_nothing_and_unlock_brings_it_back(tab, meetings):
    tab.show_record(meetings[1].id)
    tab.put_away()
    assert tab.list.table.rowCount() == 0
    assert tab.form.widget("title").text() == ""
    tab.bring_back()
    assert tab.form.record.id == meetings[1].id


def test_incomplete_records_say_what_is_missing(tab):
    tab.new(title=None)
    assert tab.pane._incomplete.isVisible()


def test_columns_are_remembered(qtbot, office, tab):
    tab.list.rows.horizontalHeader().resizeSection(0, 222)
    tab.list.rows._store()
    again = MeetingsTab(office)
    qtbot.addWidget(again)
    again.build()
    assert again.list.rows.horizontalHeader().sectionSize(0) == 222


def test_a_row_chosen_before_the_form_was_there_is_shown_in_it(qtbot, office, meetings):
    late = MeetingsTab(office)
    qtbot.addWidget(late)
    late.stepwise = True
    late.show()
    late.list.rows.selectRow(1)
    late.list.flush_follow()
    qtbot.waitUntil(lambda: late.built and late.form.record is not None)
    assert late.form.record.id == late.list.selected()


def test_a_record_that_a_search_no_longer_lists_gives_way_to_the_first_hit(qtbot, tab, meetings, say):
    tab.list.search.setFocus()
    say(tab.list.search, "会議1")
    qtbot.waitUntil(lambda: tab.form.record.id == meetings[0].id)
    assert tab.list.selected() == meetings[0].id


def test_a_record_she_is_in_stays_whatever_the_list_shows(qtbot, tab, meetings):
    tab.form.widget("title").setFocus()
    tab.list.search.setText("会議1")
    with qtbot.waitSignal(tab.list.narrowed):
        pass
    qtbot.wait(150)
    assert tab.form.record.id == meetings[2].id
