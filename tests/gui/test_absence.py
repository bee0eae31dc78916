from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from zaitaku_desk.gui.absence import Absence
from zaitaku_desk.gui.curtain import clear_clipboard, keep_out_of_histories, unlisted

MARK = 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'


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


def test_what_is_copied_is_marked_for_no_clipboard_history(qapp):
    data = QMimeData()
    data.setText("みどり台")
    marked = unlisted(data)
    assert marked.text() == "みどり台"
    assert any("ExcludeClipboardContentFromMonitorProcessing" in name for name in marked.formats())


def test_what_is_marked_already_is_left_alone(qtbot, monkeypatch):
    """Windows tells of our own mark too, later: answered with another one it would never end."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # offscreen never does
    parent, clipboard, told = QObject(), QGuiApplication.clipboard(), []
    keep_out_of_histories(parent)
    clipboard.setText("みどり台")
    assert clipboard.mimeData().formats().count(MARK) == 1 and clipboard.text() == "みどり台"
    clipboard.dataChanged.connect(lambda: told.append(1))
    clipboard.dataChanged.emit()
    assert told == [1]
    clipboard.setText("わかば町")
    assert MARK in clipboard.mimeData().formats() and clipboard.text() == "わかば町"
    clipboard.dataChanged.disconnect()
    clear_clipboard()  # as the window does at the end: Qt cannot destroy an object of Python's after Python
