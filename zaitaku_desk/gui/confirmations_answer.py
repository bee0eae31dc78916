"""A sheet that came back, in the order of the paper: Enter says nothing (more) has changed (A7, A264)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.institutions_capabilities import CapabilityGrid
from zaitaku_desk.gui.institutions_tables import CHILDREN
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.gui.widgets.hours import HoursEdit
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.confirmations import Confirmation
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules import confirmations as rules

if TYPE_CHECKING:
    from datetime import date

    from zaitaku_desk.gui.confirmations_page import RoundsPage
    from zaitaku_desk.gui.confirmations_round import RoundStep

WAYS = ("fax", "sheet", "telephone", "visit", "mail")
EXTRA = ("postal_code",)
"""On the paper it stands before the address, in one line."""


class AnswerStep(QWidget):
    """Fields and capabilities of one institution; whatever she changes is stored as she types.

    1 to 4 choose the state of a capability, Enter on the button (or Ctrl+Enter anywhere) is 変更なし:
    everything on the sheet is confirmed as of the day it came back, and the next number may be typed.
    """

    def __init__(self, page: RoundsPage, sheets: RoundStep) -> None:
        super().__init__(page)
        self._page, self._sheets = page, sheets
        self.TITLE = ""
        self.confirmation: Confirmation | None = None
        self._last: date | None = None  # she types a pile of the same day
        self.day, self.way, self.note = DateEdit(self), QComboBox(self), TextEdit(self)
        self.day.attach(page.office, spec(Confirmation, "returned_on"))
        self.day.setAccessibleName("返信日")
        self.way.setAccessibleName("返信の方法")
        self.note.attach(page.office, spec(Confirmation, "note"))
        self.note.setAccessibleName("メモ")
        self.note.setPlaceholderText("メモ（催促したことなど）")
        self.note.editingFinished.connect(self._keep_note)
        self.done_button = button("変更なし（Enter）", self, self.answered, primary=True)
        self.done_button.setToolTip("この票の内容をすべて確認済みにして、次の番号へ（Ctrl+Enter）")
        self.open_button = button("返信を取り消す", self, self.take_back, quiet=True)
        self.state = label("", self, "secondary")
        self.fields = QWidget(self)
        self._grid = QGridLayout(self.fields)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_4)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.form = self._make_form()
        self.capabilities = CapabilityGrid(self)
        self.capabilities.attach_office(page.office, self.form.ensure_saved)
        self.capabilities.confirming.hide()  # day and way stand above, for the whole sheet
        self.posts = ChildTable(self)
        self.posts.attach(page.office, CHILDREN["posts"], "人と役職")
        self.posts.undo_wanted.connect(page.undo)
        self.posts.open_wanted.connect(page.open_wanted)
        self.posts.saved.connect(lambda _kind: setattr(self, "_typed_a_person", True))
        ground = QWidget(self)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(2, 2, tokens.SPACE_3, 2)
        inside.addWidget(self.fields)
        inside.addWidget(label("人と役職", ground, "section"))
        inside.addWidget(self.posts)
        inside.addWidget(label("機能・処置　（1 可　2 条件付　3 不可　4 未確認）", ground, "section"))
        inside.addWidget(self.capabilities)
        inside.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(ground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(self._top())
        layout.addWidget(self.state)
        layout.addWidget(self.area, 1)
        tab_order.begin_at(self, self.done_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, self.answered, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
        self.form.undo_wanted.connect(page.undo)

    def start(self, confirmation_id: str) -> None:
        """Show a sheet."""
        from zaitaku_desk.store import codes, merging, save

        office = self._page.office
        self.flush()
        one = save.get(office.db, "confirmations", confirmation_id)
        assert isinstance(one, Confirmation)
        owner = merging.winner_of(office.db, "institutions", one.institution_id or "")
        place, seen = save.open_record(office.db, "institutions", owner)
        assert isinstance(place, Institution)
        self.confirmation = one
        self.TITLE = f"番号 {one.number}　{place.name or '（名称なし）'}"
        if not self.way.count():
            labels = codes.labels(office.db)["confirmation_methods"]
            for key in WAYS:
                self.way.addItem(labels.get(key, key), key)
        self.day.value = one.returned_on or self._last or office.today()
        if one.returned_by:
            self.way.setCurrentIndex(max(self.way.findData(one.returned_by), 0))
        self.note.value = one.note
        self._lay_out(place.kind)
        self.form.load(place, seen)
        self.posts.load(place.id)
        self.capabilities.show_of(place)
        self._say(place)
        tab_order.chain(self)
        self.area.verticalScrollBar().setValue(0)

    def flush(self) -> None:
        """Store and seal what is being typed."""
        if self._page.office.db is not None:
            self._keep_note()
            self.form.flush()
            self.posts.flush()
            self.capabilities.flush()
            self._register_people()

    def answered(self) -> None:
        """変更なし: everything (else) on the sheet holds as of that day; on to the next."""
        from zaitaku_desk.store import confirmations, save

        office, day = self._page.office, self.day.value
        if self.confirmation is None or day is None:
            self._page.said.emit("返信日を入れてください。")
            return
        self.flush()
        self._last = day if day != office.today() else None
        one = save.get(office.db, "confirmations", self.confirmation.id)
        assert isinstance(one, Confirmation)
        confirmations.answered(office.db, one, day, self.way.currentData(), office.today())
        office.saved("confirmations", [one.id])
        office.changes.saved.emit("institutions", [self.form.record.id])
        office.changes.saved.emit("capabilities", [])
        self._page.said.emit(f"{self.TITLE} を確認済みにしました。Ctrl+Zで元に戻せます。")
        self._sheets.next_sheet()

    def take_back(self) -> None:
        """It has not come back after all."""
        from zaitaku_desk.store import confirmations, save

        office = self._page.office
        assert self.confirmation is not None
        one = save.get(office.db, "confirmations", self.confirmation.id)
        assert isinstance(one, Confirmation)
        confirmations.taken_back(office.db, one)
        office.saved("confirmations", [one.id])
        self._sheets.next_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = 1 if event.key() == Qt.Key.Key_PageDown else -1
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + step * bar.pageStep())
        else:
            super().keyPressEvent(event)

    # --- inside

    _typed_a_person = False

    def _register_people(self) -> None:
        """Names typed under 人と役職 become people, as on the page of the institution."""
        from zaitaku_desk.store import people

        typed, self._typed_a_person = self._typed_a_person, False
        if typed and self.form.record is not None:
            made = people.register(self._page.office.db, self.form.record.id)
            if made:
                self._page.office.saved("people", made)

    def _make_form(self) -> Form:
        kinds = ("", "hospital", "clinic", "facility")
        names = dict.fromkeys(name for kind in kinds for name in (*EXTRA, *rules.fields(kind)))
        self._edits: dict[str, Any] = {}
        for at, name in enumerate(names):
            item = spec(Institution, name)
            made: Any = HoursEdit if name == "opening_hours" else widget_class(item)
            edit = self._edits[name] = made(self.fields)
            edit.setObjectName(name)
            self._grid.addWidget(edit, at, 0)
        return Form(self.fields, Institution, self._page.office)

    def _lay_out(self, kind: str | None) -> None:
        """Two columns of what the paper of this kind asks, read from left to right; hours take both."""
        asked = list(rules.fields(kind))
        asked[1:1] = EXTRA
        boxes = {name: edit.parentWidget() for name, edit in self._edits.items()}
        for box in boxes.values():
            self._grid.removeWidget(box)
            box.hide()
        place = 0
        for name in asked:
            wide = name == "opening_hours"
            place += place % 2 if wide else 0
            self._grid.addWidget(boxes[name], place // 2, place % 2, 1, 2 if wide else 1)
            boxes[name].show()
            place += 2 if wide else 1

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.done_button)
        row.addWidget(label("返信日", self, "label"))
        row.addWidget(self.day)
        row.addWidget(self.way)
        row.addWidget(self.note, 1)
        row.addWidget(self.open_button)
        return row

    def _say(self, place: Institution) -> None:
        from zaitaku_desk.gui.show import moment

        office, one = self._page.office, self.confirmation
        assert one is not None
        style = office.date_style
        known = f"最終確認 {moment(place.confirmed_on, style)}" if place.confirmed_on else "最終確認 なし"
        back = f"　返信 {moment(one.returned_on, style)}" if one.returned_on else ""
        self.state.setText(
            f"{known}（{rules.age(place.confirmed_on, office.today())}）{back}　電話 {place.telephone or '—'}"
        )
        self.open_button.setVisible(one.returned_on is not None)
        self.done_button.setText("変更なし（Enter）" if one.returned_on is None else "確認し直す（Enter）")

    def _keep_note(self) -> None:
        from dataclasses import replace

        from zaitaku_desk.store import save

        office, one = self._page.office, self.confirmation
        if one is None or self.note.value == one.note:
            return
        stored = save.get(office.db, "confirmations", one.id)
        assert isinstance(stored, Confirmation)
        self.confirmation = replace(stored, note=self.note.value)
        save.save(office.db, self.confirmation)
        office.saved("confirmations", [one.id])
