"""A second computer begins with the shared folder (T13)."""

from __future__ import annotations

import pytest

from tests.sharing import desks
from tests.store.sticks import plug_in, stick
from zaitaku_desk.gui.first_start import JOIN, FirstStart
from zaitaku_desk.gui.join_page import JoinPage
from zaitaku_desk.settings import SHARED_FOLDER
from zaitaku_desk.store import desk, second_factor, second_key


@pytest.fixture
def drive(tmp_path, monkeypatch):
    desks.cheap_keys(monkeypatch)
    db, code = desks.found(tmp_path / "first", tmp_path / "drive")
    desks.add(db, "みなと診療所")
    desks.meet(db, tmp_path / "drive")
    db.close()
    return tmp_path / "drive", code


@pytest.fixture
def page(qtbot, office, tmp_path, drive):
    made = JoinPage(office, tmp_path / "second")
    qtbot.addWidget(made)
    made.show()
    office.dialogs.answers = [drive[0]]
    made.choose()
    return made


def test_folder_and_passphrase_are_enough(qtbot, office, page, drive) -> None:
    page.passphrase.setText(desks.PASSPHRASE)
    with qtbot.waitSignal(page.joined) as joined:
        page.join()
    [db] = joined.args
    assert db.rows("SELECT name FROM institutions") == [("みなと診療所",)]
    assert office.settings.get(SHARED_FOLDER) == str(drive[0])
    db.close()


def test_the_recovery_key_is_the_other_way(qtbot, page, drive) -> None:
    page.other_way.click()
    page.code.setText(drive[1])
    with qtbot.waitSignal(page.joined) as joined:
        page.join()
    joined.args[0].close()


def test_what_is_wrong_is_said_and_she_may_try_again(page) -> None:
    page.passphrase.setText("ちがう ことば 9999")
    page.join()
    assert "パスフレーズが違います" in page.problem.text()
    assert page.join_button.isEnabled()
    assert page.focusWidget() is page.passphrase


def test_without_a_folder_it_asks_for_one(qtbot, office, tmp_path) -> None:
    page = JoinPage(office, tmp_path / "second")
    qtbot.addWidget(page)
    page.join()
    assert page.problem.text()


def test_the_first_start_offers_it(qtbot, office, tmp_path, drive) -> None:
    start = FirstStart(office, tmp_path / "second", lambda _phrase: (None, None), ())
    qtbot.addWidget(start)
    start._go(JOIN)
    start.join.folder = drive[0]
    start.join.passphrase.setText(desks.PASSPHRASE)
    with qtbot.waitSignal(start.finished) as finished:
        start.join.join()
    finished.args[0].close()


def test_where_a_file_is_needed_too_the_line_comes_and_sees_the_stick(
    qtbot, office, page, drive, tmp_path, monkeypatch
) -> None:
    plug_in(monkeypatch, tmp_path)
    db = desk.open_desk(tmp_path / "first", desks.PASSPHRASE)
    path = second_factor.begin(db, desks.PASSPHRASE, stick(tmp_path), staff="")
    desks.meet(db, drive[0])
    db.close()
    (tmp_path / "usb").rename(tmp_path / "pulled")
    page.passphrase.setText(desks.PASSPHRASE)
    page.join()
    assert page.second_key.isVisible() and "鍵ファイルが見つかりません" in page.second_key.words.text()
    page.other_way.click()
    assert not page.second_key.isVisible()
    page.other_way.click()
    other = second_key.write(second_key.new(), tmp_path)
    office.dialogs.answers = [other]
    page.second_key.choose_button.click()
    page.join()
    assert "別の鍵ファイル" in page.second_key.words.text()
    with qtbot.waitSignal(page.second_key.arrived):
        (tmp_path / "pulled").rename(tmp_path / "usb")
    assert "見つかりました" in page.second_key.words.text()
    with qtbot.waitSignal(page.joined) as joined:
        page.join()
    joined.args[0].close()
    assert second_key.known(office.settings) == [path]  # not the other one


def test_somebody_elses_file_on_a_stick_is_not_called_found(
    page, office, drive, tmp_path, monkeypatch
) -> None:
    """Before it is tried nobody knows which one is wanted."""
    plug_in(monkeypatch, tmp_path)
    db = desk.open_desk(tmp_path / "first", desks.PASSPHRASE)
    second_factor.begin(db, desks.PASSPHRASE, stick(tmp_path), staff="")
    desks.meet(db, drive[0])
    db.close()
    (tmp_path / "usb").rename(tmp_path / "pulled")
    second_key.write(second_key.new(), stick(tmp_path, "usb-other"))
    page.passphrase.setText(desks.PASSPHRASE)
    page.join()
    assert "別の鍵ファイル" in page.second_key.words.text() and page.second_key.choose_button.isVisible()
    office.dialogs.answers = [drive[0]]
    page.choose()
    assert not page.second_key.isVisible()


def test_how_far_it_is_shows_and_stopping_says_that_it_goes_on(qtbot, office, page) -> None:
    page.passphrase.setText(desks.PASSPHRASE)
    seen: list[tuple[bool, bool]] = []

    def at_half(done: int, total: int) -> None:
        if done * 2 >= total and not seen:
            seen.append((page.working.isVisible(), page.join_button.isEnabled()))
            page.working.stop_button.click()

    office.tasks.progressed.connect(at_half)
    page.join()
    assert seen == [(True, False)]
    assert "続きから受け取ります" in page.problem.text()
    assert (page.working.isVisible(), page.join_button.isEnabled()) == (False, True)
    with qtbot.waitSignal(page.joined) as joined:
        page.join()
    [db] = joined.args
    assert db.rows("SELECT name FROM institutions") == [("みなと診療所",)]
    db.close()
