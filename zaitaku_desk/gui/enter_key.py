"""Enter presses the button that has the keyboard, as the space bar does; Qt does so in dialogs only."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class EnterKey(QObject):
    """Follows the focus of the whole application; chips (on or off) keep to the space bar."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        if isinstance(new, QPushButton) and not new.isCheckable() and not isinstance(new.window(), QDialog):
            self._watched = new
            new.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(target, QPushButton):
            return False
        key = cast("QKeyEvent", event)
        if key.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or key.isAutoRepeat():
            return False
        target.click()
        return True
