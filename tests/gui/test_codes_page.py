"""区分の編集: rename, add, order, retire; and everything that offers choices follows (A301)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zaitaku_desk.gui.codes_page import CodesPage
from zaitaku_desk.gui.filters import Filter, Filters
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import codes
from zaitaku_desk.store.save import get, new, save


@pytest.fixture
def page(qtbot, office):
    save(office.db, new("institutions", id="x", name="港", kind="clinic"))
    made = CodesPage(office)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_list("institution_kinds")
    return made


def row(page, label):
    return next(at for at, code in enumerate(page.table.model.rows) if code.label == label)


def write(page, at, name, text, say):
    view, model = page.table.view, page.table.model
    column = [item.name for item in model.specs].index(name)
    view.setFocus()
    view.setCurrentIndex(model.index(at, column))
    QTest.keyClick(view, Qt.Key.Key_F2)
    view.editing.selectAll()
    say(view.editing, text)
    page.flush()


def test_a_label_is_changed_and_used_counts_stand_beside_it(page, say):
    at = row(page, "診療所")
    assert page.table.model.data(page.table.model.index(at, len(page.table.model.specs) - 1)) == "1"
    write(page, at, "label", "クリニック", say)
    assert codes.label(page._office.db, "institution_kinds", "clinic") == "クリニック"


def test_a_new_entry_gets_its_key_by_itself_and_comes_last(page, say):
    write(page, page.table.model.rowCount() - 1, "label", "訪問入浴", say)
    entries = codes.entries(page._office.db, "institution_kinds")
    assert entries[-1].label == "訪問入浴"
    assert entries[-1].id == f"institution_kinds:{entries[-1].key}"


def test_the_button_opens_the_empty_row(page):
    page.table.begin()
    assert page.table.view.editing is not None
    assert page.table.view.currentIndex().row() == page.table.model.rowCount() - 1


def test_alt_down_moves_an_entry(page):
    before = [code.label for code in codes.entries(page._office.db, "institution_kinds")]
    page.table.view.setCurrentIndex(page.table.model.index(0, 0))
    QTest.keyClick(page.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    after = [code.label for code in codes.entries(page._office.db, "institution_kinds")]
    assert after[:2] == [before[1], before[0]]


def test_ctrl_delete_puts_an_entry_out_of_use_and_never_deletes_it(page):
    page.table.view.setCurrentIndex(page.table.model.index(row(page, "診療所"), 0))
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    stored = get(page._office.db, "codes", "institution_kinds:clinic")
    assert (stored.retired, stored.deleted) == (True, False)
    assert codes.label(page._office.db, "institution_kinds", "clinic") == "診療所"
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert not get(page._office.db, "codes", "institution_kinds:clinic").retired


def test_the_counted_column_is_not_typed_into(page):
    last = page.table.model.index(0, len(page.table.model.specs) - 1)
    assert not page.table.model.flags(last) & Qt.ItemFlag.ItemIsEditable
    page.table.view.setCurrentIndex(last)
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete)


def test_an_ability_applies_to_kinds_typed_by_their_beginnings(page, say):
    page.show_list("capabilities")
    write(page, 0, "applies_to", "病院、歯科", say)
    assert page.table.model.rows[0].applies_to == ["hospital", "dental"]
    write(page, 0, "applies_to", "病院、宇宙", say)
    assert page.table.model.rows[0].as_typed == {"applies_to": "病院、宇宙"}


def test_undo_takes_a_change_back(page, say):
    write(page, row(page, "診療所"), "label", "クリニック", say)
    page._office.undo.undo()
    assert codes.label(page._office.db, "institution_kinds", "clinic") == "診療所"
    assert row(page, "診療所") >= 0


def test_a_form_that_is_open_offers_the_new_words(page, qtbot, office, say):
    ground = QWidget()
    qtbot.addWidget(ground)
    box = ChoiceBox(ground)
    box.setObjectName("kind")
    QVBoxLayout(ground).addWidget(box)
    form = Form(ground, Institution, office)
    form.load(get(office.db, "institutions", "x"))
    write(page, row(page, "診療所"), "label", "クリニック", say)
    assert box.currentText() == "クリニック"
    assert form.dirty is False


def test_filters_offer_the_new_words_when_they_are_seen_again(page, qtbot, office, say):
    filters = Filters(office, Institution, (Filter("kind"),))
    qtbot.addWidget(filters)
    filters.fill()
    write(page, row(page, "診療所"), "label", "クリニック", say)
    filters.show()
    box = filters.findChild(ChoiceBox)
    assert "クリニック" in [box.itemText(at) for at in range(box.count())]


def test_every_list_can_be_shown(page):
    for at in range(page.lists.count()):
        page.lists.setCurrentRow(at)
        assert page.table.model.children_of.kind == "codes"
    assert spec(Institution, "kind").codes == "institution_kinds"
