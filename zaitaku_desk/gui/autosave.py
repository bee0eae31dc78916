"""When to save what is being typed (decisions 14)."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from zaitaku_desk.gui import tokens


class Autosave(QObject):
    """`due` comes 600 ms after the last `touch`, and at least every second while touches go on."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest = QTimer(self, singleShot=True, interval=tokens.AUTOSAVE_MS)
        self._most = QTimer(self, singleShot=True, interval=tokens.AUTOSAVE_AT_LEAST_MS)
        self._rest.timeout.connect(self._fire)
        self._most.timeout.connect(self._fire)

    @property
    def pending(self) -> bool:
        """Whether something was typed that `due` has not been told of."""
        return self._rest.isActive() or self._most.isActive()

    def touch(self) -> None:
        """A character was committed."""
        self._rest.start()
        if not self._most.isActive():
            self._most.start()

    def flush(self) -> None:
        """Tell `due` now, if anything is pending."""
        if self.pending:
            self._fire()

    def _fire(self) -> None:
        self._rest.stop()
        self._most.stop()
        self.due.emit()
