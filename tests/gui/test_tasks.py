from __future__ import annotations

import queue
import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QLabel

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.gui.tasks import InlineTasks, Tasks, within


@pytest.fixture
def dialogs():
    return FakeDialogs()


@pytest.fixture
def tasks(qapp, dialogs):
    made = Tasks(dialogs)
    yield made
    made.close()


def test_work_runs_off_the_gui_thread_and_its_result_arrives_on_it(tasks):
    seen = []
    tasks.run(
        "計算",
        lambda _progress: threading.current_thread().name,
        lambda name: seen.append((name, QThread.currentThread() is QApplication.instance().thread())),
    )
    tasks.wait()
    assert seen == [("task", True)]


def test_progress_is_told(tasks, qtbot):
    with qtbot.waitSignal(tasks.progressed) as told:
        tasks.run("計算", lambda progress: progress(3, 4))
    assert told.args == [3, 4]


def test_cancel_stops_at_the_next_progress_and_is_no_error(tasks, dialogs):
    reached = []

    def work(progress):
        tasks.cancel()
        progress(1, 2)
        reached.append(True)

    tasks.run("取り込み", work, reached.append)
    tasks.wait()
    assert (reached, dialogs.said) == ([], [])


def test_the_worlds_faults_are_told_kindly(tasks, dialogs):
    def work(_progress):
        raise UserError("読めません。", "別のファイルを選んでください。")

    tasks.run("取り込み", work)
    tasks.wait()
    assert dialogs.said == ["読めません。"]


def test_failed_takes_the_fault_where_it_is_given(tasks, dialogs):
    errors = []
    tasks.run("計算", lambda _progress: 1 // 0, failed=errors.append)
    tasks.wait()
    assert isinstance(errors[0], ZeroDivisionError)


def test_work_is_done_one_after_another(tasks):
    order = []
    for number in range(5):
        tasks.run("計算", lambda _progress, number=number: order.append(number))
    tasks.wait()
    assert order == [0, 1, 2, 3, 4]


def test_a_read_does_not_wait_for_long_work(tasks):
    gate, got = threading.Event(), []
    tasks.run("長い仕事", lambda _progress: gate.wait(5))
    tasks.read(lambda: "ids", got.append)
    while not got:
        QApplication.processEvents()
    assert tasks.busy
    gate.set()
    tasks.wait()


def test_inline_tasks_do_it_at_once(dialogs, qapp):
    got = []
    InlineTasks(dialogs).run("計算", lambda _progress: 7, got.append)
    assert got == [7]


def test_what_may_never_answer_holds_up_nothing(tasks, qtbot):
    answers, told = threading.Event(), []
    tasks.aside(lambda _progress: answers.wait(5), told.append, told.append)
    assert not tasks.busy
    tasks.wait()
    assert told == []
    answers.set()
    qtbot.waitUntil(lambda: told == [True])


def test_closing_does_not_wait_for_it_and_stops_it(qapp, dialogs):
    made, stopped, go = Tasks(dialogs), threading.Event(), threading.Event()

    def work(progress):
        go.wait(5)
        try:
            progress(0, 0)
        finally:
            stopped.set()

    made.aside(work, lambda _none: None, lambda _error: None)
    made.close()
    go.set()
    assert stopped.wait(5)


def test_the_exit_waits_no_longer_than_this_for_a_drive_that_does_not_answer(qapp, dialogs, monkeypatch):
    monkeypatch.setattr("zaitaku_desk.gui.tasks.LAST_SECONDS", 0.05)
    made, began, go, after = Tasks(dialogs), queue.SimpleQueue(), threading.Event(), []

    def hang(_progress):
        began.put(threading.current_thread())
        go.wait(5)

    made.run("比べています", hang)
    made.run("取り込み", lambda _progress: after.append("begun"))
    running = began.get()
    assert running.daemon, "Python waits at its end for a thread that is none"
    made.close()
    assert running.is_alive()
    go.set()
    running.join(5)
    assert after == []


def test_a_thread_is_never_the_last_to_hold_it(qapp, dialogs):
    made, go = Tasks(dialogs), threading.Event()
    made.setObjectName("held")
    made.aside(lambda _progress: go.wait(5), lambda _none: None, lambda _error: None)
    made.close()
    running = next(thread for thread in threading.enumerate() if thread.name == "aside")
    del made
    go.set()
    running.join(5)
    assert qapp.findChild(Tasks, "held") is not None


def test_at_the_exit_it_is_waited_for_no_longer_than_this():
    never = threading.Event()
    within(0.01, lambda: never.wait(5) and None)
    never.set()


@pytest.mark.parametrize("lane", ["run", "read", "aside"])
def test_a_page_that_was_closed_lives_until_its_work_has_answered(tasks, qtbot, lane):
    page, may_end, gone = QLabel(), threading.Event(), []
    page.destroyed.connect(lambda: gone.append(True))
    begin = {
        "run": lambda: tasks.run("計算", lambda _progress: may_end.wait(9), lambda _x: page.setText("済")),
        "read": lambda: tasks.read(lambda: may_end.wait(9), lambda _x: page.setText("済")),
        "aside": lambda: tasks.aside(lambda _p: may_end.wait(9), lambda _x: page.setText("済"), pytest.fail),
    }
    begin[lane]()
    tasks.let_go(page)
    qtbot.wait(20)
    assert not gone
    may_end.set()
    qtbot.waitUntil(lambda: bool(gone))


def test_a_page_for_which_nothing_works_goes_at_once(tasks, qtbot):
    page, gone = QLabel(), []
    page.destroyed.connect(lambda: gone.append(True))
    tasks.let_go(page)
    qtbot.waitUntil(lambda: bool(gone))
