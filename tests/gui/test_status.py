from __future__ import annotations

import pytest

from zaitaku_desk.gui.status import StatusLine


@pytest.fixture
def status(qtbot, office):
    made = StatusLine(office)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_running_task_shows_its_progress_and_can_be_stopped(status, office):
    seen = []

    def work(progress):
        status._late.timeout.emit()
        progress(1, 4)
        seen.append((status.task_label.text(), status.cancel_button.isVisible()))
        status.cancel_button.click()
        progress(2, 4)

    office.tasks.run("取り込み", work, seen.append)
    assert seen == [("取り込み 25%", True)]
    assert not status.cancel_button.isVisible()


def test_what_is_over_at_once_does_not_flicker(status, office):
    office.tasks.run("取り込み", lambda _progress: None)
    assert not status._late.isActive()


def test_a_message_is_one_line(status):
    status.say("一行目\n二行目")
    assert status.said_label.text() == "一行目 二行目"


def test_a_long_message_does_not_widen_the_window(status):
    before = status.minimumSizeHint().width()
    status.say("長い知らせ" * 40)
    assert status.minimumSizeHint().width() < before + 200


def test_why_the_shared_folder_stands_as_it_does_is_the_tip(status):
    status.show_sharing("同期できていません — 未送信 2件", 0, "権限がありません。")
    assert status.share_button.toolTip() == "権限がありません。\n共有フォルダーの画面を開く"
    status.show_sharing("全端末一致 10:42", 3)
    assert status.share_button.toolTip() == "共有フォルダーの画面を開く"
    assert status.conflict_button.text() == "確認が必要な食い違い 3件"
