"""関係機関: the directory."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer

from zaitaku_desk.gui import lookup, tokens
from zaitaku_desk.gui.area_filter import DISTRICT
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.import_wizard import ImportWizard
from zaitaku_desk.gui.institutions_capabilities import CapabilityGrid
from zaitaku_desk.gui.institutions_panels import RelatedList, SourcePanel
from zaitaku_desk.gui.menus import Command
from zaitaku_desk.gui.paper_list import papers
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.gui.tools import Tool
from zaitaku_desk.gui.widgets.hours import HoursEdit
from zaitaku_desk.gui.widgets.words import WordsEdit
from zaitaku_desk.records.fields import Record, label_of, spec
from zaitaku_desk.records.institutions import SUPPORT_CLASSES, Institution

MERGE = "merge_page.MergePage"


class InstitutionsTab(RecordTab):
    """Institutions with their people, capabilities, what the sources say and where she met them."""

    NAME = "institutions"
    RECORD = Institution
    FILTERS = (Filter("kind"), DISTRICT, Filter("capability"), Filter("support_class"))
    CHILDREN: ClassVar[dict[str, Children]] = {
        "posts": Children(
            "posts",
            ("person_id", "title", "profession", "starts_on", "ends_on"),
            order="order",
            widths={"person_id": 150, "title": 120, "profession": 120},
            stretch="title",
            least=1,
        )
    }
    WIDGETS = (CapabilityGrid, SourcePanel, RelatedList, WordsEdit, HoursEdit)
    COMMANDS = (
        Command("ファイル", "一覧を取り込む…", "import_list", "Ctrl+I"),
        Command("編集", "ほかの機関とまとめる…", "merge_with"),
    )
    TOOLS = (Tool("重複をまとめる…", MERGE), Tool("区域（地区）…", "areas_page.AreasPage"))
    TOOLS_TITLE = "名簿の仕事"
    PAPERS = papers(("directory_pdf", "directory_excel", "directory_word"))
    EMPTY = (
        "関係機関はまだありません。\n"
        "ファイル ▸「一覧を取り込む」で、お手元のExcelや公開されている一覧から始められます。"
    )
    NEW = "新しい機関"
    NOT_COPIED = ("medical_code", "office_number", "confirmed_on", "confirmed_by")

    def ready(self) -> None:
        self.capabilities: CapabilityGrid = self.page.findChild(CapabilityGrid, "capabilities")
        self.sources: SourcePanel = self.page.findChild(SourcePanel, "sources")
        self.related: RelatedList = self.page.findChild(RelatedList, "related")
        self.capabilities.attach_office(self.office, self.form.ensure_saved)
        self.sources.attach_office(self.office)
        self.sources.take_over.connect(lambda name, value: self.form.set_values(**{name: value}))
        self.related.attach_office(self.office)
        self.related.open_wanted.connect(self.open_wanted)
        self.capabilities.saved.connect(self.saved)
        self.tables["posts"].saved.connect(lambda _kind: self._typed_a_person())
        self._typed_under: set[str] = set()
        self._doubles = QTimer(self, singleShot=True, interval=tokens.AUTOSAVE_MS)
        self._doubles.timeout.connect(self._warn_of_doubles)

    def shown(self, record: Record | None) -> None:
        self._register_people()
        self.capabilities.show_of(record if isinstance(record, Institution) else None)
        self.sources.show_of(record if isinstance(record, Institution) else None)
        self.related.show_of(record.id if record is not None else "")

    def field_edited(self, name: str) -> None:
        if name in ("name", "telephone"):
            self._doubles.start()
        elif name == "kind":
            QTimer.singleShot(0, self, self._kind_changed)

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

    def import_list(self) -> None:
        """一覧を取り込む in the place of the page."""
        self.flush()
        if self._wizard is None:
            self._wizard = ImportWizard(self.office)
            self._wizard.closed.connect(self.back)
            self._wizard.done.connect(self._imported)
        self._wizard.start()
        self.cover(self._wizard)

    def merge_with(self) -> None:
        """The institution that is open, beside another one she names."""
        if self.form.record is not None and self.tools is not None:
            self.flush()
            page: Any = self.tools.show(Tool("", MERGE))
            page.start_with(self.form.record.id)

    def flush(self) -> None:
        if self.built:
            self._doubles.stop()
            self.capabilities.flush()
        super().flush()
        if self.built:
            self._register_people()

    _wizard: ImportWizard | None = None

    def _register_people(self) -> None:
        """Names typed under 人と役職 become people, so that they can be found and invited."""
        from zaitaku_desk.store import people

        typed, self._typed_under = self._typed_under, set()
        if typed and self.office.db is not None:
            made = [person for place in sorted(typed) for person in people.register(self.office.db, place)]
            if made:
                self.office.saved("people", made)
                self.office.changes.saved.emit("posts", [])

    def _typed_a_person(self) -> None:
        if self.form.record is not None:
            self._typed_under.add(self.form.record.id)

    def _imported(self) -> None:
        self.back()
        self.list.reload()
        self.said.emit("取り込みました。Ctrl+Zで取り込み全体を元に戻せます。")

    def _kind_changed(self) -> None:
        self.form.save()
        if isinstance(self.form.record, Institution):
            self.capabilities.show_of(self.form.record)

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
