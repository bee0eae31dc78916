from __future__ import annotations

import pytest

from tests.gui.test_main_window import Institutions
from zaitaku_desk.gui.record_commands import RecordCommands
from zaitaku_desk.store import save


@pytest.fixture
def tab(qtbot, office):
    record = save.new("institutions", name="みどり台クリニック", telephone="0999-00-0001")
    save.save(office.db, record)
    made = Institutions(office)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.build()
    made.show_record(record.id)
    return made


def test_a_copy_leaves_out_what_the_tab_says(tab, monkeypatch):
    assert isinstance(tab, RecordCommands)
    monkeypatch.setattr(type(tab), "NOT_COPIED", ("telephone",), raising=False)
    tab.duplicate()
    assert (tab.form.record.name, tab.form.record.telephone) == ("みどり台クリニック", None)


def test_a_record_that_is_gone_is_told(tab, office):
    tab.show_record("nobody")
    assert len(office.dialogs.said) == 1


def test_a_page_over_the_tab_goes_with_esc(tab, office):
    tab.show_bin()
    assert tab._stack.currentIndex() != 0
    tab.back()
    assert tab._stack.currentIndex() == 0


def test_undo_with_nothing_to_undo_says_nothing(tab, office):
    tab.undo()
    assert office.dialogs.said == []
