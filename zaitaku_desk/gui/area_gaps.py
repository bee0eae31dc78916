"""Institutions without 地区, and the line by which one says it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.lookup import Choice
from zaitaku_desk.gui.widgets.choices import ChoiceBox

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

MOST = 500


class AreaGaps(QWidget):
    """The list, a choice of 地区 and the button; `open_wanted(kind, id)` for the record itself."""

    open_wanted = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.title = QLabel(self)
        self.title.setProperty("role", "section")
        self.rows = QListWidget(self)
        self.rows.setAccessibleName("地区のない機関")
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.rows.itemActivated.connect(lambda _item: self.choice.setFocus())
        self.choice = ChoiceBox(self)
        self.choice.setAccessibleName("選んだ機関の地区")
        self.choice.lineEdit().setPlaceholderText("地区")
        self.choice.lineEdit().returnPressed.connect(self.put)
        self.button = QPushButton("この地区にする", self)
        self.button.clicked.connect(self.put)
        self.open_button = QPushButton("記録を開く", self)
        self.open_button.setProperty("quiet", True)
        self.open_button.clicked.connect(self._open)
        below = QHBoxLayout()
        below.addWidget(self.choice, 1)
        below.addWidget(self.button)
        below.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self.title)
        layout.addWidget(self.rows, 1)
        layout.addLayout(below)
        layout.addStretch(0)

    def load(self) -> None:
        """Read who has none, and the 地区 there are."""
        from zaitaku_desk.rules.areas import SMALL
        from zaitaku_desk.store import areas

        row = max(self.rows.currentRow(), 0)
        found = areas.without_district(self._office.db)
        self.title.setText(f"地区のない機関（{len(found):,}件）" if found else "地区のない機関はありません")
        self.rows.clear()
        for record_id, name, address in found[:MOST]:
            item = QListWidgetItem(f"{name}　{address or '（住所なし）'}")
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, record_id)
            self.rows.addItem(item)
        if found:
            self.rows.setCurrentRow(min(row, self.rows.count() - 1))
        known = (area.name for area in areas.tree(self._office.db).every() if area.level in SMALL)
        chosen = self.choice.value
        self.choice.set_choices([Choice(name, name) for name in dict.fromkeys(known) if name])
        self.choice.value = chosen
        for part in (self.rows, self.choice, self.button, self.open_button):
            part.setVisible(bool(found))

    def put(self) -> None:
        """Say the 地区 of the chosen institutions, in one step."""
        from zaitaku_desk.store import save

        self.choice.tidy()
        district = self.choice.value or self.choice.typed()
        records = [save.get(self._office.db, "institutions", record_id) for record_id in self._ids()]
        if not district or not records:
            return
        for record in records:
            record.district = district
        try:
            save.save_many(self._office.db, records)
        except UserError as error:
            self._office.dialogs.failure(error)
            return
        self._office.saved("institutions", [record.id for record in records])
        self.rows.setFocus()

    def _ids(self) -> list[str]:
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.rows.selectedItems()]

    def _open(self) -> None:
        for record_id in self._ids()[:1]:
            self.open_wanted.emit("institutions", record_id)
