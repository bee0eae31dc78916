"""The small boxes and chips over a list that show what filters it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.filter_parts import FilterBox, ManyBox, Toggle
from zaitaku_desk.gui.lookup import Choice, choices_of, codes, first_names
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.records.fields import Record, specs

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

YEARS = 12
MOST = 200
BOX, MANY, TOGGLE, PLACE = "box", "many", "toggle", "place"


class Filter(NamedTuple):
    """One filter of a list: a field's name, "year" (年度) or "capability". `value` is what it starts with.

    Choices come from the field's choices or codes, or are the records it points to; a text field offers the
    values it has. `choices(office)` offers others, `meaning(office, key)` says what a Listing filters by
    then (a range of days …), under `field` where that is not the name; with the field "" it says all
    filters itself. `form` is one choice, several as chips (any of them; of capabilities all), on or off,
    or a place. One that only says more of another is shown `beside` it. `hint` helps where nothing is found.
    """

    name: str
    title: str = ""
    value: str | None = None
    choices: Callable[[Office], list[Choice]] | None = None
    meaning: Callable[[Office, str], Any] | None = None
    form: str = BOX
    field: str | None = None
    beside: str = ""
    hint: str = ""


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
        self.parts: dict[str, Any] = {}
        self._filters = {item.name: item for item in filters}
        self._flow = FlowLayout(self, tokens.SPACE_1)
        for item in filters:
            self._add(item)
        self._stale = False
        office.changes.saved.connect(self._on_saved)
        self._lift = QPushButton("絞り込みを外す", self)
        self._lift.setProperty("quiet", True)
        self._lift.clicked.connect(self.lift)
        self._lift.hide()
        self._flow.addWidget(self._lift)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._mark()
        if any(item.value for item in filters):
            self.fill()
            for name, item in self._filters.items():
                self.parts[name].put_keys([item.value] if item.value else [])
            self._mark()

    def sizeHint(self) -> QSize:
        """One line: how many there are follows from the width; a window is not made higher for them."""
        return self.minimumSizeHint()

    def fill(self) -> None:
        """Read again what may be chosen."""
        for name, part in self.parts.items():
            keys = part.keys()
            if self._filters[name].form in (BOX, MANY):
                part.set_choices(self._choices(name))
            part.put_keys(keys)

    def values(self) -> tuple[tuple[str, Any], ...]:
        """(field, value) of every filter that is on."""
        return self._values({name: part.keys() for name, part in self.parts.items()})

    def set(self, **values: str | list[str] | None) -> None:
        """Choose, as from a figure that leads to its records."""
        for name, part in self.parts.items():
            value = values.get(name)
            part.put_keys([value] if isinstance(value, str) else value or [])
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

    def _add(self, item: Filter) -> None:
        title = item.title or self._title(item.name)
        if item.form == TOGGLE:
            part: Any = Toggle(title, self)
        elif item.form == PLACE:
            from zaitaku_desk.gui.place_box import PlaceBox

            part = PlaceBox(self._office, self)
            part.setPlaceholderText(title)
        else:
            part = ManyBox(self._flow, self) if item.form == MANY else FilterBox(self)
            part.lineEdit().setPlaceholderText(title)
            part.setToolTip(f"{title}で絞り込む")
        part.setObjectName(f"filter_{item.name}")
        part.setAccessibleName(f"{title}で絞り込む")
        (part.changed if item.form == MANY else part.edited).connect(self._on_edited)
        self._flow.addWidget(part)
        self.parts[item.name] = part

    def _values(self, on: dict[str, list[str]]) -> tuple[tuple[str, Any], ...]:
        meant = [pair for name, keys in on.items() if keys for pair in self._meant(self._filters[name], keys)]
        return _joined(meant)

    def _meant(self, item: Filter, keys: list[str]) -> list[tuple[str, Any]]:
        field = item.name if item.field is None else item.field
        values = [self._value(item.name, key) for key in keys]
        if not field:
            return [pair for value in values for pair in value]
        if item.form != MANY:
            return [(field, values[0])]
        if field == "capability":
            return [(field, tuple(values))]
        each = (value if isinstance(value, frozenset) else {value} for value in values)
        return [(field, frozenset().union(*each))]

    def _on_edited(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for part in self.parts.values():
            part.mark()
        on = {name: bool(part.keys()) for name, part in self.parts.items()}
        self._lift.setVisible(any(on.values()))
        fields = {item.field or item.name for item in self._filters.values() if on[item.name]}
        for item in self._filters.values():
            if item.beside:
                self.parts[item.name].setVisible(item.beside in fields or on[item.name])

    def hints(self) -> list[str]:
        """What to know of the filters that are on, where nothing is found."""
        return [item.hint for item in self._filters.values() if item.hint and self.parts[item.name].keys()]

    def without_one(self) -> list[tuple[str, tuple[tuple[str, Any], ...]]]:
        """Each filter that is on by its title, and what a Listing filters by without it."""
        on = {name: part.keys() for name, part in self.parts.items() if part.keys()}
        return [
            (self._filters[name].title or self._title(name), self._values({**on, name: []}))
            for name in on
            if not self._filters[name].beside
        ]

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


def _joined(pairs: list[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """All capabilities that were asked for are one filter, on conditions too unless those are left out."""
    wanted = tuple(dict.fromkeys(code for name, codes in pairs if name == "capability" for code in codes))
    others = [pair for pair in pairs if pair[0] not in ("capability", "capability_can")]
    surely = any(name == "capability_can" for name, _ in pairs)
    able = [("capability_can" if surely else "capability", wanted)] if wanted else []
    return (*others, *able)
