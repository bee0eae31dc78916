"""S4 on the screen: the stick at the unlock page, setting the 鍵ファイル up, copying it, doing without."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt

from tests.gui.test_gate import PASSPHRASE, gate_of
from tests.store.sticks import plug_in, stick
from zaitaku_desk import settings
from zaitaku_desk.gui import second_key as line
from zaitaku_desk.gui.passphrase_page import PassphrasePage
from zaitaku_desk.gui.return_page import ReturnPage
from zaitaku_desk.gui.staff_page import StaffPage
from zaitaku_desk.gui.tasks import Tasks
from zaitaku_desk.gui.unlock import UnlockPage
from zaitaku_desk.gui.wipe_page import WORD, WipePage
from zaitaku_desk.store import (
    backups,
    desk,
    passphrases,
    second_factor,
    second_key,
    second_key_places,
    slots,
    vault,
)

OTHER = "あたらしい kotoba 35%"


@pytest.fixture(autouse=True)
def _sticks(monkeypatch, tmp_path):
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)
    monkeypatch.setattr(line, "LOOK_EVERY_MS", 30)
    plug_in(monkeypatch, tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A desk with a passphrase that costs nothing to try, and its recovery key."""
    place = tmp_path_factory.mktemp("made") / "desk"
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(slots, "SCRYPT_N", 2**4)
        db, code = desk.create_desk(place, PASSPHRASE)
    db.close()
    return place, code


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made[0], tmp_path / "protected")


@pytest.fixture
def key(folder, tmp_path):
    """The desk needs a file, which lies on a stick that is not plugged in."""
    db = desk.open_desk(folder, PASSPHRASE)
    path = second_factor.begin(db, PASSPHRASE, stick(tmp_path), staff="")
    db.close()
    found = second_key.read(path)
    pull(tmp_path)
    return found


def pull(tmp_path, name="usb"):
    (tmp_path / name).rename(tmp_path / f"pulled {name}")


def put_in(tmp_path, name="usb", was="usb"):
    (tmp_path / f"pulled {was}").rename(tmp_path / name)


def unlock_page(qtbot, office, folder):
    _, window = gate_of(qtbot, office, folder)
    return window, window.findChild(UnlockPage)


def type_passphrase(qtbot, page, text=PASSPHRASE):
    page.passphrase.setText(text)  # an IME puts it there; Enter is a real key
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)


def test_without_one_nothing_is_said_of_it(qtbot, office, folder):
    _, page = unlock_page(qtbot, office, folder)
    assert not page.second_key.isVisible()


def test_the_stick_is_seen_while_she_waits_and_both_open(qtbot, office, folder, key, tmp_path):
    window, page = unlock_page(qtbot, office, folder)
    assert page.second_key.words.text() == line.WANTED and page.second_key.choose_button.isVisible()
    type_passphrase(qtbot, page)
    assert window.covered and "鍵ファイルが見つかりません" in page.second_key.words.text()
    assert page.passphrase.text() == PASSPHRASE and page.open_button.isEnabled()
    with qtbot.waitSignal(page.second_key.arrived):
        put_in(tmp_path)
    assert page.second_key.words.text() == line.FOUND and not page.problem.isVisible()
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert not window.covered
    assert second_key.known(office.settings)[0].parent == tmp_path / "usb"


def test_the_line_sees_it_pulled_out_again(qtbot, office, folder, key, tmp_path):
    put_in(tmp_path)
    window, page = unlock_page(qtbot, office, folder)
    assert page.second_key.found
    pull(tmp_path)
    qtbot.waitUntil(lambda: page.second_key.words.text() == line.WANTED)
    type_passphrase(qtbot, page)
    assert window.covered


def test_the_looking_is_off_the_thread_of_the_window(qtbot, office, folder, key, tmp_path):
    office.tasks = Tasks(office.dialogs)
    window, page = unlock_page(qtbot, office, folder)
    with qtbot.waitSignal(page.second_key.arrived):
        put_in(tmp_path)
    type_passphrase(qtbot, page)
    qtbot.waitUntil(lambda: not window.covered)
    office.tasks.wait()


