"""一覧表の版: freezing, what changed, to whom it was given (A43, A264)."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.reports.reading import book
from zaitaku_desk.gui.editions_page import EditionsPage
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.papers import Paper
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import editions, lists, save


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> EditionsPage:
    """The page over a directory of two."""
    save.save_many(
        office.db,
        [
            Institution(id="i1", name="かもめ医院", kind="clinic"),
            Institution(id="i2", name="つばめ薬局", kind="pharmacy"),
        ],
    )
    made = EditionsPage(office)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.start()
    return made


def test_a_new_edition_has_a_name_and_today_ready(page: EditionsPage, office: Office) -> None:
    assert (page.name.value, page.day.value) == ("令和8年度版", office.today())
    assert page.hint.isVisible() and not page.of_one[0].isEnabled()


def test_freezing_shows_the_edition_and_ctrl_z_takes_it_back(page: EditionsPage, office: Office) -> None:
    page.freeze_button.click()
    assert page.rows.rows[0].cells[:3] == ("令和8年度版", "R8.11.22（日）", "2")
    office.undo.undo()
    assert page.rows.rows == [] and page.hint.isVisible()


def test_an_edition_is_printed_as_it_was(page: EditionsPage, office: Office) -> None:
    page.freeze()
    save.delete(office.db, "institutions", "i2")
    wanted: list[Paper] = []
    page.paper_wanted.connect(wanted.append)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert wanted[0].format == "pdf" and wanted[0].also[0].format == "xlsx"
    made = wanted[0].also[0].make(None)(None)
    assert "薬局" in book(made).sheetnames


def test_the_changes_to_today_are_listed_and_enter_opens_the_institution(
    page: EditionsPage, office: Office
) -> None:
    page.freeze()
    save.save(office.db, Institution(id="i1", name="みさご医院", kind="clinic"))
    page.show_changes()
    changes = page.steps.currentWidget()
    assert [row.cells[3:] for row in changes.rows.rows] == [
        ("みさご医院", "名称", "かもめ医院", "みさご医院")
    ]
    opened: list[str] = []
    page.open_wanted.connect(lambda kind, key: opened.append(key))
    QTest.keyClick(changes.rows, Qt.Key.Key_Return)
    assert opened == ["i1"]


def test_the_chosen_edition_is_compared_with_the_next_one(page: EditionsPage, office: Office) -> None:
    older = editions.freeze(office.db, "前の版", date(2025, 11, 1))
    newer = editions.freeze(office.db, "後の版", date(2026, 11, 1))
    page.refresh()
    page.rows.select(older.id)
    page.show_changes()
    changes = page.steps.currentWidget()
    assert (changes.older.currentData(), changes.newer.currentData()) == (older.id, newer.id)
    assert changes.count.text() == "変更はありません。"


def test_to_whom_it_was_given_is_typed_below(page: EditionsPage, office: Office) -> None:
    page.freeze()
    model = page.given.model
    spec = next(item for item in model.specs if item.name == "recipients")
    model.put(0, spec, "市内の全医療機関")
    (given,) = lists.children(office.db, "distributions", page.rows.chosen())
    assert (given.recipients, given.paper) == ("市内の全医療機関", "関係機関情報一覧表")


def test_a_line_that_saves_itself_does_not_close_the_cell_being_typed(
    page: EditionsPage, office: Office
) -> None:
    page.freeze()
    view = page.given.view
    column = [item.name for item in page.given.model.specs].index("recipients")
    view.setFocus()
    view.setCurrentIndex(page.given.model.index(0, column))
    QTest.keyClick(view, Qt.Key.Key_F2)
    QTest.keyClicks(view.editing, "abc")
    view._autosave.flush()
    assert page.rows.rows[0].cells[3] == "1"
    assert view.editing is not None


def test_esc_goes_from_the_changes_to_the_editions_and_then_away(page: EditionsPage, qtbot: QtBot) -> None:
    page.freeze()
    page.show_changes()
    page.back()
    assert page.steps.currentWidget() is page.first
    with qtbot.waitSignal(page.closed):
        page.back()


def test_an_edition_thrown_away_comes_back(page: EditionsPage, office: Office) -> None:
    page.freeze()
    page.throw_away()
    assert page.rows.rows == []
    office.undo.undo()
    assert len(page.rows.rows) == 1
