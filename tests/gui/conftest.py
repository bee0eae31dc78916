"""A real database in a fresh folder, and tabs made without a .ui file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from zaitaku_desk import settings
from zaitaku_desk.gui import theme
from zaitaku_desk.gui.changes import Changes
from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.gui.office import Office
from zaitaku_desk.gui.tasks import InlineTasks

TODAY = date(2026, 11, 22)


def let_go_of_modifiers() -> None:
    """After a Ctrl+P Qt believes Ctrl pressed until the next event: the next selection only adds."""
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.mouseClick(QWidget(), Qt.MouseButton.LeftButton)


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with nothing but the presets, made once and copied."""
    from zaitaku_desk.store.desk import create_desk

    folder = tmp_path_factory.mktemp("empty") / "desk"
    db, _ = create_desk(folder)
    db.close()
    return folder


@pytest.fixture
def office(qapp: QApplication, empty_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """Everything a tab needs, on a copy of the empty folder."""
    from zaitaku_desk.store.desk import open_desk

    folder = tmp_path / "desk"
    shutil.copytree(empty_folder, folder)
    dialogs = FakeDialogs()
    made = Office(
        open_desk(folder),
        InlineTasks(dialogs),
        dialogs,
        settings.load(folder),
        Changes(),
        today=lambda: TODAY,
        now=lambda: datetime(2026, 11, 22, 9, 30),
    )
    theme.apply(qapp, made.settings)
    yield made
    let_go_of_modifiers()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else every window lives to the end
    if made.db is not None:
        made.db.close()


@pytest.fixture
def say() -> Any:
    """Types as an IME does: `say(widget, "船津")`; with `commit=False` it stays a preedit."""

    def speak(widget: QObject, text: str, *, commit: bool = True) -> None:
        event = QInputMethodEvent("" if commit else text, [])
        if commit:
            event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return speak
