from __future__ import annotations

import pytest

from zaitaku_desk.gui.gate import BACK_AT_ONCE
from zaitaku_desk.gui.locks_page import LocksPage
from zaitaku_desk.store import short_code, vault


@pytest.fixture
def page(qtbot, office, monkeypatch):
    monkeypatch.setattr(short_code, "SCRYPT_N", 2**4)
    vault.set_passphrase(office.db.data_dir, office.db.key, "みどりの屋根 ahiru 27")
    made = LocksPage(office)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_code_is_set_and_taken_away(page, office):
    page.code.setText("402917")
    page.set_button.click()
    assert short_code.is_set(office.db) and page.code.text() == ""
    page.take_away.click()
    assert not short_code.is_set(office.db) and not page.take_away.isVisible()


def test_an_easy_code_is_refused_in_words(page, office):
    page.code.setText("123456")
    page.set_button.click()
    assert "推測" in page.told.text() and not short_code.is_set(office.db)


def test_without_a_passphrase_there_is_no_code(qtbot, office):
    page = LocksPage(office)
    qtbot.addWidget(page)
    assert not page.set_button.isEnabled() and "先に" in page.told.text()


def test_the_choice_for_the_hidden_screen_is_kept(page, office):
    page.back_at_once.setChecked(True)
    assert office.settings.get(BACK_AT_ONCE) is True
