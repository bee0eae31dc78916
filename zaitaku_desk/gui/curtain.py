"""Hiding at once what is on the screen: a blank page, boxes closed, our text off the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
NOT_FOR_HISTORIES = tuple(
    (f'application/x-qt-windows-mime;value="{name}"', value)
    for name, value in (
        ("ExcludeClipboardContentFromMonitorProcessing", b"\x01"),
        ("CanIncludeInClipboardHistory", bytes(4)),
        ("CanUploadToCloudClipboard", bytes(4)),
    )
)
"""What Windows and the programs that keep clipboards ask for (S22)."""


class Curtain(QWidget):
    """Nothing but a line in the middle; `wanted` at the next key or click."""

    wanted = Signal()

    def __init__(self, words: str, note: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for text, role in ((words, "page"), (note, "secondary")):
            label = QLabel(text, self)
            label.setProperty("role", role)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in MODIFIERS and not event.isAutoRepeat():
            self.wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit()


def close_what_stands_over(window: QWidget) -> None:
    """Boxes, menus and lists that popped up are answered with "cancel"; only the window itself stays."""
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.reject() if isinstance(widget, QDialog) else widget.close()


def clear_clipboard() -> None:
    """Nothing that was copied can be pasted any more (at lock and exit, not while she works)."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def unlisted(data: QMimeData) -> QMimeData:
    """The same text for the clipboard, marked so that no clipboard history keeps it or sends it away."""
    copy = QMimeData()
    for name in data.formats():
        copy.setData(name, data.data(name))
    if data.hasText():
        copy.setText(data.text())
    for name, value in NOT_FOR_HISTORIES:
        copy.setData(name, value)
    return copy


def keep_out_of_histories(parent: QObject) -> None:
    """Mark whatever is copied from our fields (Windows' Win+V shows and uploads it otherwise)."""
    clipboard = QGuiApplication.clipboard()
    marking = False

    def mark() -> None:
        nonlocal marking
        if marking or not clipboard.ownsClipboard():
            return
        data = clipboard.mimeData()
        if data.hasFormat(NOT_FOR_HISTORIES[0][0]):  # our own mark: Windows tells of it later
            return
        marking = True
        try:
            clipboard.setMimeData(unlisted(data))
        finally:
            marking = False

    clipboard.dataChanged.connect(mark, Qt.ConnectionType.DirectConnection)
    parent.destroyed.connect(lambda: clipboard.dataChanged.disconnect(mark))
