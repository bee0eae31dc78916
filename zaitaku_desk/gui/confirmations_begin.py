"""Whom a round of confirmation asks: by kind, district and how long nobody has confirmed; single ones out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import area_filter, tab_order, tokens
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.gui.widgets.text import NumberEdit, TextEdit
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.confirmations import ConfirmationRound
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.office import Profile

if TYPE_CHECKING:
    from zaitaku_desk.gui.confirmations_page import RoundsPage
    from zaitaku_desk.store.confirmations import Candidate

HEADS = ("名称", "種別", "地区", "電話", "最終確認")
MOST = 2000  # lines of the list of those who would be asked
WEEKS = 3  # from sending to the day by which an answer is asked for


class BeginStep(QWidget):
    """Name and days above, then whom; below the institutions that would be asked."""

    TITLE = "確認の回を始める"

    def __init__(self, page: RoundsPage) -> None:
        super().__init__(page)
        self._page = page
        self._found: list[Candidate] = []
        self._asking = 0
        self._left_out: set[str] = set()
        self._on_the_list: set[str] = set()
        self.name, self.sent, self.due = TextEdit(self), DateEdit(self), DateEdit(self)
        grid = QGridLayout()
        for at, (edit, field, share) in enumerate(
            ((self.name, "title", 3), (self.sent, "starts_on", 2), (self.due, "due_on", 2))
        ):
            item = spec(ConfirmationRound, field)
            edit.attach(page.office, item)
            edit.setAccessibleName(item.title)
            grid.addWidget(label(item.title, self, "label"), 0, at)
            grid.addWidget(edit, 1, at)
            grid.setColumnStretch(at, share)
        self.kinds = QWidget(self)
        self._chips = FlowLayout(self.kinds, tokens.SPACE_1)
        self.district = QComboBox(self)
        self.district.setAccessibleName("地区")
        self.old = QCheckBox("次の期間、確認していない機関だけ", self)
        self.months = NumberEdit(self)
        self.months.attach(page.office, spec(Profile, "unconfirmed_months"))
        self.months.setAccessibleName("未確認とみなす期間（か月）")
        self.months.setFixedWidth(70)
        narrowing = QHBoxLayout()
        self.filtered = QCheckBox(self)
        for part in (self.district, self.old, self.months, label("か月以上", self), self.filtered):
            narrowing.addWidget(part)
        narrowing.addStretch(1)
        self.count = label("", self)
        self.go_button = button("この機関で始める（Ctrl+Enter）", self, self.begin, primary=True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count, 1)
        bottom.addWidget(button("選んだ行を外す（Delete）", self, self.leave_out, quiet=True))
        bottom.addWidget(self.go_button)
        self.rows = PlainView("確認する機関", HEADS, (300, 160, 100, 140, 130), self, stretch=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(grid)
        layout.addWidget(self.kinds)
        layout.addLayout(narrowing)
        layout.addWidget(self.rows, 1)
        layout.addLayout(bottom)
        tab_order.begin_at(self, self.name)
        self.district.currentIndexChanged.connect(lambda _at: self.read())
        self.filtered.toggled.connect(lambda _on: self.read())
        self.old.toggled.connect(lambda _on: self.read())
        self.months.edited.connect(self.read)

    def start(self) -> None:
        """A new round from today, everything asked."""
        from zaitaku_desk.store import desk

        office = self._page.office
        today = office.today()
        self.name.value = f"{wareki.era_fiscal_year(wareki.fiscal_year(today))} 定期確認"
        self.sent.value, self.due.value = today, today + timedelta(weeks=WEEKS)
        self.months.value = desk.profile(office.db).unconfirmed_months or 12
        self._left_out.clear()
        self.old.setChecked(False)
        self._take_list()
        self._make_chips()
        blocked = self.district.blockSignals(True)
        self.district.clear()
        self.district.addItem("すべての地区", "")
        for area in area_filter.areas_and_districts(office):
            self.district.addItem(area.label, area.key)
        self.district.blockSignals(blocked)
        self.read()

    def flush(self) -> None:
        """Nothing is stored before the round begins."""

    def read(self) -> None:
        """Who would be asked now; read beside the window, a region may list tens of thousands."""
        from zaitaku_desk.rules.confirmations import months_before
        from zaitaku_desk.store import confirmations

        office, district, months = self._page.office, self.district.currentData(), self.months.value or 0
        db = office.db
        narrowing = {
            "kinds": [chip.property("key") for chip in self._buttons if chip.isChecked()],
            "districts": area_filter.districts(office, district or ""),
            "before": months_before(office.today(), months) if self.old.isChecked() else None,
            "ids": self._on_the_list if self.filtered.isChecked() else None,
        }
        self._asking += 1
        asking = self._asking
        self.go_button.setEnabled(False)
        office.tasks.read(
            lambda: confirmations.candidates(db, **narrowing),
            lambda found: self._take(found) if asking == self._asking else None,
        )

    def _take(self, found: list[Candidate]) -> None:
        from zaitaku_desk.store import codes

        office = self._page.office
        self._found = [one for one in found if one.id not in self._left_out]
        kinds, style = codes.labels(office.db)["institution_kinds"], office.date_style
        self.rows.fill(
            PlainRow(
                one.id,
                (
                    *(one.name, kinds.get(one.kind, one.kind), one.district),
                    *(one.telephone, moment(one.confirmed_on, style) if one.confirmed_on else "未確認"),
                ),
            )
            for one in self._found[:MOST]
        )
        count = len(self._found)
        self.count.setText(f"{count:,} 機関に確認票を作ります" if count else "当てはまる機関がありません")
        self.go_button.setEnabled(count > 0)

    def leave_out(self) -> None:
        """Do not ask the chosen institution."""
        if self.rows.chosen():
            self._left_out.add(self.rows.chosen())
            self.read()

    def begin(self) -> None:
        """Store the round and show it."""
        from zaitaku_desk.records import new_id
        from zaitaku_desk.store import confirmations

        page = self._page
        if not self.name.value:
            page.said.emit("名称を入れてください。")
            self.name.setFocus()
            return
        made = ConfirmationRound(
            id=new_id(), title=self.name.value, starts_on=self.sent.value, due_on=self.due.value
        )
        try:
            confirmations.start(page.office.db, made, self._found)
        except UserError as error:
            page.office.dialogs.failure(error)
            return
        page.office.saved("confirmation_rounds", [made.id])
        page.open_round(made.id)
        page.said.emit(f"{len(self._found):,} 機関の確認票を用意しました。Ctrl+Zで元に戻せます。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.begin()
        elif event.key() == Qt.Key.Key_Delete and self.rows.hasFocus():
            self.leave_out()
        else:
            super().keyPressEvent(event)

    def _take_list(self) -> None:
        """Where the tab's list is searched or filtered, those on it can be asked alone."""
        from zaitaku_desk.store import lists

        listing = self._page.listing
        narrowed = listing is not None and bool(listing.text or listing.filters)
        self._on_the_list = set(lists.ids(self._page.office.db, listing)) if narrowed else set()
        self.filtered.setText(f"一覧で絞り込んだ {len(self._on_the_list):,} 機関だけ")
        self.filtered.setVisible(narrowed)
        blocked = self.filtered.blockSignals(True)
        self.filtered.setChecked(narrowed)
        self.filtered.blockSignals(blocked)

    def _make_chips(self) -> None:
        from zaitaku_desk.store import codes

        for old in getattr(self, "_buttons", ()):
            self._chips.removeWidget(old)
            old.deleteLater()
        used = {
            row[0]
            for row in self._page.office.db.rows("SELECT DISTINCT kind FROM institutions WHERE deleted = 0")
        }
        self._buttons = []
        for key, words in codes.choices(self._page.office.db, "institution_kinds"):
            if key not in used:
                continue
            chip = QPushButton(words, self.kinds)
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chip.setProperty("key", key)
            chip.setAutoDefault(False)
            chip.toggled.connect(lambda _on: self.read())
            self._chips.addWidget(chip)
            self._buttons.append(chip)
