from __future__ import annotations

import pytest

from zaitaku_desk.gui.first_start import RETURN, FirstStart
from zaitaku_desk.gui.return_page import ReturnPage
from zaitaku_desk.store import backups, desk, save, slots

PASSPHRASE = "みどりの屋根 ahiru 27"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A backup on a stick, and the recovery key of its desk, which is gone."""
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    db, code = desk.create_desk(tmp_path / "old", PASSPHRASE)
    save.save(db, save.new("people", id="p", name="浜辺 凪"))
    made = backups.make(db, "manual", tmp_path / "usb")
    device = db.device
    db.close()
    return made, code, device


@pytest.fixture
def page(qtbot, office, tmp_path):
    made = ReturnPage(office, tmp_path / "new")
    qtbot.addWidget(made)
    made.show()
    return made


def said(page, kept, secret, *, by_code=False):
    page._office.dialogs.answers = [kept[0]]
    page.choose_button.click()
    if by_code:
        page.other_way.click()
    (page.code if by_code else page.passphrase).setText(secret)


@pytest.mark.parametrize("by_code", [False, True])
def test_backup_and_passphrase_or_recovery_key_are_enough(qtbot, page, kept, tmp_path, by_code):
    said(page, kept, kept[1] if by_code else PASSPHRASE, by_code=by_code)
    with qtbot.waitSignal(page.joined) as joined:
        page.join_button.click()
    db = joined.args[0]
    assert save.get(db, "people", "p").name == "浜辺 凪"
    assert db.device != kept[2]
    db.close()
    assert not list((tmp_path / "new").glob("replaced-*"))
    assert kept[0].exists()
    desk.open_desk(tmp_path / "new", PASSPHRASE).close()


def test_a_wrong_passphrase_is_told_and_leaves_the_folder_empty(page, kept, tmp_path):
    said(page, kept, "ちがう言葉です 123456")
    page.join_button.click()
    assert "パスフレーズが違います" in page.problem.text()
    assert not (tmp_path / "new" / "desk.db").exists()
    assert not (tmp_path / "new" / "vault.key").exists()


def test_the_first_start_offers_it(qtbot, office, tmp_path):
    page = FirstStart(office, tmp_path / "new", lambda _passphrase: None, ())
    qtbot.addWidget(page)
    page._go(RETURN)
    assert page._pages.currentWidget().isAncestorOf(page.come_back)


def test_a_backup_without_a_passphrase_needs_none(qtbot, office, page, kept):
    made = backups.make(office.db, "manual", kept[0].parent)
    page._office.dialogs.answers = [made]
    page.choose_button.click()
    with qtbot.waitSignal(page.joined) as joined:
        page.join_button.click()
    joined.args[0].close()


def test_a_protected_one_without_a_word_says_so(page, kept):
    said(page, kept, "")
    page.join_button.click()
    assert "パスフレーズ" in page.problem.text()
