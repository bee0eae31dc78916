from __future__ import annotations

from tests.gui.pages import page_of
from zaitaku_desk.gui.field_box import own_undo, title_of, wrap
from zaitaku_desk.gui.widgets.text import NumberEdit, TextEdit
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import spec


def test_title_unit_and_need_come_from_the_record():
    assert title_of(spec(KINDS["institutions"], "beds")) == "病床数（床）"
    assert "必須" in title_of(spec(KINDS["institutions"], "name"))


def test_the_title_stands_above_and_takes_the_keyboard_to_the_field(qtbot):
    edit = NumberEdit()
    page = page_of(edit)
    qtbot.addWidget(page)
    label, line = wrap(edit, spec(KINDS["institutions"], "beds"))
    assert label.buddy() is edit
    assert line.isHidden()


def test_own_undo_is_the_widgets_typing(qtbot):
    edit = TextEdit()
    qtbot.addWidget(edit)
    assert not own_undo(edit)
    qtbot.keyClicks(edit, "a")
    assert own_undo(edit)
