"""Eight lines of opening hours."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.widgets.hours import HoursEdit


def test_a_day_typed_as_it_is_said_is_kept_as_spans(qtbot: QtBot) -> None:
    edit = HoursEdit()
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.edited):
        QTest.keyClicks(edit.days["tue"], "9-12,14-18")
    edit.days["tue"].tidy()
    assert edit.value == {"tue": [["09:00", "12:00"], ["14:00", "18:00"]]}
    assert edit.days["tue"].text() == "9:00-12:00、14:00-18:00"


def test_what_cannot_be_read_is_kept_and_comes_back(qtbot: QtBot) -> None:
    edit, again = HoursEdit(), HoursEdit()
    for one in (edit, again):
        qtbot.addWidget(one)
    edit.value = {"mon": [["09:00", "12:00"]]}
    QTest.keyClicks(edit.days["wed"], "about noon")
    assert "水" in edit.problem()
    again.show_typed(edit.typed())
    assert (again.days["wed"].text(), again.value) == ("about noon", edit.value)


def test_showing_is_not_editing(qtbot: QtBot) -> None:
    edit = HoursEdit()
    qtbot.addWidget(edit)
    with qtbot.assertNotEmitted(edit.edited):
        edit.value = {"mon": []}
    assert edit.days["mon"].text() == "休"


def test_the_hours_of_one_day_are_copied_to_the_weekdays_that_have_none(qtbot: QtBot) -> None:
    edit = HoursEdit()
    qtbot.addWidget(edit)
    QTest.keyClicks(edit.days["mon"], "9-12")
    edit.days["thu"].put([])
    assert edit.copy_button.text() == "月の時間を火・水・金に写す"
    with qtbot.waitSignal(edit.edited):
        edit.copy_button.click()
    week = {key: [["09:00", "12:00"]] for key in ("mon", "tue", "wed", "fri")}
    assert edit.value == {**week, "thu": []}
    assert edit.copy_button.isHidden()


def test_there_is_nothing_to_copy_from_an_empty_week(qtbot: QtBot) -> None:
    edit = HoursEdit()
    qtbot.addWidget(edit)
    assert edit.copy_button.isHidden()
