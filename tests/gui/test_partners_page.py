"""連携の組み合わせ on the screen (A75, A82, A220)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.partners_page import PartnersPage
from zaitaku_desk.store import lists, save


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> PartnersPage:
    """A clinic, and a hospital and a station that would do."""
    for one, kind in (("c", "clinic"), ("h", "hospital"), ("s", "home_nursing")):
        save.save(office.db, save.new("institutions", id=one, name=f"機関{one}", kind=kind))
    made = PartnersPage(office)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.start()
    made.start_with("c")
    return made


def choose(page: PartnersPage, kind: str) -> None:
    page.kind.setCurrentIndex(page.kind.findData(kind))
    page.find()


def keys(page: PartnersPage) -> list[str]:
    return [row.key for row in page.rows.rows]


def test_the_kind_of_agreement_says_who_would_do(page: PartnersPage) -> None:
    assert keys(page) == ["h"]
    choose(page, "nursing")
    assert keys(page) == ["s"]


def test_a_key_records_how_it_stands(page: PartnersPage, office: Office) -> None:
    QTest.keyClick(page.rows, Qt.Key.Key_1)
    assert "依頼中" in page.rows.rows[0].cells
    QTest.keyClick(page.rows, Qt.Key.Key_2)
    assert any(cell.startswith("合意 R8.11.22") for cell in page.rows.rows[0].cells)
    assert len(lists.everything(office.db, "agreements")) == 1


def test_undo_shows_at_once(page: PartnersPage, office: Office) -> None:
    page.record("agreed")
    office.undo.undo()
    assert "合意" not in "".join(page.rows.rows[0].cells)


def test_without_an_institution_the_page_says_what_it_is_for(page: PartnersPage) -> None:
    page.place.value = None
    page.find()
    assert keys(page) == []
    assert "後方支援" in page.told.text()


def test_enter_opens_the_partner(page: PartnersPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.open_wanted) as opened:
        QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert opened.args == ["institutions", "h"]
