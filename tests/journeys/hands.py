"""What a coordinator's hands do: keys, clicks, text as an IME commits it; nothing is called behind them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from zaitaku_desk import app
from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.gui.main_window import MainWindow

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 12, 2)
PATIENCE = 10  # seconds


class Hands:
    """At the keyboard of one window. `strokes` counts keys and clicks, not the characters of words."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.strokes = 0

    @property
    def dialogs(self) -> FakeDialogs:
        """The door through which people are asked."""
        return self.window.office.dialogs

    @property
    def db(self) -> Any:
        """The open database, to look only."""
        return self.window.office.db

    @property
    def at(self) -> QWidget:
        """Where the keyboard is."""
        found = QApplication.focusWidget()
        assert found is not None, "the keyboard is nowhere"
        return found

    def tab(self, name: str) -> Any:
        """A page, by its slice."""
        return self.window.tabs_by_name[name]

    def key(
        self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """Press a key where the keyboard is."""
        for _ in range(times):
            self.strokes += 1
            QTest.keyClick(QApplication.activePopupWidget() or self.at, key, how)
            self.rest()

    def say(self, text: str) -> None:
        """Commit text, a few characters at a time, where the keyboard is."""
        for start in range(0, len(text), 3):
            event = QInputMethodEvent("", [])
            event.setCommitString(text[start : start + 3])
            QApplication.sendEvent(self.at, event)
        self.rest()

    def click(self, widget: QWidget | None, where: QPoint | None = None) -> None:
        """Click a widget."""
        assert widget is not None and widget.isVisible() and widget.isEnabled(), widget
        self.strokes += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where or QPoint())
        self.rest()

    def go(self, name: str) -> Any:
        """Ctrl+1 …: the page of a slice."""
        at = list(self.window.tabs_by_name).index(name)
        self.key(Qt.Key(KEY.Key_1 + at), CONTROL)
        assert self.window.tabs.currentWidget().objectName() == name
        return self.tab(name)

    def field(self, name: str) -> Any:
        """Click a field of the page that is shown."""
        page = self.window.tabs.currentWidget()
        widget = page.form.widget(name)
        inner = widget.lineEdit() if hasattr(widget, "lineEdit") else widget
        inner = inner.viewport() if hasattr(inner, "viewport") else inner
        page.pane._area.ensureWidgetVisible(widget)
        self.click(inner)
        return widget

    def fill(self, **fields: str) -> None:
        """Click each field and say what belongs there."""
        for name, text in fields.items():
            self.field(name)
            self.key(KEY.Key_A, CONTROL)
            self.say(text)

    def pick(self, name: str, text: str) -> None:
        """Type a part of a name and take the first that is offered."""
        line = self.field(name)
        self.key(KEY.Key_A, CONTROL)
        self.say(text)
        wait_for(lambda: line._suggestions.open)
        self.key(KEY.Key_Down)
        self.key(KEY.Key_Return)

    def button(self, words: str) -> None:
        """Click the visible button that says so."""
        found = [
            button
            for button in self.window.findChildren(QPushButton)
            if button.isVisible() and words in button.text()
        ]
        assert found, f"no button says {words}"
        self.click(found[0])

    def choose(self, menu: QMenu, words: str) -> None:
        """Choose an entry of a menu."""
        menu.aboutToShow.emit()
        (action,) = [action for action in menu.actions() if words in action.text()]
        assert action.isEnabled()
        self.strokes += 1
        action.trigger()
        self.rest()

    def table(self, name: str, *rows: tuple[str, ...]) -> None:
        """Type rows into a table from its empty last row on, with Tab between the cells."""
        page = self.window.tabs.currentWidget()
        view = page.tables[name].view
        page.pane._area.ensureWidgetVisible(view)
        for row in rows:
            at = view.model().index(view.model().rowCount() - 1, 0)
            self.click(view.viewport(), view.visualRect(at).center())
            for text in row:
                if text:
                    self.say(text)
                self.key(KEY.Key_Tab)
        self.key(KEY.Key_Escape)
        page.flush()

    def rest(self) -> None:
        """Let the window and its tasks come to rest; what was closed is destroyed, as in its own loop."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self.window.office.db is not None:
            self.window.office.tasks.wait()


@contextmanager
def desk(folder: Path, *answers: Any, passphrase: str | None = None) -> Iterator[Hands]:
    """The real window on a data folder, shown, with today fixed; closed at the end as she closes it."""
    window = app.build(folder, passphrase, dialogs=FakeDialogs(*answers))
    office = window.office
    office.today, office.now = lambda: TODAY, lambda: datetime(2026, 12, 2, 9, 30)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    wait_for(window.isActiveWindow)
    hands = Hands(window)
    hands.rest()
    try:
        yield hands
        assert hands.dialogs.said == [] or not hands.dialogs.answers, hands.dialogs.said
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def wait_for(true: Any) -> None:
    """Until it is so; fails after ten seconds."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        QTest.qWait(5)
