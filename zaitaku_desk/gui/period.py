"""For which days a paper is wanted: this 年度, the last one, a month, since the last 理事会, or as typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import Spec

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

Period = tuple[date, date]


def periods(today: date, last_board: date | None = None) -> list[tuple[str, Period]]:
    """(words, first and last day) of the periods she most often wants; both days are included."""
    year = wareki.fiscal_year(today)
    this_month = today.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    found = [
        (f"今年度（{wareki.era_fiscal_year(year)}、今日まで）", (wareki.fiscal_year_range(year)[0], today)),
        (f"前年度（{wareki.era_fiscal_year(year - 1)}）", wareki.fiscal_year_range(year - 1)),
        ("今月（今日まで）", (this_month, today)),
        ("先月", (last_month, this_month - timedelta(days=1))),
    ]
    if last_board is not None and last_board < today:
        found.insert(
            0,
            (
                f"前回の理事会（{wareki.month_day(last_board)}）のあと",
                (last_board + timedelta(days=1), today),
            ),
        )
    return found


class PeriodDialog(QDialog):
    """Choose a period; `period` is what was chosen."""

    def __init__(self, office: Office, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._offered = periods(office.today(), last_board_meeting(office))
        label = QLabel("どの期間で作成しますか。", self)
        self.choices = QListWidget(self)
        self.choices.setAccessibleName("期間")
        self.choices.addItems([words for words, _ in self._offered])
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices.setMinimumWidth(self.choices.sizeHintForColumn(0) + 2 * tokens.SPACE_5)
        self.choices.setFixedHeight(len(self._offered) * (tokens.TARGET + 2) + 6)
        self.start, self.end = DateEdit(self), DateEdit(self)
        for edit, name in ((self.start, "開始日"), (self.end, "終了日")):
            edit.attach(office, Spec(name=name, title=name, type=date, group=name))
            edit.setAccessibleName(name)
        form = QFormLayout()
        form.addRow("開始日", self.start)
        form.addRow("終了日", self.end)
        self.buttons = QDialogButtonBox(self)
        make = self.buttons.addButton("作成", QDialogButtonBox.ButtonRole.AcceptRole)
        make.setProperty("primary", True)
        make.style().polish(make)  # the box has given it its look already
        self.buttons.addButton("キャンセル", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.said = QLabel(self)
        self.said.setProperty("role", "problem")
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.SPACE_3)
        for part in (label, self.choices):
            layout.addWidget(part)
        layout.addLayout(form)
        for part in (self.said, self.buttons):
            layout.addWidget(part)
        self.choices.currentRowChanged.connect(self._offer)
        self.choices.itemActivated.connect(lambda _item: self.accept())
        self.choices.setCurrentRow(0)

    @property
    def period(self) -> Period | None:
        """First and last day, both included; None while they are no period."""
        return (self.start.value, self.end.value) if not self._problem() else None

    def accept(self) -> None:
        """Only with a period; else the line above the buttons says what is wrong."""
        self.said.setText(self._problem())
        self.said.setVisible(bool(self.said.text()))
        if self.period is not None:
            super().accept()

    def _problem(self) -> str:
        for edit, name in ((self.start, "開始日"), (self.end, "終了日")):
            if edit.value is None:
                return edit.problem() or f"{name}を入れてください。"
        return "終了日が開始日より前です。" if self.end.value < self.start.value else ""

    def _offer(self, row: int) -> None:
        self.start.value, self.end.value = self._offered[row][1]


def last_board_meeting(office: Office) -> date | None:
    """The day of the last 理事会 before today."""
    if office.db is None:
        return None
    row = office.db.row(
        "SELECT max(m.held_on) FROM meetings m JOIN meeting_series s ON s.id = m.series_id"
        " WHERE s.board = 1 AND m.deleted = 0 AND m.status <> 'cancelled' AND m.held_on < ?",
        (office.today().isoformat(),),
    )
    return date.fromisoformat(row[0]) if row and row[0] else None
