"""The small boxes over a list that show what filters it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.lookup import Choice, choices_of, codes, first_names
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.records.fields import Record, specs

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

YEARS = 12
MOST = 200


class Filter(NamedTuple):
    """One filter of a list: a field's name, "year" (年度) or "capability". `value` is what it starts with.

    Choices come from the field's choices or codes, or are the records it points to; a text field offers the
    values it has. `choices(office)`
    offers others, `meaning(office, key)` says what a Listing filters by then (a range of days …).
    """

    name: str
    title: str = ""
    value: str | None = None
    choices: Callable[[Office], list[Choice]] | None = None
    meaning: Callable[[Office, str], Any] | None = None


class Filters(QWidget):
    """The boxes; `changed` after each choice, `values()` for the Listing.

    `fill()` reads what may be chosen: where nothing is chosen at first, that can wait.
    """

    changed = Signal()

    def __init__(
        self,
        office: Office,
        record: type[Record],
        filters: tuple[Filter, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._record = record
        self._boxes: dict[str, FilterBox] = {}
        self._filters = {item.name: item for item in filters}
        layout = FlowLayout(self, tokens.SPACE_1)
        for item in filters:
            box = FilterBox(self)
            box.setObjectName(f"filter_{item.name}")
            title = item.title or self._title(item.name)
            box.lineEdit().setPlaceholderText(title)
            box.setAccessibleName(f"{title}で絞り込む")
            box.setToolTip(f"{title}で絞り込む")
            box.edited.connect(self._on_edited)
            layout.addWidget(box)
            self._boxes[item.name] = box
        self._stale = False
        office.changes.saved.connect(self._on_saved)
        self._lift = QPushButton("絞り込みを外す", self)
        self._lift.setProperty("quiet", True)
        self._lift.clicked.connect(self.lift)
        self._lift.hide()
        layout.addWidget(self._lift)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if any(item.value for item in filters):
            self.fill()
            for name, item in self._filters.items():
                self._boxes[name].value = item.value
            self._mark()

    def fill(self) -> None:
        """Read again what may be chosen."""
        for name, box in self._boxes.items():
            value = box.value
            box.set_choices(self._choices(name))
            box.value = value

    def values(self) -> tuple[tuple[str, Any], ...]:
        """(field, value) of every filter that is on."""
        return tuple((name, self._value(name, box.value)) for name, box in self._boxes.items() if box.value)

    def set(self, **values: str | None) -> None:
        """Choose, as from a figure that leads to its records."""
        for name, box in self._boxes.items():
            box.value = values.get(name)
        self._on_edited()

    def lift(self) -> None:
        """Take every filter away."""
        self.set()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self._office.db is not None:
            self._stale = False
            self.fill()

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        """Code lists and areas are edited on pages that hide this one."""
        self._stale = self._stale or kind in ("codes", "areas")

    def _on_edited(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for box in self._boxes.values():
            if bool(box.property("active")) != bool(box.value):
                box.setProperty("active", bool(box.value))
                box.style().polish(box)
        self._lift.setVisible(any(box.value for box in self._boxes.values()))

    def _title(self, name: str) -> str:
        titles = {item.name: item.title for item in specs(self._record)}
        return titles.get(name) or {"year": "年度", "capability": "機能"}.get(name, name)

    def _value(self, name: str, key: str) -> Any:
        meaning = self._filters[name].meaning
        if meaning is not None:
            return meaning(self._office, key)
        types = {item.name: item.type for item in specs(self._record)}
        if name == "year":
            return int(key)
        return key == "1" if types.get(name) is bool else key

    def _choices(self, name: str) -> list[Choice]:
        from zaitaku_desk.japanese import wareki
        from zaitaku_desk.store import lists

        db, offered = self._office.db, self._filters[name].choices
        if offered is not None:
            return offered(self._office)
        if name == "year":
            this = wareki.fiscal_year(self._office.today())
            return [
                Choice(str(year), wareki.era_fiscal_year(year)) for year in range(this + 1, this - YEARS, -1)
            ]
        if name == "capability":
            return codes(db, "capabilities")
        spec = next(item for item in specs(self._record) if item.name == name)
        if spec.type is bool:
            return [Choice("1", "はい"), Choice("0", "いいえ")]
        if spec.choices or spec.codes:
            return choices_of(db, spec)
        if spec.refers:
            return [Choice(key, label) for key, label in first_names(db, spec.refers, MOST)] if db else []
        return [Choice(value, value) for value in lists.distinct(db, self._record.KIND, name)]


class FilterBox(ChoiceBox):
    """A narrow choice whose placeholder is its title."""

    def sizeHint(self) -> QSize:
        text = self.currentText() or self.lineEdit().placeholderText()
        wide = self.fontMetrics().horizontalAdvance(text) + 48
        return QSize(min(max(wide, 84), 200), max(tokens.TARGET, super().sizeHint().height()))

    def _show(self) -> None:
        super()._show()
        self.updateGeometry()
