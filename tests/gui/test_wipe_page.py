from __future__ import annotations

import pytest

from tests.gui.test_gate import PASSPHRASE, folder, gate_of, protected  # noqa: F401
from zaitaku_desk.gui.wipe_page import WORD, WipePage
from zaitaku_desk.store import desk


@pytest.fixture
def window(qtbot, office, folder):  # noqa: F811
    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE))
    window.run_house("show_wipe")
    return window


def fill(page, word, passphrase):
    page.word.setText(word)
    page.passphrase.setText(passphrase)


def test_it_wants_the_word_and_the_passphrase(window):
    page = window.findChild(WipePage)
    for word, passphrase, ready in (("", PASSPHRASE, False), (WORD, "", False), (WORD, "x", True)):
        fill(page, word, passphrase)
        assert page.button.isEnabled() is ready


def test_a_wrong_passphrase_erases_nothing(window, folder):  # noqa: F811
    page = window.findChild(WipePage)
    fill(page, WORD, "ちがう")
    page.button.click()
    assert "違います" in page.problem.text() and (folder / "desk.db").exists()


def test_afterwards_the_folder_is_gone_and_the_program_ends(window, office, folder):  # noqa: F811
    page = window.findChild(WipePage)
    fill(page, WORD, PASSPHRASE)
    page.button.click()
    office.settings.save()
    assert not folder.exists() and not window.isVisible()
    assert office.dialogs.said == ["この端末のデータを消去しました。"]
