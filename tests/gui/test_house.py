from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QListWidget

from tests.gui.test_main_window import Institutions
from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import house
from zaitaku_desk.gui.codes_page import CodesPage
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.passphrase_fields import NewPassphrase
from zaitaku_desk.gui.passphrase_page import PassphrasePage
from zaitaku_desk.gui.preview import Preview
from zaitaku_desk.gui.region_page import RegionPage
from zaitaku_desk.gui.tasks import Tasks
from zaitaku_desk.store import backups, desk, passphrases, save, vault

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
    page = window.findChild(PassphrasePage)
    page.fields.done.emit(PASSPHRASE)
    assert vault.is_protected(office.db.data_dir)
    sheet = page.findChild(Preview)
    assert page.focusWidget() is sheet.print_button  # so that Esc and Ctrl+P go on working
    assert not window.status.unprotected.isVisible()


def test_the_page_cannot_be_left_while_the_passphrase_is_being_set(qtbot, window, office):
    office.tasks = Tasks(office.dialogs)
    window.run_house("show_passphrase")
    page = window.findChild(PassphrasePage)
    page.fields.done.emit(PASSPHRASE)
    with qtbot.assertNotEmitted(page.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
        qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    office.tasks.wait()
    assert page.findChild(Preview) is not None
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    office.tasks.close()


def test_a_passphrase_that_could_not_be_stored_can_be_set_again(window, office, monkeypatch):
    window.run_house("show_passphrase")
    page = window.findChild(PassphrasePage)
    with monkeypatch.context() as full:
        full.setattr(vault, "write", lambda *_args: (_ for _ in ()).throw(UserError("いっぱいです。", "")))
        page.fields.done.emit(PASSPHRASE)
    assert office.dialogs.said and page.back_button.isEnabled()
    page.fields.done.emit(PASSPHRASE)
    assert vault.is_protected(office.db.data_dir)


@pytest.mark.parametrize(
    "name",
    [name for name in vars(house) if name.startswith("show_") and name != "show_audit_of_record"],
)
def test_a_page_that_was_closed_no_longer_answers(window, office, name):
    """The window's loop destroys it; what is saved or synced later must not reach for it."""
    office.dialogs.answers = [True]
    window.run_house(name)
    tab = window.tabs.currentWidget()
    while (page := tab._stack.currentWidget()) is not tab.page and hasattr(page, "closed"):
        page.closed.emit()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for kind in ("institutions", "codes", "devices"):
        office.changes.saved.emit(kind, [])
    window.sharing.changed.emit()
    window.sharing.met.emit()


def test_a_new_recovery_key_is_made_only_after_a_yes(window, office):
    vault.set_passphrase(office.db.data_dir, office.db.key, PASSPHRASE)
    window.run_house("show_recovery")
    assert window.findChild(house.RecoveryPage) is None
    office.dialogs.answers = [True, PASSPHRASE]
    window.run_house("show_recovery")
    assert window.findChild(house.RecoveryPage) is not None


@pytest.mark.parametrize("name", ["show_passphrase", "show_staff", "show_recovery"])
@pytest.mark.parametrize("typed", ["ちがう", None])
def test_who_finds_the_desk_open_gets_no_way_to_come_back(window, office, name, typed):
    vault.set_passphrase(office.db.data_dir, office.db.key, PASSPHRASE)
    office.dialogs.answers = [True, typed] if name == "show_recovery" else [typed]
    window.run_house(name)
    assert window.tabs.currentWidget()._stack.currentIndex() == 0
    assert (passphrases.seconds_to_wait(office.db.data_dir) > 0) is bool(typed)
    assert ("違います" in office.dialogs.said[-1]) is bool(typed)


def test_a_backup_is_made_where_she_says(window, office, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    office.dialogs.answers = [folder]
    window.run_house("make_backup")
    assert len(backups.generations_in(folder)) == 1
    assert "同じディスクの中" in window.status.said_label.text()
    assert office.settings.get("medium.last") is None  # the disk that breaks takes it along


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


def test_the_thresholds_are_said_to_be_advisory_and_can_be_switched_off(qtbot, office):
    page = house.ProfilePage(office)
    qtbot.addWidget(page)
    page.form.set_values(unconfirmed_months=None, vacancy_days=14)
    page.closed.emit()
    said = desk.profile(office.db)
    assert (said.unconfirmed_months, said.vacancy_days) == (None, 14)
    assert any("止めることはありません" in label.text() for label in page.findChildren(house.QLabel))


def test_the_code_lists_have_their_page(window):
    window.run_house("show_codes")
    assert window.findChild(QListWidget, "code_lists").isVisible()


def test_the_region_goes_out_and_comes_in_over_a_plan(window, office, tmp_path):
    path = tmp_path / "地域設定.json"
    window.run_house("show_codes")
    codes_page = window.findChild(CodesPage)
    office.dialogs.answers = [path, path]
    codes_page.give_out()
    code = save.get(office.db, "codes", "channels:telephone")
    code.label = "でんわ"
    save.save(office.db, code)
    codes_page.take_in()
    page = window.findChild(RegionPage)
    assert page.rows.item(0).text() == "方法：「でんわ」の名称を「でんわ」から「電話」にする"
    page.button.click()
    assert save.get(office.db, "codes", "channels:telephone").label == "電話"
    assert codes_page.isVisible()


def test_a_region_file_that_is_none_is_refused_in_words(window, office, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{}", "utf-8")
    window.run_house("show_codes")
    office.dialogs.answers = [path]
    window.findChild(CodesPage).take_in()
    assert window.findChild(RegionPage) is None
