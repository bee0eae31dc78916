from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.bin_view import BinView
from zaitaku_desk.records import KINDS
from zaitaku_desk.store import save


@pytest.fixture
def view(qtbot, office):
    record = save.new("institutions", name="閉院した医院")
    save.save(office.db, record)
    save.delete(office.db, "institutions", record.id)
    made = BinView(office, KINDS["institutions"])
    qtbot.addWidget(made)
    made.load()
    return made


def test_enter_gives_the_record_back(qtbot, view, office):
    assert view._table.rowCount() == 1
    qtbot.keyClick(view.rows, Qt.Key.Key_Return)
    assert view._table.rowCount() == 0
    assert view._count.text() == "ごみ箱は空です。"


def test_esc_goes_back(qtbot, view):
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
