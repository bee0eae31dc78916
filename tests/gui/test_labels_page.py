from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.gui.labels_page import CUSTOM, LabelsPage
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.people import PeopleTab
from zaitaku_desk.gui.tools import Tool
from zaitaku_desk.store import save

TOOL = Tool("", "labels_page.LabelsPage")


@pytest.fixture
def tab(qtbot: QtBot, office: Office) -> InstitutionsTab:
    """Thirteen clinics with an address, a pharmacy without."""
    clinics = [
        save.new(
            "institutions", name=f"浜{number:02}医院", kind="clinic", postal_code="000-0001", address="浜町1"
        )
        for number in range(13)
    ]
    save.save_many(office.db, [*clinics, save.new("institutions", name="住所なし薬局", kind="pharmacy")])
    made = InstitutionsTab(office)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.build()
    made.show()
    return made


@pytest.fixture
def page(tab: InstitutionsTab) -> LabelsPage:
    """The page as it is first opened."""
    return tab.tools.show(TOOL)  # type: ignore[return-value]


def choose(page: LabelsPage, name: str, value: str) -> None:
    field: Any = page._fields[name]
    field.setCurrentIndex(field.findData(value))


def typed(page: LabelsPage, name: str, text: str) -> None:
    field: Any = page._fields[name]
    field.selectAll()
    QTest.keyClicks(field, text)
    page.make()


def test_it_opens_with_the_labels_of_the_list_and_names_who_has_no_address(page: LabelsPage) -> None:
    assert page.preview.document.pageCount() == 2
    assert "住所なし薬局" in page.told.text()


def test_a_filter_on_the_list_narrows_the_labels(tab: InstitutionsTab) -> None:
    tab.list.search.setText("浜07")
    page: Any = tab.tools.show(TOOL)
    assert page.preview.document.pageCount() == 1
    assert "1件で作りました" in page.told.text()


def test_another_sheet_and_first_label_are_seen_at_once(page: LabelsPage) -> None:
    choose(page, "sheet", "24-66x33.9")
    assert page.preview.document.pageCount() == 1
    typed(page, "start", "24")
    assert page.preview.document.pageCount() == 2


def test_a_label_that_is_not_there_is_said_beside_it_and_nothing_can_be_printed(page: LabelsPage) -> None:
    typed(page, "start", "13")
    assert "13番目のラベルはありません" in page.told.text()
    assert not page.preview.print_button.isEnabled()


def test_envelopes_ask_other_things(page: LabelsPage) -> None:
    choose(page, "kind", "naga3")
    assert page.preview.document.pageCount() == 13
    assert page._fields["way"].isVisibleTo(page) and not page._fields["sheet"].isVisibleTo(page)


def test_measures_are_asked_for_a_sheet_of_her_own(page: LabelsPage) -> None:
    choose(page, "sheet", CUSTOM)
    assert page._fields["left"].isVisibleTo(page)
    typed(page, "rows", "5")
    assert page.preview.document.pageCount() == 2


def test_the_sheet_is_remembered_the_first_label_is_not(tab: InstitutionsTab, page: LabelsPage) -> None:
    choose(page, "sheet", "24-66x33.9")
    typed(page, "start", "3")
    page.start()
    assert page.options()["sheet"] == "24-66x33.9" and page.options()["start"] == "1"


def test_labels_of_people_remind_and_can_have_a_password(
    qtbot: QtBot, office: Office, page: LabelsPage
) -> None:
    save.save(office.db, save.new("people", name="潮見　灯"))
    people = PeopleTab(office)
    qtbot.addWidget(people)
    people.build()
    shown: Any = people.tools.show(Tool("", "labels_page.PeopleLabelsPage"))
    assert shown.preview.protect_button.isVisibleTo(shown)
    assert not page.preview.protect_button.isVisibleTo(page)


def test_esc_goes_back_to_the_list(tab: InstitutionsTab, page: LabelsPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert tab.list.isVisible()


def test_every_field_has_a_name_for_a_screen_reader(page: LabelsPage) -> None:
    assert all(field.accessibleName() or field.text() for field in page._fields.values())
