from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.gui.test_main_window import Institutions
from zaitaku_desk.gui.examine_page import ExaminePage
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.gui.salvaged_page import SalvagedPage
from zaitaku_desk.store import backups, examine, salvaged, save
from zaitaku_desk.store.connection import FILE_NAME


@pytest.fixture
def window(qtbot, office):
    made = MainWindow(office, [Institutions(office)])
    qtbot.addWidget(made)
    made.show()
    return made


def opened(window):
    window.run_house("show_examine")
    return window.findChild(ExaminePage)


def parts(page):
    return [page._grid.itemAt(at).widget() for at in range(page._grid.count())]


def words(page):
    return [part.text() for part in parts(page) if isinstance(part, QLabel)]


def button(page, text):
    return next(part for part in parts(page) if isinstance(part, QPushButton) and part.text() == text)


def damage(office):
    """A byte of a page that only the records of this test lie in."""
    with (office.db.data_dir / FILE_NAME).open("r+b") as file:
        file.seek(-3000, 2)
        file.write(b"\x00\xff\x00")


def test_a_sound_desk_is_said_to_be_so_and_it_is_remembered(window, office):
    page = opened(window)
    assert page.told.text() == "まだ点検していません。"
    page.button.click()
    assert page.told.text().endswith("問題はありません。")
    assert words(page).count("○ 問題なし") == len(examine.last(office.db.data_dir).findings)
    page.start()
    assert page.told.text().startswith("前回の点検：")


def test_a_wrong_row_is_mended_with_one_button(window, office):
    save.save(office.db, save.new("institutions", id="a", name="みどり台クリニック"))
    with office.db.begin_raw() as raw:
        raw.execute("UPDATE institutions SET name = 'だれか'")
    page = opened(window)
    page.button.click()
    assert "1件の記録が、変更履歴と一致しません" in "".join(words(page))
    button(page, "変更履歴から作り直す").click()
    assert page.told.text().endswith("問題はありません。")
    assert save.get(office.db, "institutions", "a").name == "みどり台クリニック"


def test_what_points_to_nothing_is_named_and_opens_what_it_belongs_to(window, office, qtbot):
    save.save(office.db, save.new("institutions", id="a", name="みどり台クリニック"))
    save.save(
        office.db, save.new("agreements", id="c", institution_id="a", partner_id="まだ", content="夜間")
    )
    page = opened(window)
    page.button.click()
    assert "△ お知らせ" in words(page)
    button(page, "どの記録かを見る").click()
    assert page.missing.rows[0].cells[1] == "みどり台クリニック ▸ 夜間"
    with qtbot.waitSignal(page.open_wanted) as wanted:
        page.missing.opened.emit("agreements/c")
    assert wanted.args == ["institutions", "a"]


def test_a_check_that_is_stopped_shows_the_last_result_again(window, office):
    page = opened(window)
    office.tasks.progressed.connect(lambda *_: office.tasks.cancel())
    page.button.click()
    assert page.button.isEnabled()
    assert page.told.text() == "まだ点検していません。"


def test_a_damaged_file_is_set_aside_and_what_it_still_held_is_looked_through(window, office, qtbot):
    backups.make(office.db)
    names = [f"医院{number}" for number in range(30)]
    save.save_many(office.db, [save.new("institutions", name=name, note="あ" * 900) for name in names])
    folder, key = office.db.data_dir, bytes(office.db.key)
    office.db.close()
    damage(office)
    from zaitaku_desk.store.connection import open_database
    from zaitaku_desk.store.desk import _opened

    office.db = _opened(folder, lambda: open_database(folder, key))
    page = opened(window)
    page.button.click()
    office.dialogs.answers = [True]
    button(page, "バックアップから戻す").click()
    qtbot.waitUntil(lambda: not window.covered)
    assert "壊れていました" in office.dialogs.said[-1]
    review = window.findChild(SalvagedPage)
    assert review.isVisible()
    read = len(review.rows.rows)
    assert read >= 25
    review.rows.selectRow(0)
    review.leave_button.click()
    assert len(review.rows.rows) == read - 1
    review.all_button.click()
    assert review.rows.rows == []
    assert "確かめ終わりました" in review.note.text()
    assert salvaged.waiting(folder) == []
    assert office.db.row("SELECT count(*) FROM institutions") == (read - 1,)
    review.left_button.click()
    assert len(review.rows.rows) == 1 and not review.leave_button.isVisible()
    review.all_button.click()
    assert office.db.row("SELECT count(*) FROM institutions") == (read,)
    assert examine.examine(office.db).ok


def test_the_share_is_asked_first_where_there_is_one(window, office):
    called = []
    office.replay = called.append
    window.run_house("show_salvaged")
    review = window.findChild(SalvagedPage)
    assert not review.replay_button.isHidden()
    review.replay()
    assert len(called) == 1
