from __future__ import annotations

from zaitaku_desk.gui.autosave import Autosave


def test_it_is_due_after_a_rest(qtbot):
    autosave = Autosave()
    with qtbot.waitSignal(autosave.due, timeout=1000):
        autosave.touch()
    assert not autosave.pending


def test_it_is_due_within_a_second_of_steady_typing(qtbot):
    autosave, told = Autosave(), []
    autosave.due.connect(lambda: told.append(True))
    for _ in range(12):
        autosave.touch()
        qtbot.wait(100)
    assert told


def test_flush_tells_at_once_and_only_when_something_is_pending(qtbot):
    autosave, told = Autosave(), []
    autosave.due.connect(lambda: told.append(True))
    autosave.flush()
    assert told == []
    autosave.touch()
    autosave.flush()
    assert told == [True]
