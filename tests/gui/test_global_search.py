from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.global_search import GlobalSearch
from zaitaku_desk.store import save


@pytest.fixture
def search(qtbot, office):
    save.save(office.db, save.new("institutions", name="みどり台クリニック"))
    made = GlobalSearch(office)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_hits_say_what_kind_of_record_they_are(search):
    assert search._find("みどり")[0].note.startswith("関係機関")


def test_enter_takes_the_first_hit_and_empties_the_field(qtbot, search, say):
    qtbot.waitUntil(search.hasFocus)
    say(search, "みどり")
    with qtbot.waitSignal(search.wanted) as wanted:
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert wanted.args[0] == "institutions"
    assert search.text() == ""


def test_esc_gives_the_keyboard_back(qtbot, search):
    with qtbot.waitSignal(search.left):
        qtbot.keyClick(search, Qt.Key.Key_Escape)


def test_nothing_typed_finds_nothing(search):
    assert search._find("  ") == []
