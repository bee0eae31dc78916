"""連携の組み合わせ: a partner for a clinic or a station, and how it stands with each (A75, A82, A220)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from zaitaku_desk.gui import show, tab_order, tokens
from zaitaku_desk.gui.filters import MANY, Filter, Filters
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.gui.widgets.picker import RecordPicker
from zaitaku_desk.records.fields import Spec, label_of
from zaitaku_desk.records.institution_parts import AGREEMENT_KINDS, AGREEMENT_STATES
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.institution_parts import Agreement

HEADS = ("機関", "種別", "地区", "近さ", "距離", "求める機能", "協力", "状況", "電話")
WIDTHS = (230, 120, 80, 80, 70, 150, 50, 150, 120)
KEYS = {Qt.Key.Key_1: "asked", Qt.Key.Key_2: "agreed", Qt.Key.Key_3: "declined"}


class Partners(PlainView):
    """The candidates; 1 打診, 2 合意, 3 見送り."""

    def __init__(self, page: PartnersPage) -> None:
        super().__init__("連携先の候補", HEADS, WIDTHS, page)
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS and not event.modifiers():
            self._page.record(KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class PartnersPage(ToolPage):
    """For whom and what for, above; who would do, the best first, below."""

    TITLE = "連携の組み合わせ"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._places: dict[str, Institution] = {}
        self.place = RecordPicker(self)
        self.place.attach(office, Spec("place", "機関", str, "place", refers="institutions"))
        self.place.setAccessibleName("どの機関の連携先を探すか")
        self.place.setPlaceholderText("どの機関の連携先を探しますか（名前の一部を入力）")
        self.place.edited.connect(self.find)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("連携の種類")
        self.kind.setMinimumHeight(tokens.TARGET)
        for key, title in AGREEMENT_KINDS:
            if key != "other":
                self.kind.addItem(title, key)
        self.kind.activated.connect(lambda _at: self.find())
        self.asked = Filters(office, Institution, (Filter("capability", "求める機能", form=MANY),), self)
        self.asked.changed.connect(self.find)
        self.told = label("", self, "secondary")
        self.rows = Partners(self)
        self.rows.opened.connect(lambda key: self.open_wanted.emit("institutions", key))
        for part in (self._above(), self.asked, self.told):
            self.body.addWidget(part)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self._below())
        tab_order.begin_at(self, self.place)
        office.changes.saved.connect(self._on_saved)

    def start(self) -> None:
        self.asked.fill()
        self.find()

    def start_with(self, institution_id: str) -> None:
        """Open for an institution."""
        self.place.value = institution_id
        self.find()
        self.rows.setFocus()

    def find(self) -> None:
        """Who would do."""
        from zaitaku_desk.store import codes, partners

        place = self._place()
        if place is None:
            self._places = {}
            self.rows.fill([])
            self._offer(False)
            self.told.setText(
                "後方支援の病院、夜間・休日を補い合う機関、副主治医、組み合わせる訪問看護を、"
                "地区と機能の近い順に並べます。"
            )
            return
        db, agreement = self.office.db, self.kind.currentData()
        found = partners.find(db, place, agreement, self._asked())
        known = partners.agreements(db, place.id, agreement)
        found.sort(key=lambda one: one.place.id not in known)
        self._places = {one.place.id: one.place for one in found}
        self._offer(bool(found))
        labels = codes.labels(db)
        self.rows.fill(
            PlainRow(
                one.place.id,
                (
                    one.place.name or "",
                    labels["institution_kinds"].get(one.place.kind or "", ""),
                    one.place.district or "",
                    one.near,
                    f"{one.km:.1f}km" if one.km is not None else "",
                    "、".join(labels["capabilities"].get(code, code) for code in sorted(one.able)),
                    "可" if one.place.cooperative else "",
                    self._state(known.get(one.place.id)),
                    one.place.telephone or "",
                ),
            )
            for one in found
        )
        self.told.setText(
            f"候補 {len(found):,}か所。距離は直線です。" if found else "この種類の候補はありません。"
        )

    def record(self, status: str) -> None:
        """How it stands with the chosen partner, from now on."""
        from zaitaku_desk.store import partners

        place, partner = self._place(), self._places.get(self.rows.chosen())
        if place is None or partner is None:
            return
        partners.record(self.office.db, place, partner, self.kind.currentData(), status, self.office.now())
        self._own = True
        self.office.saved("agreements", [])
        self.office.changes.saved.emit("contacts", [])
        self._own = False
        self.find()
        self.rows.select(partner.id)
        self.said.emit(f"{partner.name}：{label_of(AGREEMENT_STATES, status)}。Ctrl+Zで元に戻せます。")

    # --- inside

    _own = False

    def _place(self) -> Institution | None:
        from zaitaku_desk.store import save

        return save.get(self.office.db, "institutions", self.place.value) if self.place.value else None

    def _asked(self) -> frozenset[str]:
        return frozenset(code for _, codes in self.asked.values() for code in codes)

    def _state(self, known: Agreement | None) -> str:
        if known is None:
            return ""
        words = label_of(AGREEMENT_STATES, known.status)
        day = known.agreed_on if known.status == "agreed" else None
        return f"{words} {show.moment(day, self.office.date_style)}" if day else words

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if self.isVisible() and not self._own and kind in ("agreements", "institutions", "capabilities"):
            self.find()

    def _above(self) -> QWidget:
        above = QWidget(self)
        row = QHBoxLayout(above)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self.place, 1)
        row.addWidget(self.kind)
        return above

    def _offer(self, on: bool) -> None:
        for part in self._outcomes.values():
            part.setEnabled(on)

    def _below(self) -> QWidget:
        below = QWidget(self)
        self._outcomes: dict[str, QPushButton] = {}
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        for number, (status, text) in enumerate(
            (("asked", "打診した"), ("agreed", "合意した"), ("declined", "見送り")), 1
        ):
            self._outcomes[status] = button(
                f"{text}（{number}）",
                below,
                lambda status=status: self.record(status),
                primary=status == "agreed",
            )
            row.addWidget(self._outcomes[status])
        row.addWidget(
            label("Enterで機関を開きます。結果は相手の「連絡の記録」にも残ります。", below, "label")
        )
        row.addStretch(1)
        return below
