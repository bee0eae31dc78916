from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui import visit_desk
from zaitaku_desk.gui import theme
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.visits import VISITING, VisitsTab
from zaitaku_desk.records.presets import OSAKA_SET
from zaitaku_desk.store import desk, lists, save


@pytest.fixture
def tab(qtbot, office):
    found = VisitsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    yield found
    found.flush()


def subtitle(tab):
    return tab.pane._subtitle.text()


def listed(tab):
    return [tab.list.table.id_at(row) for row in range(tab.list.table.rowCount())]


def pick(field, text, qtbot):
    """Type into a field that suggests, and take the first suggestion."""
    field._suggestions.close()
    field.setFocus()
    field.setText(text)
    field.textEdited.emit(text)
    qtbot.waitUntil(lambda: field._suggestions.open, timeout=3000)
    field._suggestions.taken.emit(field._suggestions.first())


def test_a_new_visit_knows_the_day_who_asks_and_the_questions(tab, office):
    member = visit_desk.put(office, "staff", name="港 みどり")
    desk.sit_down(office.db, member.id)
    tab.new()
    made = tab.form.record
    assert (made.visited_on, made.interviewer, made.question_set_id, made.status) == (
        office.today(),
        "港 みどり",
        OSAKA_SET,
        "planned",
    )
    assert tab.form.widget("institution_id").hasFocus()
    assert len(tab.questionnaire.boxes) == 9


def test_a_new_visit_is_stored_by_its_first_answer(tab, office):
    tab.new()
    tab.questionnaire.boxes[0].focus()
    QTest.keyClick(QApplication.focusWidget(), "1")
    (made,) = lists.everything(office.db, "visits")
    assert visit_desk.stored(office, made.id)["1"].value == {"choice": "yes"}


def test_the_institution_typed_and_taken_shows_what_one_needs(tab, office, qtbot):
    visit_desk.clinic(office, support_class="clinic2")
    tab.new()
    pick(tab.form.widget("institution_id"), "みどり", qtbot)
    qtbot.waitUntil(lambda: "支援診2" in subtitle(tab), timeout=2000)
    assert tab.pane._title.text() == "みどり台クリニック"
    assert subtitle(tab) == "R8.11.22（日） · 予定 · 診療所 · 支援診2 · 江ノ浜町 · 0999-00-0001"


def test_an_institution_nobody_knows_stays_as_typed(tab, office, say):
    tab.new()
    say(tab.form.widget("institution_id"), "新しくできた医院")
    tab.flush()
    (made,) = lists.everything(office.db, "visits")
    assert (made.institution_id, made.institution_text) == (None, "新しくできた医院")
    assert tab.pane._title.text() == "新しくできた医院"


def test_the_head_says_when_one_was_there_last(tab, office):
    place = visit_desk.clinic(office)
    visit_desk.visit(office, place, date(2025, 9, 3))
    visit_desk.visit(office, place, date(2026, 9, 1), status="cancelled")
    tab.open_record(visit_desk.visit(office, place).id)
    assert subtitle(tab).endswith("前回 R7.9.3")


def test_an_earlier_visit_opens_with_enter(tab, office):
    place = visit_desk.clinic(office)
    before = visit_desk.visit(office, place, date(2025, 9, 3), interviewee="船津 明（院長）")
    tab.open_record(visit_desk.visit(office, place).id)
    assert tab.earlier.item(0).text() == "R7.9.3（水）　実施　船津 明（院長）"
    tab.earlier.setFocus()
    QTest.keyClick(tab.earlier, Qt.Key.Key_Return)
    assert tab.form.record.id == before.id


def test_the_first_visit_to_an_institution_says_so(tab, office):
    tab.open_record(visit_desk.visit(office, visit_desk.clinic(office)).id)
    assert tab.earlier.item(0).text() == "この機関への訪問は、これが初めてです。"


def test_the_people_of_the_institution_are_offered_first(tab, office, qtbot):
    place = visit_desk.clinic(office)
    person = visit_desk.put(office, "people", name="船津 明")
    visit_desk.put(office, "posts", institution_id=place.id, person_id=person.id, title="院長", order=1)
    made = visit_desk.visit(office, place)
    tab.open_record(made.id)
    pick(tab.form.widget("interviewee"), "船", qtbot)
    tab.flush()
    kept = save.get(office.db, "visits", made.id)
    assert (kept.interviewee, kept.interviewee_id) == ("船津 明（院長）", person.id)


