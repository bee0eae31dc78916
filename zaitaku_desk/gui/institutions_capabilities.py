"""機能・処置 on the directory's page: a line a capability, four states, the condition, the age of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.institutions_capability import CapabilityLine
from zaitaku_desk.gui.institutions_confirm import ConfirmBar
from zaitaku_desk.records.institutions import Capability, Institution

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.save import Seen

AT_ONCE = 5  # lines made in one step of 10 ms


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
        self._hint = QLabel("種別を選ぶと、確かめる機能・処置が出ます。", self)
        self._hint.setProperty("role", "secondary")
        outer.addWidget(self._hint)
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
        self._hint.setVisible(institution is not None and not institution.kind)
        for _ in self.make_lines(len(items)):
            pass
        every = [*self._lines, *self._spare]
        self._lines, self._spare = every[: len(items)], every[len(items) :]
        for line, item in zip(self._lines, items, strict=True):
            line.load(item, codes.label(self.office.db, "capabilities", item.code))
        for line in self._spare:
            if line.item is not None:
                line.hide()

    def make_lines(self, count: int) -> Iterator[str]:
        """Make as many lines as an institution needs, a few at a time."""
        for row in range(len(self._lines) + len(self._spare), count):
            line = CapabilityLine(self)
            line.place(self._grid, 2 * row)
            line.hide()
            self._spare.append(line)
            if row % AT_ONCE == AT_ONCE - 1:
                yield "capabilities"

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
