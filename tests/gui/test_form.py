from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.gui.pages import page_of
from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec
from zaitaku_desk.store import journal, save

VISIT = KINDS["visits"]


def make(qtbot, office, *names: str) -> Form:
    widgets = []
    for name in names:
        widget = widget_class(spec(VISIT, name))()
        widget.setObjectName(name)
        widgets.append(widget)
    page = page_of(*widgets)
    qtbot.addWidget(page)
    form = Form(page, VISIT, office)
    page.show()
    return form


@pytest.fixture
def visit(office):
    record = save.new("visits", visited_on=date(2026, 11, 1), purpose="意向確認", note="古い")
    save.save(office.db, record)
    return record


def opened(qtbot, office, visit, *names: str) -> Form:
    form = make(qtbot, office, *names)
    form.load(*save.open_record(office.db, "visits", visit.id))
    return form


def ops(office, visit):
    return journal.of_record(office.db, visit.id)


def test_showing_is_not_a_change(qtbot, office, visit):
    before = len(ops(office, visit))
    form = opened(qtbot, office, visit, "visited_on", "purpose", "note", "status")
    form.flush()
    assert len(ops(office, visit)) == before


def test_text_is_saved_600_ms_after_the_last_character(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "purpose")
    with qtbot.waitSignal(form.saved, timeout=1500):
        say(form.widget("purpose"), "訪問診療の")
    assert save.get(office.db, "visits", visit.id).purpose == "訪問診療の意向確認"


def test_text_is_saved_every_second_while_typing_goes_on(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "note")
    saves = []
    form.saved.connect(saves.append)
    for _ in range(14):
        say(form.widget("note"), "あ")
        qtbot.wait(100)
    assert saves


def test_typing_makes_one_operation_and_leaving_seals_it(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "note")
    for word in ("あ", "い", "う"):
        say(form.widget("note"), word)
        form.save()
    fresh = [op for op in ops(office, visit) if not op.sealed]
    assert len(fresh) == 1
    form.flush()
    assert all(op.sealed for op in ops(office, visit))


def test_an_unreadable_date_is_kept_as_typed_and_marked(qtbot, office, visit):
    form = opened(qtbot, office, visit, "visited_on")
    edit = form.widget("visited_on")
    edit.clear()
    qtbot.keyClicks(edit, "12/ab")
    form.flush()
    stored = save.get(office.db, "visits", visit.id)
    assert (stored.visited_on, stored.as_typed) == (None, {"visited_on": "12/ab"})
    assert "訪問日" in form.incomplete
    form.load(*save.open_record(office.db, "visits", visit.id))
    assert edit.text() == "12/ab"
    assert form.fields["visited_on"].line.isVisible()


def test_the_save_never_writes_to_the_widget(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "purpose")
    edit = form.widget("purpose")
    edit.setFocus()
    say(edit, "本文")
    say(edit, "みかくてい", commit=False)
    place = edit.cursorPosition()
    form.save()
    assert edit.composing()
    assert edit.cursorPosition() == place


def test_a_change_made_elsewhere_is_shown_unless_she_types_there(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "purpose", "note")
    say(form.widget("note"), "いま")
    other = save.get(office.db, "visits", visit.id)
    other.purpose, other.note = "別の目的", "別のメモ"
    save.save(office.db, other)
    office.saved("visits", [visit.id])
    assert form.widget("purpose").text() == "別の目的"
    assert form.widget("note").value == "いま古い"


def test_undo_takes_back_the_typing_first_and_then_the_record(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "purpose")
    edit = form.widget("purpose")
    say(edit, "新しい")
    with qtbot.assertNotEmitted(form.undo_wanted):
        qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "意向確認"
    with qtbot.waitSignal(form.undo_wanted):
        qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_undo_of_a_record_is_shown_in_the_form(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "purpose")
    say(form.widget("purpose"), "新しい")
    form.flush()
    assert office.undo.undo()
    assert form.widget("purpose").text() == "意向確認"
    assert office.undo.redo()
    assert form.widget("purpose").text() == "新しい意向確認"


def test_a_new_record_is_stored_with_the_first_character(qtbot, office, say):
    form = make(qtbot, office, "purpose")
    record = save.new("visits")
    form.load(record, save.unseen(record))
    form.flush()
    assert save.get(office.db, "visits", record.id) is None
    say(form.widget("purpose"), "初")
    form.flush()
    assert save.get(office.db, "visits", record.id).purpose == "初"


def test_a_refusing_disk_keeps_the_text_and_tries_again(qtbot, office, visit, say, monkeypatch):
    form = opened(qtbot, office, visit, "purpose")
    say(form.widget("purpose"), "消えない")

    def full(*_args, **_kwargs):
        raise UserError("空きがありません。")

    with monkeypatch.context() as patch, qtbot.waitSignal(form.failed):
        patch.setattr(save, "save", full)
        form.save()
    assert form.dirty
    form.flush()
    assert save.get(office.db, "visits", visit.id).purpose == "消えない意向確認"


def test_a_pointer_keeps_its_words(qtbot, office, visit, say):
    form = opened(qtbot, office, visit, "institution_id")
    say(form.widget("institution_id"), "まだ登録のない医院")
    form.flush()
    stored = save.get(office.db, "visits", visit.id)
    assert (stored.institution_id, stored.institution_text) == (None, "まだ登録のない医院")


def test_fields_have_names_and_labels(qtbot, office):
    form = make(qtbot, office, "purpose")
    assert form.widget("purpose").accessibleName() == "目的"
