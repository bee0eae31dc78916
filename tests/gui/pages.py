"""Pages made without a .ui file, for tests of the framework."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget


def page_of(*fields: QWidget) -> QWidget:
    """A page with these widgets in two columns, as a .ui file would give it."""
    page = QWidget()
    grid = QGridLayout(page)
    for at, widget in enumerate(fields):
        grid.addWidget(widget, at // 2, at % 2)
    return page


def settle() -> None:
    """Let deferred deletions and zero timers happen."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
