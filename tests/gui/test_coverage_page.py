"""空白エリア on the screen (A62, A78)."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.coverage_page import CoveragePage
from zaitaku_desk.gui.office import Office
from zaitaku_desk.store import editions, save


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> CoveragePage:
    """Two clinics; one began to visit after the edition."""
    for one, district in (("a", "椿瀬"), ("b", "月灘")):
        values = {"name": one, "kind": "clinic", "district": district, "telephone": "0999-20-0001"}
        save.save(office.db, save.new("institutions", id=one, **values))
    editions.freeze(office.db, "R8版", date(2026, 4, 1))
    clinic = save.get(office.db, "institutions", "a")
    clinic.regular_home_visit_status = "doing"
    save.save(office.db, clinic)
    made = CoveragePage(office)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.start()
    return made


def cell(page: CoveragePage, row: int, column: int = 0) -> str:
    return page.model.index(row, column).data()


def test_numbers_and_holes_stand_in_the_table(page: CoveragePage) -> None:
    assert (cell(page, 0), cell(page, 1), cell(page, 2)) == ("1", "空白", "1")
    assert page.model.headerData(0, Qt.Orientation.Vertical) == "椿瀬（1）"
    assert "訪問診療＝月灘、" in page.summary.text()


def test_a_number_leads_to_its_institutions(page: CoveragePage, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert page.behind.count() == 1
    page.behind.setCurrentRow(0)
    with qtbot.waitSignal(page.open_wanted) as opened:
        QTest.keyClick(page.behind, Qt.Key.Key_Return)
    assert opened.args == ["institutions", "a"]


def test_compared_with_an_edition_it_says_what_came(page: CoveragePage) -> None:
    page.since.setCurrentIndex(page.since.findText("R8版", Qt.MatchFlag.MatchStartsWith))
    page.count()
    assert cell(page, 0) == "1（+1）"


def test_a_past_day_is_asked_for_and_counted(page: CoveragePage) -> None:
    page.at.setCurrentIndex(page.at.count() - 1)
    page.count()
    assert page.at_day.isVisible()
    page.at_day.value = date(2020, 4, 1)
    page.count()
    assert "まだありません" in page.summary.text()


def test_kinds_are_counted_instead_of_functions(page: CoveragePage) -> None:
    page.what.setCurrentIndex(1)
    page.count()
    at = [page.model.headerData(one, Qt.Orientation.Horizontal) for one in range(3)].index("診療所")
    assert cell(page, 2, at) == "2"


def test_the_picture_shows_the_same(page: CoveragePage) -> None:
    page.pages.setCurrentIndex(1)
    assert page.picture.renderer().isValid()
    assert page.picture.width() > 300


def test_the_paper_is_of_what_is_on_the_screen(page: CoveragePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        page._paper("pdf")
    made = wanted.args[0].make(None)(lambda *_: None)
    assert made.data.startswith(b"%PDF")
