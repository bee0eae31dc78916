"""「N か月以上未確認」: institutions and single capabilities by the age of the fact; a key confirms (A7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from zaitaku_desk.gui import area_filter, tab_order, tokens
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.tool_steps import SteppedPage
from zaitaku_desk.gui.widgets.text import NumberEdit
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.office import Profile
from zaitaku_desk.reports import Request
from zaitaku_desk.rules import confirmations as rules

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.confirmations import Due

HEADS = ("名称", "項目", "最終確認", "経過", "電話", "種別", "地区")
MOST = 2000
WHOLE = "機関の情報"
KEYS = {Qt.Key.Key_T: "telephone", Qt.Key.Key_V: "visit"}


class UnconfirmedPage(SteppedPage):
    """What nobody has confirmed for long, never confirmed first. T: telephone, V: visit; Enter opens."""

    TITLE = "未確認の項目"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._facts: dict[str, Due] = {}
        self.first = QWidget(self)
        self.first.refresh = self.read
        self.first.print_main = self.save_list
        self.months, self.kind, self.district = (
            NumberEdit(self.first),
            QComboBox(self.first),
            QComboBox(self.first),
        )
        self.months.attach(office, spec(Profile, "unconfirmed_months"))
        self.months.setAccessibleName("未確認とみなす期間（か月）")
        self.months.setFixedWidth(70)
        self.months.edited.connect(self.read)
        for box, name in ((self.kind, "種別"), (self.district, "地区")):
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(lambda _at: self.read())
        top = QHBoxLayout()
        for part in (self.months, label("か月以上 確認していない項目", self.first), self.kind, self.district):
            top.addWidget(part)
        top.addStretch(1)
        self.head.insertWidget(1, button("Excelで保存", self, self.save_list))
        self.count = label("", self.first, "secondary")
        self.rows = Facts("未確認の項目", HEADS, (210, 200, 130, 90, 115, 140, 80), self.first)
        self.rows.opened.connect(lambda key: self.open_wanted.emit("institutions", key.partition(" ")[0]))
        self.rows.confirmed.connect(self.confirm)
        bottom = QHBoxLayout()
        bottom.addWidget(
            button("電話で確認した（T）", self.first, lambda: self.confirm("telephone"), primary=True)
        )
        bottom.addWidget(button("訪問で確認した（V）", self.first, lambda: self.confirm("visit")))
        bottom.addWidget(label("Enterで機関を開きます。", self.first, "label"))
        bottom.addStretch(1)
        layout = QVBoxLayout(self.first)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self.count)
        layout.addWidget(self.rows, 1)
        layout.addLayout(bottom)
        tab_order.begin_at(self.first, self.rows)
        office.changes.saved.connect(self._on_saved)

    def start(self) -> None:
        from zaitaku_desk.store import codes, desk

        db = self.office.db
        areas = [one[:2] for one in area_filter.areas_and_districts(self.office)]
        self.months.value = desk.profile(db).unconfirmed_months or 12
        for box, words, choices in (
            (self.kind, "すべての種別", codes.choices(db, "institution_kinds")),
            (self.district, "すべての地区", areas),
        ):
            blocked = box.blockSignals(True)
            box.clear()
            box.addItem(words, "")
            for key, name in choices:
                box.addItem(name, key)
            box.blockSignals(blocked)
        self.restart(self.first)

    def read(self) -> None:
        """The facts, by age."""
        from zaitaku_desk.store import codes, confirmations

        months = self.months.value
        if months is None or months < 0:
            return
        today, style, db = self.office.today(), self.office.date_style, self.office.db
        kind = self.kind.currentData()
        found = confirmations.due(
            db,
            rules.months_before(today, months),
            kinds=[kind] if kind else [],
            districts=self._districts(),
            limit=MOST + 1,
        )
        labels = codes.labels(db)
        self._facts = {fact.key: fact for fact in found[:MOST]}
        self.rows.fill(
            PlainRow(
                fact.key,
                (
                    fact.name,
                    labels["capabilities"].get(fact.code, fact.code) if fact.code else WHOLE,
                    moment(fact.confirmed_on, style) if fact.confirmed_on else "未確認",
                    rules.age(fact.confirmed_on, today) if fact.confirmed_on else "—",
                    fact.telephone,
                    labels["institution_kinds"].get(fact.kind, fact.kind),
                    fact.district,
                ),
            )
            for fact in self._facts.values()
        )
        more = f"（古いものから{MOST:,}件を表示）" if len(found) > MOST else ""
        self.count.setText(
            f"{len(self._facts):,} 件{more}" if found else "この期間、確認していない項目はありません。"
        )

    def confirm(self, how: str) -> None:
        """The chosen fact still holds: said today."""
        from zaitaku_desk.store import confirmations

        fact = self._facts.get(self.rows.chosen())
        if fact is None:
            return
        ids = confirmations.confirm(self.office.db, [fact], self.office.today(), how)
        self.office.saved("capabilities" if fact.code else "institutions", [] if fact.code else ids)
        self.said.emit(f"{fact.name}を確認済みにしました。Ctrl+Zで元に戻せます。")

    def save_list(self) -> None:
        """The list as an Excel file, with the filters of the screen."""
        months = str(self.months.value or 0)
        wanted = ":".join((months, self.kind.currentData() or "", "、".join(self._districts())))
        request = Request(id=wanted, today=self.office.today())
        self.run_paper(self.paper_of("unconfirmed_excel", lambda: request))

    def _districts(self) -> list[str]:
        return area_filter.districts(self.office, self.district.currentData() or "")

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind in ("institutions", "capabilities") and self.first.isVisible():
            self.read()


class Facts(PlainView):
    """The list; `confirmed(how)` is T or V."""

    confirmed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS and not event.modifiers():
            self.confirmed.emit(KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
