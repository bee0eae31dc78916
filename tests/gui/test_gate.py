from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.gui.test_main_window import Institutions, Visits
from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import checking
from zaitaku_desk.gui.first_start import FirstStart
from zaitaku_desk.gui.gate import Beginning, Gate
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.unlock import UnlockPage
from zaitaku_desk.store import desk, passphrases, save, vault

PASSPHRASE = "みどりの屋根 ahiru 27"


@pytest.fixture(scope="module")
def protected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("protected") / "desk"
    db, code = desk.create_desk(folder, PASSPHRASE)
    save.save(db, save.new("institutions", name="みどり台クリニック"))
    db.close()
    return folder, code


@pytest.fixture
def folder(protected, tmp_path):
    copy = tmp_path / "protected"
    shutil.copytree(protected[0], copy)
    return copy


def gate_of(qtbot, office, folder, beginnings=()):
    office.db.close()
    office.db = None
    window = MainWindow(office, [Visits(office), Institutions(office)])
    qtbot.addWidget(window)
    gate = Gate(office, window, folder, beginnings)
    gate.enter()
    window.resize(1280, 720)
    window.show()
    return gate, window


def test_nothing_is_shown_before_the_passphrase(qtbot, office, folder):
    _, window = gate_of(qtbot, office, folder)
    assert window.covered
    assert not window.tabs.isVisible()
    assert not window.tabs_by_name["institutions"].built
    assert not window.menuBar().isVisible()


def test_the_passphrase_opens(qtbot, office, folder):
    _, window = gate_of(qtbot, office, folder)
    page = window.findChild(UnlockPage)
    qtbot.keyClicks(page.passphrase, "x")
    page.passphrase.setText(PASSPHRASE)
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert not window.covered
    window.go(1)
    assert window.tabs.currentWidget().list.table.rowCount() == 1
    assert not window.status.unprotected.isVisible()


def test_a_wrong_one_is_told_and_waits(qtbot, office, folder):
    _, window = gate_of(qtbot, office, folder)
    page = window.findChild(UnlockPage)
    page.passphrase.setText("ちがう")
    page.unlock()
    assert "パスフレーズが違います" in page.problem.text()
    assert not page.open_button.isEnabled()
    assert window.covered


def test_the_recovery_key_opens_and_a_new_passphrase_is_set(qtbot, office, folder, protected):
    _, window = gate_of(qtbot, office, folder)
    page = window.findChild(UnlockPage)
    page.other_way.click()
    page.code.setText(protected[1])
    page.unlock()
    for field in (page.new_passphrase.first, page.new_passphrase.second):
        field.setText("あたらしい kotoba 35%")
    page.new_passphrase.button.click()
    assert not window.covered
    assert vault.unlock(folder, "あたらしい kotoba 35%")


def test_a_new_passphrase_that_could_not_be_stored_can_be_set_again(
    qtbot, office, folder, protected, monkeypatch
):
    _, window = gate_of(qtbot, office, folder)
    page = window.findChild(UnlockPage)
    page.other_way.click()
    page.code.setText(protected[1])
    page.unlock()

    def full(*_args):
        raise UserError("ディスクの空きがありません。")

    with monkeypatch.context() as disk:
        disk.setattr(vault, "write", full)
        page.new_passphrase.done.emit("あたらしい kotoba 35%")
    assert window.covered and page.new_passphrase.isEnabled()
    page.new_passphrase.done.emit("あたらしい kotoba 35%")
    assert not window.covered


@pytest.mark.parametrize("how", ["away", "slept", "ended"])
def test_what_the_recovery_key_opened_is_closed_when_she_goes(qtbot, office, folder, protected, how):
    """Else whoever comes next sets a passphrase of his own."""
    gate, window = gate_of(qtbot, office, folder)
    page = window.findChild(UnlockPage)
    page.other_way.click()
    page.code.setText(protected[1])
    page.unlock()
    db = page._db
    assert page.half_open and gate._idle.isActive()
    {"away": gate._idle.timeout.emit, "slept": gate.lock, "ended": window.close}[how]()
    assert db.key == bytearray(32) and not page.half_open
    if how != "ended":
        assert window._cover is not page
    again = desk.open_desk(folder, PASSPHRASE)
    rows = again.rows("SELECT what, detail FROM audit ORDER BY seq DESC LIMIT 2")
    assert rows[::-1] == [("unlock", "recovery"), ("lock", "")]
    again.close()


