from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.store import institutions, lists, save


@pytest.fixture
def tab(qtbot, office):
    found = InstitutionsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    qtbot.waitExposed(found)
    yield found
    found.flush()


@pytest.fixture
def clinic(office):
    made = save.new("institutions", name="みどり台クリニック", kind="clinic")
    save.save(office.db, made)
    return made


def stored(office, clinic):
    return lists.children(office.db, "capabilities", clinic.id)


def test_a_line_is_walked_and_chosen_by_keys(tab, office, clinic):
    tab.open_record(clinic.id)
    first, second = tab.capabilities._lines[:2]
    first.group.buttons()[3].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second.group.buttons()[2]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert [item.state for item in stored(office, clinic)] == ["cannot"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert [item.state for item in stored(office, clinic)] == ["can"]


def test_who_confirmed_it_before_did_not_confirm_it_today(tab, office, clinic):
    old = institutions.capability(clinic.id, "ventilator")
    day = office.today().replace(year=2024)
    save.save(office.db, replace(old, state="can", confirmed_on=day, confirmed_by="FAX回答"))
    tab.open_record(clinic.id)
    assert tab.capabilities._lines[0].age.text() == "R6.11.22 古い FAX回答"
    tab.capabilities._lines[0].choose("cannot")
    (now,) = stored(office, clinic)
    assert (now.confirmed_on, now.confirmed_by) == (office.today(), None)


def test_the_next_institution_shows_its_own_states_in_the_same_widgets(tab, office, clinic):
    tab.open_record(clinic.id)
    tab.capabilities._lines[0].choose("conditional")
    other = save.new("institutions", name="海辺歯科", kind="dental")
    save.save(office.db, other)
    tab.open_record(other.id)
    assert {line.group.checkedButton().text() for line in tab.capabilities._lines} == {"未確認"}
    assert not any(line.condition.isVisible() for line in tab.capabilities._lines)


def test_the_page_is_never_wider_than_its_place(tab, office, clinic):
    long = institutions.capability(clinic.id, "ventilator")
    said = {"state": "conditional", "condition": "日中のみ、" * 9, "confirmed_by": "訪問して聞き取り" * 3}
    save.save(office.db, replace(long, confirmed_on=office.today(), **said))
    tab.open_record(clinic.id)
    assert tab.page.minimumSizeHint().width() <= tab.pane._area.viewport().width()


def test_tab_goes_through_the_people_before_the_capabilities(tab, clinic):
    from zaitaku_desk.gui import tab_order

    tab.open_record(clinic.id)
    order = list(tab_order.stops(tab.page))
    at = [
        order.index(part)
        for part in (
            tab.tables["posts"].view,
            tab.form.widget("listed"),
            tab.capabilities._lines[0].group.buttons()[0],
        )
    ]
    assert at == sorted(at)
    assert order[at[2] - 1].nextInFocusChain() is order[at[2]]


def test_the_method_chosen_today_is_offered_for_the_next_fact(tab, office, clinic):
    tab.open_record(clinic.id)
    telephone = next(chip for chip in tab.capabilities.confirming.chips if chip.text() == "電話")
    QTest.mouseClick(telephone, Qt.MouseButton.LeftButton)
    first, second = tab.capabilities._lines[:2]
    QTest.mouseClick(first.group.buttons()[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(second.group.buttons()[0], Qt.MouseButton.LeftButton)
    assert [item.confirmed_how for item in stored(office, clinic)] == ["telephone", "telephone"]


def test_tomorrow_the_method_is_asked_anew(tab, office, clinic):
    tab.open_record(clinic.id)
    tab.capabilities.confirming.choose("telephone")
    office.today = lambda: date(2026, 11, 23)
    assert tab.capabilities.confirming.how is None


def test_a_method_chosen_late_counts_for_what_was_said_today(tab, office, clinic):
    tab.open_record(clinic.id)
    tab.capabilities._lines[0].choose("can")
    tab.capabilities.confirming.choose("fax")
    assert [item.confirmed_how for item in stored(office, clinic)] == ["fax"]


def test_everything_known_is_confirmed_by_one_click_and_taken_back_by_one_undo(tab, office, clinic):
    day = date(2025, 6, 2)
    old = institutions.capability(clinic.id, "ventilator")
    save.save(office.db, replace(old, state="can", confirmed_on=day, confirmed_how="visit"))
    tab.open_record(clinic.id)
    tab.capabilities.confirming.choose("telephone")
    QTest.mouseClick(tab.capabilities.confirming.all_button, Qt.MouseButton.LeftButton)
    (now,) = stored(office, clinic)  # those nobody asked about stay 未確認
    shown = tab.form.widget("confirmed_on").value, tab.form.widget("confirmed_how").value
    assert (now.confirmed_on, now.confirmed_how) == shown == (office.today(), "telephone")
    tab.undo()
    assert stored(office, clinic)[0].confirmed_on == day
    assert tab.form.widget("confirmed_on").value is None


def test_old_facts_say_so_in_a_word(tab, office, clinic):
    for code, day in (("ventilator", date(2025, 11, 21)), ("oxygen", date(2025, 11, 22))):
        made = institutions.capability(clinic.id, code)
        save.save(office.db, replace(made, state="can", confirmed_on=day))
    tab.open_record(clinic.id)
    ages = {line.item.code: line.age.text() for line in tab.capabilities._lines if line.age.text()}
    assert ages == {"ventilator": "R7.11.21 古い", "oxygen": "R7.11.22"}


def test_without_a_kind_nothing_is_asked_but_the_kind(tab, office):
    made = save.new("institutions", name="ひばり")
    save.save(office.db, made)
    tab.open_record(made.id)
    assert tab.capabilities._lines == []
    assert tab.capabilities._hint.isVisible()
    tab.form.widget("kind").put("clinic")
    QApplication.processEvents()
    assert tab.capabilities._lines
    assert not tab.capabilities._hint.isVisible()
