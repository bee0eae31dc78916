from __future__ import annotations

import pytest

from tests.gui.test_main_window import Institutions
from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import gate
from zaitaku_desk.gui.exchange import exchange
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.unlock import UnlockPage
from zaitaku_desk.store import desk, save, slots, vault


@pytest.fixture
def window(qtbot, office):
    save.save(office.db, save.new("institutions", id="a", name="みどり台クリニック"))
    made = MainWindow(office, [Institutions(office)], build_all=True)
    qtbot.addWidget(made)
    made.show()
    made.open_record("institutions", "a")
    return made


def begun(window):
    made = []
    exchange(
        window, "試し", lambda folder, key: made.append(1) or desk.open_with(folder, lambda: key), made.append
    )
    return made


def test_what_is_being_typed_is_stored_before_the_file_is_closed(window, office, qtbot, say):
    form = window.tabs.currentWidget().form
    say(form.widget("telephone"), "0000-31-0009")
    begun(window)
    qtbot.waitUntil(lambda: not window.covered)
    assert save.get(office.db, "institutions", "a").telephone == "0000-31-0009"


def test_what_cannot_be_stored_is_not_closed_over(window, office, monkeypatch, say):
    form = window.tabs.currentWidget().form
    say(form.widget("telephone"), "0000-31-0009")

    def full(*_args, **_more):
        raise UserError("ディスクの空きがありません。")

    monkeypatch.setattr(save, "save", full)
    assert begun(window) == []
    assert "まだ保存できていない" in office.dialogs.said[-1]
    assert office.db is not None and not window.covered
    assert form.widget("telephone").text() == "0000-31-0009"
    monkeypatch.undo()
    form.flush()


def test_a_lock_that_comes_meanwhile_is_made_up_for(window, office, qtbot, monkeypatch):
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    monkeypatch.setattr(gate, "AGAIN_MS", 10)
    office.db.close()
    folder = office.db.data_dir
    vault.set_passphrase(folder, vault.unlock(folder), "みどりの屋根 ahiru 27")
    door = gate.Gate(office, window, folder, ())
    door._open(desk.open_desk(folder, "みどりの屋根 ahiru 27"))

    def restore(folder, key):
        door.lock(keep=True)  # five idle minutes have gone by
        return desk.open_with(folder, lambda: key)

    exchange(window, "試し", restore, lambda _db: None)
    qtbot.waitUntil(lambda: isinstance(window._cover, UnlockPage))
    assert office.db is None


def test_a_file_that_is_being_written_stays_open(window, office, monkeypatch):
    def writing():
        raise UserError("ほかの処理が保存中です。")

    with monkeypatch.context() as busy:
        busy.setattr(office.db, "close", writing)
        assert begun(window) == []
    assert office.dialogs.said[-1] == "ほかの処理が保存中です。"
    assert window.tabs.currentWidget().list.table.rowCount() == 1