def test_the_file_alone_and_a_wrong_passphrase_do_not_open(qtbot, office, folder, key, tmp_path):
    put_in(tmp_path)
    window, page = unlock_page(qtbot, office, folder)
    type_passphrase(qtbot, page, "")
    type_passphrase(qtbot, page, OTHER)
    assert window.covered and "パスフレーズが違います" in page.problem.text()
    assert passphrases.seconds_to_wait(folder) > 0


def test_another_file_says_which_one_is_wanted(qtbot, office, folder, key, tmp_path):
    path = second_key.write(second_key.new(), stick(tmp_path, "usb-2"))
    window, page = unlock_page(qtbot, office, folder)
    assert page.second_key.words.text() == line.WANTED  # somebody else's stick is no fault of hers
    office.dialogs.answers = [path]
    qtbot.mouseClick(page.second_key.choose_button, Qt.MouseButton.LeftButton)
    assert "別の鍵ファイル" in page.second_key.words.text()
    assert second_key.shown(key.id) in page.second_key.words.text()
    type_passphrase(qtbot, page)
    assert window.covered and not page.problem.isVisible()  # the line says it already
    assert passphrases.seconds_to_wait(folder) > 0


def test_a_damaged_one_says_so_and_a_copy_opens(qtbot, office, folder, key, tmp_path):
    put_in(tmp_path)
    [path] = (tmp_path / "usb").iterdir()
    path.write_bytes(path.read_bytes()[:-9])
    window, page = unlock_page(qtbot, office, folder)
    assert "壊れている" in page.second_key.words.text() and "回復キー" in page.second_key.words.text()
    type_passphrase(qtbot, page)
    assert window.covered
    assert passphrases.seconds_to_wait(folder) == 0
    with qtbot.waitSignal(page.second_key.arrived):
        second_key.write(key, stick(tmp_path, "usb-copy"))
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert not window.covered


def test_one_in_an_unusual_place_is_chosen_once_and_then_remembered(qtbot, office, folder, key, tmp_path):
    deep = tmp_path / "safe" / "a" / "b"
    deep.mkdir(parents=True)
    path = second_key.write(key, deep)
    window, page = unlock_page(qtbot, office, folder)
    office.dialogs.answers = [path]
    page.second_key.choose_button.click()
    type_passphrase(qtbot, page)
    assert not window.covered
    office.settings.save()
    assert second_key.known(settings.load(office.settings.folder))[0] == path
    window.lock()
    assert window.findChild(UnlockPage).second_key.found


def test_the_short_code_asks_for_no_file(qtbot, office, folder, key, tmp_path):
    from zaitaku_desk.store import short_code

    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE, second=[key]))
    short_code.remember(office.db, "402917")
    gate._idle.timeout.emit()
    page = window._cover
    assert page.way == "short" and not page.second_key.isVisible()
    qtbot.keyClicks(page.short, "402917")
    assert not window.covered


def test_the_recovery_key_opens_without_and_a_new_passphrase_may_do_without(qtbot, office, folder, made, key):
    window, page = unlock_page(qtbot, office, folder)
    page.other_way.click()
    assert not page.second_key.isVisible()
    page.code.setText(made[1])
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    for answer in (False, True):  # first she looks for the stick, then she gives it up
        office.dialogs.answers = [answer]
        for field in (page.new_passphrase.first, page.new_passphrase.second):
            field.setText(OTHER)
        page.new_passphrase.button.click()
        assert window.covered is not answer
    assert office.dialogs.said == [line.LET_GO, line.LET_GO]
    assert vault.unlock(folder, OTHER) == bytes(office.db.key)


