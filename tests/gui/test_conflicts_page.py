"""食い違い, answered by keyboard (sync.md §4.7)."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.store.test_conflicts import both_said
from zaitaku_desk.gui.conflicts_page import ConflictsPage
from zaitaku_desk.gui.differences import marked, pieces
from zaitaku_desk.store import conflicts, save


@pytest.fixture
def page(qtbot, office):
    both_said(office.db, "institutions", "telephone", "0900", "0911", "0922")
    both_said(office.db, "consultations", "content", "元", "こちらの話", "あちらの話")
    made = ConflictsPage(office)
    qtbot.addWidget(made)
    made.start()
    made.show()
    made.list.setFocus()
    return made


def test_the_list_says_how_many(page) -> None:
    assert page.title.text() == "確認が必要な食い違い 2件"
    assert [row.cells[1] for row in page.list.rows] == ["相談の内容", "電話"]


def test_the_sides_stand_beside_what_both_had_seen(page) -> None:
    assert "元" in page.before.text.text()
    assert (page.left.head.text(), page.right.head.text()) == ("このパソコン", "もう一方のパソコン")


@pytest.mark.parametrize(
    ("key", "value"),
    [("1", "こちらの話"), ("2", "あちらの話"), ("3", "こちらの話\n\nあちらの話")],
)
def test_one_key_decides_and_the_next_is_shown(qtbot, office, page, key, value) -> None:
    record = page._shown.record
    qtbot.keyClick(page.list, key)
    assert save.get(office.db, "consultations", record).content == value
    assert (conflicts.count(office.db), page.item.text().endswith("電話")) == (1, True)


def test_later_goes_to_the_next(qtbot, office, page) -> None:
    page.later_button.click()
    assert page.item.text().endswith("電話")
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert page.item.text().endswith("相談の内容")
    assert conflicts.count(office.db) == 2


def test_of_what_is_no_text_both_cannot_be_kept(qtbot, office, page) -> None:
    page.later_button.click()
    qtbot.keyClick(page.list, "3")
    assert conflicts.count(office.db) == 2
    assert not page.both_button.isVisible()


def test_only_a_text_offers_to_keep_both(qtbot, office) -> None:
    both_said(office.db, "institutions", "telephone", "0900", "0911", "0922")
    page = ConflictsPage(office)
    qtbot.addWidget(page)
    page.show()
    page.start()
    assert page.left_button.isVisible() and not page.both_button.isVisible()


def test_forty_are_answered_by_keyboard_alone(qtbot, office) -> None:
    for number in range(40):
        both_said(office.db, "institutions", "note", "元", f"こちら{number}", f"あちら{number}")
    page = ConflictsPage(office)
    qtbot.addWidget(page)
    page.start()
    page.show()
    page.list.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    for number in range(40):
        assert page.title.text().endswith(f" {40 - number}件")
        qtbot.keyClick(page.list, "123"[number % 3])
    assert conflicts.count(office.db) == 0 and page.none.isVisible()


def test_what_else_is_saved_leaves_what_she_reads_in_its_place(page, office) -> None:
    page._pair = 7
    office.changes.saved.emit("visits", [])
    assert page._pair == 7


LONG = "".join(f"{number}件目の相談の内容がつづきます。" for number in range(1_200))
"""As long as a consultation never is."""


def test_a_very_long_text_keeps_neither_the_window_waiting_nor_grows_it(qtbot, office) -> None:
    theirs = LONG.replace("600件目", "六百件目")
    both_said(office.db, "consultations", "content", "元", LONG, theirs)
    page = ConflictsPage(office)
    qtbot.addWidget(page)
    began = time.process_time()
    page.start()
    page.show()
    assert time.process_time() - began < 2
    assert page.minimumSizeHint().width() < 900
    assert "六百" in page.right.text.text() and len(page.right.text.text()) < 1_000


def test_a_long_text_is_scrolled_by_keyboard(qtbot, page) -> None:
    page.resize(900, 560)
    page.left.set("左", "", "行<br>" * 300)
    qtbot.waitUntil(lambda: page.left.area.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.left.area.verticalScrollBar().value() > 0
    assert page.list.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("text", "other"),
    [(LONG, LONG[9:] + "。"), (LONG, "短い"), ("字" * 20_000, "文" * 20_000), ("\n" * 9_000, "a\n" * 9_000)],
)
def test_of_every_text_all_is_compared_and_none_of_it_is_lost(text: str, other: str) -> None:
    found = pieces(text, other)
    assert "".join(part for part, _own in found) == text
    assert any(own for _part, own in found)


def test_a_decision_can_be_taken_back(qtbot, office, page) -> None:
    qtbot.keyClick(page.list, "1")
    office.undo.undo()
    assert save.get(office.db, "consultations", page.office.db.rows("SELECT id FROM consultations")[0][0])


def test_at_last_it_says_that_nothing_is_left(qtbot, page) -> None:
    qtbot.keyClick(page.list, "1")
    qtbot.keyClick(page.list, "1")
    assert page.none.isVisible()
    assert not page.left_button.isVisible()


def test_the_record_is_one_key_away(qtbot, page) -> None:
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args[0] == "consultations"


def test_of_what_has_no_page_none_is_opened(qtbot, office) -> None:
    both_said(office.db, "devices", "name", "元", "受付", "ノート")
    page = ConflictsPage(office)
    qtbot.addWidget(page)
    page.start()
    page.show()
    assert not page.open_button.isVisible()
    with qtbot.assertNotEmitted(page.closed):
        page._open()


def test_what_the_other_does_not_say_is_marked() -> None:
    assert marked("こちら", "あちら").count("<u") == 1
    assert marked("同じ", "同じ") == "同じ"
    assert marked("<b>", "x").count("&lt;b&gt;") == 1


def test_after_the_last_one_esc_leads_back(qtbot, page) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for part in (QLineEdit(), page, QLineEdit()):
        layout.addWidget(part)
    window.show()
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    for _ in range(2):
        qtbot.keyClick(page.list, "1")
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    page.setParent(None)
