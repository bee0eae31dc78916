"""Sections that fold, and fields that close their ranks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGridLayout

from zaitaku_desk.gui.sections import Cell, Section, places
from zaitaku_desk.gui.widgets.text import TextEdit


def cell(name, row, span):
    return Cell(name, None, row, span)


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ([cell("a", 1, 2), cell("b", 1, 2)], [(1, 0), (1, 2)]),
        ([cell("a", 1, 1), cell("b", 2, 3)], [(1, 0), (1, 1)]),  # two short rows in one
        ([cell("a", 1, 1), cell("b", 2, 2), cell("c", 2, 2)], [(1, 0), (2, 0), (2, 2)]),  # a row stays whole
        ([cell("a", 1, 3), cell("b", 2, 2)], [(1, 0), (2, 0)]),
    ],
)
def test_fields_close_their_ranks(cells, where):
    assert [(row, column) for _, row, column in places(cells)] == where


@pytest.fixture
def section(qtbot, office):
    made = Section()
    grid = QGridLayout(made)
    for at, name in enumerate(("one", "two")):
        line = TextEdit(made)
        line.setObjectName(name)
        grid.addWidget(line, at + 1, 0, 1, 2)
    made.setObjectName("section_x")
    made.setProperty("heading", "夜間・災害")
    qtbot.addWidget(made)
    made.begin(office)
    made.arrange(lambda _name: True)
    made.show()
    return made


def names(section):
    return [cell.name for cell in section.shown if cell.box.isVisible()]


def test_only_what_is_wanted_is_shown(section):
    section.arrange(lambda name: name == "two")
    assert names(section) == ["two"]
    section.arrange(lambda _name: False)
    assert section.isHidden()
    section.arrange(lambda _name: True)
    assert names(section) == ["one", "two"]


def test_it_is_folded_by_its_heading_and_stays_so(section, office, qtbot):
    QTest.mouseClick(section._head.button, Qt.MouseButton.LeftButton)
    assert names(section) == []
    assert office.settings.get("sections.folded") == {"section_x": True}
    section.restore()
    assert names(section) == []
    QTest.keyClick(section._head.button, Qt.Key.Key_Space)
    assert names(section) == ["one", "two"]


def test_folded_it_says_what_it_holds(section):
    section.fold(True)
    section.say("0999-11-2222")
    assert section._head.words.isVisible()
    assert section._head.words.text() == "0999-11-2222"