def test_colleagues_without_one_open_as_ever(qtbot, office, folder, key):
    db = desk.open_desk(folder, PASSPHRASE, second=[key])
    vault.set_passphrase(folder, db.key, OTHER, staff="b")
    db.close()
    window, page = unlock_page(qtbot, office, folder)
    assert page.second_key.words.text() == line.WANTED_BY_SOME
    type_passphrase(qtbot, page)
    assert "鍵ファイルを使っている職員" in page.problem.text()
    passphrases.forget_wrong(folder)
    page._count_down()
    type_passphrase(qtbot, page, OTHER)
    assert not window.covered and office.db.staff == "b"


# ---------------------------------------------------------------- setting up, copying, doing without


@pytest.fixture
def page(qtbot, office, folder):
    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE))
    office.dialogs.answers = [PASSPHRASE]
    window.run_house("show_passphrase")
    return window.findChild(PassphrasePage)


def begin(page, office, place, passphrase=PASSPHRASE):
    office.dialogs.answers = [place]
    page.second_key.passphrase.setText(passphrase)
    page.second_key.begin_button.click()


def test_it_is_made_read_back_and_needed_from_then_on(page, office, folder, tmp_path):
    usb = stick(tmp_path)
    begin(page, office, usb)
    part = page.second_key
    [path] = usb.iterdir()
    key = second_key.read(path)
    assert second_key.shown(key.id) in part.state.text() and "写し" in part.told.text()
    assert part.copy_button.isVisible() and not part.begin_button.isVisible()
    assert part.passphrase.text() == ""
    with pytest.raises(second_key.SecondKeyNeeded):
        vault.unlock(folder, PASSPHRASE)
    assert vault.unlock(folder, PASSPHRASE, [key]) == bytes(office.db.key)
    assert ("settings", "second_key") in office.db.rows("SELECT what, detail FROM audit")


@pytest.mark.parametrize("place", ["protected", "protected/backups", "Documents", "usb-backups"])
def test_a_bad_place_is_refused_with_the_reason(page, office, folder, tmp_path, place):
    (stick(tmp_path, "usb-backups") / "desk-20261127-090000.zbk").touch()
    (tmp_path / place).mkdir(exist_ok=True)
    begin(page, office, tmp_path / place)
    assert "ここには鍵ファイルを置けません" in page.second_key.told.text()
    assert not list(tmp_path.rglob("*.zkey"))
    assert vault.unlock(folder, PASSPHRASE)


def test_a_wrong_passphrase_or_none_changes_nothing(page, office, folder, tmp_path):
    usb = stick(tmp_path)
    for typed, said in (("", "いまのパスフレーズを入れてください"), (OTHER, "パスフレーズが違います")):
        begin(page, office, usb, typed)
        assert said in page.second_key.told.text()
    assert not list(usb.iterdir()) and vault.unlock(folder, PASSPHRASE)


def test_a_copy_is_made_from_the_one_that_is_there(page, office, tmp_path):
    begin(page, office, stick(tmp_path))
    part, copy = page.second_key, stick(tmp_path, "usb-copy")
    office.dialogs.answers = [copy]
    part.copy_button.click()
    assert "写しを作り" in part.told.text()
    assert second_key.read(*copy.iterdir()) == second_key.read(*(tmp_path / "usb").iterdir())
    for name in ("usb", "usb-copy"):
        pull(tmp_path, name)
    part.copy_button.click()
    assert "鍵ファイルが見つかりません" in part.told.text()


def test_a_medium_that_does_not_answer_does_not_hold_the_window(page, office, tmp_path, monkeypatch):
    begin(page, office, stick(tmp_path))
    looked = []
    monkeypatch.setattr(second_key, "find", lambda *_given: looked.append(1))
    monkeypatch.setattr(second_key_places, "refuse", lambda *_given: looked.append(1))
    monkeypatch.setattr(office.tasks, "run", lambda *_given: None)
    page.second_key.copy_button.click()
    begin(page, office, tmp_path)
    page.fields.done.emit(OTHER)
    assert looked == [] and office.dialogs.answers == []


