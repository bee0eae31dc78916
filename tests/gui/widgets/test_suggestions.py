from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from zaitaku_desk.gui.widgets.base import LineField, is_field
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions


@pytest.fixture
def line(qtbot):
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def test_the_list_drops_down_while_typing(qtbot, line):
    suggestions = Suggestions(line, lambda text: [Suggestion("1", text + "病院")])
    qtbot.keyClicks(line, "a")
    qtbot.waitUntil(lambda: suggestions.open)
    assert suggestions.first() == "1"
    suggestions.close()


def test_nothing_found_closes_it(qtbot, line):
    suggestions = Suggestions(line, lambda text: [Suggestion("1", "a")] if text == "a" else [])
    qtbot.keyClicks(line, "a")
    qtbot.waitUntil(lambda: suggestions.open)
    suggestions.offer("ab")
    assert not suggestions.open


def test_a_row_taken_is_told_by_its_key(qtbot, line):
    suggestions = Suggestions(line, lambda text: [Suggestion("k", "a")])
    suggestions.offer("a")
    index = suggestions._completer.popup().model().index(0, 0)
    with qtbot.waitSignal(suggestions.taken) as taken:
        suggestions._on_activated(index)
    assert taken.args == ["k"]


def test_a_plain_line_is_no_field_and_ours_is(qtbot):
    ours, plain = LineField(), QLineEdit()
    qtbot.addWidget(ours)
    qtbot.addWidget(plain)
    assert is_field(ours)
    assert not is_field(plain)


def test_a_flow_begins_a_new_line_where_the_width_ends(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    for _ in range(10):
        flow.addWidget(QPushButton("長いことば", page))
    assert flow.heightForWidth(150) > flow.heightForWidth(2000)
