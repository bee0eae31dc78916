"""関わりの一覧 on the screen (A56, A168, A178, A251)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.relations_page import RelationsPage
from zaitaku_desk.store import save


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> RelationsPage:
    """One clinic met this year and referred to, one pharmacy never met."""
    for one, name, kind in (("a", "波止場医院", "clinic"), ("b", "月灘薬局", "pharmacy")):
        save.save(office.db, save.new("institutions", id=one, name=name, kind=kind, kana=name))
    save.save(office.db, save.new("visits", institution_id="a", visited_on=date(2026, 10, 1), status="done"))
    save.save(
        office.db, save.new("consultations", received_at=datetime(2026, 10, 2, 9, 0), referred_to=["a"])
    )
    made = RelationsPage(office)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.start()
    return made


def names(page: RelationsPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def choose(page: RelationsPage, key: str) -> None:
    page.view.setCurrentIndex(page.view.findData(key))
    page._show()


def test_first_are_those_nobody_has_met(page: RelationsPage) -> None:
    assert names(page) == ["月灘薬局"]
    assert "12か月" in page.told.text()


def test_referrals_say_their_share(page: RelationsPage) -> None:
    choose(page, "referrals")
    assert names(page) == ["波止場医院"]
    assert "100%" in [page.model.index(0, column).data() for column in range(page.model.columnCount())]


def test_kind_and_words_narrow_the_list(page: RelationsPage, qtbot: QtBot) -> None:
    choose(page, "all")
    page.search.setText("波止場")
    qtbot.waitUntil(lambda: names(page) == ["波止場医院"])
    page.search.clear()
    page.kind.setCurrentIndex(page.kind.findData("薬局"))
    page._show()
    assert names(page) == ["月灘薬局"]


def test_enter_opens_the_institution(page: RelationsPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    with qtbot.waitSignal(page.open_wanted) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == ["institutions", "b"]


def test_the_paper_is_of_the_rows_on_the_screen(page: RelationsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        page._paper("pdf")
    assert wanted.args[0].title == "会っていない先" and wanted.args[0].personal
    assert wanted.args[0].make(None)(lambda *_: None).data.startswith(b"%PDF")


def test_where_nothing_fits_it_is_said(page: RelationsPage) -> None:
    choose(page, "new")
    assert "該当する機関はありません" in page.told.text()
    page._paper("pdf")


def test_ctrl_p_shows_the_paper_of_the_page(page: RelationsPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    with qtbot.waitSignal(page.paper_wanted):
        QTest.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
