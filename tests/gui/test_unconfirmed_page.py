"""「N か月以上未確認」 (A7)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.reports.reading import rows
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.unconfirmed_page import UnconfirmedPage
from zaitaku_desk.records.areas import Area
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.store import save


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> UnconfirmedPage:
    """One never confirmed, one capability of long ago, one that is fresh."""
    save.save_many(
        office.db,
        [
            Institution(id="i1", name="かもめ医院", kind="clinic"),
            Institution(id="i2", name="つばめ薬局", kind="pharmacy", confirmed_on=date(2026, 11, 1)),
            Capability(
                id="c1", institution_id="i2", code="opioids", state="can", confirmed_on=date(2024, 5, 1)
            ),
        ],
    )
    made = UnconfirmedPage(office)
    qtbot.addWidget(made)
    made.show()
    made.start()
    return made


def test_the_never_confirmed_stand_first_then_the_oldest(page: UnconfirmedPage) -> None:
    assert [row.cells[:4] for row in page.rows.rows] == [
        ("かもめ医院", "機関の情報", "未確認", "—"),
        ("つばめ薬局", "麻薬の取扱い", "R6.5.1（水）", "2年6か月前"),
    ]


def test_t_confirms_by_telephone_and_the_next_line_is_chosen(page: UnconfirmedPage, office: Office) -> None:
    QTest.keyClick(page.rows, Qt.Key.Key_T)
    place = save.get(office.db, "institutions", "i1")
    assert isinstance(place, Institution)
    assert (place.confirmed_on, place.confirmed_how) == (office.today(), "telephone")
    assert page.rows.chosen() == "i2 opioids"


def test_v_confirms_a_capability_by_a_visit_and_undo_brings_the_line_back(
    page: UnconfirmedPage, office: Office
) -> None:
    page.rows.select("i2 opioids")
    QTest.keyClick(page.rows, Qt.Key.Key_V)
    found = save.get(office.db, "capabilities", "c1")
    assert isinstance(found, Capability) and found.confirmed_how == "visit"
    office.undo.undo()
    assert len(page.rows.rows) == 2


def test_another_number_of_months_and_a_kind_narrow_the_list(page: UnconfirmedPage) -> None:
    page.months.put(60)
    assert [row.key for row in page.rows.rows] == ["i1 "]
    page.kind.setCurrentIndex(page.kind.findData("pharmacy"))
    assert page.count.text() == "この期間、確認していない項目はありません。"


def test_an_area_lets_the_districts_below_it_through(page: UnconfirmedPage, office: Office) -> None:
    zone = Area(id="z", name="港圏域", level="zone")
    save.save_many(office.db, [zone, Area(id="d", name="港町", level="district", parent_id="z")])
    save.save(office.db, save.new("institutions", name="港町医院", district="港町", kind="clinic"))
    page.start()
    page.district.setCurrentIndex(page.district.findText("港圏域"))
    assert [row.cells[0] for row in page.rows.rows] == ["港町医院"]


def test_enter_opens_the_institution(page: UnconfirmedPage) -> None:
    opened: list[tuple[str, str]] = []
    page.open_wanted.connect(lambda kind, key: opened.append((kind, key)))
    page.rows.select("i2 opioids")
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert opened == [("institutions", "i2")]


def test_the_list_is_saved_as_it_is_narrowed(page: UnconfirmedPage) -> None:
    wanted: list[Any] = []
    page.paper_wanted.connect(wanted.append)
    page.kind.setCurrentIndex(page.kind.findData("clinic"))
    page.save_list()
    assert len(rows(wanted[0].make(None)(None), "未確認")) == 5
