from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.meeting_desk import HELD, a_meeting, a_series
from zaitaku_desk.gui.meetings import MeetingsTab
from zaitaku_desk.gui.meetings_day_paint import lines_of
from zaitaku_desk.gui.meetings_days import MonthModel, months_on
from zaitaku_desk.gui.meetings_grid import MonthGrid
from zaitaku_desk.gui.meetings_month import month_title
from zaitaku_desk.store.meeting_calendar import Entry

KEY = Qt.Key


@pytest.fixture
def tab(qtbot, office):
    found = MeetingsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    qtbot.wait(1)
    found.show_calendar(True)
    yield found
    found.flush()


def keys(tab, *pressed):
    for key in pressed:
        QTest.keyClick(tab.month.grid, key)
    tab.month.flush_follow()


def middle(grid: MonthGrid, day: date) -> QPoint:
    return grid.visualRect(grid.days.index_of(day)).center()


def entry(day=HELD, start="19:00", title="コア会議", number=None) -> Entry:
    return Entry("1", day, start, number, title, "", "予定")


def test_a_month_begins_on_sunday_and_is_whole():
    model = MonthModel()
    model.show_month(date(2026, 11, 22))
    assert (model.first, model.weeks, model.end) == (date(2026, 11, 1), 5, date(2026, 12, 6))
    assert model.day_at(model.index_of(date(2026, 11, 30))) == date(2026, 11, 30)


def test_a_day_says_its_holiday_and_meetings():
    model = MonthModel()
    model.show_month(date(2026, 11, 1))
    model.fill([entry(date(2026, 11, 23), number=10)])
    said = model.index_of(date(2026, 11, 23)).data(Qt.ItemDataRole.ToolTipRole)
    assert said == "11月23日（月）　勤労感謝の日\n19:00　第10回コア会議"


def test_the_end_of_a_month_stays_its_end():
    assert months_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_on(date(2026, 1, 31), -1) == date(2025, 12, 31)


def test_page_down_turns_the_month_and_arrows_walk_into_the_next(tab):
    keys(tab, KEY.Key_PageDown)
    assert tab.month.day == date(2026, 12, 22) and tab.month._title.text() == "令和8年12月"
    keys(tab, KEY.Key_Down, KEY.Key_Down)
    assert tab.month.day == date(2027, 1, 5) and tab.month._title.text() == "令和9年1月"
    keys(tab, KEY.Key_PageUp, KEY.Key_Home)
    assert tab.month.day == date(2026, 11, 29)


def test_today_comes_back(tab, office):
    keys(tab, KEY.Key_PageDown, KEY.Key_PageDown)
    tab.month.grid.go(office.today())
    assert tab.month.day == office.today() and tab.month._title.text() == "令和8年11月"


def test_arrows_show_a_meeting_and_enter_opens_it(tab, office):
    made = a_meeting(office, held_on=date(2026, 11, 23))
    keys(tab, KEY.Key_Right)
    assert tab.form.record.id == made.id and QApplication.focusWidget() is tab.month.grid
    keys(tab, KEY.Key_Return)
    assert tab.page.isAncestorOf(QApplication.focusWidget())


def test_down_goes_through_the_meetings_of_a_day_first(tab, office):
    first = a_meeting(office, "朝の会", held_on=date(2026, 11, 23), start="09:00")
    second = a_meeting(office, "夜の会", held_on=date(2026, 11, 23), start="19:00")
    keys(tab, KEY.Key_Right)
    assert tab.form.record.id == first.id
    keys(tab, KEY.Key_Down)
    assert tab.form.record.id == second.id and tab.month.day == date(2026, 11, 23)
    keys(tab, KEY.Key_Down)
    assert tab.month.day == date(2026, 11, 30)


def test_a_click_on_a_line_shows_the_meeting(tab, office):
    made = a_meeting(office, held_on=date(2026, 11, 26))
    QTest.mouseClick(
        tab.month.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(tab.month.grid, made.held_on)
    )
    tab.month.flush_follow()
    assert tab.form.record.id == made.id


def test_a_double_click_on_an_empty_day_begins_a_meeting_there(tab):
    grid = tab.month.grid
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(grid, date(2026, 11, 26)))
    assert tab.form.record.held_on == date(2026, 11, 26)


def test_new_in_the_calendar_takes_its_day(tab, office):
    a_series(office)
    keys(tab, KEY.Key_Right)
    tab.month.grid.setFocus()
    tab.new()
    assert tab.form.record.held_on == date(2026, 11, 23)


def test_the_calendar_shows_what_search_and_filters_leave(tab, office):
    series = a_series(office)
    a_meeting(office, series_id=series.id, held_on=date(2026, 11, 5))
    a_meeting(office, "別の会", held_on=date(2026, 11, 6))
    assert tab.month._count.text() == "2 件"
    tab.list.filters.set(series_id=series.id)
    assert tab.month._count.text() == "1 件（絞り込み中）"
    assert [day for day, found in tab.month.grid.days.entries.items() if found] == [date(2026, 11, 5)]


def test_a_record_opened_elsewhere_turns_the_calendar_to_its_day(tab, office):
    made = a_meeting(office, held_on=date(2025, 3, 4))
    tab.open_record(made.id)
    assert tab.month.day == date(2025, 3, 4) and tab.month.grid.marked == made.id


def test_the_view_is_remembered(tab, office, qtbot):
    again = MeetingsTab(office)
    qtbot.addWidget(again)
    again.build()
    assert again.switch.buttons[1].isChecked()


def test_a_narrow_cell_gives_the_time_its_own_line(qapp):
    metrics = QFontMetrics(qapp.font())
    wide = metrics.horizontalAdvance("00:00 ") + 6 * metrics.horizontalAdvance("あ")
    assert lines_of(entry(), metrics, wide, 1) == ["19:00 コア会議"]
    assert lines_of(entry(), metrics, 5 * metrics.horizontalAdvance("あ"), 2) == ["19:00", "コア会議"]
    assert lines_of(entry(), metrics, 5 * metrics.horizontalAdvance("あ"), 1) == ["コア会議"]


def test_the_month_is_named_as_she_prefers():
    assert month_title(date(2026, 11, 1), "wareki") == "令和8年11月"
    assert month_title(date(2026, 11, 1), "western") == "2026年11月"
