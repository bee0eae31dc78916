"""関係機関: the directory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QTimer

from zaitaku_desk.gui import (
    call_note,
    institutions_around,
    institutions_filters,
    lookup,
    mail_addresses,
    tokens,
)
from zaitaku_desk.gui.address_help import PLACE, AddressHelp
from zaitaku_desk.gui.institutions_answer import AnswerCard
from zaitaku_desk.gui.institutions_around import Around
from zaitaku_desk.gui.institutions_capabilities import CapabilityGrid
from zaitaku_desk.gui.institutions_tables import CHILDREN
from zaitaku_desk.gui.kana_help import KanaHelp, ReadingsOfNames
from zaitaku_desk.gui.list_import import ListImport
from zaitaku_desk.gui.menus import Command
from zaitaku_desk.gui.paper_list import in_all_formats, papers
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.gui.sections import Section
from zaitaku_desk.gui.tools import Tool
from zaitaku_desk.gui.widgets.hours import HoursEdit
from zaitaku_desk.gui.widgets.words import WordsEdit
from zaitaku_desk.records.fields import Record, label_of, spec
from zaitaku_desk.records.institutions import SUPPORT_CLASSES, Institution

MERGE = "merge_page.MergePage"
JUST_NOW = timedelta(minutes=10)
SHAPING = ("kind", "regular_home_visit_status", "clinic_class", "home_visits_since")
"""Fields that decide which others the sheet asks for."""


class InstitutionsTab(ListImport, RecordTab):
    """Institutions with their people, capabilities, what the sources say and where she met them."""

    NAME = "institutions"
    RECORD = Institution
    FILTERS = institutions_filters.ALL
    CHILDREN = CHILDREN
    WIDGETS = (Section, CapabilityGrid, *institutions_around.WIDGETS, WordsEdit, HoursEdit)
    COMMANDS = (
        Command("ファイル", "一覧を取り込む…", "import_list", "Ctrl+I"),
        Command("編集", "ほかの機関とまとめる…", "merge_with"),
        mail_addresses.command("関係機関"),
    )
    TOOLS = (
        Tool("—確かめる"),
        Tool("未確認の項目…", "unconfirmed_page.UnconfirmedPage"),
        Tool("確認の回（年1回）…", "confirmations_page.RoundsPage"),
        Tool("—配る"),
        Tool("一覧表の版・変更点一覧…", "editions_page.EditionsPage"),
        Tool("宛名ラベル・封筒…", "labels_page.LabelsPage"),
        Tool("—地域を見る"),
        Tool("会っていない先・紹介の偏り…", "relations_page.RelationsPage"),
        Tool("連携の組み合わせ…", "partners_page.PartnersPage"),
        Tool("空白エリア…", "coverage_page.CoveragePage"),
        Tool("情報共有システムの利用…", "tool_uses_page.ToolUsesPage"),
        Tool("—整える"),
        Tool("重複をまとめる…", MERGE),
        Tool("名寄せの判断…", "decisions_page.DecisionsPage"),
        Tool("区域（地区）…", "areas_page.AreasPage"),
    )
    TOOLS_TITLE = "名簿の仕事"
    PAPERS = papers(
        *in_all_formats("directory", "liaison", "dementia", "homes", "procedures", "disaster"),
        "—",
        *in_all_formats("partners"),
        "contact_sheet_word",
        "support_sheet_word",
        "backup_request_word",
        "—",
        *in_all_formats("mailing"),
        "institutions_csv",
        "institutions_csv_cp932",
        "institutions_vcard",
    )
    EMPTY = (
        "関係機関はまだありません。\n"
        "ファイル ▸「一覧を取り込む」で、お手元のExcelや公開されている一覧から始められます。"
    )
    NEW = "新しい機関"
    NOT_COPIED = (
        *("medical_code", "office_number", "confirmed_on", "confirmed_by", "confirmed_how"),
        *("position", "vacancy", "vacancy_note", "vacancy_at", "next_contact_on", "open_questions"),
    )

    def ready(self) -> None:
        self.list.offer("一覧を取り込む…", self.import_list)
        self.capabilities: CapabilityGrid = self.page.findChild(CapabilityGrid, "capabilities")
        self.capabilities.attach_office(self.office, self.form.ensure_saved)
        self.capabilities.saved.connect(self.saved)
        self.around = Around(self)
        self.tables["posts"].saved.connect(lambda _kind: self._typed_a_person())
        AddressHelp(self.form)
        KanaHelp(self.form)
        self._names = ReadingsOfNames(self.tables["posts"])
        self.form.left.connect(self._left)
        self._typed_under: set[str] = set()
        self.answer = AnswerCard(self.office, self.list, self.list)
        self.list.below.addWidget(self.answer)
        self._doubles = QTimer(self, singleShot=True, interval=tokens.AUTOSAVE_MS)
        self._doubles.timeout.connect(self._warn_of_doubles)
        self._clock = QTimer(self, interval=call_note.MINUTE_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def first_steps(self) -> Iterator[str]:
        """The lines of the longest list of capabilities, so that the first record is shown in one go."""
        from zaitaku_desk.store import codes

        db = self.office.db
        kinds = [] if db is None else codes.entries(db, "institution_kinds")
        most = max((len(codes.entries(db, "capabilities", kind=kind.key or "")) for kind in kinds), default=0)
        yield from self.capabilities.make_lines(most)

    def shown(self, record: Record | None) -> None:
        institution = record if isinstance(record, Institution) else None
        self._register_people()
        self.capabilities.show_of(institution)
        self.around.show_of(institution)

    def field_edited(self, name: str) -> None:
        if name in ("name", "telephone", "aliases"):
            self._doubles.start()
        elif name in ("vacancy", "vacancy_note"):
            QTimer.singleShot(0, self, self._date_vacancy)
        elif name in SHAPING:
            QTimer.singleShot(0, self, self._shape_changed)

    def head(self, record: Record) -> tuple[str, str]:
        """What one needs on the phone."""
        assert isinstance(record, Institution)
        kind = lookup.label(self.office.db, spec(Institution, "kind"), record.kind)
        support = label_of(SUPPORT_CLASSES, record.support_class)
        place = record.district or record.municipality
        said = (
            kind,
            support if record.support_class not in (None, "none", "unknown") else "",
            place,
            record.telephone,
        )
        return record.name or "（名称なし）", " · ".join(part for part in said if part)

    def merge_with(self) -> None:
        """The institution that is open, beside another one she names."""
        if self.form.record is not None and self.tools is not None:
            self.flush()
            page: Any = self.tools.show(Tool("", MERGE))
            page.start_with(self.form.record.id)

    def copy_addresses(self) -> None:
        """The mail addresses of the list, for BCC."""
        mail_addresses.copy(self)

    def flush(self) -> None:
        if self.built:
            self._doubles.stop()
            self.capabilities.flush()
        super().flush()
        if self.built:
            self._register_people()

    def _left(self, name: str) -> None:
        """The 地区 follows the address."""
        from zaitaku_desk.store import areas

        record, db = self.form.record, self.office.db
        if name not in PLACE or record is None or db is None:
            return
        if areas.settle(db, record.id, self.office.today().isoformat()):
            self.office.saved(record.KIND, [record.id])

    def _register_people(self) -> None:
        """Names typed under 人と役職 become people, so that they can be found and invited."""
        from zaitaku_desk.store import people

        typed, self._typed_under = self._typed_under, set()
        if typed and self.office.db is not None:
            read = self._names.readings
            made = [
                person for place in sorted(typed) for person in people.register(self.office.db, place, read)
            ]
            if made:
                self.office.saved("people", made)
                self.office.changes.saved.emit("posts", [])

    def _typed_a_person(self) -> None:
        if self.form.record is not None:
            self._typed_under.add(self.form.record.id)

    def _on_minute(self) -> None:
        """Whom one may telephone changes with the clock (A291)."""
        if self.isVisible() and self.office.db is not None:
            self.list.tick()

    def _on_saved(self, record_id: str) -> None:
        super()._on_saved(record_id)
        self.around.say_whether_to_call()
        self.around.say_age_of_vacancy()

    def _shape_changed(self) -> None:
        """What the sheet asks for depends on this: other fields come, others go."""
        kind = getattr(self.form.record, "kind", None)
        self.form.save()
        record = self.form.record
        if isinstance(record, Institution):
            if record.kind != kind:
                self.capabilities.show_of(record)
            self.around.sheet.arrange()

    def _date_vacancy(self) -> None:
        """What is said of the room is said now; how old it is matters more than what it says (A102)."""
        now, known = self.office.now().replace(second=0, microsecond=0), self.form.widget("vacancy_at").value
        said = self.form.widget("vacancy").value or self.form.widget("vacancy_note").value
        if said and (known is None or abs(now - known) > JUST_NOW):
            self.form.set_values(vacancy_at=now)

    def _warn_of_doubles(self) -> None:
        from zaitaku_desk.store import institutions

        record: Any = self.form.record
        if record is None:
            return
        current = Institution(
            id=record.id, name=self.form.widget("name").value, telephone=self.form.widget("telephone").value
        )
        found = institutions.possible_doubles(self.office.db, current)
        names = "、".join(f"{hit.title}（{hit.subtitle}）" for hit in found[:3])
        self.form.say("name", f"同じ機関がすでにあるかもしれません：{names}" if found else "", warning=True)
