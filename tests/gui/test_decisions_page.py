"""The list of what she decided while taking lists in."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.decisions_page import DecisionsPage
from zaitaku_desk.store import matching, save, suspects
from zaitaku_desk.store.matching import Decision

DAY = date(2026, 11, 22)


@pytest.fixture
def page(qtbot, office):
    clinic = save.new("institutions", name="みなと医院")
    save.save(office.db, clinic)
    matching.decide(office.db, "list", "f", "港医院", Decision(clinic.id), DAY)
    suspects.are_two(office.db, "institutions", clinic.id, clinic.id, DAY)
    found = DecisionsPage(office)
    qtbot.addWidget(found)
    found.show()
    found.start()
    return found


def texts(page):
    return [page.rows.item(row, 3).text() for row in range(page.rows.rowCount())]


def test_it_says_what_was_decided(page):
    assert sorted(texts(page)) == ["「みなと医院」と同じ機関", "別の記録（重複ではない）"]


def test_delete_takes_a_decision_back_and_undo_brings_it_again(qtbot, page, office):
    page.rows.setCurrentCell(texts(page).index("「みなと医院」と同じ機関"), 0)
    qtbot.keyClick(page.rows, Qt.Key.Key_Delete)
    assert texts(page) == ["別の記録（重複ではない）"]
    assert matching.decisions(office.db, "list") == {}
    office.undo.undo()
    assert len(texts(page)) == 2


def test_enter_leads_to_the_institution(qtbot, page):
    page.rows.setCurrentCell(texts(page).index("「みなと医院」と同じ機関"), 0)
    with qtbot.waitSignal(page.open_wanted) as opened:
        page.open()
    assert opened.args[0] == "institutions"


def test_without_decisions_it_says_where_they_come_from(qtbot, office):
    page = DecisionsPage(office)
    qtbot.addWidget(page)
    page.show()
    page.start()
    assert page.rows.isHidden() and "要確認" in page.words.text()
