"""A page over the tabs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.house_page import HousePage


@pytest.fixture
def page(qtbot) -> HousePage:
    made = HousePage("題")
    qtbot.addWidget(made)
    made.show()
    return made


def test_esc_goes_back(qtbot, page) -> None:
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_a_warning_takes_room_only_while_something_is_said(page) -> None:
    warning = page.add_warning()
    assert not warning.isVisible()
    page.say(warning, "つながりません")
    assert warning.isVisible()
    page.say(warning, "")
    assert not warning.isVisible()


def test_a_button_calls_without_being_asked_for_its_state(qtbot, page) -> None:
    called: list[tuple[object, ...]] = []
    button = page.make_button("押す", lambda *what: called.append(what))
    page.add_row(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert called == [()]
