"""確認の回（年1回）: the rounds and how far each has come (A7, A264)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.tool_steps import SteppedPage

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.confirmations import ConfirmationRound
    from zaitaku_desk.rules.confirmations import Tally

HEADS = ("名称", "発送日", "返信の期限", "対象", "送付", "返信", "未返信", "回収率")
EMPTY = (
    "確認の回はまだありません。"
    "「確認の回を始める」で機関を選ぶと、いまの掲載内容を印字した確認票をまとめて作れます。"
)


class RoundsPage(SteppedPage):
    """The rounds, newest first; Enter opens one."""

    TITLE = "確認の回"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.first = QWidget(self)
        self.first.refresh = self.refresh
        self.begin_button = button("確認の回を始める…", self.first, self.begin, primary=True)
        self.open_button = button(
            "この回を開く（Enter）", self.first, lambda: self.open_round(self.rows.chosen())
        )
        self.away_button = button("この回をごみ箱へ", self.first, self.throw_away, quiet=True)
        top = QHBoxLayout()
        for part in (self.begin_button, self.open_button):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.away_button)
        self.hint = label(EMPTY, self.first, "secondary")
        self.rows = PlainView(
            "確認の回", HEADS, (240, 140, 140, 70, 70, 70, 80, 80), self.first, right=range(3, 8), stretch=0
        )
        self.rows.opened.connect(self.open_round)
        layout = QVBoxLayout(self.first)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addLayout(top)
        layout.addWidget(self.hint)
        layout.addWidget(self.rows, 1)
        tab_order.begin_at(self.first, self.rows)
        self._begin: QWidget | None = None
        self._round: QWidget | None = None
        office.changes.saved.connect(self._on_saved)

    def start(self) -> None:
        self.restart(self.first)

    def flush(self) -> None:
        for step in (self._round, self._begin):
            if step is not None:
                step.flush()

    def refresh(self) -> None:
        """Read the rounds again."""
        from zaitaku_desk.store import confirmations

        found = confirmations.rounds(self.office.db)
        self.rows.fill(PlainRow(one.id, self._cells(one, tally)) for one, tally in found)
        self.hint.setVisible(not found)
        for part in (self.open_button, self.away_button):
            part.setEnabled(bool(found))

    def begin(self) -> None:
        """Choose whom to ask."""
        from zaitaku_desk.gui.confirmations_begin import BeginStep

        if self._begin is None:
            self._begin = BeginStep(self)
        self._begin.start()
        self.open_step(self._begin)

    def open_round(self, round_id: str) -> None:
        """Show the sheets of a round."""
        from zaitaku_desk.gui.confirmations_round import RoundStep

        if self._round is None:
            self._round = RoundStep(self)
        self._round.start(round_id)
        self._trail = [self.first]  # beginning is over once there is a round
        self.open_step(self._round)

    def throw_away(self) -> None:
        """Put the chosen round into the bin; what was confirmed by it stays."""
        from zaitaku_desk.store import save

        chosen = self.rows.chosen()
        save.delete(self.office.db, "confirmation_rounds", chosen)
        self.office.saved("confirmation_rounds", [chosen])
        self.said.emit("確認の回をごみ箱に入れました。Ctrl+Zで元に戻せます。確認した日は消えません。")

    def _cells(self, one: ConfirmationRound, tally: Tally) -> tuple[str, ...]:
        style = self.office.date_style
        days = (moment(day, style) if day else "" for day in (one.starts_on, one.due_on))
        counts = (f"{number:,}" for number in (tally.total, tally.sent, tally.returned, tally.open))
        rate = "—" if tally.rate is None else f"{tally.rate:.0%}"
        return (one.title or "（名称なし）", *days, *counts, rate)

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind in ("confirmation_rounds", "confirmations") and self.first.isVisible():
            self.refresh()
