from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from zaitaku_desk.gui.history_panel import HistoryPanel
from zaitaku_desk.store import save


@pytest.fixture
def clinic(office):
    record = save.new("institutions", name="前の名前")
    save.save(office.db, record)
    record.name = "後の名前"
    save.save(office.db, record)
    return record


@pytest.fixture
def panel(qtbot, office, clinic):
    made = HistoryPanel(office)
    qtbot.addWidget(made)
    made.show()
    made.load("institutions", clinic.id)
    return made


def test_before_and_after_stand_there(panel):
    words = [label.text() for label in panel.findChildren(QLabel)]
    assert "前の名前" in words
    assert "後の名前" in words


def test_an_earlier_value_is_put_back(panel, office, clinic):
    button = next(
        item
        for item in panel.findChildren(QPushButton)
        if item.accessibleName() == "名称を「前の名前」に戻す"
    )
    button.click()
    assert save.get(office.db, "institutions", clinic.id).name == "前の名前"