def test_several_may_be_heard_and_the_first_stays_the_one_pointed_to(tab, office, qtbot):
    place = visit_desk.clinic(office)
    person = visit_desk.put(office, "people", name="船津 明")
    visit_desk.put(office, "posts", institution_id=place.id, person_id=person.id, title="院長", order=1)
    visit_desk.put(office, "posts", institution_id=place.id, name="森 さち", title="事務長", order=2)
    made = visit_desk.visit(office, place)
    tab.open_record(made.id)
    pick(tab.form.widget("interviewee"), "院長", qtbot)
    pick(tab.form.widget("interviewee"), "船津 明（院長）、事務", qtbot)
    tab.flush()
    kept = save.get(office.db, "visits", made.id)
    assert (kept.interviewee, kept.interviewee_id) == ("船津 明（院長）、森 さち（事務長）", person.id)


def test_another_name_typed_over_it_points_to_nobody(tab, office, say):
    person = visit_desk.put(office, "people", name="船津 明")
    made = visit_desk.visit(office, None, interviewee="船津 明", interviewee_id=person.id)
    tab.open_record(made.id)
    tab.form.widget("interviewee").selectAll()
    say(tab.form.widget("interviewee"), "受付の方")
    tab.flush()
    kept = save.get(office.db, "visits", made.id)
    assert (kept.interviewee, kept.interviewee_id) == ("受付の方", None)


