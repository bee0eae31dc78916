"""ふりがな while a name is typed, as an IME sends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.gui.people import PeopleTab
from zaitaku_desk.store import lists
from zaitaku_desk.store.save import get, new, save


def ime(widget, *preedits, commit):
    """What Windows and Linux send: each state of the composition, then the commit."""
    for preedit in preedits:
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def tab(qtbot, office):
    made = InstitutionsTab(office)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.build()
    made.show()
    made.new()
    return made


def kana(tab):
    return tab.form.widget("kana").text()


def test_the_reading_of_a_name_is_kept_beside_it(tab):
    ime(tab.form.widget("name"), "ｍ", "み", "みなと", "港", commit="港")
    ime(tab.form.widget("name"), "いいｎ", "いいん", "医院", commit="医院")
    tab.form.flush()
    stored = get(tab.office.db, "institutions", tab.form.record.id)
    assert (stored.name, stored.kana) == ("港医院", "みなといいん")


def test_while_the_ime_composes_nothing_is_written_yet(tab):
    QApplication.sendEvent(tab.form.widget("name"), QInputMethodEvent("みなと", []))
    assert kana(tab) == ""


def test_her_own_reading_is_never_touched(tab, say):
    ime(tab.form.widget("name"), "みなと", "港", commit="港")
    say(tab.form.widget("kana"), "こう")
    ime(tab.form.widget("name"), "いいん", "医院", commit="医院")
    assert "いいん" not in kana(tab)


def test_a_reading_that_she_corrected_by_retyping_the_name_follows(tab):
    name = tab.form.widget("name")
    ime(name, "こう", "港", commit="港")
    assert kana(tab) == "こう"
    QTest.keyClick(name, Qt.Key.Key_Backspace)
    assert kana(tab) == ""
    ime(name, "みなと", "港", commit="港")
    assert kana(tab) == "みなと"


def test_pasted_names_leave_it_empty(tab):
    name = tab.form.widget("name")
    QApplication.clipboard().setText("港医院")
    name.paste()
    assert kana(tab) == ""
    QApplication.clipboard().clear()


def test_a_record_that_has_a_reading_keeps_it(tab):
    save(tab.office.db, new("institutions", id="x", name="港", kana="みなと"))
    tab.show_record("x")
    tab.form.widget("name").end(False)
    ime(tab.form.widget("name"), "いいん", "医院", commit="医院")
    assert kana(tab) == "みなと"


def test_the_people_have_it_too(qtbot, office):
    made = PeopleTab(office)
    qtbot.addWidget(made)
    made.build()
    made.new()
    ime(made.form.widget("name"), "しおみ", "汐見", commit="汐見")
    QTest.keyClicks(made.form.widget("name"), " ")
    ime(made.form.widget("name"), "さくら", commit="さくら")
    assert made.form.widget("kana").text() == "しおみ さくら"


def test_a_person_typed_under_an_institution_is_read_as_typed(tab, say):
    say(tab.form.widget("name"), "港医院")
    view = tab.tables["posts"].view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_F2)
    ime(view.editing, "しおみ", "汐見", commit="汐見")
    tab.flush()
    assert [(item.name, item.kana) for item in lists.everything(tab.office.db, "people")] == [
        ("汐見", "しおみ")
    ]
