from __future__ import annotations

from dataclasses import replace

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
    day = office.today().replace(year=2025)
    save.save(office.db, replace(old, state="can", confirmed_on=day, confirmed_by="FAX回答"))
    tab.open_record(clinic.id)
    assert tab.capabilities._lines[0].age.text() == "R7.11.22 FAX回答"
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


def test_tab_goes_through_the_capabilities_before_the_people(tab, clinic):
    from zaitaku_desk.gui import tab_order

    tab.open_record(clinic.id)
    order = list(tab_order.stops(tab.page))
    at = [
        order.index(part)
        for part in (
            tab.form.widget("listed"),
            tab.capabilities._lines[0].group.buttons()[0],
            tab.tables["posts"].view,
        )
    ]
    assert at == sorted(at)
    assert order[at[1] - 1].nextInFocusChain() is order[at[1]]
