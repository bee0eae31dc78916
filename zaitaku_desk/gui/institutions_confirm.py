"""By which method facts are confirmed today, and the one button for 「すべてそのとおり」 (A7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from zaitaku_desk.gui import lookup, tokens
from zaitaku_desk.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

METHOD = "confirmation.method"
"""The setting: the method chosen last, and the day it was chosen on."""


class ConfirmBar(QWidget):
    """A chip a method; the one chosen counts until the day is over."""

    method_chosen = Signal(str)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, tokens.SPACE_1)
        word = QLabel("方法", self)
        word.setToolTip("きょう確認した方法。選んでおくと、次に選ぶ機能・処置にも入ります")
        word.setProperty("role", "label")
        word.setMinimumHeight(tokens.TARGET)
        self._flow.addWidget(word)
        self.chips: list[QPushButton] = []
        self.all_button = QPushButton("すべて今日確認した", self)
        self.all_button.setAutoDefault(False)
        self.all_button.setToolTip(
            "わかっている機能・処置と最終確認日を今日の日付にします（Ctrl+Zで戻せます）"
        )
        self.all_button.clicked.connect(lambda _on=False: self.all_wanted.emit())
        self._flow.addWidget(self.all_button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._office: Office | None = None

    def attach_office(self, office: Office) -> None:
        """Learn the methods; again when the list changes."""
        self._office = office
        self._make_chips()
        office.changes.saved.connect(self._on_saved)

    @property
    def how(self) -> str | None:
        """The method chosen today; None while none is."""
        assert self._office is not None
        kept = self._office.settings.get(METHOD, {})
        return kept.get("how") if kept.get("day") == self._office.today().isoformat() else None

    def choose(self, how: str) -> None:
        """Take this method from now on; a second click takes it back."""
        assert self._office is not None
        now = None if how == self.how else how
        self._office.settings.set(METHOD, {"day": self._office.today().isoformat(), "how": now})
        self.show_chosen()
        if now:
            self.method_chosen.emit(now)

    def show_chosen(self) -> None:
        """Mark the method of today."""
        for chip in self.chips:
            chip.setChecked(chip.property("key") == self.how)

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind == "codes":
            self._make_chips()

    def _make_chips(self) -> None:
        assert self._office is not None
        if self._office.db is None:
            return
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for choice in lookup.codes(self._office.db, "confirmation_methods"):
            if not choice.retired:
                self._make_chip(choice.key, choice.label)
        self.show_chosen()

    def _make_chip(self, key: str, label: str) -> None:
        chip = QPushButton(label, self)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setProperty("key", key)
        chip.setAutoDefault(False)
        chip.setAccessibleName(f"きょうの確認方法：{label}")
        chip.clicked.connect(lambda _on=False, key=key: self.choose(key))
        self._flow.insert(1 + len(self.chips), chip)
        self.chips.append(chip)
