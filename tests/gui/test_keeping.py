from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.gui.test_main_window import Institutions
from zaitaku_desk.gui import keeping
from zaitaku_desk.gui.bands import bands_of
from zaitaku_desk.gui.examine_page import ExaminePage
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.store import backups, ballast, copies, save
from zaitaku_desk.store.connection import SUSPECT


@pytest.fixture
def window(qtbot, office, monkeypatch):
    monkeypatch.setattr(ballast, "free", lambda _folder: 900 * 2**20)
    monkeypatch.setattr(copies, "on_another_disk", lambda *_folders: True)
    made = MainWindow(office, [Institutions(office)])
    qtbot.addWidget(made)
    made.show()
    return made


def days_on(office, days):
    today = date(2026, 11, 22) + timedelta(days=days)
    office.today = lambda: today


def test_a_backup_an_exit_did_not_finish_is_made_after_the_next_start(window, office):
    save.save(office.db, save.new("people", name="人"))
    keeping.begin(window)
    assert [made.why for made in backups.list_generations(office.db.data_dir)] == ["start"]
    keeping.begin(window)
    assert len(backups.list_generations(office.db.data_dir)) == 1


def test_after_thirty_days_a_copy_on_a_medium_is_asked_for_and_then_not_again(window, office, tmp_path):
    keeping.look(window)
    assert bands_of(window).shown == ""
    days_on(office, 30)
    keeping.look(window)
    assert bands_of(window).shown == "medium"
    office.dialogs.answers = [tmp_path / "usb"]
    bands_of(window).button.click()
    assert len(backups.generations_in(tmp_path / "usb")) == 1
    assert bands_of(window).shown == ""
    days_on(office, 59)
    keeping.look(window)
    assert bands_of(window).shown == ""
    days_on(office, 60)
    keeping.look(window)
    assert "30日以上" in bands_of(window).words.text()


def test_closed_for_now_the_reminder_comes_back_in_a_week(window, office):
    keeping.look(window)
    days_on(office, 31)
    keeping.look(window)
    bands_of(window).close_button.click()
    for days, shown in ((37, ""), (38, "medium")):
        days_on(office, days)
        keeping.look(window)
        assert bands_of(window).shown == shown


def test_little_room_goes_before_everything_else_and_away_again(window, office, monkeypatch):
    keeping.look(window)
    days_on(office, 31)
    monkeypatch.setattr(ballast, "free", lambda _folder: 420 * 2**20)
    keeping.look(window)
    assert bands_of(window).shown == "room"
    assert "420 MB" in bands_of(window).words.text()
    monkeypatch.setattr(ballast, "free", lambda _folder: 900 * 2**20)
    keeping.look(window)
    assert bands_of(window).shown == "medium"


def test_a_check_put_off_is_remembered_until_it_is_made(window, office):
    (office.db.data_dir / SUSPECT).touch()
    keeping.look(window)
    assert bands_of(window).shown == "unchecked"
    bands_of(window).button.click()
    page = window.findChild(ExaminePage)
    page.button.click()
    page.closed.emit()
    assert bands_of(window).shown == ""


def test_once_a_week_the_file_is_read_through(window, office, monkeypatch):
    from zaitaku_desk.store import check

    assert not check.due(office.db.data_dir, office.now())
    made = []
    monkeypatch.setattr(check, "check", lambda db, progress: made.append(db) or check.Report(False, ["x"]))
    keeping.begin(window)
    assert made == []
    later = office.now() + timedelta(days=8)
    office.now = lambda: later
    keeping.begin(window)
    assert len(made) == 1
    assert bands_of(window).shown == "damaged"


def test_a_backup_that_cannot_be_made_is_told_until_one_is(window, office):
    save.save(office.db, save.new("people", name="人"))
    folder = office.db.data_dir / backups.FOLDER
    folder.write_bytes(b"a file where a folder should be")
    keeping.begin(window)
    assert bands_of(window).shown == "backup"
    assert "自動バックアップを作れませんでした" in bands_of(window).words.text()
    folder.unlink()
    keeping.begin(window)
    assert bands_of(window).shown == ""


def test_nothing_is_said_while_the_desk_is_hidden(window, office, qtbot):
    from PySide6.QtWidgets import QWidget

    (office.db.data_dir / SUSPECT).touch()
    keeping.look(window)
    bar = bands_of(window)._bar
    assert bar.isVisible()
    window.cover(QWidget())
    bands_of(window).refresh()
    assert not bar.isVisible()
    window.uncover()
    bands_of(window).refresh()
    assert bar.isVisible()
