"""機能・処置 on the directory's page: a line a capability, four states, the condition, the age of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.autosave import Autosave
from zaitaku_desk.gui.institutions_confirm import ConfirmBar
from zaitaku_desk.gui.widgets.dates import show_date
from zaitaku_desk.gui.widgets.short_label import ShortLabel
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.institutions import CAPABILITY_STATES, Capability, Institution

if TYPE_CHECKING:
    from datetime import date

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.save import Seen


class CapabilityGrid(QWidget):
    """Four states a capability, the condition in words, the age of the fact (A7, A169).

    Tab goes from line to line; ← → walk the states, ↑ ↓ the lines, the space bar or 1 to 4 choose.
    """

    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(tokens.SPACE_2)
        self.confirming = ConfirmBar(self)
        self.confirming.method_chosen.connect(self._say_how)
        self.confirming.all_wanted.connect(self.confirm_all)
        outer.addWidget(self.confirming)
        self._grid = QGridLayout()
        outer.addLayout(self._grid)
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
        self.confirming.attach_office(office)
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

    def confirm_all(self) -> None:
        """Everything that is known here still holds: as of today, by the method chosen (A7). One undo."""
        from zaitaku_desk.store import save

        if self._institution is None:
            return
        self.flush()
        self._before_save()
        record = save.get(self.office.db, "institutions", self._institution.id)
        known = [line.item for line in self._lines if line.item and line.item.state not in (None, "unknown")]
        now = self.confirmed()
        assert isinstance(record, Institution)
        save.save_many(self.office.db, [replace(item, **now) for item in (record, *known)])
        self.office.saved("capabilities", [item.id for item in known])
        self.office.saved("institutions", [record.id])
        self.saved.emit()

    def confirmed(self) -> dict[str, Any]:
        """Today, by whom and how: what is written beside a fact that is said now."""
        from zaitaku_desk.store import visits

        assert self.office.db is not None
        by = visits.default_interviewer(self.office.db)
        return {"confirmed_on": self.office.today(), "confirmed_by": by, "confirmed_how": self.confirming.how}

    def is_old(self, day: date) -> bool:
        """Whether a fact of that day has to be asked again (A7)."""
        from zaitaku_desk.rules import facts
        from zaitaku_desk.store.thresholds import thresholds

        assert self.office.db is not None
        return facts.is_old(day, self.office.today(), thresholds(self.office.db).unconfirmed_months)

    def _say_how(self, how: str) -> None:
        """What was said today without a method was said by this one."""
        for line in self._lines:
            if line.item and line.item.confirmed_on == self.office.today() and not line.item.confirmed_how:
                line.confirm_by(how)

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
        if kind in ("capabilities", "codes") and not self._own:
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
        if self.age.property("role") != role:
            self.age.setProperty("role", role)
            self.age.style().polish(self.age)

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
