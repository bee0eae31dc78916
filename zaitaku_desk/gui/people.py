"""人: the people of the region and the posts they hold (A32, A272)."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer

from zaitaku_desk.gui import call_note, lookup, mail_addresses, tokens
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.kana_help import KanaHelp
from zaitaku_desk.gui.list_import import ListImport
from zaitaku_desk.gui.menus import Command
from zaitaku_desk.gui.paper_list import in_all_formats, papers
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.gui.tools import Tool
from zaitaku_desk.records.fields import Record, spec
from zaitaku_desk.records.people import Person


class PeopleTab(ListImport, RecordTab):
    """People with their posts from–to; wherever a person is named, this is who is meant (decisions 7)."""

    NAME = "people"
    RECORD = Person
    FILTERS = (Filter("profession"),)
    CHILDREN: ClassVar[dict[str, Children]] = {
        "posts": Children(
            "posts",
            ("institution_id", "title", "profession", "starts_on", "ends_on"),
            widths={"title": 120, "profession": 120},
            stretch="institution_id",
            least=1,
            parent="person_id",
        ),
        "trainings": Children(
            "trainings",
            ("title", "held_on", "completed", "note"),
            widths={"held_on": 130, "completed": 60},
            stretch="title",
            least=1,
            invite="研修の受講を加える",
        ),
    }
    COMMANDS = (Command("ファイル", "名簿を取り込む…", "import_list", "Ctrl+I"), mail_addresses.command("人"))
    TOOLS = (
        Tool("異動処理（4月）…", "transfers_page.TransfersPage"),
        Tool("宛名ラベル・封筒…", "labels_page.PeopleLabelsPage"),
        Tool("重複をまとめる…", "merge_page.PeopleMergePage"),
    )
    TOOLS_TITLE = "名簿の仕事"
    PAPERS = papers(
        *in_all_formats("people_mailing"),
        "—",
        "people_contact_sheet_word",
        "—",
        "people_csv",
        "people_csv_cp932",
        "people_vcard",
    )
    EMPTY = (
        "人の登録はまだありません。\n関係機関の「人と役職」に名前を入れると、ここにも並びます。\n"
        "お手元の名簿は、ファイル ▸「名簿を取り込む」で読めます。"
    )
    NEW = "新しい人"

    def ready(self) -> None:
        self.list.offer("名簿を取り込む…", self.import_list)
        KanaHelp(self.form)
        self._doubles = QTimer(self, singleShot=True, interval=tokens.AUTOSAVE_MS)
        self._doubles.timeout.connect(self._warn_of_doubles)
        self._clock = QTimer(self, interval=call_note.MINUTE_MS)
        self._clock.timeout.connect(self._say_whether_to_call)
        self._clock.start()

    def shown(self, record: Record | None) -> None:
        self._say_whether_to_call()

    def field_edited(self, name: str) -> None:
        if name == "name":
            self._doubles.start()

    def copy_addresses(self) -> None:
        """The mail addresses of the list, for BCC."""
        mail_addresses.copy(self)

    def flush(self) -> None:
        if self.built:
            self._doubles.stop()
        super().flush()

    def head(self, record: Record) -> tuple[str, str]:
        """Profession and the post of today."""
        from zaitaku_desk.store import people

        assert isinstance(record, Person)
        profession = lookup.label(self.office.db, spec(Person, "profession"), record.profession)
        post = people.post_on(self.office.db, record.id, self.office.today())
        said = (profession, post, record.telephone)
        return record.name or "（氏名なし）", " · ".join(part for part in said if part)

    def _on_saved(self, record_id: str) -> None:
        super()._on_saved(record_id)
        self._say_whether_to_call()

    def _say_whether_to_call(self) -> None:
        """Whether now is a good time for this person (A68)."""
        record: Any = self.form.record
        if record is None:
            self.pane.set_note("")
        else:
            call_note.show(self.pane, {}, record.call_hours, record.no_call_hours, self.office.now())

    def _warn_of_doubles(self) -> None:
        """Somebody of that name is here already, written with the same or with variant characters (A33)."""
        from zaitaku_desk.store import people

        record = self.form.record
        if record is None:
            return
        found = people.possible_doubles(self.office.db, record.id, self.form.widget("name").value or "")
        names = "、".join(
            f"{hit.title}（{hit.subtitle}）" if hit.subtitle else hit.title for hit in found[:3]
        )
        self.form.say("name", f"同じ人がすでにいるかもしれません：{names}" if found else "", warning=True)
