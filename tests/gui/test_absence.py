from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QObject

from zaitaku_desk.gui import absence
from zaitaku_desk.gui.absence import Absence
from zaitaku_desk.gui.curtain import unlisted


@pytest.mark.parametrize(
    ("ahead", "slept"), [(3, False), (119, False), (121, True), (8 * 3600, True), (-3600, True)]
)
def test_a_clock_that_jumped_is_a_sleep(qtbot, ahead, slept):
    now = [1000.0]
    parent = QObject()
    watch = Absence(parent, lambda: now[0])
    told = []
    watch.slept.connect(lambda: told.append(1))
    now[0] += ahead
    watch.look()
    watch.look()
    assert bool(told) is slept and len(told) <= 1


def test_the_messages_of_windows_are_understood(qtbot):
    parent = QObject()
    watch = Absence(parent)
    told = []
    watch.slept.connect(lambda: told.append("slept"))
    watch.screen_locked.connect(lambda: told.append("locked"))
    watch.told(absence.WM_WTSSESSION_CHANGE, absence.WTS_SESSION_LOCK)
    watch.told(absence.WM_POWERBROADCAST, absence.PBT_APMSUSPEND)
    watch.told(absence.WM_WTSSESSION_CHANGE, 0x8)  # unlocked
    assert told == ["locked", "slept"]


def test_what_is_copied_is_marked_for_no_clipboard_history(qapp):
    data = QMimeData()
    data.setText("みどり台")
    marked = unlisted(data)
    assert marked.text() == "みどり台"
    assert any("ExcludeClipboardContentFromMonitorProcessing" in name for name in marked.formats())