def test_a_lock_closes_the_database_and_hides_everything(qtbot, office, folder):
    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE))
    window.go(1)
    tab = window.tabs.currentWidget()
    qtbot.wait(1)
    tab.list.flush_follow()
    window.lock()
    assert office.db is None
    assert window.covered
    assert tab.form.widget("name").text() == ""
    page = window.findChild(UnlockPage)
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    assert tab.form.widget("name").text() == "みどり台クリニック"


def test_five_idle_minutes_lock(qtbot, office, folder):
    gate, _ = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE))
    assert gate._idle.interval() == 5 * 60 * 1000
    gate._idle.timeout.emit()
    assert office.db is None


def test_a_key_or_the_mouse_begins_the_five_minutes_again(qtbot, office, folder):
    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE))
    gate._idle.start(1000)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert gate._idle.remainingTime() > 60_000


def test_words_of_an_input_method_begin_the_five_minutes_again(qtbot, office, folder, say):
    """No key reaches the window while Japanese is typed: not even the desk of who types for long may lock."""
    gate, window = gate_of(qtbot, office, folder)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    gate._open(desk.open_desk(folder, PASSPHRASE))
    for field in (QLineEdit(window), QPlainTextEdit(window)):
        field.show()
        field.setFocus()
        gate._idle.start(1000)
        say(field, "往診")
        assert gate._idle.remainingTime() > 60_000


def test_an_unprotected_desk_opens_at_once_and_cannot_be_locked(qtbot, office, empty_folder, tmp_path):
    copy = tmp_path / "open"
    shutil.copytree(empty_folder, copy)
    _, window = gate_of(qtbot, office, copy)
    assert not window.covered
    window.lock()
    assert not window.covered


def test_first_start_asks_who_i_am_and_makes_the_desk(qtbot, office, tmp_path, say):
    begun = []
    choice = Beginning("名簿を取り込む", "…", begun.append)
    _, window = gate_of(qtbot, office, tmp_path / "new", (choice,))
    page = window.findChild(FirstStart)
    say(page.who["contractor"], "みどり医師会")
    say(page.who["sender_name"], "山野 花")
    page._go(1)
    for field in (page.new_passphrase.first, page.new_passphrase.second):
        field.setText(PASSPHRASE)
    page.new_passphrase.button.click()
    page._go(3)
    page.finished.emit(page._db, choice)
    assert begun == [window]
    assert desk.profile(office.db).sender_block == "みどり医師会\n山野 花"
    assert desk.staff_member(office.db).name == "山野 花"
    assert vault.is_protected(tmp_path / "new")


def test_no_passphrase_is_made_of_what_stands_on_her_letters(qtbot, office, tmp_path, say):
    """S3."""
    _, window = gate_of(qtbot, office, tmp_path / "new")
    page = window.findChild(FirstStart)
    say(page.who["contractor"], "みどり台医師会")
    say(page.who["sender_name"], "山野 花子")
    page._go(1)
    for field in (page.new_passphrase.first, page.new_passphrase.second):
        field.setText("みどり台医師会の山野花子1")
    page.new_passphrase.button.click()
    assert "推測されます" in page.new_passphrase.problem.text()
    assert not vault.exists(tmp_path / "new")


def test_first_start_can_be_skipped(qtbot, office, tmp_path):
    _, window = gate_of(qtbot, office, tmp_path / "new")
    page = window.findChild(FirstStart)
    page._skip_who()
    page._make(None)
    page.findChild(type(page._pages)).currentWidget()
    page.finished.emit(page._db, None)
    assert not window.covered
    assert window.status.unprotected.isVisible()


