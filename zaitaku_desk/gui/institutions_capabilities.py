"""機能・処置 on the directory's page: a line a capability, four states, the condition, the age of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.autosave import Autosave
from zaitaku_desk.gui.widgets.dates import show_date
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.institutions import CAPABILITY_STATES, Capability, Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.save import Seen


class CapabilityGrid(QWidget):
    """Four states a capability, the condition in words, the age of the fact (A7, A169).

    Tab goes from line to line; ← → walk the states, ↑ ↓ the lines, the space bar or 1 to 4 choose.
    """

    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_3)
        self._grid.setVerticalSpacing(tokens.SPACE_1)
        self._grid.setColumnStretch(2, 1)
        self._lines: list[CapabilityLine] = []
        self._spare: list[CapabilityLine] = []
        self._institution: Institution | None = None
        self._office: Office | None = None

    def attach_office(self, office: Office, before_save: Callable[[], None]) -> None:
        """Learn where to save; `before_save` stores a new institution first."""
        self._office = office
        self._before_save = before_save
        office.changes.saved.connect(self._on_saved_elsewhere)

    def show_of(self, institution: Institution | None) -> None:
        """The capabilities that apply to the institution's kind."""
        from zaitaku_desk.store import codes, institutions

        self.flush()
        self._institution = institution
        items: list[Capability] = []
        if institution is not None and self._office is not None and self._office.db is not None:
            items = institutions.capabilities(self._office.db, institution)
        every = [*self._lines, *self._spare]
        for row in range(len(every), len(items)):
            every.append(CapabilityLine(self))
            every[row].place(self._grid, 2 * row)
        self._lines, self._spare = every[: len(items)], every[len(items) :]
        for line, item in zip(self._lines, items, strict=True):
            line.load(item, codes.label(self.office.db, "capabilities", item.code))
        for line in self._spare:
            line.hide()

    def flush(self) -> None:
        """Save and seal what is being typed."""
        for line in self._lines:
            line.flush()

    def store(self, item: Capability, seen: Seen | None, *, sealed: bool) -> Seen:
        """Save one capability, and say so."""
        from zaitaku_desk.store import save

        assert self._office is not None and self._office.db is not None
        self._before_save()
        after = save.save(self._office.db, item, seen, sealed=sealed)
        self._own = True
        self._office.saved("capabilities", [item.id])
        self._own = False
        self.saved.emit()
        return after

    def walk(self, line: CapabilityLine, step: int, column: int) -> None:
        """The keyboard to the state in the same column of the line above or below."""
        at = self._lines.index(line) + step
        if 0 <= at < len(self._lines):
            self._lines[at].group.buttons()[column].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def office(self) -> Office:
        """What the lines need: today, the date style."""
        assert self._office is not None
        return self._office

    _own = False

    def _on_saved_elsewhere(self, kind: str, _ids: list[str]) -> None:
        if kind == "capabilities" and not self._own:
            self.show_of(self._institution)


class CapabilityLine(QObject):
    """The widgets of one capability; they are used again for the next institution."""

    def __init__(self, grid: CapabilityGrid) -> None:
        super().__init__(grid)
        self._of = grid
        self._seen: Seen | None = None
        self.item: Capability | None = None
        self.label = ShortLabel(grid)
        self.states = QWidget(grid)
        row = QHBoxLayout(self.states)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_1)
        self.group = QButtonGroup(self.states)
        for key, title in CAPABILITY_STATES:
            button = QPushButton(title, self.states)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setProperty("key", key)
            button.setAutoDefault(False)
            button.installEventFilter(self)
            button.clicked.connect(lambda _on=False, key=key: self.choose(key))
            self.group.addButton(button)
            row.addWidget(button)
        self.condition = TextEdit(grid)
        self.condition.setPlaceholderText("条件")
        self.condition.edited.connect(self._on_typed)
        self.condition.editingFinished.connect(self.flush)
        self.age = ShortLabel(grid)
        self.age.setProperty("role", "secondary")
        self._autosave = Autosave(self.condition)
        self._autosave.due.connect(lambda: self._store(sealed=False))

    def place(self, grid: QGridLayout, row: int) -> None:
        """Put the widgets into two rows of the grid: the condition stands below its states."""
        for column, part in enumerate((self.label, self.states, self.age)):
            grid.addWidget(part, row, column)
        grid.addWidget(self.condition, row + 1, 1, 1, 2)

    def load(self, item: Capability, label: str) -> None:
        """Show a capability."""
        self.item, self._seen = item, None
        self.label.setText(label)
        for part in (self.label, self.states, self.age):
            part.show()
        for button in self.group.buttons():
            button.setAccessibleName(f"{label}：{button.text()}")
            button.setChecked(button.property("key") == (item.state or "unknown"))
        self.condition.setAccessibleName(f"{label}の条件")
        self.condition.value = item.condition
        self._show()

    def hide(self) -> None:
        """There is no such line now."""
        self.item = None
        for part in (self.label, self.states, self.age, self.condition):
            part.hide()

    def flush(self) -> None:
        """Save and seal the condition being typed."""
        from zaitaku_desk.store import save

        self._autosave.flush()
        if self._seen is not None and self._seen.unsealed and self._of.office.db is not None:
            save.seal(self._of.office.db, self._seen)

    def choose(self, state: str) -> None:
        """Say it of the institution as of today; who said so before did not say this."""
        assert self.item is not None
        today = self._of.office.today() if state != "unknown" else None
        by = self.item.confirmed_by if today is not None and today == self.item.confirmed_on else None
        self.item = replace(self.item, state=state, confirmed_on=today, confirmed_by=by)
        for button in self.group.buttons():
            button.setChecked(button.property("key") == state)
        self._store(sealed=True)
        if state == "conditional":
            self.condition.setFocus()

    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        buttons = self.group.buttons()
        at = buttons.index(button)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._of.walk(self, 1 if event.key() == Qt.Key.Key_Down else -1, at)
            return True
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):  # Qt would choose on the way
            to = min(max(at + (1 if event.key() == Qt.Key.Key_Right else -1), 0), len(buttons) - 1)
            buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if event.text() in ("1", "2", "3", "4"):
            self.choose(CAPABILITY_STATES[int(event.text()) - 1][0])
            return True
        return False

    def _on_typed(self) -> None:
        self._autosave.touch()

    def _store(self, *, sealed: bool) -> None:
        assert self.item is not None
        self.item = replace(self.item, condition=self.condition.value)
        self._seen = self._of.store(self.item, self._seen, sealed=sealed)
        self._show()

    def _show(self) -> None:
        assert self.item is not None
        self.condition.setVisible(self.item.state == "conditional" or bool(self.item.condition))
        for button in self.group.buttons():  # Tab comes to the one that is chosen
            chosen = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        day, by = self.item.confirmed_on, self.item.confirmed_by or ""
        style = self._of.office.date_style
        self.age.setText(f"{show_date(day, style).partition('（')[0]} {by}".strip() if day else "")


class ShortLabel(QLabel):
    """A label that is cut with … where there is no room; the tooltip has it whole."""

    LEAST = 6  # characters

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        least = self.LEAST * self.fontMetrics().height()
        return QSize(min(whole.width(), least), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width():
            super().paintEvent(event)
            return
        short = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            self.contentsRect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short
        )
