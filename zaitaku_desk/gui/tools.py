"""Pages that stand in the place of a tab's list and record: a round, an edition, a figure (Ctrl+T).

A tab names its tools as data; the page behind one is imported and made when it is first opened:

    TOOLS = (Tool("会っていない先", "unmet_page.UnmetPage"), …)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.record_tab import RecordTab
    from zaitaku_desk.store.lists import Listing


class Tool(NamedTuple):
    """An entry of the tools menu: its words, and module.Class of its `ToolPage` in this package.

    A text that begins with 「—」 is no tool but a heading between them.
    """

    text: str
    home: str = ""


class ToolPage(QWidget):
    """Head with title and way back, below it `body` for the page's own parts.

    `closed` when she goes back, `open_wanted(kind, id)` for a record of any tab, `said` for the status line,
    `paper_wanted(Paper)` for a paper: its `make` gets the tab and may close over the page. `listing` is the
    tab's list as it stood when the page was opened.
    """

    TITLE: ClassVar[str] = ""
    closed = Signal()
    open_wanted = Signal(str, str)
    said = Signal(str)
    paper_wanted = Signal(object)
    listing: Listing | None = None

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.title = QLabel(self.TITLE, self)
        self.title.setProperty("role", "head")
        self.back_button = QPushButton("戻る（Esc）", self)
        self.back_button.clicked.connect(self.back)
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.SPACE_2)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.back_button)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(self.head)
        layout.addLayout(self.body, 1)

    def start(self) -> None:
        """Each time the page is opened: read what is shown."""

    def flush(self) -> None:
        """Store and seal what is being typed; the page may be left."""

    def back(self) -> None:
        """Esc: one step back, at last to the list."""
        self.flush()
        self.closed.emit()

    def printed(self) -> QWidget | None:
        """What answers Ctrl+P by its `print_main()`, if it has one: the page, or a step of it."""
        return self

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._prints(cast("QKeyEvent", event)):
            event.accept()  # the page's own paper, before the window's Ctrl+P of the tab below
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._prints(event):
            cast("Any", self.printed()).print_main()
        elif event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def _prints(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Print) and hasattr(self.printed(), "print_main")


class Tools:
    """The tools of a tab: button, menu and the pages made so far."""

    def __init__(self, tab: RecordTab, title: str) -> None:
        self._tab = tab
        self._pages: dict[str, ToolPage] = {}
        self.button = QPushButton(title, tab.list, objectName="tools_button")
        self.button.setToolTip(f"{title}（Ctrl+T）")
        self.menu = QMenu(title, self.button)
        for tool in tab.TOOLS:
            if tool.home:
                self.menu.addAction(tool.text, lambda tool=tool: self.show(tool))
            else:
                self._heading(tool.text.lstrip("—"))
        self.button.setMenu(self.menu)
        tab.list.tools.addWidget(self.button)

    def show(self, tool: Tool) -> ToolPage:
        """Open the page in the place of list and record."""
        self._tab.flush()
        page = self._pages.get(tool.home)
        if page is None:
            module, _, name = tool.home.partition(".")
            made: type[ToolPage] = getattr(importlib.import_module(f"zaitaku_desk.gui.{module}"), name)
            page = self._pages[tool.home] = made(self._tab.office)
            page.closed.connect(self._tab.back)
            page.open_wanted.connect(self._tab.open_wanted)
            page.said.connect(self._tab.said)
            page.paper_wanted.connect(self._tab.papers.run)
        page.listing = self._tab.list.table.listing
        page.start()
        self._tab.cover(page)
        return page

    def _heading(self, text: str) -> None:
        """The words over a group; a section of Qt loses them under the theme."""
        self.menu.addSeparator()
        self.menu.addAction(text).setEnabled(False)

    def flush(self) -> None:
        """Store what is being typed on any of the pages."""
        for page in self._pages.values():
            page.flush()
