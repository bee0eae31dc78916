"""Several members of staff, each with her own passphrase (decisions 8, 22)."""

from __future__ import annotations

import pytest

from zaitaku_desk.gui.staff_page import StaffPage
from zaitaku_desk.store import desk, save, slots, vault

FIRST, SECOND = "みどりの屋根 ahiru 27", "さくらの窓辺 kamome 31"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)


@pytest.fixture
def page(qtbot, office):
    vault.set_passphrase(office.db.data_dir, office.db.key, FIRST)
    me = save.new("staff", name="潮見　灯")
    save.save(office.db, me)
    desk.sit_down(office.db, me.id)
    made = StaffPage(office)
    qtbot.addWidget(made)
    made.show()
    return made


def add(page, name, passphrase):
    page.name.setText(name)
    page.add_button.click()
    page.fields.done.emit(passphrase)
    return page.staff


def test_a_colleague_opens_with_her_own_and_is_at_the_keyboard(page, office):
    me, folder = office.db.staff, office.db.data_dir
    colleague = add(page, "浜辺　凪", SECOND)
    office.db.close()
    for passphrase, who in ((SECOND, colleague), (FIRST, me), (SECOND, colleague)):
        office.db = desk.open_desk(folder, passphrase)
        assert office.db.staff == who
        office.db.close()


def test_a_passphrase_that_was_taken_opens_nothing_any_more(page, office):
    add(page, "浜辺　凪", SECOND)
    office.dialogs.answers = [True]
    page.take_button.click()
    assert "外しました" in page.told.text()
    with pytest.raises(vault.WrongPassphrase):
        vault.unlock(office.db.data_dir, SECOND)
    assert vault.belongs(office.db.data_dir / "vault.key", office.db.key)


def test_the_last_passphrase_cannot_be_taken(page, office):
    assert not page.take_button.isEnabled()
    with pytest.raises(vault.UserError, match="最後"):
        vault.take_passphrase(office.db.data_dir, office.db.key, "")


def test_who_has_a_passphrase_is_said(page):
    page.name.setText("浜辺　凪")
    page.add_button.click()
    lines = [page.rows.item(at).text() for at in range(page.rows.count())]
    assert any("潮見" in line and "あり" in line and "いま使っている" in line for line in lines)
    assert any("浜辺" in line and "なし" in line for line in lines)


def test_a_new_recovery_key_leaves_everybodys_passphrase(page, office):
    add(page, "浜辺　凪", SECOND)
    vault.new_recovery(office.db.data_dir, office.db.key)
    assert vault.unlock(office.db.data_dir, FIRST) == vault.unlock(office.db.data_dir, SECOND)


def test_without_any_passphrase_it_says_what_comes_first(qtbot, office):
    page = StaffPage(office)
    qtbot.addWidget(page)
    assert "先に" in page.told.text() and not page.fields.isEnabled()
