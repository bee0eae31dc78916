"""共有フォルダーの画面."""

from __future__ import annotations

import pytest

from tests.gui.two_desks import Two, two  # noqa: F401
from tests.sharing import desks
from zaitaku_desk.gui.share_page import SharePage
from zaitaku_desk.gui.sharing import Sharing
from zaitaku_desk.settings import SHARED_FOLDER
from zaitaku_desk.sharing import meeting


def page_of(qtbot, office) -> SharePage:
    page = SharePage(office, Sharing(office))
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def page(qtbot, two: Two) -> SharePage:  # noqa: F811
    made = page_of(qtbot, two.office)
    made._sharing.sync()
    return made


def test_without_a_passphrase_the_way_there_is_shown_first(qtbot, office) -> None:
    page = page_of(qtbot, office)
    assert page.passphrase_button.isVisible()
    assert not page.choose_button.isEnabled()


def test_choosing_a_folder_founds_it_and_syncs(qtbot, two, tmp_path) -> None:  # noqa: F811
    two.office.settings.set(SHARED_FOLDER, None)
    page = page_of(qtbot, two.office)
    (tmp_path / "new").mkdir()
    two.office.dialogs.answers = [tmp_path / "new"]
    page.choose()
    assert (tmp_path / "new" / "zaitaku_sync" / "FORMAT.json").exists()
    assert "同期済み" in page.state.text()


def test_a_folder_that_cannot_be_used_says_why(qtbot, two) -> None:  # noqa: F811
    page = page_of(qtbot, two.office)
    two.office.dialogs.answers = [two.office.db.data_dir]
    page.choose()
    assert "共有フォルダーにできません" in page.told.text()


def test_every_device_has_a_line(page) -> None:
    words = [
        page._devices.itemAtPosition(row, column).widget().text() for row in range(2) for column in range(2)
    ]
    assert words[0].endswith("（このパソコン）")
    assert words[2] == "事務所のパソコン"
    assert words[3].startswith(("同じ内容", "受け取り待ち"))


def test_a_device_is_retired_and_taken_back(page, two) -> None:  # noqa: F811
    two.office.dialogs.answers = [True]
    page.retire(meeting.devices(two.office.db)[1])
    assert meeting.retired_devices(two.office.db) == {two.other.device}
    page.retire(meeting.devices(two.office.db)[1])
    assert meeting.retired_devices(two.office.db) == frozenset()


def test_a_name_is_kept_and_told_to_the_others(page, two) -> None:  # noqa: F811
    page.name.setText("訪問用ノート")
    page.name.editingFinished.emit()
    page._sharing.sync()
    desks.meet(two.other, two.drive)
    assert "訪問用ノート" in [one.name for one in meeting.devices(two.other)]


def test_leaving_keeps_everything(page, two) -> None:  # noqa: F811
    two.office.dialogs.answers = [True]
    page.leave()
    assert two.office.settings.get(SHARED_FOLDER) is None
    assert page.state.text() == "共有していません"
    assert (two.drive / "zaitaku_sync" / "FORMAT.json").exists()


def test_what_went_wrong_is_said_in_plain_words(page, two) -> None:  # noqa: F811
    two.drive.rename(two.drive.with_name("pulled"))
    page.sync_button.click()
    assert "つながりません" in page.problem.text()
    assert page.problem.isVisible()
