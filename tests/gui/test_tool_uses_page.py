"""情報共有システムの利用 on the screen (A105)."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.tool_uses_page import ToolUsesPage
from zaitaku_desk.store import save, tool_uses


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> ToolUsesPage:
    """One clinic that uses the chat."""
    save.save(office.db, save.new("institutions", id="a", name="波止場医院", kind="clinic"))
    save.save(
        office.db,
        save.new("tool_uses", institution_id="a", tool="chat", starts_on=date(2026, 4, 1), viewing=True),
    )
    made = ToolUsesPage(office)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.start()
    return made


def test_the_tool_in_use_is_shown_first_with_its_users(page: ToolUsesPage) -> None:
    assert page.tool.currentData() == "chat"
    assert page.count.text() == "1か所が利用"
    assert page.rows.rows[0].cells[:3] == ("波止場医院", "診療所", "R8.4.1（水）")
    assert page.kinds.renderer().isValid()


def test_a_target_is_typed_and_measured(page: ToolUsesPage, office: Office) -> None:
    page.target.setFocus()
    QTest.keyClicks(page.target, "4")
    QTest.keyClick(page.target, Qt.Key.Key_Return)
    assert tool_uses.target(office.db, "chat") == 4
    assert "25%" in page.count.text()


def test_a_tool_nobody_uses_says_what_to_do(page: ToolUsesPage) -> None:
    page.tool.setCurrentIndex(page.tool.findData("regional_network"))
    page.show_tool()
    assert "数えます" in page.told.text()
    assert page.rows.rows == []
