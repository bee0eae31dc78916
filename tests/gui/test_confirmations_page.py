"""確認の回: whom to ask, sending, and typing the answers back (A7, A264)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.reports.reading import pages
from zaitaku_desk.gui.confirmations_page import RoundsPage
from zaitaku_desk.gui.office import Office
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.store import save
from zaitaku_desk.store.lists import Listing

OXYGEN = pair_id("capability", "i1", "oxygen")


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> RoundsPage:
    """The page over a directory of three."""
    save.save_many(
        office.db,
        [
            Institution(id="i1", name="かもめ医院", kana="かもめいいん", kind="clinic", district="東"),
            Institution(id="i2", name="つばめ薬局", kana="つばめやっきょく", kind="pharmacy", district="西"),
            Institution(id="i3", name="みさご医院", kind="clinic", confirmed_on=date(2026, 11, 1)),
            Capability(id=OXYGEN, institution_id="i1", code="oxygen", state="can"),
        ],
    )
    made = RoundsPage(office)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.start()
    return made


@pytest.fixture
def sheets(page: RoundsPage) -> Any:
    """A round that asks all three, opened."""
    page.begin()
    page.steps.currentWidget().begin()
    return page.steps.currentWidget()


def stored(office: Office, kind: str, record_id: str) -> Any:
    return save.get(office.db, kind, record_id)


def answer(page: RoundsPage, sheets: Any, text: str) -> Any:
    sheets.find.setText(text)
    sheets._fill()
    sheets.open_found()
    return page.steps.currentWidget()


def test_whom_to_ask_is_narrowed_and_counted(page: RoundsPage) -> None:
    page.begin()
    step = page.steps.currentWidget()
    assert step.count.text().startswith("3 機関")
    next(chip for chip in step._buttons if chip.property("key") == "clinic").click()
    step.old.click()
    assert [row.cells[0] for row in step.rows.rows] == ["かもめ医院"]


def test_a_single_institution_is_left_out(page: RoundsPage) -> None:
    page.begin()
    step = page.steps.currentWidget()
    step.rows.select("i3")
    step.leave_out()
    assert {row.key for row in step.rows.rows} == {"i1", "i2"}


def test_the_list_as_it_is_searched_can_be_asked_alone(page: RoundsPage) -> None:
    page.listing = Listing("institutions", filters=(("kind", "pharmacy"),))
    page.begin()
    step = page.steps.currentWidget()
    assert step.filtered.text() == "一覧で絞り込んだ 1 機関だけ"
    assert [row.key for row in step.rows.rows] == ["i2"]
    step.filtered.click()
    assert len(step.rows.rows) == 3


def test_a_round_begins_with_its_sheets_numbered(sheets: Any) -> None:
    assert [row.cells[:2] for row in sheets.rows.rows] == [
        ("1", "かもめ医院"),
        ("2", "みさご医院"),
        ("3", "つばめ薬局"),
    ]
    assert sheets.progress.text() == "対象 3　送付 0　返信 0　未返信 0"


def test_all_are_sent_at_once_by_fax(sheets: Any, office: Office) -> None:
    sheets.send_all()
    assert {row.cells[2] for row in sheets.rows.rows} == {"11/22 FAX"}
    office.undo.undo()
    assert {row.cells[2] for row in sheets.rows.rows} == {""}


def test_number_enter_enter_confirms_everything_on_the_sheet(
    page: RoundsPage, sheets: Any, office: Office
) -> None:
    sheets.find.setFocus()
    QTest.keyClicks(sheets.find, "1")
    QTest.keyClick(sheets.find, Qt.Key.Key_Return)
    step = page.steps.currentWidget()
    assert step.TITLE == "番号 1　かもめ医院"
    step.done_button.click()
    place, oxygen = stored(office, "institutions", "i1"), stored(office, "capabilities", OXYGEN)
    assert (place.confirmed_on, place.confirmed_how) == (office.today(), "fax")
    assert (oxygen.confirmed_on, oxygen.confirmed_how) == (office.today(), "fax")
    assert page.steps.currentWidget() is sheets and sheets.find.text() == ""
    assert sheets.rows.rows[0].cells[3] == "11/22 FAX"


def test_a_few_letters_of_the_name_find_the_sheet(page: RoundsPage, sheets: Any) -> None:
    assert answer(page, sheets, "やっきょく").TITLE == "番号 3　つばめ薬局"


def test_what_changed_is_typed_into_the_sheet_and_the_rest_confirmed(
    page: RoundsPage, sheets: Any, office: Office
) -> None:
    step = answer(page, sheets, "1")
    step.form.set_values(telephone="0800-000-0009")
    line = step.capabilities._lines[7]
    QTest.keyClick(line.group.buttons()[0], "3")
    step.day.value = date(2026, 11, 20)
    step.answered()
    place, oxygen = stored(office, "institutions", "i1"), stored(office, "capabilities", line.item.id)
    assert (place.telephone, place.confirmed_on) == ("0800-000-0009", date(2026, 11, 20))
    assert (oxygen.state, oxygen.confirmed_on, oxygen.confirmed_how) == ("cannot", date(2026, 11, 20), "fax")


def test_who_works_there_is_typed_into_the_sheet_and_becomes_a_person(
    page: RoundsPage, sheets: Any, office: Office
) -> None:
    step = answer(page, sheets, "1")
    model = step.posts.model
    model.put(0, next(item for item in model.specs if item.name == "title"), "看護師長")
    post = model.rows[0]
    save.save(office.db, replace(post, name="葦原 花子"))
    step.answered()
    stored_post = stored(office, "posts", post.id)
    assert stored_post.person_id and stored(office, "people", stored_post.person_id).name == "葦原 花子"


def test_the_day_of_a_pile_is_typed_once(page: RoundsPage, sheets: Any) -> None:
    step = answer(page, sheets, "1")
    step.day.value = date(2026, 11, 20)
    step.answered()
    assert answer(page, sheets, "2").day.value == date(2026, 11, 20)


def test_only_the_fields_of_the_kind_are_shown(page: RoundsPage, sheets: Any) -> None:
    step = answer(page, sheets, "1")
    assert step._edits["support_class"].isVisible() and not step._edits["beds"].isVisible()
    page.back()
    assert not answer(page, sheets, "3")._edits["support_class"].isVisible()


def test_a_note_of_a_reminder_is_kept(page: RoundsPage, sheets: Any) -> None:
    answer(page, sheets, "1").note.value = "催促した"
    page.back()
    assert sheets.rows.rows[0].cells[-1] == "催促した"


def test_an_answer_is_taken_back(page: RoundsPage, sheets: Any) -> None:
    answer(page, sheets, "1").answered()
    answer(page, sheets, "1").take_back()
    assert sheets.rows.rows[0].cells[3] == ""


def test_the_open_ones_are_listed_alone(page: RoundsPage, sheets: Any) -> None:
    sheets.send_all()
    answer(page, sheets, "1").answered()
    sheets.shown.setCurrentIndex(sheets.shown.findData("open"))
    assert [row.cells[0] for row in sheets.rows.rows] == ["2", "3"]
    assert "回収率 33%" in sheets.progress.text()


def test_ctrl_p_prints_all_sheets_and_one_alone(page: RoundsPage, sheets: Any) -> None:
    wanted: list[Any] = []
    page.paper_wanted.connect(wanted.append)
    QTest.keyClick(sheets.rows, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    sheets.print_one()
    assert [len(pages(paper.make(None)(None))) for paper in wanted] == [3, 1]


def test_the_rounds_are_listed_with_how_far_they_are(page: RoundsPage, sheets: Any) -> None:
    sheets.send_all()
    answer(page, sheets, "1").answered()
    page.back()
    assert page.rows.rows[0].cells[3:] == ("3", "3", "1", "2", "33%")
