from __future__ import annotations

import pytest

from tests.gui.test_main_window import Institutions
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.restore_page import NONE, RestorePage
from zaitaku_desk.store import backups, copies, save


@pytest.fixture
def window(qtbot, office):
    made = MainWindow(office, [Institutions(office)])
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def page(window, office):
    """The page over a desk in which something was changed since its only backup."""
    save.save(
        office.db, save.new("institutions", id="a", name="みどり台クリニック", telephone="0000-31-0001")
    )
    backups.make(office.db, "exit")
    place = save.get(office.db, "institutions", "a")
    place.telephone = "0000-31-0002"
    save.save(office.db, place)
    save.save(office.db, save.new("institutions", id="b", name="あとの医院"))
    window.run_house("show_restore")
    return window.findChild(RestorePage)


def shown(page):
    return [row.cells for row in page.lines.rows]


def compared(page):
    page.generations.opened.emit(page.generations.chosen())
    return page


def test_without_a_backup_the_page_says_so(window):
    window.run_house("show_restore")
    page = window.findChild(RestorePage)
    assert page.summary.text() == NONE
    assert not page.restore_button.isEnabled()


def test_it_cannot_be_restored_before_one_has_seen_what_would_change(page):
    assert page.generations.rows[0].cells[1] == "終了したとき"
    assert not page.restore_button.isEnabled()
    compared(page)
    assert page.restore_button.isEnabled()
    assert shown(page) == [
        ("関係機関", "みどり台クリニック", "変わる", "電話：今 0000-31-0002 → 0000-31-0001"),
        ("関係機関", "あとの医院", "なくなる", "このバックアップよりあとに入力しました"),
    ]
    assert "戻すと、変わる 1件、なくなる 1件（関係機関 2）。" in page.summary.text()


def test_single_records_are_taken_back_and_ctrl_z_undoes_it(page, window, office):
    compared(page).lines.selectRow(0)
    page.take_button.click()
    assert save.get(office.db, "institutions", "a").telephone == "0000-31-0001"
    assert save.get(office.db, "institutions", "b") is not None
    assert [cells[1] for cells in shown(page)] == ["あとの医院"]
    window.current("undo")
    assert save.get(office.db, "institutions", "a").telephone == "0000-31-0002"


def test_what_the_backup_does_not_have_cannot_be_taken_back(page, qtbot):
    compared(page).lines.selectRow(1)
    with qtbot.waitSignal(page.said) as said:
        page.take_button.click()
    assert "このバックアップにはありません" in said.args[0]


def test_the_whole_is_restored_after_a_yes_and_the_old_file_is_kept(page, qtbot, window, office):
    compared(page)
    device, folder = office.db.device, office.db.data_dir
    page.restore_button.click()
    assert save.get(office.db, "institutions", "b") is not None  # no answer is a no
    office.dialogs.answers = [True]
    page.restore_button.click()
    qtbot.waitUntil(lambda: not window.covered)
    assert save.get(office.db, "institutions", "a").telephone == "0000-31-0001"
    assert save.get(office.db, "institutions", "b") is None
    assert office.db.device != device
    assert len(list(folder.glob("replaced-*/desk.db"))) == 1
    assert "バックアップから戻しました" in office.dialogs.said[-1]
    assert not page.restore_button.isEnabled()  # what it showed is no longer so
    assert page.generations.rows[0].cells[1] == "戻す前のデータ"
    assert window.page("institutions").list.table.rowCount() == 1


def test_a_restore_is_undone_by_going_back_to_what_was_before(page, qtbot, window, office):
    compared(page)
    for answered in range(2):
        office.dialogs.answers = [True]
        page.restore_button.click()
        qtbot.waitUntil(lambda: not window.covered)
        assert (save.get(office.db, "institutions", "b") is None) is (answered == 0)
        compared(page)


def test_with_a_shared_folder_she_hears_that_what_was_sent_comes_again(page, office, monkeypatch):
    hints = []
    monkeypatch.setattr(office.dialogs, "ask", lambda _question, hint, **_more: hints.append(hint))
    compared(page).restore_button.click()
    office.settings.set("share.folder", "somewhere")
    page.restore_button.click()
    assert ["また届きます" in hint for hint in hints] == [False, True]


def test_a_backup_that_went_bad_meanwhile_leaves_the_desk_open_as_it_was(page, qtbot, window, office):
    compared(page)
    path = backups.list_generations(office.db.data_dir)[0].path
    path.write_bytes(path.read_bytes()[:9000])
    office.dialogs.answers = [True]
    page.restore_button.click()
    qtbot.waitUntil(lambda: not window.covered)
    assert save.get(office.db, "institutions", "b") is not None
    assert "戻せませんでした。いまのデータはそのまま" in office.dialogs.said[-1]


def test_those_of_the_share_and_of_another_folder_stand_in_the_list(page, office, tmp_path):
    (tmp_path / "share" / "zaitaku_sync").mkdir(parents=True)
    copies.to_share(office.db, tmp_path / "share", office.now())
    office.settings.set("share.folder", str(tmp_path / "share"))
    usb = tmp_path / "usb"
    backups.make(office.db, "manual", usb)
    office.dialogs.answers = [usb]
    page.start()
    page.other_button.click()
    places = {row.cells[3] for row in page.generations.rows}
    assert places == {"このパソコン", "共有フォルダー", "選んだフォルダー"}
    assert page.generations.chosen().startswith(str(usb))


def test_a_folder_without_backups_is_told(page, office, tmp_path):
    office.dialogs.answers = [tmp_path]
    page.other_button.click()
    assert office.dialogs.said[-1] == "このフォルダーにバックアップはありません。"


def test_a_share_that_does_not_answer_holds_up_no_list(window, office, tmp_path, monkeypatch):
    office.settings.set("share.folder", str(tmp_path))
    aside = []
    monkeypatch.setattr(copies, "on_share", lambda _share: pytest.fail("in the lane of the lists"))
    office.tasks.aside = lambda work, then, failed: aside.append((work, then))
    window.run_house("show_restore")
    assert len(aside) == 1