def test_ctrl_semicolon_stamps_the_time_at_the_caret_of_the_notes(tab, office, say):
    made = visit_desk.visit(office, None, note="開始")
    tab.open_record(made.id)
    note = tab.form.widget("note")
    note.setFocus()
    note.moveCursor(note.textCursor().MoveOperation.End)
    say(note, "。")
    QTest.keyClick(note, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    say(note, "院長が来られる")
    tab.flush()
    assert save.get(office.db, "visits", made.id).note == "開始。09:30 院長が来られる"


def test_ctrl_semicolon_fills_the_start(tab, office):
    made = visit_desk.visit(office, None)
    tab.open_record(made.id)
    QTest.keyClick(tab.form.widget("start"), Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    tab.flush()
    assert save.get(office.db, "visits", made.id).start == "09:30"


def test_the_window_does_not_take_ctrl_semicolon_from_the_notes(qtbot, office):
    found = VisitsTab(office)
    window = MainWindow(office, [found], build_all=True)
    qtbot.addWidget(window)
    window.show()
    found.open_record(visit_desk.visit(office, None).id)
    found.form.widget("note").setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert found.form.widget("note").toPlainText() == "09:30 "
    assert office.settings.get("text_step", 1) == 1


def test_the_note_an_ime_is_composing_in_is_stored_without_the_preedit(tab, office, say, qtbot):
    made = visit_desk.visit(office, None)
    tab.open_record(made.id)
    say(tab.form.widget("note"), "往診は月に三件")
    say(tab.form.widget("note"), "みとり", commit=False)
    qtbot.waitUntil(lambda: save.get(office.db, "visits", made.id).note == "往診は月に三件", timeout=2000)
    assert tab.form.widget("note").composing()


def test_the_first_answer_makes_a_planned_visit_of_today_a_held_one(tab, office):
    made = visit_desk.visit(office, None, status="planned")
    tab.open_record(made.id)
    tab.questionnaire.boxes[0].focus()
    QTest.keyClick(QApplication.focusWidget(), "1")
    assert save.get(office.db, "visits", made.id).status == "done"
    tab.undo()
    assert visit_desk.stored(office, made.id) == {}
    assert save.get(office.db, "visits", made.id).status == "done"


def test_answers_prepared_for_a_visit_to_come_leave_it_planned(tab, office):
    made = visit_desk.visit(office, None, date(2026, 12, 3), status="planned")
    tab.open_record(made.id)
    tab.questionnaire.boxes[0].focus()
    QTest.keyClick(QApplication.focusWidget(), "1")
    assert save.get(office.db, "visits", made.id).status == "planned"


def test_another_day_asks_for_another_year_and_undo_for_the_first_again(tab, office, say):
    tab.open_record(visit_desk.visit(office, None).id)
    day, asked = tab.form.widget("visited_on"), tab.questionnaire.boxes[5].words
    day.selectAll()
    say(day, "R9.4.1")
    assert "令和8年4月～令和9年3月" in asked.text()
    tab.undo()
    assert "令和7年4月～令和8年3月" in asked.text()


def test_what_was_written_in_other_visits_is_offered_again(tab, office):
    visit_desk.visit(office, None, companion="担当理事")
    tab.open_record(visit_desk.visit(office, None).id)
    field = tab.form.widget("companion")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert field._suggestions.open
    field._suggestions.taken.emit(field._suggestions.first())
    assert field.value == "担当理事"


def test_a_larger_text_is_larger_in_visiting_mode_too(tab, office, qapp):
    tab.open_record(visit_desk.visit(office, None).id)
    tab.toggle_visiting()
    option = tab.questionnaire.boxes[0].editor.options[0]
    theme.change_text_size(office.settings, 1)
    theme.apply(qapp, office.settings)
    assert option.font().pointSizeF() > 16


def test_the_next_visit_to_the_same_clinic_begins_empty(tab, office):
    place = visit_desk.clinic(office)
    made = visit_desk.visit(
        office, place, date(2025, 9, 3), note="前の話", interviewee="船津 明", follow_up="研修の案内"
    )
    visit_desk.answer(office, made.id, "1", choice="yes")
    tab.open_record(made.id)
    tab.duplicate()
    copy = tab.form.record
    assert (copy.institution_id, copy.interviewee, copy.visited_on) == (place.id, "船津 明", office.today())
    assert (copy.note, copy.follow_up, copy.status) == (None, None, "planned")
    assert visit_desk.stored(office, copy.id) == {}
    assert "前回：はい（R7.9）" in tab.questionnaire.boxes[0].words.text()


def test_f2_goes_between_the_notes_and_the_question_she_was_at(tab, office):
    tab.open_record(visit_desk.visit(office, None).id)
    tab.questionnaire.boxes[2].focus()
    there = QApplication.focusWidget()
    QTest.keyClick(tab.windowHandle(), Qt.Key.Key_F2)
    assert tab.form.widget("note").hasFocus()
    QTest.keyClick(tab.windowHandle(), Qt.Key.Key_F2)
    assert there.hasFocus()


def test_visits_are_filtered_by_district_and_by_what_is_due(tab, office):
    near = visit_desk.visit(office, visit_desk.clinic(office), follow_up_on=date(2026, 11, 20))
    far = visit_desk.visit(
        office, visit_desk.clinic(office, district="南町"), follow_up_on=date(2026, 11, 25)
    )
    tab.list.filters.set(district="南町")
    assert listed(tab) == [far.id]
    tab.list.filters.set(follow_up_on="0")
    assert listed(tab) == [near.id]
    tab.list.filters.set(follow_up_on="7")
    assert set(listed(tab)) == {near.id, far.id}


def test_visiting_mode_shows_the_record_alone_in_large_type_and_is_remembered(tab, office, qtbot):
    tab.open_record(visit_desk.visit(office, None).id)
    QTest.mouseClick(tab.visiting_button, Qt.MouseButton.LeftButton)
    assert not tab.list.isVisible() and tab.pane.isVisible()
    assert office.settings.get(VISITING) is True
    option = tab.questionnaire.boxes[0].editor.options[0]
    assert option.font().pointSizeF() == 16
    qtbot.waitUntil(lambda: option.height() >= 44 and tab.form.widget("start").height() >= 44)


def test_visiting_mode_puts_the_notes_beside_the_questions_and_keeps_them_in_sight(tab, office, qtbot):
    tab.open_record(visit_desk.visit(office, None).id)
    tab.toggle_visiting()
    note, corner = tab.form.widget("note"), QPoint(0, 0)
    qtbot.waitUntil(lambda: note.mapTo(tab.page, corner).x() > tab.questionnaire.width())
    tab.questionnaire.boxes[8].focus()
    qtbot.waitUntil(lambda: 0 <= note.mapTo(tab.pane, corner).y() < tab.pane.height() // 2)


def test_visiting_mode_is_there_again_after_the_program_was_closed(qtbot, office):
    office.settings.set(VISITING, True)
    again = VisitsTab(office)
    qtbot.addWidget(again)
    again.resize(1366, 700)
    again.show()
    assert again.visiting and again.visiting_button.isChecked() and again.narrow


def test_esc_leaves_the_record_for_the_list_in_visiting_mode_too(tab, office):
    tab.open_record(visit_desk.visit(office, None).id)
    tab.toggle_visiting()
    QTest.keyClick(tab, Qt.Key.Key_Escape)
    assert tab.list.isVisible() and not tab.pane.isVisible()


def test_leaving_visiting_mode_brings_everything_back_to_its_size(tab, office, qtbot):
    tab.open_record(visit_desk.visit(office, None).id)
    before = tab.form.widget("start").height()
    tab.toggle_visiting()
    tab.toggle_visiting()
    qtbot.waitUntil(lambda: tab.form.widget("start").height() == before)
    assert tab.list.isVisible() and not tab.pane.copy_button.isHidden()
    assert tab.questionnaire.boxes[0].editor.options[0].minimumHeight() == 28


def test_what_the_directory_learns_meanwhile_stands_in_the_head(tab, office):
    place = visit_desk.clinic(office)
    tab.open_record(visit_desk.visit(office, place).id)
    place.telephone = "0999-99-9999"
    save.save(office.db, place)
    office.saved("institutions", [place.id])
    assert "0999-99-9999" in subtitle(tab)
