"""What stands around the fields of an institution: who is reached how, partners, lists, the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from zaitaku_desk.gui import call_note, tab_order
from zaitaku_desk.gui.attachments import AttachmentBox
from zaitaku_desk.gui.institutions_origins import mark
from zaitaku_desk.gui.institutions_panels import PartnerPanel, ReachPanel, RelatedList, SourcePanel
from zaitaku_desk.gui.institutions_preparations import PreparationList
from zaitaku_desk.gui.institutions_sheet import Sheet
from zaitaku_desk.gui.institutions_tables import defaults
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institution_parts import AGREEMENT_KINDS, AGREEMENT_STATES, Agreement
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules import sheets

if TYPE_CHECKING:
    from zaitaku_desk.gui.institutions import InstitutionsTab

Part = TypeVar("Part", bound=QWidget)

WIDGETS = (SourcePanel, RelatedList, ReachPanel, PartnerPanel, PreparationList)


class Around(QObject):
    """The panels of the page, made known to the office once, and shown anew with each institution."""

    def __init__(self, tab: InstitutionsTab) -> None:
        super().__init__(tab)
        self._tab, self._office, self._form = tab, tab.office, tab.form
        self.sources = self._part(SourcePanel, "sources")
        self.related = self._part(RelatedList, "related")
        self.reach = self._part(ReachPanel, "reach")
        self.partners = self._part(PartnerPanel, "partners")
        self.preparations = self._part(PreparationList, "preparations")
        self.preparations.attach_office(self._office, self._form.ensure_saved)
        self.preparations.saved.connect(tab.saved)
        self.sources.attach_office(self._office)
        self.sources.take_over.connect(lambda name, value: self._form.set_values(**{name: value}))
        self.related.attach_office(self._office)
        self.related.open_wanted.connect(self._open_related)
        for panel in (self.reach, self.partners):
            panel.open_wanted.connect(tab.open_wanted)
        self.sheet = self._make_sheet()
        self._office.changes.saved.connect(self._on_any_saved)
        self._clock = QTimer(self, interval=call_note.MINUTE_MS)
        self._clock.timeout.connect(self.say_whether_to_call)
        self._clock.start()

    def show_of(self, institution: Institution | None) -> None:
        """Everything anew for another institution."""
        record_id = institution.id if institution is not None else ""
        self.related.show_of(record_id)
        self.preparations.show_of(record_id)
        self._show_people_and_partners()
        self._show_origins()
        self.sheet.show_of(institution)
        self.say_whether_to_call()
        self.say_age_of_vacancy()

    def say_whether_to_call(self) -> None:
        """今 電話してよいか, from hours and wishes, at this minute (A68, A291)."""
        from zaitaku_desk.rules.hours import SEES_PATIENTS

        record = self._form.record
        if not isinstance(record, Institution):
            self._tab.pane.set_note("")
            return
        call_note.show(
            self._tab.pane,
            record.opening_hours,
            record.call_hours,
            record.no_call_hours,
            self._office.now(),
            medical=record.kind in SEES_PATIENTS,
        )

    def say_age_of_vacancy(self) -> None:
        """A room that was free some days ago says so in words (A102)."""
        from zaitaku_desk.rules import facts
        from zaitaku_desk.store.thresholds import thresholds

        record, db = self._form.record, self._office.db
        if not isinstance(record, Institution) or db is None or self._form.widget("vacancy").problem():
            return
        days, now = thresholds(db).vacancy_days, self._office.now()
        told = facts.vacancy(record.vacancy, record.vacancy_note, record.vacancy_at, now, days)
        old = told.old and bool(record.vacancy or record.vacancy_note)
        ago = f"{(now - record.vacancy_at).days}日前の情報です" if record.vacancy_at else "時点がわかりません"
        self._form.say("vacancy", f"{facts.OLD}：{ago}" if old else "", warning=True)

    def _part(self, kind: type[Part], name: str) -> Part:
        found = self._tab.page.findChild(kind, name)
        assert found is not None
        return found

    def _make_sheet(self) -> Sheet:
        sheet = Sheet(self._tab.page, self._form, self._office, self._tab.tables)
        sheet.parts = {
            "reach": lambda: self.reach.count > 0,
            "partners": lambda: self.partners.count > 0,
            "preparations": self._preparing,
        }
        files = self._part(AttachmentBox, "attachments")
        sheet.words = {"sources": lambda: self.sources.summary, "attachments": lambda: files.summary}
        sheet.rearranged.connect(lambda: tab_order.chain(self._tab.page))
        for name, given in defaults(self._office).items():
            self._tab.tables[name].model.late_defaults = given
        return sheet

    def _preparing(self) -> bool:
        from zaitaku_desk.store.thresholds import thresholds

        record, db = self._form.record, self._office.db
        if not isinstance(record, Institution) or db is None:
            return False
        years = thresholds(db).new_entry_years
        return self.preparations.begun or sheets.preparing(record, self._office.today(), years)

    def _show_people_and_partners(self) -> None:
        from zaitaku_desk.store import institution_parts as parts

        record, db = self._form.record, self._office.db
        people: list[tuple[str, str, str]] = []
        agreed: list[tuple[Agreement, str]] = []
        if record is not None and db is not None:
            people = parts.reach(db, record.id, self._office.today())
            agreed = parts.agreed_by_others(db, record.id)
        self.reach.show_lines("連絡のとり方", [("people", *line) for line in people])
        lines = [("institutions", item.institution_id or "", name, _words(item)) for item, name in agreed]
        self.partners.show_lines("相手の機関に記録された取り決め", lines)

    def _show_origins(self) -> None:
        from zaitaku_desk.store import origins

        record, db = self._form.record, self._office.db
        found = origins.of(db, "institutions", record.id) if record is not None and db is not None else None
        mark(self._form, self._office, found)
        self.sources.show_of(record if isinstance(record, Institution) else None, found)

    def _on_any_saved(self, kind: str, ids: list[str]) -> None:
        if self._form.record is None or self._office.db is None:
            return
        if kind in ("people", "posts", "agreements"):
            self._show_people_and_partners()
            self.sheet.arrange()
        elif kind == "institutions" and self._form.record.id in ids and not self._form.dirty:
            self._show_origins()

    def _open_related(self, kind: str, record_id: str) -> None:
        if kind == "contacts":
            self._tab.tables["contacts"].show_row(record_id)
        else:
            self._tab.open_wanted.emit(kind, record_id)


def _words(item: Agreement) -> str:
    parts: tuple[Any, ...] = (
        label_of(AGREEMENT_KINDS, item.kind),
        item.content,
        label_of(AGREEMENT_STATES, item.status),
    )
    return "　".join(part for part in parts if part)
