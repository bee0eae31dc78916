from __future__ import annotations

import shutil

import pytest

from tests.gui.test_main_window import Institutions
from zaitaku_desk.gui.gate import Gate
from zaitaku_desk.gui.keeping import Keeping
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.rescue_page import RescuePage
from zaitaku_desk.gui.unlock import UnlockPage
from zaitaku_desk.settings import SHARED_FOLDER
from zaitaku_desk.store import backups, desk, save, slots, vault
from zaitaku_desk.store.connection import FILE_NAME

PASSPHRASE = "みどりの屋根 ahiru 27"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A protected desk, and a stick with its backup."""
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(slots, "SCRYPT_N", 2**4)
        folder = tmp_path_factory.mktemp("made")
        db, _code = desk.create_desk(folder / "desk", PASSPHRASE)
        save.save(db, save.new("institutions", name="みどり台クリニック"))
        backups.make(db, "manual", folder / "usb")
        db.close()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made / "desk", tmp_path / "protected")
    return tmp_path / "protected"


@pytest.fixture
def window_of(qtbot, office):
    office.db.close()
    office.db = None

    def opened(folder, passphrase=None):
        window = MainWindow(office, [Institutions(office)])
        qtbot.addWidget(window)
        gate = Gate(office, window, folder, ())
        Keeping(window, gate)
        gate.enter(passphrase)
        window.resize(1280, 720)
        window.show()
        return window

    return opened


def lose_the_key(folder):
    for name in (vault.FILE_NAME, vault.COPY_NAME):
        (folder / name).unlink()


def test_a_lost_key_is_told_in_the_window_and_a_backup_gives_it_back(window_of, office, folder, made):
    lose_the_key(folder)
    window = window_of(folder)
    page = window.findChild(RescuePage)
    assert "鍵のファイル" in page.reason.text()
    office.dialogs.answers = [backups.generations_in(made / "usb")[0].path]
    page.back.choose_button.click()
    page.back.passphrase.setText(PASSPHRASE)
    page.back.join_button.click()
    assert not window.covered
    assert "写しから直しました" in office.dialogs.said[-1]
    assert office.db.row("SELECT name FROM institutions") == ("みどり台クリニック",)


def test_the_newest_backup_with_a_key_is_chosen_beforehand(window_of, office, folder, made):
    lose_the_key(folder)
    office.settings.set(SHARED_FOLDER, str(made))
    shutil.copytree(made / "usb", folder / "backups")
    for key in (folder / "backups").glob("*.key"):
        key.write_bytes(b"rubbish")
    on_share = made / "zaitaku_sync" / "backup" / "device"
    if not on_share.exists():
        on_share.mkdir(parents=True)
        for file in (made / "usb").iterdir():
            shutil.copy(file, on_share / f"20261122-170000-0123abcd{file.suffix}")
    page = window_of(folder).findChild(RescuePage)
    assert page.back.folder == on_share / "20261122-170000-0123abcd.zbk"
    assert "のバックアップ" in page.back.place.text()


def test_a_share_that_does_not_answer_holds_up_nothing(window_of, office, folder, made, monkeypatch):
    lose_the_key(folder)
    office.settings.set(SHARED_FOLDER, str(made))
    aside, read = [], []
    monkeypatch.setattr(office.tasks, "aside", lambda *call: aside.append(call))
    monkeypatch.setattr(office.tasks, "read", lambda *call: read.append(call))
    page = window_of(folder).findChild(RescuePage)
    assert aside and not read and page.again_button.isEnabled()


def test_what_was_put_right_meanwhile_opens_again(window_of, office, folder, made):
    whole = (folder / vault.FILE_NAME).read_bytes()
    lose_the_key(folder)
    window = window_of(folder)
    (folder / vault.FILE_NAME).write_bytes(whole)
    window.findChild(RescuePage).again_button.click()
    assert window._cover is window.findChild(UnlockPage)


def test_a_file_that_is_gone_leads_there_from_the_passphrase(window_of, office, folder):
    (folder / FILE_NAME).unlink()
    window = window_of(folder)
    page = window.findChild(UnlockPage)
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    assert "見つかりません" in window.findChild(RescuePage).reason.text()


def test_a_lock_while_she_reads_what_happened_is_no_fault(window_of, office, folder, monkeypatch):
    db = desk.open_desk(folder, PASSPHRASE)
    backups.make(db)
    db.close()
    (folder / FILE_NAME).unlink()
    window = window_of(folder)
    monkeypatch.setattr(office.dialogs, "warn", lambda *_words: window.lock())
    page = window.findChild(UnlockPage)
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    assert office.db is None
    assert window.covered


def test_a_wrong_word_stays_where_it_was_typed(window_of, office, folder):
    window = window_of(folder)
    page = window.findChild(UnlockPage)
    page.passphrase.setText("ちがう")
    page.unlock()
    assert window.findChild(RescuePage) is None


def test_a_newer_file_is_told_without_a_passphrase_too(window_of, office, desk_template, tmp_path):
    folder = shutil.copytree(desk_template, tmp_path / "unprotected")
    db = desk.open_desk(folder)
    with db.begin_raw() as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    page = window_of(folder).findChild(RescuePage)
    assert "より新しい" in page.reason.text()
    assert page.back.isHidden()  # an older backup is no answer to that
