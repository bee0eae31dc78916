"""The only place that loads Designer files (`resources/ui/<name>.ui`), at run time and never compiled."""

from __future__ import annotations

from PySide6.QtCore import QFile, QIODevice
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QWidget

from zaitaku_desk import paths
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.widgets.factory import WIDGETS


def load(name: str, parent: QWidget | None = None, extra: tuple[type[QWidget], ...] = ()) -> QWidget:
    """The page of `resources/ui/<name>.ui`; `extra` are widgets that only this page uses."""
    loader = QUiLoader()
    for widget in (*WIDGETS, ChildTable, *extra):
        loader.registerCustomWidget(widget)
    file = QFile(str(paths.resources() / "ui" / f"{name}.ui"))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(file.fileName())
    try:
        page = loader.load(file, parent)
    finally:
        file.close()
    if page is None:
        raise ValueError(loader.errorString())
    return page
