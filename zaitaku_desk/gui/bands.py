"""The band under the menu: one line that matters beyond the page, and the button that does something."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolBar, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.short_label import ShortLabel

if TYPE_CHECKING:
    from zaitaku_desk.gui.main_window import MainWindow

ORDER = ("passphrase", "recovered", "damaged", "room", "backup", "unchecked", "medium")
"""The first of these that has something to say is shown."""


class Band(NamedTuple):
    """The words, the button and what it does, and what happens when she closes the band for now."""

    words: str
    button: str
    call: Callable[[], object]
    closed: Callable[[], object] = lambda: None


class Bands:
    """The bands of a window; the bar is made when one is first wanted."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._bands: dict[str, Band] = {}
        self._bar: QToolBar | None = None

    def put(self, name: str, band: Band | None) -> None:
        """Show a band, or (None) take it away."""
        if band is None:
            self._bands.pop(name, None)
        else:
            self._bands[name] = band
        self.refresh()

    @property
    def shown(self) -> str:
        """The name of the band that is shown, "" when none is."""
        return next((name for name in ORDER if name in self._bands), "")

    def refresh(self) -> None:
        """Show what comes first; nothing while the desk is hidden."""
        name = "" if self._window.covered else self.shown
        if not name:
            if self._bar is not None:
                self._bar.hide()
            return
        if self._bar is None:
            self._make()
        band = self._bands[name]
        self.words.setText(band.words)
        self.button.setText(band.button)
        self._bar.show()

    def _make(self) -> None:
        self._bar = bar = QToolBar("お知らせ", self._window, objectName="band")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.toggleViewAction().setVisible(False)
        inside = QWidget(bar)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words = ShortLabel(inside)
        self.words.setProperty("role", "warning")
        self.button = QPushButton(inside)
        self.button.clicked.connect(lambda: self._bands[self.shown].call())
        self.close_button = QPushButton("閉じる", inside)
        self.close_button.setAccessibleName("お知らせを閉じる")
        self.close_button.setProperty("quiet", True)
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(inside)
        row.setContentsMargins(tokens.SPACE_2, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        bar.addWidget(inside)
        self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)

    def _close(self) -> None:
        band = self._bands.pop(self.shown)
        band.closed()
        self.refresh()


def bands_of(window: MainWindow) -> Bands:
    """The bands of a window."""
    if not hasattr(window, "bands"):
        window.bands = Bands(window)
    return window.bands
