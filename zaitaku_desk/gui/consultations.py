"""相談: the call that comes in, and what was done about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from zaitaku_desk.gui import lookup, show
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.consultations_directory import DirectoryPanel
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.paper_list import papers
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.records.consultations import Consultation
from zaitaku_desk.records.fields import Record, spec

HEAD = 40  # characters of the content
LONG_CALL = timedelta(minutes=30)


class ConsultationsTab(RecordTab):
    """A new one is ready to type, with time and desk; the directory is inside the form (A99, A249)."""

    NAME = "consultations"
    RECORD = Consultation
    FILTERS = (
        Filter("year"),
        Filter("status"),
        Filter("inquirer_kind"),
        Filter("topics"),
        Filter("physician_informed"),
    )
    CHILDREN: ClassVar[dict[str, Children]] = {
        "follow_ups": Children(
            "follow_ups",
            ("happened_at", "channel", "partner", "text", "minutes_spent"),
            widths={"happened_at": 190, "channel": 80, "partner": 110, "minutes_spent": 84},
            stretch="text",
            least=1,
        )
    }
    WIDGETS = (DirectoryPanel,)
    PAPERS = papers("consultation_summary_excel", ("board_report_word", "board_report_excel"))
    EMPTY = (
        "相談の記録はまだありません。\n"
        "電話を受けたら Ctrl+N。受付日時と窓口が入った状態で、すぐに書き始められます。"
    )
    NEW = "新しい相談"
    NOT_COPIED = ("received_at", "content", "response", "minutes_spent", "status")

    def ready(self) -> None:
        self.directory: DirectoryPanel = self.page.findChild(DirectoryPanel, "directory")
        self.directory.attach_office(self.office)
        self.directory.chosen.connect(self._refer)
        self.directory.open_wanted.connect(self.open_wanted)

    def defaults(self) -> dict[str, Any]:
        from zaitaku_desk.store import consultations

        begun = consultations.begin(self.office.db, self.office.now())
        return {"received_at": begun.received_at, "desk": begun.desk}

    @property
    def listening(self) -> bool:
        """While the call that is written down may still go on."""
        call = self.form.record if self.built else None
        began = call.received_at if call is not None else None
        return began is not None and timedelta() <= self.office.now() - began <= LONG_CALL

    def shown(self, record: Record | None) -> None:
        self.directory.clear()

    def head(self, record: Record) -> tuple[str, str]:
        assert isinstance(record, Consultation)
        first = (record.content or "").strip().split("\n")[0]
        who = lookup.label(self.office.db, spec(Consultation, "inquirer_kind"), record.inquirer_kind)
        place = record.institution_text or (
            lookup.name_of(self.office.db, "institutions", record.institution_id)
            if record.institution_id
            else ""
        )
        when = show.moment(record.received_at, self.office.date_style) if record.received_at else ""
        said = " · ".join(part for part in (when, who, record.inquirer_name, place) if part)
        title = first if len(first) <= HEAD else first[: HEAD - 1] + "…"
        return title or "（内容はまだありません）", said

    def _refer(self, institution_id: str, told: str) -> None:
        """Into 紹介先, and what was told of it with its age into 対応 (A7)."""
        self.form.widget("referred_to").add(institution_id)
        said = self.form.widget("response").value or ""
        line = f"案内：{told}"
        if told and line not in said.split("\n"):
            self.form.set_values(response="\n".join(part for part in (said.rstrip(), line) if part))
