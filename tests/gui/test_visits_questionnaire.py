"""The questionnaire is driven as she drives it: keys, IME and mouse through the page."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui import visit_desk
from zaitaku_desk.gui.visits import VisitsTab
from zaitaku_desk.gui.visits_fields import AnswerNumber
from zaitaku_desk.gui.visits_options import Option
from zaitaku_desk.gui.visits_questionnaire import month_of
from zaitaku_desk.records.presets import OSAKA_SET
from zaitaku_desk.store import lists, save


@pytest.fixture
def tab(qtbot, office):
    found = VisitsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    qtbot.waitExposed(found)
    yield found
    found.flush()


@pytest.fixture
def opened(tab, office):
    made = visit_desk.visit(office, visit_desk.clinic(office))
    tab.open_record(made.id)
    tab.activateWindow()
    return made


def box(tab, number):
    return next(item for item in tab.questionnaire.boxes if item.question.number == number)


def press(tab, number, *keys):
    """Put the keyboard to a question and press keys."""
    box(tab, number).focus()
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def folded(tab):
    return [fold.words.text() for fold in tab.questionnaire._folds if not fold.isHidden()]


def test_a_digit_picks_an_option_and_it_is_stored_at_once(tab, office, opened):
    press(tab, "1", "1")
    found = visit_desk.stored(office, opened.id)
    assert (found["1"].state, found["1"].value) == ("answered", {"choice": "yes"})


def test_one_of_several_gives_way_to_the_next(tab, office, opened):
    press(tab, "3", "1", "3")
    assert visit_desk.stored(office, opened.id)["3"].value == {"choice": "clinic3"}


def test_the_same_digit_again_takes_the_answer_away(tab, office, opened):
    press(tab, "1", "1", "1")
    found = visit_desk.stored(office, opened.id)
    assert (found["1"].state, found["1"].value) == ("not_asked", {})


def test_several_of_several_are_kept_in_the_order_of_the_question(tab, office, opened):
    press(tab, "6", "4", "1")
    assert visit_desk.stored(office, opened.id)["6"].value == {"choices": ["technique", "cooperation"]}


def test_arrows_walk_the_options_and_enter_picks(tab, office, opened):
    press(tab, "5" if not box(tab, "5").isHidden() else "3", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert visit_desk.stored(office, opened.id)["3"].value == {"choice": "clinic2"}


def test_tab_goes_to_the_reason_and_then_to_the_next_question(tab, opened):
    press(tab, "1", "2", Qt.Key.Key_Tab)
    assert box(tab, "1").other.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert box(tab, "2").editor.options[0].hasFocus()


def test_tab_leaves_the_questionnaire_for_the_next_contact(tab, opened):
    press(tab, "7", Qt.Key.Key_Tab)
    assert tab.form.widget("follow_up_on").hasFocus()


def test_the_reason_typed_with_an_ime_is_stored_when_the_question_is_left(tab, office, opened, say):
    press(tab, "1", "2", Qt.Key.Key_Tab)
    say(box(tab, "1").other, "人手が足りない")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert visit_desk.stored(office, opened.id)["1"].other == "人手が足りない"


def test_the_reason_is_autosaved_while_she_types(tab, office, opened, say, qtbot):
    press(tab, "1", "2", Qt.Key.Key_Tab)
    say(box(tab, "1").other, "夜間")
    qtbot.waitUntil(lambda: visit_desk.stored(office, opened.id)["1"].other == "夜間", timeout=2000)


def test_a_reason_goes_out_with_its_option_and_comes_back_with_it(tab, office, opened, say):
    press(tab, "1", "2")
    say(box(tab, "1").other, "夜間")
    press(tab, "1", "1")
    assert visit_desk.stored(office, opened.id)["1"].other is None
    press(tab, "1", "2")
    assert visit_desk.stored(office, opened.id)["1"].other == "夜間"


def test_what_does_not_apply_folds_to_one_grey_line(tab, opened):
    press(tab, "1", "2")
    assert folded(tab) == ["4-①・4-②・4-③　　1.で「いいえ」のため非該当"]
    assert box(tab, "4-①").isHidden() and not box(tab, "5").isHidden()


def test_changing_the_answer_back_brings_the_answers_back(tab, office, opened):
    press(tab, "1", "1")
    press(tab, "4-①", "1", "2")
    press(tab, "1", "2")
    assert box(tab, "4-①").isHidden()
    press(tab, "1", "1")
    assert box(tab, "4-①").editor.value == 12
    assert visit_desk.stored(office, opened.id)["4-1"].value == {"number": 12}


def test_before_the_first_answer_a_conditional_question_waits_and_may_be_asked_first(tab, office, opened):
    line = next(fold for fold in tab.questionnaire._folds if not fold.isHidden())
    assert line.words.text() == "4-①・4-②・4-③　　1.で「はい」のときにお尋ねします"
    QTest.mouseClick(line._open, Qt.MouseButton.LeftButton)
    assert box(tab, "4-①").editor.hasFocus()


def test_no_answer_is_a_state_of_its_own_and_can_be_taken_back(tab, office, opened):
    press(tab, "2", "1", "0")
    assert visit_desk.stored(office, opened.id)["2"].state == "no_answer"
    assert tab.questionnaire.progress == "回答 0 / 9　無回答 1"
    press(tab, "2", "0")
    assert visit_desk.stored(office, opened.id)["2"].value == {"choice": "yes"}


def test_alt_0_says_no_answer_where_digits_are_text(tab, office, opened):
    box(tab, "7").focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert visit_desk.stored(office, opened.id)["7"].state == "no_answer"


def test_typing_into_a_question_takes_no_answer_away(tab, office, opened, say):
    box(tab, "7").toggle_no_answer()
    say(box(tab, "7").editor, "同行訪問")
    tab.flush()
    found = visit_desk.stored(office, opened.id)["7"]
    assert (found.state, found.value) == ("answered", {"text": "同行訪問"})


def test_the_head_counts_what_applies(tab, opened):
    press(tab, "1", "2")
    press(tab, "2", "1")
    assert tab.questionnaire.progress == "回答 2 / 6　非該当 3"
    assert "回答 2 / 6" in tab.questionnaire.title.text()


def test_a_full_width_number_with_its_unit_is_a_number(tab, office, opened, say):
    press(tab, "1", "1")
    say(box(tab, "4-①").editor, "１２名")
    tab.flush()
    assert visit_desk.stored(office, opened.id)["4-1"].value == {"number": 12}


def test_a_number_that_is_none_stays_as_words_and_says_so(tab, office, opened, say):
    press(tab, "1", "1")
    say(box(tab, "4-②").editor, "2～3")
    tab.flush()
    assert visit_desk.stored(office, opened.id)["4-2"].value == {"text": "2～3"}
    assert "言葉として残します" in box(tab, "4-②").problem.text()


@pytest.mark.parametrize(("typed", "value"), [("2.5", 2.5), ("1,200", 1200), ("", None), ("1e999", None)])
def test_numbers_as_they_are_said(qtbot, typed, value):
    line = AnswerNumber()
    qtbot.addWidget(line)
    assert line.parse(typed) == value


def test_a_note_of_one_question_opens_with_alt_m(tab, office, opened, say):
    box(tab, "3").focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    say(box(tab, "3").note, "来年度に届け出の予定")
    tab.flush()
    assert visit_desk.stored(office, opened.id)["3"].note == "来年度に届け出の予定"


def test_everything_is_there_after_leaving_and_opening_again(tab, office, opened, say):
    press(tab, "1", "2")
    say(box(tab, "1").other, "人手")
    press(tab, "6", "1", "6")
    other = visit_desk.visit(office, None)
    tab.open_record(other.id)
    assert box(tab, "6").editor.keys() == []
    tab.open_record(opened.id)
    assert box(tab, "1").other.value == "人手"
    assert box(tab, "6").editor.keys() == ["technique", "other"]
    assert folded(tab) == ["4-①・4-②・4-③　　1.で「いいえ」のため非該当"]


def test_ctrl_z_takes_back_one_answer_after_the_other(tab, office, opened):
    press(tab, "1", "1")
    press(tab, "1", "2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box(tab, "1").editor.keys() == ["yes"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box(tab, "1").editor.keys() == []
    assert visit_desk.stored(office, opened.id) == {}


def test_an_answer_taken_back_can_be_given_again(tab, office, opened):
    press(tab, "1", "1")
    tab.undo()
    press(tab, "1", "1")
    assert visit_desk.stored(office, opened.id)["1"].value == {"choice": "yes"}
    tab.undo()
    assert box(tab, "1").editor.keys() == []


def test_an_undo_does_not_write_into_a_line_an_ime_is_composing_in(tab, opened, say):
    press(tab, "1", "2")
    line = box(tab, "1").other
    line.setFocus()
    say(line, "ひと", commit=False)
    tab.questionnaire._show_answers()
    assert line.composing()


def test_the_answers_of_the_last_visits_stand_in_grey_beside_the_questions(tab, office):
    place = visit_desk.clinic(office)
    before = visit_desk.visit(office, place, date(2025, 9, 3))
    visit_desk.answer(office, before.id, "1", choice="yes")
    visit_desk.answer(office, before.id, "4-1", number=10)
    tab.open_record(visit_desk.visit(office, place).id)
    assert "前回：はい（R7.9）" in box(tab, "1").words.text()
    assert "前回：10名（R7.9）" in box(tab, "4-①").words.text()
    assert "前回" not in box(tab, "2").words.text()


def test_the_last_fiscal_year_of_the_visit_stands_in_the_question(tab, opened):
    assert "令和7年4月～令和8年3月" in box(tab, "4-③").words.text()


def test_a_filing_heard_is_offered_to_the_directory_and_never_written_silently(tab, office):
    place = visit_desk.clinic(office, support_class="clinic3")
    tab.open_record(visit_desk.visit(office, place).id)
    press(tab, "3", "2")
    offer = box(tab, "3").offer_button
    assert offer.text() == "関係機関の届出区分を支援診2に更新する（いまは支援診3）"
    assert save.get(office.db, "institutions", place.id).support_class == "clinic3"
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    found = save.get(office.db, "institutions", place.id)
    assert (found.support_class, found.confirmed_on, found.confirmed_by) == (
        "clinic2",
        office.today(),
        "訪問",
    )
    assert offer.isHidden()


def test_writing_the_filing_can_be_taken_back(tab, office):
    place = visit_desk.clinic(office, support_class="clinic3")
    tab.open_record(visit_desk.visit(office, place).id)
    press(tab, "3", "2")
    QTest.mouseClick(box(tab, "3").offer_button, Qt.MouseButton.LeftButton)
    tab.undo()
    assert save.get(office.db, "institutions", place.id).support_class == "clinic3"
    assert not box(tab, "3").offer_button.isHidden()


def test_the_filing_the_directory_knows_is_not_offered(tab, office):
    tab.open_record(visit_desk.visit(office, visit_desk.clinic(office, support_class="clinic2")).id)
    press(tab, "3", "2")
    assert box(tab, "3").offer_button.isHidden()


def test_a_set_of_her_own_with_a_date_is_drawn_from_its_data(tab, office, say):
    mine = visit_desk.put(office, "question_sets", title="二年目")
    visit_desk.put(
        office, "questions", question_set_id=mine.id, order=1, number="1", text="開始", kind="date"
    )
    made = visit_desk.visit(office, None, question_set_id=mine.id)
    tab.open_record(made.id)
    (only,) = tab.questionnaire.boxes
    say(only.editor, "R8.4.1")
    tab.flush()
    (kept,) = lists.children(office.db, "answers", made.id)
    assert kept.value == {"date": "2026-04-01"}


def test_a_retired_question_is_asked_no_more_but_its_answer_stays_readable(tab, office, opened):
    visit_desk.answer(office, opened.id, "2", choice="yes")
    old = save.get(office.db, "questions", f"{OSAKA_SET}:2")
    old.retired = True
    save.save(office.db, old)
    office.saved("questions", [old.id])
    tab.open_record(visit_desk.visit(office, None).id)
    assert box(tab, "2").isHidden()
    tab.open_record(opened.id)
    assert not box(tab, "2").isHidden()
    assert "いまは使わない設問" in box(tab, "2").words.text()


def test_an_option_is_named_for_a_screen_reader_and_high_enough(tab, opened):
    option = box(tab, "1").editor.options[0]
    assert option.accessibleName() == "1　訪問診療を行っていますか：はい"
    assert isinstance(option, Option) and option.height() >= 28


def test_a_long_option_wraps_instead_of_being_cut(qtbot, tab):
    option = Option("在宅医療" * 30, 1, several=False, parent=tab)
    assert option.heightForWidth(300) > 3 * option.fontMetrics().height()


@pytest.mark.parametrize(("style", "shown"), [("wareki", "R7.9"), ("western", "2025.9")])
def test_the_month_of_the_last_answer_is_short(style, shown):
    assert month_of(date(2025, 9, 3), style) == shown
