"""診療・営業時間: a line a weekday, typed as it is said (A291)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.records.institutions import WEEKDAYS

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Spec

COLUMNS = 3
WORKING = ("mon", "tue", "wed", "thu", "fri")


class SpansEdit(LineField):
    """The hours of one day: 「9:00-12:00、14:00-18:00」, 「休」, or nothing."""

    def parse(self, text: str) -> list[list[str]] | None:
        from zaitaku_desk.rules import hours

        return hours.parse_spans(text)

    def display(self, value: Any) -> str:
        from zaitaku_desk.rules import hours

        return hours.show_spans(value).replace("～", "-")  # a third of the page is narrow


class HoursEdit(QWidget):
    """Eight lines, the holiday last. `value` maps a weekday to its spans; an empty day is left out.

    What cannot be read stays as it was typed, for the whole week: 「月=昼から」.
    """

    edited = Signal()
    valueChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_2)
        grid.setVerticalSpacing(tokens.SPACE_1)
        self.days: dict[str, SpansEdit] = {}
        for at, (key, label) in enumerate(WEEKDAYS):
            line = SpansEdit(self)
            line.setAccessibleName(f"{label}の診療・営業時間")
            word = QLabel(label, self)
            word.setBuddy(line)
            row, column = divmod(at, COLUMNS)
            grid.addWidget(word, row, 2 * column)
            grid.addWidget(line, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
            line.edited.connect(self._told)
            self.days[key] = line
        self.copy_button = QPushButton(self)
        self.copy_button.setProperty("quiet", True)
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(lambda _on=False: self.copy_to_weekdays())
        row, column = divmod(len(WEEKDAYS), COLUMNS)
        grid.addWidget(self.copy_button, row, 2 * column, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._offer_to_copy()
        self.days["mon"].setPlaceholderText("例 9-12、14-18")
        self.days["sun"].setPlaceholderText("休")
        self.setFocusProxy(self.days["mon"])

    def copy_to_weekdays(self) -> None:
        """The hours of the first weekday that has some to those that have none yet; what is typed stays."""
        first = self._first()
        for key in self._empty():
            self.days[key].value = first.value
        self._told()
        self.days["sat"].setFocus(Qt.FocusReason.TabFocusReason)

    def _first(self) -> SpansEdit | None:
        return next((self.days[key] for key in WORKING if self.days[key].value), None)

    def _empty(self) -> list[str]:
        return [key for key in WORKING if self.days[key].value is None and not self.days[key].typed()]

    def _offer_to_copy(self) -> None:
        """Only where there is something to copy, and a day to copy it to."""
        first, empty = self._first(), self._empty()
        self.copy_button.setVisible(first is not None and bool(empty))
        if first is not None and empty:
            names = dict(WEEKDAYS)
            day = next(key for key, line in self.days.items() if line is first)
            to = "・".join(names[key] for key in empty)
            self.copy_button.setText(f"{names[day]}の時間を{to}に写す")

    def _told(self) -> None:
        self._offer_to_copy()
        self.edited.emit()
        self.valueChanged.emit()

    def attach(self, office: Office, spec: Spec) -> None:
        for line in self.days.values():
            line.office = office

    def problem(self) -> str:
        bad = [label for key, label in WEEKDAYS if self.days[key].typed()]
        if not bad:
            return ""
        return (
            f"{'・'.join(bad)}の時間が読めません（例 9:00～12:00、14-18、休）。入力したまま残してあります。"
        )

    def typed(self) -> str:
        """Every day as it is typed, where one of them cannot be read."""
        if not any(line.typed() for line in self.days.values()):
            return ""
        said = [(label, self.days[key].text().strip()) for key, label in WEEKDAYS]
        return "\n".join(f"{label}={text}" for label, text in said if text)

    def show_typed(self, text: str) -> None:
        said = dict(line.partition("=")[::2] for line in text.split("\n"))
        for key, label in WEEKDAYS:
            line = self.days[key]
            words = said.get(label, "")
            line.value = line.parse(words)
            if line.value is None and words:
                line.show_typed(words)
        self._offer_to_copy()

    def composing(self) -> bool:
        return any(line.composing() for line in self.days.values())

    def _get(self) -> dict[str, list[list[str]]]:
        return {key: line.value for key, line in self.days.items() if line.value is not None}

    def _set(self, value: Any) -> None:
        for key, line in self.days.items():
            line.value = (value or {}).get(key)
        self._offer_to_copy()

    value = Property("QVariant", lambda self: self._get(), lambda self, value: self._set(value), user=True)