def test_the_recovery_sheet_is_one_page_with_the_key(qapp, office):
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtPdf import QPdfDocument

    from zaitaku_desk.gui.recovery_sheet import recovery_sheet

    data = QByteArray(recovery_sheet("ABCD1-EFGH2-ABCD3-EFGH4-ABCD5-EFGH6-ABCD7-EFGH8", office.today()))
    buffer, document = QBuffer(data), QPdfDocument()
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    assert document.pageCount() == 1
    assert "EFGH8" in document.getAllText(0).text()
    document.close()


def make_unclean(folder):
    (folder / "suspect").touch()


def test_after_an_unclean_end_the_check_shows_on_the_card_and_the_desk_opens(qtbot, office, folder):
    make_unclean(folder)
    _, window = gate_of(qtbot, office, folder)
    page = window.findChild(UnlockPage)
    with qtbot.waitSignal(page.checking.begun):
        page.passphrase.setText(PASSPHRASE)
        page.unlock()
    assert not window.covered
    assert not (folder / "suspect").exists()


@pytest.mark.parametrize("put_off", [False, True])
def test_an_unprotected_desk_is_checked_with_the_window_standing(
    qtbot, office, empty_folder, tmp_path, monkeypatch, put_off
):
    copy = tmp_path / "open"
    shutil.copytree(empty_folder, copy)
    make_unclean(copy)
    monkeypatch.setattr(checking, "BIG", 1 if put_off else 2**40)
    _, window = gate_of(qtbot, office, copy)
    assert window.covered
    panel = window.findChild(checking.CheckingPanel)
    assert panel.later_button.isHidden() is not put_off
    if put_off:
        panel.begun.connect(panel.later_button.click)
    qtbot.waitUntil(lambda: not window.covered)
    assert (copy / "suspect").exists() is put_off
    assert office.db is not None


def test_where_the_check_finds_damage_she_sees_that_it_is_being_mended(qtbot, office, empty_folder, tmp_path):
    copy = tmp_path / "open"
    shutil.copytree(empty_folder, copy)
    (copy / "suspect").touch()
    with (copy / "desk.db").open("r+b") as file:
        file.seek(50_000)
        file.write(b"\xff\x00")
    _, window = gate_of(qtbot, office, copy)
    panel, titles = window.findChild(checking.CheckingPanel), []
    office.tasks.progressed.connect(lambda *_: titles.append(panel.title.text()))
    qtbot.waitUntil(lambda: not window.covered)
    assert titles[0] == checking.WHY
    assert titles[-1] == checking.MENDING


def test_a_check_that_failed_can_be_tried_again(qtbot, office, empty_folder, tmp_path, monkeypatch):
    copy = tmp_path / "open"
    shutil.copytree(empty_folder, copy)
    make_unclean(copy)
    tried = []

    def full(*_args, **_given):
        tried.append(1)
        raise UserError("ディスクの空きがありません。")

    with monkeypatch.context() as disk:
        disk.setattr(desk, "open_desk", full)
        _, window = gate_of(qtbot, office, copy)
        page = window.findChild(checking.CheckingPage)
        qtbot.waitUntil(lambda: page.again_button.isVisible())
    assert office.dialogs.said == ["ディスクの空きがありません。"]
    page.again_button.click()
    assert not window.covered
    assert len(tried) == 1


def test_every_way_in_and_out_is_noted(qtbot, office, folder, protected):
    """S6: a wrong passphrase, the recovery key and its new passphrase, the lock."""
    _, window = gate_of(qtbot, office, folder)
    page = window.findChild(UnlockPage)
    page.passphrase.setText("ちがう")
    page.unlock()
    passphrases.forget_wrong(folder)
    page._count_down()
    page.other_way.click()
    page.code.setText(protected[1])
    page.unlock()
    for field in (page.new_passphrase.first, page.new_passphrase.second):
        field.setText("あたらしい kotoba 36%")
    page.new_passphrase.button.click()
    window.lock()
    db = desk.open_desk(folder, "あたらしい kotoba 36%")
    rows = db.rows("SELECT what, detail FROM audit ORDER BY seq DESC LIMIT 4")
    assert rows[::-1] == [
        ("unlock_failed", ""),
        ("unlock", "recovery"),
        ("settings", "passphrase"),
        ("lock", ""),
    ]
    db.close()