def test_doing_without_takes_both_and_leaves_the_passphrase(page, office, folder, tmp_path):
    begin(page, office, stick(tmp_path))
    part = page.second_key
    pull(tmp_path)
    part.passphrase.setText(PASSPHRASE)
    part.end_button.click()
    assert "鍵ファイルが見つかりません" in part.told.text()
    put_in(tmp_path)
    part.passphrase.setText(PASSPHRASE)
    part.end_button.click()
    assert "パスフレーズだけで" in part.told.text() and part.begin_button.isVisible()
    assert vault.unlock(folder, PASSPHRASE)


def test_a_changed_passphrase_keeps_it_and_without_the_stick_she_is_asked(page, office, folder, tmp_path):
    begin(page, office, stick(tmp_path))
    key = second_key.read(*(tmp_path / "usb").iterdir())
    page.fields.done.emit(OTHER)
    assert vault.unlock(folder, OTHER, [key])
    pull(tmp_path)
    page.fields.done.emit(PASSPHRASE)  # no answer: she would rather plug it in
    assert "変更していません" in page.told.text()
    assert vault.unlock(folder, OTHER, [key])
    office.dialogs.answers = [True]
    page.fields.done.emit(PASSPHRASE)
    assert vault.unlock(folder, PASSPHRASE) and page.second_key.begin_button.isVisible()


def test_before_there_is_a_passphrase_it_says_what_comes_first(qtbot, office):
    page = PassphrasePage(office)
    qtbot.addWidget(page)
    page.show()
    assert "先に" in page.second_key.state.text() and not page.second_key.begin_button.isVisible()


def test_the_staff_page_says_who_has_one(qtbot, office, folder, key):
    office.db.close()
    office.db = desk.open_desk(folder, PASSPHRASE, second=[key])
    page = StaffPage(office)
    qtbot.addWidget(page)
    assert "パスフレーズと鍵ファイル" in page.rows.item(0).text()
    page.fields.done.emit(OTHER)
    assert "変更していません" in page.told.text() and vault.second_of(folder, "") == key.id


def test_a_disk_is_wiped_with_both(qtbot, office, folder, key, tmp_path):
    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE, second=[key]))
    window.run_house("show_wipe")
    page = window.findChild(WipePage)
    for there in (False, True):
        page.word.setText(WORD)
        page.passphrase.setText(PASSPHRASE)
        page.button.click()
        assert folder.exists() is not there
        if not there:
            assert "鍵ファイルが見つかりません" in page.problem.text()
            put_in(tmp_path)


def test_a_new_laptop_begins_from_a_backup_with_both(qtbot, office, folder, key, tmp_path):
    db = desk.open_desk(folder, PASSPHRASE, second=[key])
    made = backups.make(db, "manual", tmp_path / "medium")
    db.close()
    page = ReturnPage(office, tmp_path / "new")
    qtbot.addWidget(page)
    page.show()
    assert not page.second_key.isVisible()
    office.dialogs.answers = [made]
    page.choose_button.click()
    page.passphrase.setText(PASSPHRASE)
    page.join_button.click()
    assert page.second_key.isVisible() and "鍵ファイルが見つかりません" in page.second_key.words.text()
    with qtbot.waitSignal(page.second_key.arrived):
        put_in(tmp_path)
    with qtbot.waitSignal(page.joined) as joined:
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    joined.args[0].close()
    assert second_key.known(office.settings)


def test_a_backup_beside_the_file_is_asked_about(qtbot, office, folder, key, tmp_path):
    gate, window = gate_of(qtbot, office, folder)
    gate._open(desk.open_desk(folder, PASSPHRASE, second=[key]))
    put_in(tmp_path)
    office.dialogs.answers = [tmp_path / "usb", False, tmp_path / "usb", True]
    window.run_house("make_backup")
    assert not backups.generations_in(tmp_path / "usb")
    window.run_house("make_backup")
    assert len(backups.generations_in(tmp_path / "usb")) == 1
