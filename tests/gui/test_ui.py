from __future__ import annotations

import pytest

from zaitaku_desk import paths
from zaitaku_desk.gui import ui
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.widgets.dates import DateEdit

PAGE = """<ui version="4.0"><class>page</class><widget class="QWidget" name="page">
<layout class="QGridLayout"><item row="0" column="0"><widget class="DateEdit" name="held_on"/></item>
<item row="1" column="0"><widget class="ChildTable" name="rows_of_it"/></item></layout></widget></ui>"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "ui").mkdir()
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    return tmp_path / "ui"


def test_own_widgets_are_made_by_their_names(qtbot, folder):
    (folder / "page.ui").write_text(PAGE, "utf-8")
    page = ui.load("page")
    qtbot.addWidget(page)
    assert isinstance(page.findChild(DateEdit, "held_on"), DateEdit)
    assert isinstance(page.findChild(ChildTable, "rows_of_it"), ChildTable)


def test_a_missing_page_is_our_mistake(qapp, folder):
    with pytest.raises(FileNotFoundError):
        ui.load("nothing")
