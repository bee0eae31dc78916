"""公開用フォルダー: chosen, written after each sync, left alone where she does not want it."""

from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.gui.plain_folder import FOLDER, ON, PlainFolder
from zaitaku_desk.gui.plain_folder_page import PlainFolderPage
from zaitaku_desk.gui.sharing import Sharing
from zaitaku_desk.reports import plain_folder
from zaitaku_desk.store import save


@pytest.fixture
def sharing(office):
    return Sharing(office)


@pytest.fixture
def plain(office, sharing):
    save.save(office.db, save.new("institutions", name="みなと診療所", kind="clinic"))
    save.save(office.db, save.new("meetings", title="コア会議", held_on=date(2026, 12, 1)))
    return PlainFolder(office, sharing)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "公開"
    made.mkdir()
    return made


@pytest.fixture
def page(qtbot, office, plain):
    found = PlainFolderPage(office, plain)
    qtbot.addWidget(found)
    found.show()
    return found


def there(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_choosing_a_folder_writes_at_once(page, plain, office, folder):
    office.dialogs.answers.append(folder)
    page.choose_button.click()
    assert there(folder) == sorted(plain_folder.names())
    assert page.on.isChecked() and "R8.11.22" in page.state.text()


def test_each_sync_writes_what_has_changed(plain, sharing, office, folder):
    plain.use(folder)
    plain._rests_until = 0
    (folder / "会議の予定.ics").unlink()
    sharing.met.emit()
    assert "会議の予定.ics" in there(folder)


def test_after_a_long_writing_it_rests(plain, sharing, folder):
    plain.use(folder)
    (folder / "会議の予定.ics").unlink()
    sharing.met.emit()
    assert "会議の予定.ics" not in there(folder)


def test_turned_off_nothing_is_written_and_what_is_there_stays(page, plain, sharing, folder):
    plain.use(folder)
    page.on.click()
    plain._rests_until = 0
    (folder / "会議の予定.ics").unlink()
    sharing.met.emit()
    assert "会議の予定.ics" not in there(folder) and len(there(folder)) == 5
    page.write_button.click()
    assert "会議の予定.ics" in there(folder)


def test_a_machine_that_never_chose_one_writes_nothing(plain, sharing, office):
    sharing.met.emit()
    assert office.settings.get(FOLDER) is None and office.settings.get(ON) is None


def test_a_folder_that_is_gone_is_told_in_plain_words(page, plain, tmp_path):
    plain.use(tmp_path / "unplugged")
    assert "見つかりません" in page.problem.text() and page.problem.isVisible()


@pytest.mark.parametrize("inside", ["desk", "desk/backups", "share/zaitaku_sync/dev"])
def test_the_own_folder_and_the_encrypted_one_are_refused(page, plain, office, tmp_path, inside):
    office.settings.set("share.folder", str(tmp_path / "share"))
    chosen = tmp_path / inside
    chosen.mkdir(parents=True, exist_ok=True)
    office.dialogs.answers.append(chosen)
    page.choose()
    assert plain.folder is None and "置けません" in office.dialogs.said[-1]


def test_what_was_set_aside_is_told(page, plain, folder):
    plain.use(folder)
    (folder / "会議の予定表.xlsx").write_bytes(b"edited")
    plain.refresh(asked=True)
    assert "書き込みのあったファイル" in page.news.text()
