"""April on one page (A272)."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.transfers_page import TransfersPage, usual_day
from zaitaku_desk.store import drafts, lists, people, save

APRIL = date(2026, 4, 1)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> TransfersPage:
    """Two people at the first of two offices."""
    for one, name in (("i1", "みなと居宅"), ("i2", "さざなみ居宅")):
        save.save(office.db, save.new("institutions", id=one, name=name))
    for one, name, kana in (("a", "潮 みなみ", "うしお みなみ"), ("b", "帆足 道", "ほあし みち")):
        save.save(office.db, save.new("people", id=one, name=name, kana=kana))
        save.save(
            office.db,
            save.new("posts", id=f"p{one}", person_id=one, name=name, institution_id="i1", title="主任"),
        )
    made = TransfersPage(office)
    qtbot.addWidget(made)
    made.resize(1200, 650)
    made.show()
    made.start()
    made.people.setFocus()
    return made


def post(office: Office, person: str, day: date = APRIL) -> str:
    return people.post_on(office.db, person, day)


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2026, 11, 22), APRIL), (date(2026, 3, 10), APRIL), (date(2026, 12, 1), date(2027, 4, 1))],
)
def test_the_day_offered_is_the_april_she_means(today: date, day: date) -> None:
    assert usual_day(today) == day


def test_a_key_says_what_happens_and_enter_goes_on(page: TransfersPage, office: Office) -> None:
    QTest.keyClick(page.people, Qt.Key.Key_2)
    QTest.keyClick(page.people, Qt.Key.Key_Return)
    QTest.keyClick(page.people, Qt.Key.Key_3)
    assert page.details.institution.hasFocus()
    page.details.institution.put("i2")
    page.check_button.click()
    page.apply_button.click()
    assert (post(office, "a"), post(office, "b")) == ("", "さざなみ居宅　主任")


def test_the_row_says_what_is_planned(page: TransfersPage) -> None:
    QTest.keyClick(page.people, Qt.Key.Key_4)
    QTest.keyClicks(page.details.post, "Chief")
    assert page.people.item(0, 3).text() == "役職の変更　Chief"
    assert "役職の変更1" in page.planned.text()


def test_what_is_planned_survives_the_end_of_the_program(
    page: TransfersPage, office: Office, qtbot: QtBot
) -> None:
    QTest.keyClick(page.people, Qt.Key.Key_2)
    again = TransfersPage(office)
    qtbot.addWidget(again)
    again.start()
    assert again.people.item(0, 3).text() == "退任"
    assert again.details.buttons["leaves"].isChecked()


def test_what_is_missing_is_said_in_the_plan_and_nothing_is_written(
    page: TransfersPage, office: Office
) -> None:
    QTest.keyClick(page.people, Qt.Key.Key_3)
    page.check_button.click()
    assert "機関が選ばれていません" in page.plan.item(0, 4).text()
    assert not page.apply_button.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.people.isVisible()
    assert post(office, "a") == "みなと居宅　主任"


def test_somebody_new_is_a_person_with_a_post(page: TransfersPage, office: Office) -> None:
    page.arrive()
    QTest.keyClicks(page.details.name, "Hato")
    page.details.institution.put("i2")
    page.check_button.click()
    page.apply_button.click()
    assert "Hato" in {person.name for person in lists.everything(office.db, "people")}
    assert [item.name for item in people.at(office.db, "i2", APRIL)] == ["Hato"]
    assert drafts.get(office.db, "transfers") is None


def test_one_undo_takes_april_back(page: TransfersPage, office: Office) -> None:
    QTest.keyClick(page.people, Qt.Key.Key_2)
    page.check_button.click()
    page.apply_button.click()
    office.undo.undo()
    assert post(office, "a") == "みなと居宅　主任"


def test_the_list_is_narrowed_by_name_place_and_title(page: TransfersPage, qtbot: QtBot) -> None:
    page.search.setText("帆足 みなと")
    qtbot.waitUntil(lambda: page.people.rowCount() == 1)
    assert page.people.item(0, 0).text() == "帆足 道"
