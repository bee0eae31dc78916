"""Looking at a record for a second is noted, walking past it is not (S6)."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from zaitaku_desk.gui.consultations import ConsultationsTab
from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.gui.viewed import Looked
from zaitaku_desk.store import audit, save


def looked(office: Any) -> list[tuple[str, str]]:
    return [(row.kind, row.record) for row in audit.page(office.db, audit.Wanted(what="view"))]


@pytest.fixture
def tab(qtbot: Any, office: Any) -> Any:
    for number in range(2):
        save.save(office.db, save.new("consultations", id=str(number), content="相談"))
    found = ConsultationsTab(office)
    qtbot.addWidget(found)
    found.resize(1280, 700)
    found.show()
    return found


def test_a_record_that_stands_there_for_a_second_is_noted_once(qtbot: Any, office: Any, tab: Any) -> None:
    tab.viewed._timer.setInterval(30)
    tab.show_record("1")
    qtbot.waitUntil(lambda: looked(office) == [("consultations", "1")])
    qtbot.wait(60)
    assert looked(office) == [("consultations", "1")]


def test_what_is_walked_past_is_not_noted(office: Any, tab: Any) -> None:
    tab.show_record("0")
    tab.show_record("1")
    tab.viewed.note()
    assert looked(office) == [("consultations", "1")]


def test_what_is_not_on_the_screen_is_not_noted(office: Any, tab: Any) -> None:
    tab.show_record("1")
    tab.hide()
    tab.viewed.note()
    assert looked(office) == []


def test_what_stands_beside_its_own_form_is_noted_too(qtbot: Any, office: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    seen = Looked(office, page)
    seen._timer.setInterval(30)
    seen.at(("consultations", "0"))
    seen.at(("people", "1"), ("people", "2"), ("institutions", "3"), None)
    page.show()
    qtbot.waitUntil(lambda: sorted(looked(office)) == [("people", "1"), ("people", "2")])
    seen.at(("people", "1"), ("people", "2"))
    qtbot.wait(60)
    assert len(looked(office)) == 2


def test_a_hidden_page_shows_nothing(qtbot: Any, office: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    seen = Looked(office, page)
    seen.at(("people", "1"))
    seen.note()
    assert looked(office) == []


def test_the_directory_is_public(qtbot: Any, office: Any) -> None:
    save.save(office.db, save.new("institutions", id="1", name="みどり台医院"))
    tab = InstitutionsTab(office)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_record("1")
    assert not tab.viewed._timer.isActive()
