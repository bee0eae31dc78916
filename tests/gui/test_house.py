from __future__ import annotations

import pytest

from tests.gui.test_main_window import Institutions
from zaitaku_desk.gui import house
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.passphrase_fields import NewPassphrase
from zaitaku_desk.store import backups, desk, vault

PASSPHRASE = "みどりの屋根 ahiru 27"


@pytest.fixture
def window(qtbot, office):
    made = MainWindow(office, [Institutions(office)])
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_profile_is_saved_as_it_is_typed(qtbot, office, say):
    page = house.ProfilePage(office)
    qtbot.addWidget(page)
    say(page.form.widget("contractor"), "みなと野市医師会")
    page.closed.emit()
    assert desk.profile(office.db).contractor == "みなと野市医師会"
    again = house.ProfilePage(office)
    qtbot.addWidget(again)
    assert again.form.widget("contractor").text() == "みなと野市医師会"


def test_a_passphrase_set_later_protects_and_gives_the_sheet(window, office):
    window.run_house("show_passphrase")
    page = window.findChild(house.PassphrasePage)
    page.fields.done.emit(PASSPHRASE)
    assert vault.is_protected(office.db.data_dir)
    sheet = page.findChild(house.Preview)
    assert page.focusWidget() is sheet.print_button  # so that Esc and Ctrl+P go on working
    assert not window.status.unprotected.isVisible()


def test_a_new_recovery_key_is_made_only_after_a_yes(window, office):
    vault.set_passphrase(office.db.data_dir, office.db.key, PASSPHRASE)
    window.run_house("show_recovery")
    assert window.findChild(house.RecoveryPage) is None
    office.dialogs.answers = [True]
    window.run_house("show_recovery")
    assert window.findChild(house.RecoveryPage) is not None


def test_a_backup_is_made_where_she_says(window, office, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    office.dialogs.answers = [folder]
    window.run_house("make_backup")
    assert len(backups.generations_in(folder)) == 1


@pytest.mark.parametrize("text", ["みじかい", "aaaaaaaaaaaaaaaa", "password12345"])
def test_a_weak_passphrase_is_refused_in_words(qtbot, office, text):
    fields = NewPassphrase("パスフレーズ")
    qtbot.addWidget(fields)
    fields.first.setText(text)
    fields.second.setText(text)
    with qtbot.assertNotEmitted(fields.done):
        fields.button.click()
    assert fields.problem.text()


def test_both_fields_must_say_the_same(qtbot, office):
    fields = NewPassphrase("パスフレーズ")
    qtbot.addWidget(fields)
    fields.first.setText(PASSPHRASE)
    fields.second.setText(PASSPHRASE + "8")
    fields.button.click()
    assert "同じではありません" in fields.problem.text()
