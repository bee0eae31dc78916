from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.people import PeopleTab
from zaitaku_desk.store import save


def test_the_addresses_of_the_list_are_copied_and_who_has_none_is_said(qtbot: QtBot, office: Office) -> None:
    places = [
        save.new("institutions", name=name, email=mail)
        for name, mail in (("あ", "a@example.jp"), ("い", None))
    ]
    save.save_many(office.db, [*places, save.new("institutions", name="う", email="c@example.jp")])
    tab = InstitutionsTab(office)
    qtbot.addWidget(tab)
    tab.show()
    with qtbot.waitSignal(tab.said) as said:
        tab.copy_addresses()
    assert QGuiApplication.clipboard().text() == "a@example.jp; c@example.jp"
    assert "2件" in said.args[0] and "1件" in said.args[0]


@pytest.mark.parametrize("mail", [None, "nobody"])
def test_without_any_address_the_clipboard_stays(qtbot: QtBot, office: Office, mail: str | None) -> None:
    save.save_many(office.db, [save.new("people", name="浜 花子", email=mail)])
    QGuiApplication.clipboard().setText("前のもの")
    tab = PeopleTab(office)
    qtbot.addWidget(tab)
    tab.show()
    tab.copy_addresses()
    assert QGuiApplication.clipboard().text() == "前のもの"
