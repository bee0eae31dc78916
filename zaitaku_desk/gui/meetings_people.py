"""出欠: who is asked, who replied, who came; members copied from the series and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton

from zaitaku_desk.gui import lookup
from zaitaku_desk.gui.child_model import ChildModel
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.records.fields import Record, spec
from zaitaku_desk.records.meetings import Attendance, Meeting

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

CYCLED = ("reply", "attended")


class Standing(QObject):
    """Fills 役職, 所属 and 職種 of a person just picked, as they are on the day."""

    def __init__(self, office: Office, model: ChildModel, day: Any = None) -> None:
        super().__init__(model)
        self._office, self._model, self._day = office, model, day or (lambda: None)
        self._known: dict[str, str | None] = {}
        model.modelReset.connect(self._learn)
        model.dataChanged.connect(lambda first, last: self._look(first.row(), last.row()))

    def _learn(self) -> None:
        self._known = {record.id: getattr(record, "person_id", None) for record in self._model.rows}

    def _look(self, first: int, last: int) -> None:
        from zaitaku_desk.store import meetings

        for row in range(first, min(last + 1, len(self._model.rows))):
            record: Any = self._model.rows[row]
            picked = record.person_id
            if not picked or self._known.get(record.id) == picked:
                continue
            self._known[record.id] = picked
            known = meetings.standing(self._office.db, picked, self._day())
            fresh = {name: value for name, value in known.items() if not getattr(record, name)}
            if fresh:
                self._model.change(row, **fresh)


class People(QObject):
    """The part 出欠 of the page: buttons under the table, counts above it.

    `counted(words)` for the tab, `said(words)` for the status line.
    """

    counted = Signal(str)
    said = Signal(str)

    def __init__(self, tab: Any, table: ChildTable) -> None:
        super().__init__(tab)
        self._tab, self._table, self._office = tab, table, tab.office
        self._counts: QLabel = tab.page.findChild(QLabel, "attendance_counts")
        self._total: QLabel = tab.page.findChild(QLabel, "head_count_note")
        for name, action, tip in (
            ("copy_members", self.copy_members, "会議体の構成員のうち、まだここにいない人を入れる"),
            (
                "all_present",
                self.all_present,
                "当日の欄が空の人を出席にする（欠席の返事の人は欠席になります）",
            ),
            ("make_members", self.make_members, "次の会議から、この顔ぶれが写されます（Ctrl+Zで戻せます）"),
        ):
            button = tab.page.findChild(QPushButton, f"{name}_button")
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, action=action: action())
        model = table.model
        self.standing = Standing(self._office, model, lambda: getattr(tab.form.record, "held_on", None))
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged):
            signal.connect(lambda *_: self.count())
        table.view.installEventFilter(self)
        self.count()

    def count(self) -> None:
        """Say how many, by reply and by 職種 (A49, A273)."""
        rows: Sequence[Any] = self._table.model.rows
        words = reply_words(rows)
        self.counted.emit(words)
        came = [row for row in rows if row.attended in ("present", "deputy")]
        item = spec(Attendance, "profession")
        there = came or [row for row in rows if row.reply != "no"]
        kinds = Counter(lookup.label(self._office.db, item, row.profession) or "職種なし" for row in there)
        by_kind = "、".join(f"{kind} {number}" for kind, number in kinds.most_common())
        parts = (reply_words(rows, whole=True), f"当日 {len(came)}人" if came else "", by_kind)
        self._counts.setText("　｜　".join(part for part in parts if part))
        self._counts.setVisible(bool(rows))
        count = f"当日の出席は {len(came)}人です。" if came else ""
        self._total.setText(f"{count}名簿にない参加者がいた会では、総数をここに書きます。")

    def copy_members(self) -> None:
        """構成員から写す: members who are not here yet."""
        from zaitaku_desk.store import meetings, save

        meeting = self._meeting()
        if meeting is None:
            return
        if not meeting.series_id:
            self.said.emit("先に「案内」で会議体を選んでください。")
            return
        fresh = meetings.missing_members(self._office.db, meeting)
        if not fresh:
            self.said.emit("構成員は全員ここにいます。")
            return
        save.save_many(self._office.db, fresh)
        self._office.saved("attendances", [person.id for person in fresh])
        self.said.emit(f"構成員 {len(fresh)}人を写しました。")

    def all_present(self) -> None:
        """全員 出席にする: whoever has no mark yet; who replied 欠席 is absent; the meeting was held."""
        from zaitaku_desk.store import save

        self._table.flush()
        marked: list[Record] = []
        for row in self._table.model.rows:
            if isinstance(row, Attendance) and not row.attended:
                row.attended = "absent" if row.reply == "no" else "present"
                marked.append(row)
        if not marked:
            self.said.emit("当日の欄はすべて入っています。")
            return
        save.save_many(self._office.db, marked)
        self._office.saved("attendances", [row.id for row in marked])
        meeting = self._tab.form.record
        if meeting.status == "planned" and meeting.held_on and meeting.held_on <= self._office.today():
            self._tab.form.set_values(status="held")
        came = sum(row.attended == "present" for row in marked if isinstance(row, Attendance))
        self.said.emit(f"{came}人を出席にしました。")

    def make_members(self) -> None:
        """この顔ぶれを会議体の構成員にする."""
        from zaitaku_desk.store import meetings, save

        meeting = self._meeting()
        if meeting is None:
            return
        if not meeting.series_id:
            self.said.emit("先に「案内」で会議体を選んでください。")
            return
        kept, gone = meetings.as_members(self._office.db, meeting)
        if not kept:
            self.said.emit("まだだれもいません。名前を入れてから押してください。")
            return
        save.save_many(self._office.db, kept)
        self._office.saved("series_members", [member.id for member in kept])
        for member_id in gone:
            save.delete(self._office.db, "series_members", member_id)
            self._office.saved("series_members", [member_id])
        away = f"（{len(gone)}人を外しました）" if gone else ""
        self.said.emit(f"構成員を {len(kept)}人にしました{away}。")

    def _meeting(self) -> Meeting | None:
        self._tab.flush()
        self._tab.form.ensure_saved()
        record = self._tab.form.record
        return record if isinstance(record, Meeting) else None

    def eventFilter(self, view: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.key() == Qt.Key.Key_Space and not event.modifiers()
            return plain and self._cycle(self._table.view.currentIndex())
        return False

    def _cycle(self, index: Any) -> bool:
        """The space bar goes through 出席, 欠席, 未回答 without opening anything."""
        model = self._table.model
        if not index.isValid() or model.is_blank(index.row()):
            return False
        item = model.specs[index.column()]
        if item.name not in CYCLED:
            return False
        keys = [key for key, _ in item.choices] + ([None] if item.name == "attended" else [])
        now = getattr(model.record_at(index.row()), item.name)
        at = keys.index(now) if now in keys else -1
        if item.name == "reply" and now in (None, "waiting"):
            at = -1
        model.put(index.row(), item, keys[(at + 1) % len(keys)])
        return True


def reply_words(rows: Sequence[Any], *, whole: bool = False) -> str:
    """出 12 / 欠 3 / 未 5."""
    if not rows:
        return ""
    yes, no = (sum(row.reply == key for row in rows) for key in ("yes", "no"))
    waiting = len(rows) - yes - no
    if whole:
        return f"返事：出席 {yes}　欠席 {no}　未回答 {waiting}"
    return f"出 {yes} / 欠 {no} / 未 {waiting}"
