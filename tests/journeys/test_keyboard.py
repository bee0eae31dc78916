"""Without a mouse: Tab comes to every control of 名簿の仕事 and of the import, Esc comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.journeys.hands import CONTROL, KEY, Hands, desk
from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.gui.people import PeopleTab
from zaitaku_desk.store import save

MOST = 60
TOOLS = [(tab.NAME, tool) for tab in (InstitutionsTab, PeopleTab) for tool in tab.TOOLS if tool.home]


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Hands]:
    """The window with two institutions and a person."""
    with desk(tmp_path_factory.mktemp("keyboard") / "desk") as made:
        for name in ("港町医院", "丘町医院"):
            save.save(made.db, save.new("institutions", name=name, kind="clinic"))
        save.save(made.db, save.new("people", name="汐見 凪"))
        yield made


def passed_by(hands: Hands, page: QWidget) -> list[str]:
    """Controls of the page that Tab does not come to."""
    seen: set[QWidget | None] = set()
    for _ in range(MOST):
        seen.add(QApplication.focusWidget())
        hands.key(KEY.Key_Tab)
    return [
        f"{part.accessibleName()} {getattr(part, 'text', str)()}"
        for part in page.findChildren(QWidget)
        if part.isVisible()
        and part.isEnabled()
        and part.focusProxy() is None
        and part not in seen
        and (part.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
        and not (isinstance(part, QAbstractButton) and part.group() is not None and part.group().exclusive())
    ]


@pytest.mark.parametrize(("name", "tool"), TOOLS, ids=[tool.home for _, tool in TOOLS])
def test_tab_comes_to_every_control_and_esc_goes_back(hands: Hands, name: str, tool: object) -> None:
    tab = hands.go(name)
    page = tab.tools.show(tool)
    hands.rest()
    assert passed_by(hands, page) == []
    hands.key(KEY.Key_Escape, times=3)
    assert tab.list.isVisible()


def test_tab_comes_to_the_municipality_of_an_import(hands: Hands) -> None:
    tab = hands.go("institutions")
    hands.key(KEY.Key_I, CONTROL)
    assert passed_by(hands, tab._wizard) == []
    hands.key(KEY.Key_Escape, times=2)
    assert tab.list.isVisible()
