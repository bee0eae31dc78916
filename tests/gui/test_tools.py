"""Pages in the place of list and record."""

from __future__ import annotations

import sys
import types

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.papers import Paper
from zaitaku_desk.gui.tools import Tool, ToolPage
from zaitaku_desk.reports import Made, pdf


class Page(ToolPage):
    """A page that counts how often it was opened and flushed."""

    TITLE = "見本"
    started = flushed = 0

    def start(self) -> None:
        self.started += 1

    def flush(self) -> None:
        self.flushed += 1


@pytest.fixture
def tab(qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch) -> InstitutionsTab:
    """The directory with one tool."""
    module = types.ModuleType("zaitaku_desk.gui.sample_page")
    module.Page = Page  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(InstitutionsTab, "TOOLS", (Tool("見本", "sample_page.Page"),))
    made = InstitutionsTab(office)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.build()
    made.show()
    return made


def test_a_tool_is_made_when_it_is_first_opened_and_begins_anew_each_time(tab: InstitutionsTab) -> None:
    first = tab.tools.show(tab.TOOLS[0])
    assert first.isVisible()
    assert tab.tools.show(tab.TOOLS[0]) is first
    assert first.started == 2


def test_esc_goes_back_to_the_list_and_nothing_typed_is_lost(tab: InstitutionsTab) -> None:
    page = tab.tools.show(tab.TOOLS[0])
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert tab.list.isVisible()
    assert page.flushed


def test_a_paper_of_a_page_goes_back_to_the_page(tab: InstitutionsTab) -> None:
    page = tab.tools.show(tab.TOOLS[0])
    document = pdf.Document("見本")
    document.end_page()
    made = Made(document.data(), "見本")
    page.paper_wanted.emit(Paper("見本", "pdf", lambda _tab: lambda _progress: made, needs_record=False))
    assert tab.papers._preview.isVisible()
    tab.back()
    assert page.isVisible()
    tab.back()
    assert tab.list.isVisible()


def test_leaving_the_tab_stores_what_is_typed_on_the_page(tab: InstitutionsTab) -> None:
    page = tab.tools.show(tab.TOOLS[0])
    before = page.flushed
    tab.flush()
    assert page.flushed > before
