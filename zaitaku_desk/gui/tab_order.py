"""The Tab key goes in reading order: through the layouts of a page, also where widgets were made later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QTabWidget, QWidget

NOWHERE = Qt.FocusPolicy.NoFocus


def chain(page: QWidget) -> None:
    """Set the tab order of a page to the order of its layouts."""
    for before, after in pairwise(stops(page)):
        QWidget.setTabOrder(before, after)


def begin_at(page: QWidget, first: QWidget) -> None:
    """Give the keyboard to a part when it comes to the page.

    A focus proxy would do that too, but Tab then passes over whatever stands before that part.
    """
    known = page.findChild(_Beginning, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (known or _Beginning(page)).first = first
    if page.hasFocus():
        first.setFocus()


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What can have the keyboard, in reading order; also what is hidden now."""
    if isinstance(widget, QTabWidget):
        yield widget  # Qt knows its inside
        return
    if widget.focusPolicy() != NOWHERE:
        proxy = widget.focusProxy()
        if proxy is None or not widget.isAncestorOf(proxy):
            yield widget
            return
    for part in _parts(widget):
        yield from stops(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        if widget.widget() is not None:
            yield widget.widget()
    elif isinstance(widget, QSplitter):
        yield from (widget.widget(at) for at in range(widget.count()))
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])
    for at in places:
        item = layout.itemAt(at)
        if item.widget() is not None:
            yield item.widget()
        elif item.layout() is not None:
            yield from _in_layout(item.layout())


class _Beginning(QObject):
    """Where the keyboard begins on a page."""

    first: QWidget

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        page.installEventFilter(self)

    def eventFilter(self, page: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.first.setFocus() if self.first.isVisibleTo(page) else page.focusNextChild()
        return False
