"""The only place that loads Designer files (`resources/ui/<name>.ui`), at run time and never compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QFile, QIODevice
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QApplication, QWidget

from zaitaku_desk import paths
from zaitaku_desk.gui.attachments import AttachmentBox
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.widgets.factory import WIDGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTHING = b'<ui version="4.0"><widget class="QWidget" name="nothing"/></ui>'
_AT_ONCE = 6

_loaders: dict[str, QUiLoader] = {}
_known: set[type[QWidget]] = set()


def load(name: str, parent: QWidget | None = None, extra: tuple[type[QWidget], ...] = ()) -> QWidget:
    """The page of `resources/ui/<name>.ui`; `extra` are widgets that only this page uses."""
    for _ in warm(extra):
        pass
    file = QFile(str(paths.resources() / "ui" / f"{name}.ui"))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(file.fileName())
    try:
        page = _loader().load(file, parent)
    finally:
        file.close()
    if page is None:
        raise ValueError(_loader().errorString())
    return page


def warm(extra: tuple[type[QWidget], ...] = ()) -> Iterator[str]:
    """What the first `load` would do before it loads, in steps of 10 ms."""
    if not _loaders:
        nothing = QBuffer()
        nothing.setData(QByteArray(_NOTHING))
        nothing.open(QIODevice.OpenModeFlag.ReadOnly)
        _loader().load(nothing).deleteLater()
        yield "first load"
    for at, widget in enumerate((*WIDGETS, ChildTable, AttachmentBox, *extra), 1):
        if widget not in _known:
            _known.add(widget)
            _loader().registerCustomWidget(widget)
            if not at % _AT_ONCE:
                yield "widgets"


def _loader() -> QUiLoader:
    """One for all pages, without Designer's plugins: they would bring in Qt Quick and the network."""
    if not _loaders:
        places = QCoreApplication.libraryPaths()
        QCoreApplication.setLibraryPaths([])
        _loaders["one"] = QUiLoader(QApplication.instance())
        QCoreApplication.setLibraryPaths(places)
    return _loaders["one"]
