"""Notices that nobody has been at the desk for some minutes (decisions 24, S5)."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
)


class Idle(QTimer):
    """`timeout` when no key, mouse or input method was used for `minutes()`; after `begin`, once."""

    def __init__(self, minutes: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self._minutes = minutes
        self._field: QObject | None = None

    def begin(self) -> None:
        """Count from now on."""
        self.start(self._minutes() * 60_000)

    def watch(self, window: QWindow) -> None:
        """See what is done in this window, and in boxes that stand over it."""
        self._also_in(window)
        QApplication.instance().focusWindowChanged.connect(self._also_in)
        QApplication.instance().focusObjectChanged.connect(self._also_at)

    def _also_in(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _also_at(self, field: QObject | None) -> None:
        """What an input method writes goes to the field itself and is not seen by its window."""
        before, self._field = self._field, field
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if field is not None:
            field.installEventFilter(self)

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE and self.isActive():
            self.begin()
        return False
