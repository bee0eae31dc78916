"""Locks of decisions 24 and S5, S22: what hides, what closes, what opens again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from tests.gui.test_gate import PASSPHRASE, folder, gate_of, protected  # noqa: F401
from zaitaku_desk.gui import house
from zaitaku_desk.gui.curtain import Curtain
from zaitaku_desk.gui.gate import BACK_AT_ONCE
from zaitaku_desk.gui.unlock import UnlockPage
from zaitaku_desk.store import desk, save, short_code

CODE = "402917"


@pytest.fixture
def opened(qtbot, office, folder, monkeypatch):  # noqa: F811
    monkeypatch.setattr(short_code, "SCRYPT_N", 2**4)
    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE))
    window.go(1)
    tab = window.tabs.currentWidget()
    qtbot.wait(1)
    tab.list.flush_follow()
    return gate, window, tab


@pytest.fixture
def with_code(opened, office):
    short_code.remember(office.db, CODE)
    return opened


def unlock_page(window):
    page = window._cover
    assert isinstance(page, UnlockPage)
    return page


def test_after_an_idle_lock_the_short_code_opens(qtbot, with_code, office):
    gate, window, tab = with_code
    gate._idle.timeout.emit()
    page = unlock_page(window)
    assert page.way == "short" and office.db is None
    qtbot.keyClicks(page.short, CODE)  # the sixth digit is enough
    assert not window.covered
    assert tab.form.widget("name").text() == "みどり台クリニック"
    assert gate._kept is None


def test_after_five_wrong_codes_only_the_passphrase_opens(qtbot, with_code):
    gate, window, _ = with_code
    gate._idle.timeout.emit()
    page = unlock_page(window)
    for _ in range(5):
        page.short.clear()
        qtbot.keyClicks(page.short, "111222")
    assert page.way == "passphrase"
    assert gate._kept.over
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    assert not window.covered


def test_after_eight_hours_the_key_is_gone_from_memory(with_code):
    gate, _, _ = with_code
    gate._idle.timeout.emit()
    kept = gate._kept
    assert gate._forget.interval() == 8 * 3600 * 1000
    gate._forget.timeout.emit()
    assert kept.over and gate._kept is None


@pytest.mark.parametrize("how", ["asked", "slept"])
def test_a_lock_she_asked_for_or_a_sleep_wants_the_passphrase(with_code, office, how):
    gate, window, _ = with_code
    window.lock() if how == "asked" else gate._absence.slept.emit()
    assert office.db is None and gate._kept is None
    assert unlock_page(window).way == "passphrase"


def test_a_sleep_during_the_lock_ends_the_short_code(with_code):
    gate, window, _ = with_code
    gate._idle.timeout.emit()
    kept = gate._kept
    gate._absence.slept.emit()
    assert kept.over
    assert unlock_page(window).way == "passphrase"


def test_the_systems_own_lock_locks(with_code, office):
    gate, window, _ = with_code
    gate._absence.screen_locked.emit()
    assert office.db is None
    assert unlock_page(window).way == "short"


def test_a_key_hides_the_screen_and_locks_behind_it(qtbot, with_code, office):
    _, window, tab = with_code
    qtbot.keyClick(tab.list.rows, Qt.Key.Key_F12)
    assert isinstance(window._cover, Curtain)
    assert not tab.isVisible() and not window.menuBar().isVisible()
    assert "みどり台" not in window.windowTitle()
    qtbot.waitUntil(lambda: office.db is None)
    qtbot.keyClick(window._cover, Qt.Key.Key_Shift)
    assert isinstance(window._cover, Curtain)
    qtbot.keyClick(window._cover, Qt.Key.Key_Space)
    assert unlock_page(window).way == "short"


def test_hidden_with_a_quick_return_any_key_brings_her_back_where_she_was(qtbot, opened, office):
    _, window, tab = opened
    office.settings.set(BACK_AT_ONCE, True)
    window.activateWindow()
    tab.list.search.setFocus()
    window.hide_wanted.emit()
    qtbot.wait(5)
    assert office.db is not None
    qtbot.keyClick(window._cover, Qt.Key.Key_Space)
    assert not window.covered and tab.isVisible()


def test_hidden_with_a_quick_return_it_still_locks_after_five_minutes(opened, office):
    gate, window, _ = opened
    office.settings.set(BACK_AT_ONCE, True)
    window.hide_wanted.emit()
    gate._idle.timeout.emit()
    assert office.db is None
    window._cover.wanted.emit()
    assert isinstance(window._cover, UnlockPage)


@pytest.mark.parametrize("how", ["idle", "slept", "asked"])
def test_whoever_works_by_itself_hears_of_every_lock(qtbot, opened, office, how):
    gate, window, _ = opened
    with qtbot.waitSignal(window.locked):
        {"idle": gate._idle.timeout.emit, "slept": gate._absence.slept.emit, "asked": window.lock}[how]()
    assert not window.sharing._every.isActive()


def test_boxes_that_stand_open_are_closed_by_a_lock(qtbot, opened):
    _, window, _ = opened
    box = QDialog(window)
    qtbot.addWidget(box)
    box.show()
    window.lock()
    assert not box.isVisible() and box.result() == QDialog.DialogCode.Rejected


def test_typing_in_a_box_begins_the_five_minutes_again(qtbot, opened):
    gate, window, _ = opened
    box = QDialog(window)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is box.windowHandle())
    gate._idle.start(1000)
    qtbot.keyClick(box.windowHandle(), Qt.Key.Key_A)
    assert gate._idle.remainingTime() > 60_000


def test_the_clipboard_is_cleared_at_a_lock_and_at_the_end_but_not_before(opened):
    _, window, _ = opened
    clipboard = QGuiApplication.clipboard()
    for ending in (window.lock, window.close):
        clipboard.setText("みどり台クリニック")
        assert clipboard.text()
        ending()
        assert clipboard.text() == ""


def test_while_work_goes_on_nothing_is_seen_and_the_lock_follows(qtbot, opened, office):
    gate, window, _ = opened
    office.tasks._waiting += 1  # an import
    gate._idle.timeout.emit()
    assert isinstance(window._cover, Curtain) and office.db is not None
    window._cover.wanted.emit()
    assert isinstance(window._cover, Curtain)
    office.tasks._settle()
    qtbot.waitUntil(lambda: office.db is None)
    assert isinstance(window._cover, UnlockPage)


def test_what_is_being_typed_is_in_the_encrypted_file_before_it_locks(opened, folder, say):  # noqa: F811
    _, window, tab = opened
    say(tab.form.widget("name"), "あたらしい")
    record_id = tab.form.record.id
    window.lock()
    db = desk.open_desk(folder, PASSPHRASE)
    assert "あたらしい" in save.get(db, "institutions", record_id).name
    db.close()


def test_a_page_over_the_tab_stands_there_again_but_a_recovery_key_does_not(opened, office):
    gate, window, tab = opened
    tab.show_bin()
    window.lock()
    gate._open(desk.open_desk(gate._data_dir, PASSPHRASE))
    assert tab._bin.isVisible()
    tab.back()
    office.dialogs.answers = [True, PASSPHRASE]
    window.run_house("show_recovery")
    window.lock()
    gate._open(desk.open_desk(gate._data_dir, PASSPHRASE))
    assert not any(page.isVisible() for page in window.findChildren(house.RecoveryPage))
    assert tab.list.isVisible()


def test_the_key_of_a_locked_desk_is_overwritten(opened, office):
    _, window, _ = opened
    key = office.db.key
    window.lock()
    assert key == bytearray(32)


def test_while_she_listens_it_locks_after_half_an_hour(opened, monkeypatch):
    gate, _, tab = opened
    assert gate._idle.interval() == 5 * 60_000
    monkeypatch.setattr(type(tab), "listening", True)
    gate._idle.begin()
    assert gate._idle.interval() == 30 * 60_000


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_no_file_of_the_data_stays_open_behind_a_lock(opened, folder):  # noqa: F811
    _, window, _ = opened

    def held():
        links = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return [link for link in links if link.startswith(str(folder))]

    assert held()
    window.lock()
    assert held() == []


def test_what_was_just_said_and_searched_for_is_gone_with_the_lock(opened):
    _, window, _ = opened
    window.status.say("「みどり台クリニック.pdf」に保存しました。")
    window.global_search.setText("みどり台")
    window.lock()
    assert (window.status.said_label.text(), window.status.said_label.toolTip()) == ("", "")
    assert window.global_search.text() == ""
