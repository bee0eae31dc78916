"""The single boxes and chips of a filter row: one choice, several, on or off, a place.

Every part has `keys()` and `put(keys)`, which tells nobody, and `edited` after her own choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.choices import ChoiceBox

if TYPE_CHECKING:
    from zaitaku_desk.gui.lookup import Choice
    from zaitaku_desk.gui.widgets.flow import FlowLayout

WIDEST = 260


class FilterBox(ChoiceBox):
    """A narrow choice whose placeholder is its title."""

    def keys(self) -> list[str]:
        """What is chosen."""
        return [self.value] if self.value else []

    def put_keys(self, keys: list[str]) -> None:
        """Choose this without telling."""
        self.value = keys[0] if keys else None

    def mark(self) -> None:
        """Show that it filters."""
        if bool(self.property("active")) != bool(self.value):
            self.setProperty("active", bool(self.value))
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        text = self.currentText() or self.lineEdit().placeholderText()
        wide = self.fontMetrics().horizontalAdvance(text) + 48
        return QSize(min(max(wide, 84), WIDEST), max(tokens.TARGET, super().sizeHint().height()))

    def _show(self) -> None:
        super()._show()
        self.updateGeometry()


class ManyBox(FilterBox):
    """A choice that becomes a chip behind the box, so that the next can be typed; several may be on.

    × takes one away, so does Backspace in the empty box.
    """

    changed = Signal()

    def __init__(self, flow: FlowLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._keys: list[str] = []
        self._chips: list[QPushButton] = []
        self._line.editingFinished.connect(self._take)
        self._line.installEventFilter(self)

    def keys(self) -> list[str]:
        return list(self._keys)

    def put_keys(self, keys: list[str]) -> None:
        self._keys = list(dict.fromkeys(keys))
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        at = self._flow.indexOf(self) + 1
        self._chips = [self._chip(key, at + place) for place, key in enumerate(self._keys)]
        self.parentWidget().updateGeometry()

    def set_choices(self, choices: list[Choice]) -> None:
        super().set_choices(choices)
        for key, chip in zip(self._keys, self._chips, strict=True):
            chip.setText(f"{self._label(key)}　×")

    def mark(self) -> None:
        """The chips say it."""

    def put(self, key: str | None) -> None:
        super().put(key)
        self._take()

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            empty = not self._line.text() and not self.composing()
            if event.key() == Qt.Key.Key_Backspace and empty and self._keys:
                self._keep(self._keys[:-1])
                return True
        return False

    def _take(self) -> None:
        """What stands in the box becomes a chip, and the box is ready for the next."""
        key = self.value
        if key:
            self.value = None
            self._keep([*self._keys, key])

    def _keep(self, keys: list[str]) -> None:
        self.put_keys(keys)
        self.changed.emit()

    def _chip(self, key: str, at: int) -> QPushButton:
        chip = QPushButton(f"{self._label(key)}　×", self.parentWidget())
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setAutoDefault(False)
        chip.setMinimumHeight(tokens.TARGET)
        chip.setToolTip("押すと外します")
        chip.clicked.connect(lambda _on=False: self._drop(key))
        self._flow.insert(at, chip)
        chip.show()
        return chip

    def _drop(self, key: str) -> None:
        self._line.setFocus()
        self._keep([one for one in self._keys if one != key])

    def _label(self, key: str) -> str:
        found = next((choice.label for choice in self._choices if choice.key == key), key)
        return found.strip("　")


class Toggle(QPushButton):
    """A filter that is on or off by one tap or the space bar."""

    edited = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setCheckable(True)
        self.setProperty("chip", True)
        self.setAutoDefault(False)
        self.setMinimumHeight(tokens.TARGET)
        self.clicked.connect(lambda _on: self.edited.emit())

    def keys(self) -> list[str]:
        """["1"] while on."""
        return ["1"] if self.isChecked() else []

    def put_keys(self, keys: list[str]) -> None:
        """On for anything but "0"."""
        self.setChecked(bool(keys) and keys[0] != "0")

    def set_choices(self, choices: list[Choice]) -> None:
        """There are none."""

    def mark(self) -> None:
        """It shows itself."""
