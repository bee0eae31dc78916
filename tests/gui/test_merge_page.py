"""Two records side by side, joined and split by keyboard (decisions 11)."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.institutions import MERGE, InstitutionsTab
from zaitaku_desk.gui.merge_page import LEFT, RIGHT, MergePage, PeopleMergePage
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.tools import Tool
from zaitaku_desk.store import lists, merging, save


@pytest.fixture
def twice(office: Office) -> Office:
    """One clinic twice; the one with a visit is written with the commoner character."""
    db = office.db
    save.save(db, save.new("institutions", id="a", name="船津医院", kind="clinic", telephone="0999-20-0001"))
    save.save(
        db,
        save.new(
            "institutions",
            id="b",
            name="舩津医院",
            kind="clinic",
            telephone="0999-20-0001",
            fax="0999-20-0002",
        ),
    )
    save.save(db, save.new("visits", institution_id="a", visited_on=date(2026, 5, 1)))
    return office


@pytest.fixture
def page(qtbot: QtBot, twice: Office) -> MergePage:
    """The page with the pair found."""
    made = MergePage(twice)
    qtbot.addWidget(made)
    made.resize(1200, 650)
    made.show()
    made.start()
    return made


def names(office: Office, kind: str = "institutions") -> list[str]:
    return [record.name for record in lists.everything(office.db, kind)]


def test_the_pair_is_found_and_what_differs_comes_first(page: MergePage) -> None:
    assert page.pairs.count() == 1
    assert [page.fields.item(row, 0).text() for row in range(2)] == ["名称", "FAX"]


def test_what_has_a_history_stays_and_gaps_are_filled(page: MergePage, twice: Office) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [left] = lists.everything(twice.db, "institutions")
    assert (left.id, left.name, left.fax) == ("a", "船津医院", "0999-20-0002")
    assert page.pairs.count() == 0


def test_the_arrow_keys_choose_the_value_of_a_field(page: MergePage, twice: Office) -> None:
    page.fields.setFocus()
    name = [page.fields.horizontalHeaderItem(column).text() for column in (LEFT, RIGHT)].index("舩津医院")
    page.fields.setCurrentCell(0, LEFT if name else RIGHT)
    QTest.keyClick(page.fields, Qt.Key.Key_Right if name else Qt.Key.Key_Left)
    page.join()
    assert names(twice) == ["舩津医院"]


def test_undo_while_the_page_is_open_brings_the_pair_back(page: MergePage, twice: Office) -> None:
    page.join()
    twice.undo.undo()
    assert len(names(twice)) == 2
    assert page.pairs.count() == 1


def test_two_that_are_two_are_not_offered_again(page: MergePage) -> None:
    page.two_button.click()
    page.start()
    assert page.pairs.count() == 0


def test_what_was_joined_is_listed_and_split_again(page: MergePage, twice: Office) -> None:
    page.join()
    assert page.joined.count() == 1
    page.split_button.click()
    assert len(names(twice)) == 2
    assert page.joined.count() == 0


def test_she_names_the_other_one_herself(qtbot: QtBot, twice: Office) -> None:
    save.save(twice.db, save.new("institutions", id="c", name="波止場クリニック"))
    tab = InstitutionsTab(twice)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show()
    tab.open_record("c")
    tab.merge_with()
    page = tab.tools.show(Tool("", MERGE))
    page.start_with("c")
    page.right_picker.put("a")
    assert page.fields.rowCount() > 0
    page.join()
    assert merging.joined(twice.db, "institutions")[0][2] == "a"


def test_people_have_the_same_page(qtbot: QtBot, office: Office) -> None:
    for one in ("a", "b"):
        save.save(office.db, save.new("people", id=one, name="帆足 道"))
    page = PeopleMergePage(office)
    qtbot.addWidget(page)
    page.start()
    page.join()
    assert names(office, "people") == ["帆足 道"]


def test_a_clean_directory_says_so(qtbot: QtBot, office: Office) -> None:
    page = MergePage(office)
    qtbot.addWidget(page)
    page.start()
    assert "見つかりませんでした" in page.said_label.text()
    assert not page.join_button.isEnabled()
