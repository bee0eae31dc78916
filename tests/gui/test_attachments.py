"""写真・ファイル on a page, over a real database (decisions 27)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from zaitaku_desk.gui import theme
from zaitaku_desk.gui.attachments_view import PhotoView
from zaitaku_desk.gui.consultations import ConsultationsTab
from zaitaku_desk.gui.preview import Preview
from zaitaku_desk.settings import SHARED_FOLDER
from zaitaku_desk.sharing import blobs as moving
from zaitaku_desk.sharing import meeting, place
from zaitaku_desk.store import attachments, audit, blobs, lists, save


@pytest.fixture
def tab(qtbot, office):
    record = save.new("consultations", content="退院後の往診医を探している")
    save.save(office.db, record)
    found = ConsultationsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    found.open_record(record.id)
    yield found
    found.flush()


@pytest.fixture
def box(tab):
    return tab.attachments


def picture(path, width=60, height=40):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(path))
    return path


def text(path, words="お知らせ"):
    path.write_text(words, "utf-8")
    return path


def names(box):
    return [one.name for one in box.found]


def choose(box, at=0):
    box.tiles.clearSelection()
    box.tiles.setCurrentRow(at)


def test_files_of_her_choice_are_put_to_the_record(box, office, tmp_path):
    office.dialogs.answers.append([picture(tmp_path / "玄関.png"), text(tmp_path / "お知らせ.txt")])
    box.add_button.click()
    assert names(box) == ["玄関.png", "お知らせ.txt"]
    assert blobs.is_whole(office.db, box.found[0].content)


def test_what_is_put_to_a_new_record_stores_it_first(tab, box, office, tmp_path):
    tab.new()
    box.add_files([text(tmp_path / "紹介状.txt")])
    assert len(lists.everything(office.db, "consultations")) == 2
    assert attachments.of(office.db, "consultations", tab.form.record.id)[0].name == "紹介状.txt"


def test_files_can_be_dropped_on_it(box, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(text(tmp_path / "地図.txt")))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    box.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier))
    assert names(box) == ["地図.txt"]


def test_a_copied_picture_is_pasted(box, qtbot):
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    box.paste_button.click()
    assert names(box) == ["画像 2026-11-22 0930.png"]
    QGuiApplication.clipboard().clear()


def test_pasting_nothing_says_so(box, qtbot):
    QGuiApplication.clipboard().setText("ことば")
    with qtbot.waitSignal(box.said) as said:
        box.paste()
    assert "ありません" in said.args[0]
    QGuiApplication.clipboard().clear()


def test_too_large_is_said_before_it_is_read_and_the_others_are_there(box, office, tmp_path):
    large = tmp_path / "動画.mp4"
    large.touch()
    os.truncate(large, 20 * 2**20 + 1)
    box.add_files([large, text(tmp_path / "メモ.txt"), text(tmp_path / "実行.bat")])
    assert names(box) == ["メモ.txt"]
    assert "3件のうち2件" in office.dialogs.said[-1]


def test_the_same_file_again_is_not_there_twice(box, tmp_path, qtbot):
    box.add_files([text(tmp_path / "メモ.txt")])
    with qtbot.waitSignal(box.said) as said:
        box.add_files([text(tmp_path / "写し.txt")])
    assert "すでにあります" in said.args[0] and len(box.found) == 1


def test_delete_takes_the_chosen_away_and_one_undo_brings_them_back(tab, box, tmp_path):
    box.add_files([text(tmp_path / f"{number}.txt", str(number)) for number in range(3)])
    box.tiles.selectAll()
    QTest.keyClick(box.tiles, Qt.Key.Key_Delete)
    assert names(box) == []
    tab.undo()
    assert len(box.found) == 3


def test_what_was_taken_away_can_be_seen_and_put_back(box, tmp_path):
    box.add_files([text(tmp_path / "メモ.txt")])
    choose(box)
    box.take_away()
    assert box.removed_button.text() == "外したもの 1件"
    box.removed_button.click()
    choose(box)
    box.away_button.click()
    assert names(box) == ["メモ.txt"] and not box.removed_button.isVisible()


def test_a_photo_opens_in_the_window_and_arrows_walk(tab, box, tmp_path):
    box.add_files([picture(tmp_path / "一.png"), picture(tmp_path / "二.png", 50)])
    box.open(box.found[0].id)
    page = tab._stack.currentWidget()
    assert isinstance(page, PhotoView) and page.title.text() == "一.png"
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert page.title.text() == "二.png"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert tab._stack.currentIndex() == 0


def test_a_pdf_opens_in_the_preview_without_a_file(tab, box, office, tmp_path):
    from zaitaku_desk.gui.recovery_sheet import recovery_sheet

    path = tmp_path / "案内.pdf"
    path.write_bytes(recovery_sheet("AAAAA-BBBBB", office.today()))
    box.add_files([path])
    box.open(box.found[0].id)
    page = tab._stack.currentWidget()
    assert isinstance(page, Preview) and page.protect_button.isVisibleTo(page)  # it belongs to a visit
    assert not (office.db.data_dir / "tmp").exists()


def test_other_files_open_from_a_copy_inside_the_data_folder(box, office, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    box.add_files([text(tmp_path / "見学.txt", "見学の手順")])
    box.open(box.found[0].id)
    (path,) = opened
    assert Path(path).is_relative_to(office.db.data_dir / "tmp")
    assert Path(path).read_text("utf-8") == "見学の手順"


def test_what_another_program_wrote_into_the_copy_comes_back(box, office, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    box.add_files([text(tmp_path / "契約.txt", "初め")])
    box.open(box.found[0].id)
    text(Path(opened[0]), "書き直した")
    box.flush()
    text(Path(opened[0]), "もう一度書き直した")
    box.flush()
    assert names(box) == ["契約.txt", "契約（書き直し）.txt"]
    assert blobs.read(office.db, box.found[1].content).decode() == "もう一度書き直した"


def test_a_lock_takes_it_in_before_the_copy_is_wiped(tab, box, office, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    box.add_files([text(tmp_path / "契約.txt", "初め")])
    record_id = tab.form.record.id
    box.open(box.found[0].id)
    text(Path(opened[0]), "書き直した")
    tab.put_away()
    assert len(attachments.of(office.db, "consultations", record_id)) == 2


def test_what_has_not_come_yet_is_told(box, office, tmp_path):
    box.add_files([picture(tmp_path / "玄関.png")])
    blobs.remove(office.db, box.found[0].content)
    box.reload()
    assert "まだ届いていません" in box.tiles.item(0).toolTip()
    box.open(box.found[0].id)
    assert "届いていません" in office.dialogs.said[-1]


def test_one_that_lies_only_on_the_share_is_fetched_when_it_is_opened(tab, box, office, tmp_path):
    (tmp_path / "share").mkdir()
    share = meeting.open_folder(tmp_path / "share")
    place.found(share, office.db.vault_id)
    office.settings.set(SHARED_FOLDER, str(tmp_path / "share"))
    box.add_files([picture(tmp_path / "玄関.png")])
    device = place.Device(office.db.device, "PC", office.db.key, office.db.vault_id)
    moving.send_and_fetch(office.db, share, device)
    blobs.remove(office.db, box.found[0].content)
    box.open(box.found[0].id)
    assert isinstance(tab._stack.currentWidget(), PhotoView)


def test_a_share_that_does_not_answer_is_asked_once_and_holds_up_nothing(box, office, tmp_path):
    office.settings.set(SHARED_FOLDER, str(tmp_path))
    box.add_files([picture(tmp_path / "玄関.png")])
    blobs.remove(office.db, box.found[0].content)
    aside = []
    office.tasks.aside = lambda work, then, failed: aside.append(failed)
    for _ in range(3):
        box.open(box.found[0].id)
    assert len(aside) == 1 and not office.tasks.busy
    aside[0](place.Unreachable("つながりません", ""))
    box.open(box.found[0].id)
    assert len(aside) == 2


def test_what_leaves_the_desk_is_noted_without_its_name(box, office, tmp_path):
    box.add_files([text(tmp_path / "みなと野 花子.txt")])
    choose(box)
    office.dialogs.answers.append(tmp_path / "out.txt")
    box.save_button.click()
    (noted,) = audit.page(office.db, audit.Wanted(what="export"))
    assert (noted.kind, noted.detail) == ("consultations", "写真・ファイル txt")


def test_several_are_saved_into_a_folder_and_nothing_there_is_overwritten(box, office, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    text(out / "メモ.txt", "前からある")
    box.add_files([text(tmp_path / "メモ.txt", "新しい"), text(tmp_path / "二.txt", "二")])
    box.tiles.selectAll()
    office.dialogs.answers.append(out)
    box.save_button.click()
    assert (out / "メモ.txt").read_text("utf-8") == "前からある"
    assert (out / "メモ (2).txt").read_text("utf-8") == "新しい" and (out / "二.txt").exists()


def test_f2_gives_another_name(box, office, tmp_path):
    box.add_files([text(tmp_path / "IMG_0001.txt")])
    choose(box)
    office.dialogs.answers.append("駐車場")
    QTest.keyClick(box.tiles, Qt.Key.Key_F2)
    assert names(box) == ["駐車場.txt"]


def test_a_lock_closes_a_photo_that_is_shown(tab, box, tmp_path):
    box.add_files([picture(tmp_path / "玄関.png")])
    box.open(box.found[0].id)
    tab.put_away()
    assert tab._stack.currentIndex() == 0


def test_larger_text_makes_larger_tiles(box, office, tmp_path):
    box.add_files([text(tmp_path / "メモ.txt")])
    before = box.tiles.gridSize().height()
    theme.change_text_size(office.settings, 3)
    theme.apply(QApplication.instance(), office.settings)
    QApplication.processEvents()
    assert box.tiles.gridSize().height() > before


def test_locking_leaves_no_picture_in_memory(tab, box, tmp_path):
    box.add_files([picture(tmp_path / "玄関.png")])
    assert box.tiles._pictures
    tab.put_away()
    assert not box.tiles._pictures and box.tiles.count() == 0


def test_every_page_has_its_place_for_photos(box):
    assert box.add_button.accessibleName() and box.tiles.accessibleName()


def test_bytes_of_a_browser_that_are_no_picture_are_passed_over(box):
    mime = QMimeData()
    mime.setData("application/x-qt-image", QByteArray(b"nonsense"))
    assert not box._take(mime)
