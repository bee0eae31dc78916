"""Sections of a long form: a heading that folds what stands below it, and fields that close their ranks.

In the .ui file a section is a `Section` with a grid of four columns; its dynamic property `heading` is what
stands above it ("" = nothing, and it cannot be folded), `folded` whether it begins folded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.widgets.short_label import ShortLabel

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

COLUMNS = 4
FOLDED = "sections.folded"
"""The setting: section name → whether she folded it."""


class Cell(NamedTuple):
    """A field with its title, or a part like a table: its name, widget, and place in the .ui file."""

    name: str
    box: QWidget
    row: int
    span: int

    @property
    def columns(self) -> int:
        """How many columns it needs now: an invitation to begin a table needs only two."""
        return 2 if isinstance(self.box, ChildTable) and self.box.quiet else self.span


class Section(QWidget):
    """Heading and fields; `turned` when it is folded or unfolded by hand."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folded = False
        self.shown: list[Cell] = []
        self._placed: list[tuple[str, int]] | None = None
        self._cells: list[Cell] = []
        self._head: Heading | None = None

    def begin(self, office: Office) -> None:
        """Once, after the form is bound: learn what stands here, and how she left it."""
        self._office = office
        grid: QGridLayout = self.layout()
        for at in range(grid.count()):
            row, column, _, span = grid.getItemPosition(at)
            box = grid.itemAt(at).widget()
            self._cells.append(Cell(box.objectName().removesuffix("_box"), box, row * COLUMNS + column, span))
        self._cells.sort(key=lambda cell: cell.row)
        self._cells = [cell._replace(row=cell.row // COLUMNS) for cell in self._cells]
        for cell in self._cells:  # the columns of every section are equally wide, whatever stands in them
            policy = cell.box.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            cell.box.setSizePolicy(policy)
        title = str(self.property("heading") or "")
        if title:
            self._head = Heading(title, self)
            self._head.button.clicked.connect(lambda _on=False: self._turn())
            grid.addWidget(self._head, 0, 0, 1, COLUMNS)
        self.restore()

    @property
    def title(self) -> str:
        """The heading."""
        return self._head.title if self._head is not None else ""

    def restore(self) -> None:
        """Folded or not as she left it."""
        kept = self._office.settings.get(FOLDED, {})
        self.fold(bool(kept.get(self.objectName(), self.property("folded"))))

    def fold(self, on: bool) -> None:
        """Show only the heading and what stands in the fields in one line, or the fields."""
        self.folded = on and self._head is not None
        for cell in self.shown:
            cell.box.setVisible(not self.folded)
        if self._head is not None:
            self._head.show_as(self.folded)

    def arrange(self, shows: Callable[[str], bool]) -> bool:
        """Let the cells that are wanted close ranks; those of one row of the .ui file stay together.

        Whether anything changed.
        """
        wanted = [cell for cell in self._cells if shows(cell.name)]
        key = [(cell.name, cell.columns) for cell in wanted]
        if key == self._placed:
            return False
        self._placed, self.shown = key, wanted
        grid: QGridLayout = self.layout()
        for cell in self._cells:
            grid.removeWidget(cell.box)
            if cell not in wanted:
                cell.box.hide()
        for cell, row, column in places(wanted):
            grid.addWidget(cell.box, row, column, 1, cell.columns)
            cell.box.setVisible(not self.folded)
        self.setVisible(bool(wanted))
        return True

    def say(self, words: str) -> None:
        """What the folded fields hold, beside the heading."""
        if self._head is not None:
            self._head.words.setText(words)

    def _turn(self) -> None:
        self.fold(not self.folded)
        kept = self._office.settings.get(FOLDED, {})
        self._office.settings.set(FOLDED, {**kept, self.objectName(): self.folded})
        self.turned.emit()


class Heading(QFrame):
    """The button with the title, and the line that stands for the fields while they are folded."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = title
        self.setProperty("role", "fold")
        self.button = QPushButton(self)
        self.button.setProperty("role", "fold")
        self.button.setAutoDefault(False)
        self.words = ShortLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.SPACE_1, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self.button)
        row.addWidget(self.words, 1)
        self.show_as(False)

    def show_as(self, folded: bool) -> None:
        """The mark of what a click would do."""
        self.button.setText(f"{'▸' if folded else '▾'} {self.title}")
        self.button.setAccessibleName(f"{self.title}（{'たたんであります' if folded else '開いています'}）")
        self.button.setToolTip("開く" if folded else "たたむ")
        self.words.setVisible(folded)


def places(cells: list[Cell]) -> Iterator[tuple[Cell, int, int]]:
    """(cell, row, column): rows of the .ui file as they are, two of them in one where both fit."""
    row, column = 1, 0
    for at, cell in enumerate(cells):
        new = at == 0 or cells[at - 1].row != cell.row
        needed = sum(other.columns for other in cells[at:] if other.row == cell.row) if new else cell.columns
        if column and column + needed > COLUMNS:
            row, column = row + 1, 0
        yield cell, row, column
        column += cell.columns
