from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt

from zaitaku_desk.gui.widgets.dates import DateEdit, DateTimeEdit, TimeEdit
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec

VISITED = spec(KINDS["visits"], "visited_on")
RECEIVED = spec(KINDS["consultations"], "received_at")


def date_edit(qtbot, office) -> DateEdit:
    edit = DateEdit()
    qtbot.addWidget(edit)
    edit.attach(office, VISITED)
    return edit


def test_a_date_is_typed_as_it_is_said(qtbot, office):
    edit = date_edit(qtbot, office)
    qtbot.keyClicks(edit, "R2.12.1")
    assert edit.value == date(2020, 12, 1)


def test_words_for_days_are_read_from_today(qtbot, office, say):
    edit = date_edit(qtbot, office)
    say(edit, "あす")
    assert edit.value == date(2026, 11, 23)


def test_leaving_shows_the_date_with_its_weekday(qtbot, office):
    edit = date_edit(qtbot, office)
    qtbot.keyClicks(edit, "12/1")
    edit.editingFinished.emit()
    assert edit.text() == "R8.12.1（火）"


def test_western_style_by_setting(qtbot, office):
    office.settings.set("date_style", "western")
    edit = date_edit(qtbot, office)
    edit.value = date(2026, 12, 1)
    assert edit.text() == "2026/12/1（火）"


def test_its_own_display_is_read_back(qtbot, office):
    edit = date_edit(qtbot, office)
    assert edit.parse(edit.display(date(2019, 5, 1))) == date(2019, 5, 1)


def test_what_it_cannot_read_stays_as_typed(qtbot, office):
    edit = date_edit(qtbot, office)
    qtbot.keyClicks(edit, "12/ab")
    edit.editingFinished.emit()
    assert (edit.value, edit.typed(), edit.text()) == (None, "12/ab", "12/ab")
    assert "読めません" in edit.problem()


def test_a_weekday_that_is_not_the_days_is_pointed_out(qtbot, office, say):
    edit = date_edit(qtbot, office)
    say(edit, "R8.12.1（水）")
    assert edit.value == date(2026, 12, 1)
    assert edit.problem()


def test_setting_the_value_tells_nobody(qtbot, office):
    edit = date_edit(qtbot, office)
    with qtbot.assertNotEmitted(edit.edited):
        edit.value = date(2026, 1, 1)


def test_arrow_keys_go_by_a_day(qtbot, office):
    edit = date_edit(qtbot, office)
    edit.value = date(2026, 12, 31)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value == date(2027, 1, 1)


def test_f4_opens_the_calendar_and_a_day_is_taken(qtbot, office):
    from zaitaku_desk.gui.widgets.calendar import CalendarPopup

    edit = date_edit(qtbot, office)
    edit.show()
    qtbot.keyClick(edit, Qt.Key.Key_F4)
    popup = edit.findChild(CalendarPopup)
    with qtbot.waitSignal(edit.edited):
        popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(1))
    assert edit.value == date(2026, 11, 23)


def test_holidays_are_named_in_the_calendar(qtbot, office):
    from PySide6.QtCore import QDate

    from zaitaku_desk.gui.widgets.calendar import Calendar

    calendar = Calendar()
    qtbot.addWidget(calendar)
    calendar.setCurrentPage(2026, 11)
    calendar.paint_days()
    assert calendar.dateTextFormat(QDate(2026, 11, 3)).toolTip() == "文化の日"


def test_times_of_several_styles(qtbot, office, say):
    edit = TimeEdit()
    qtbot.addWidget(edit)
    say(edit, "午後7時半")
    assert edit.value == "19:30"
    edit.editingFinished.emit()
    assert edit.text() == "19:30"


def test_day_and_time_make_one_moment(qtbot, office):
    edit = DateTimeEdit()
    qtbot.addWidget(edit)
    edit.attach(office, RECEIVED)
    qtbot.keyClicks(edit.day, "12/1")
    qtbot.keyClicks(edit.time, "1930")
    assert edit.value == datetime(2026, 12, 1, 19, 30)


def test_a_time_without_a_day_stays_as_typed(qtbot, office):
    edit = DateTimeEdit()
    qtbot.addWidget(edit)
    edit.attach(office, RECEIVED)
    qtbot.keyClicks(edit.time, "1930")
    assert edit.value is None
    typed = edit.typed()
    edit.show_typed(typed)
    assert edit.time.text() == "19:30"
