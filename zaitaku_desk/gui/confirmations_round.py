"""One round: print and send the sheets, see who has not answered, type the answers back (A7, A264)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.reports import Request
from zaitaku_desk.rules import confirmations as rules

if TYPE_CHECKING:
    from datetime import date

    from zaitaku_desk.gui.confirmations_page import RoundsPage
    from zaitaku_desk.store.confirmations import Sheet

HEADS = ("番号", "名称", "送付", "返信", "電話", "FAX", "種別", "地区", "メモ")
SHOWN = (("", "すべて"), ("unsent", "未送付"), ("open", "未返信"), ("returned", "返信あり"))
WAYS = ("fax", "mail", "visit_to_them", "telephone", "other")
FIND = "番号か名前の一部（Enterで開く）"


class RoundStep(QWidget):
    """The sheets by number; typing a number or a few letters and Enter opens the sheet that came back."""

    def __init__(self, page: RoundsPage) -> None:
        super().__init__(page)
        self._page = page
        self.TITLE = ""
        self.round_id = ""
        self.sheets: list[Sheet] = []
        self._answer: QWidget | None = None
        self.find = TextEdit(self)
        self.find.setPlaceholderText(FIND)
        self.find.setAccessibleName("返ってきた確認票の番号か機関名")
        self.find.textEdited.connect(lambda _text: self._fill())
        self.find.returnPressed.connect(self.open_found)
        self.shown, self.way = QComboBox(self), QComboBox(self)
        self.shown.setAccessibleName("表示する確認票")
        for key, words in SHOWN:
            self.shown.addItem(words, key)
        self.shown.currentIndexChanged.connect(lambda _at: self._fill())
        self.way.setAccessibleName("送り方")
        self.progress = label("", self)
        self.rows = PlainView("確認票", HEADS, (50, 200, 90, 90, 115, 115, 120, 76, 120), self, right=(0,))
        self.rows.opened.connect(self.open_sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(self._top())
        layout.addWidget(self.progress)
        layout.addWidget(self.rows, 1)
        layout.addLayout(self._bottom())
        tab_order.begin_at(self, self.find)
        page.office.changes.saved.connect(self._on_saved)

    def start(self, round_id: str) -> None:
        """Show a round."""
        from zaitaku_desk.records.confirmations import ConfirmationRound
        from zaitaku_desk.store import codes, save

        self.round_id = round_id
        found = save.get(self._page.office.db, "confirmation_rounds", round_id)
        self.TITLE = (found.title if isinstance(found, ConfirmationRound) else "") or "確認の回"
        self.find.setText("")
        self.shown.setCurrentIndex(0)
        labels = codes.labels(self._page.office.db)["channels"]
        self.way.clear()
        for key in WAYS:
            self.way.addItem({"visit_to_them": "持参・訪問"}.get(key, labels.get(key, key)), key)

    def flush(self) -> None:
        """Store what is typed on the sheet that is open."""
        if self._answer is not None:
            self._answer.flush()

    def refresh(self) -> None:
        """Read the sheets again."""
        from zaitaku_desk.store import confirmations

        self.sheets = confirmations.sheets(self._page.office.db, self.round_id)
        tally = rules.tally(one.confirmation for one in self.sheets)
        rate = "" if tally.rate is None else f"　回収率 {tally.rate:.0%}"
        self.progress.setText(
            f"対象 {tally.total}　送付 {tally.sent}　返信 {tally.returned}　未返信 {tally.open}{rate}"
        )
        self._fill()

    def open_found(self) -> None:
        """Enter in the line: the sheet of that number, else the one that is left, else down into the list."""
        if len(self.rows.rows) == 1 or (self.find.text().strip().isdigit() and self.rows.rows):
            self.open_sheet(self.rows.rows[0].key)
        elif self.rows.rows:
            self.rows.setFocus()

    def open_sheet(self, confirmation_id: str) -> None:
        """Type the answer back."""
        from zaitaku_desk.gui.confirmations_answer import AnswerStep

        if self._answer is None:
            self._answer = AnswerStep(self._page, self)
        self._answer.start(confirmation_id)
        self._page.open_step(self._answer)

    def next_sheet(self) -> None:
        """Back from an answer: ready for the next number."""
        self.find.setText("")
        self._page.back()
        self.find.setFocus()

    def print_main(self) -> None:
        """All sheets in one file."""
        self._paper("confirmation_sheets_pdf", self.round_id)

    def print_one(self) -> None:
        """The chosen sheet alone."""
        if self.rows.chosen():
            self._paper("confirmation_sheets_pdf", self.rows.chosen())

    def print_open(self) -> None:
        """Who has not answered, with telephone."""
        self._paper("confirmation_open_pdf", self.round_id, "confirmation_open_excel")

    def send_all(self) -> None:
        """Note of every sheet that is not sent yet that it goes out today."""
        self._send(
            [
                one
                for one in self.sheets
                if one.confirmation.sent_on is None and rules.is_open(one.confirmation)
            ]
        )

    def send_one(self) -> None:
        """The same of the chosen one; of one that was sent the note is taken back."""
        self._send([one for one in self.sheets if one.confirmation.id == self.rows.chosen()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.find.hasFocus():
            self.rows.setFocus()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.find, 2)
        row.addWidget(self.shown)
        row.addStretch(1)
        row.addWidget(button("確認票を印刷（Ctrl+P）", self, self.print_main, primary=True))
        row.addWidget(button("未返信一覧を印刷", self, self.print_open))
        return row

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label("送り方", self, "label"))
        row.addWidget(self.way)
        row.addWidget(button("未送付をすべて送付済みに", self, self.send_all))
        row.addWidget(button("この1件を送付済みに／取り消す", self, self.send_one, quiet=True))
        row.addWidget(button("この1枚を印刷", self, self.print_one, quiet=True))
        row.addStretch(1)
        return row

    def _send(self, wanted: list[Sheet]) -> None:
        from zaitaku_desk.store import confirmations

        office = self._page.office
        if not wanted:
            self._page.said.emit("送付していない確認票はありません。")
            return
        undone = len(wanted) == 1 and wanted[0].confirmation.sent_on is not None
        day, way = (None, None) if undone else (office.today(), self.way.currentData())
        items = [one.confirmation for one in wanted]
        confirmations.mark_sent(office.db, items, day, way)
        office.saved("confirmations", [one.id for one in items])
        words = "送付の記録を取り消しました。" if undone else f"{len(items)} 件を送付済みにしました。"
        self._page.said.emit(f"{words}Ctrl+Zで元に戻せます。")

    def _paper(self, name: str, record_id: str, *others: str) -> None:
        page = self._page
        request = Request(id=record_id, today=page.office.today())
        page.run_paper(page.paper_of(name, lambda: request, *others))

    def _fill(self) -> None:
        from zaitaku_desk.store import codes

        labels = codes.labels(self._page.office.db)
        self.rows.fill(
            PlainRow(
                one.confirmation.id,
                (
                    str(one.confirmation.number or ""),
                    one.institution.name or "",
                    _done(
                        one.confirmation.sent_on, labels["channels"].get(one.confirmation.sent_by or "", "")
                    ),
                    _done(
                        one.confirmation.returned_on,
                        labels["confirmation_methods"].get(one.confirmation.returned_by or "", ""),
                    ),
                    one.institution.telephone or "",
                    one.institution.fax or "",
                    labels["institution_kinds"].get(one.institution.kind or "", ""),
                    one.institution.district or "",
                    one.confirmation.note or "",
                ),
            )
            for one in self._wanted()
        )

    def _wanted(self) -> list[Sheet]:
        only, text = self.shown.currentData(), self.find.text().strip()
        return [one for one in self.sheets if _is(one, only) and (not text or _matches(one, text))]

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind in ("confirmations", "confirmation_rounds", "institutions") and self.isVisible():
            self.refresh()


def _is(one: Sheet, only: str) -> bool:
    confirmation = one.confirmation
    return {
        "": True,
        "unsent": confirmation.sent_on is None and rules.is_open(confirmation),
        "open": confirmation.sent_on is not None and rules.is_open(confirmation),
        "returned": not rules.is_open(confirmation),
    }[only]


def _matches(one: Sheet, text: str) -> bool:
    place = one.institution
    return rules.matches(text, one.confirmation.number, (place.name, place.kana))


def _done(day: date | None, how: str) -> str:
    return f"{day.month}/{day.day} {how}".rstrip() if day else ""
