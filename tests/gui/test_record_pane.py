from __future__ import annotations

import pytest

from tests.gui.pages import page_of
from zaitaku_desk.gui.record_pane import RecordPane
from zaitaku_desk.gui.widgets.text import TextEdit


@pytest.fixture
def pane(qtbot, office):
    made = RecordPane(office, "関係機関")
    qtbot.addWidget(made)
    made.set_page(page_of(*(TextEdit() for _ in range(60))))
    made.resize(500, 300)
    made.set_open(True)
    made.show()
    return made


def test_it_says_what_is_missing(pane):
    pane.set_head("みどり台クリニック", "", ["電話", "住所"])
    assert pane._incomplete.text() == "未完了：電話、住所"
    pane.set_head("みどり台クリニック", "", [])
    assert not pane._incomplete.isVisible()


def test_without_a_record_nothing_can_be_done_to_it(pane):
    pane.set_open(False)
    assert not pane.delete_button.isEnabled()


def test_the_field_with_the_keyboard_is_in_sight(qtbot, pane):
    last = pane._page.findChildren(TextEdit)[-1]
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    last.setFocus()
    assert pane._area.verticalScrollBar().value() > 0
    pane.focus_first()
    assert pane._area.verticalScrollBar().value() == 0


def test_the_history_is_made_when_it_is_wanted(pane):
    assert not pane.showing_history
    assert pane._history is None
