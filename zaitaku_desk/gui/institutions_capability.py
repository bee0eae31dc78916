"""One capability of an institution: its four states, the condition in words, the age of the fact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.autosave import Autosave
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.widgets.dates import show_date
from zaitaku_desk.gui.widgets.short_label import ShortLabel
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.institutions import CAPABILITY_STATES, Capability

if TYPE_CHECKING:
    from zaitaku_desk.gui.institutions_capabilities import CapabilityGrid
    from zaitaku_desk.store.save import Seen


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
        if self.states.isHidden():
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
        nobody = {"confirmed_on": None, "confirmed_by": None, "confirmed_how": None}
        self.item = replace(
            self.item, state=state, **(self._of.confirmed() if state != "unknown" else nobody)
        )
        for button in self.group.buttons():
            button.setChecked(button.property("key") == state)
        self._store(sealed=True)
        if state == "conditional":
            self.condition.setFocus()

    def confirm_by(self, how: str) -> None:
        """Keep by which method it was confirmed."""
        assert self.item is not None
        self.item = replace(self.item, confirmed_how=how)
        self._store(sealed=True)

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
        self.age.setText(self._age())
        role = "old" if self.item.confirmed_on and self._of.is_old(self.item.confirmed_on) else "secondary"
        give_role(self.age, role)

    def _age(self) -> str:
        """「R8.6.2 電話 凪沢」; what is old says so in a word."""
        from zaitaku_desk.rules import facts
        from zaitaku_desk.store import codes

        assert self.item is not None
        day, office = self.item.confirmed_on, self._of.office
        if day is None:
            return ""
        said = (
            show_date(day, office.date_style).partition("（")[0],
            facts.OLD if self._of.is_old(day) else "",
            codes.label(office.db, "confirmation_methods", self.item.confirmed_how),
            self.item.confirmed_by or "",
        )
        return " ".join(part for part in said if part)
