"""人: the people of the region and the posts they hold (A32, A272)."""

from __future__ import annotations

from typing import ClassVar

from zaitaku_desk.gui import lookup
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.paper_list import in_all_formats, papers
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.gui.tools import Tool
from zaitaku_desk.records.fields import Record, spec
from zaitaku_desk.records.people import Person


class PeopleTab(RecordTab):
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
        ),
    }
    TOOLS = (
        Tool("異動処理（4月）…", "transfers_page.TransfersPage"),
        Tool("重複をまとめる…", "merge_page.PeopleMergePage"),
    )
    TOOLS_TITLE = "名簿の仕事"
    PAPERS = papers(*in_all_formats("people_mailing"))
    EMPTY = "人の登録はまだありません。\n関係機関の「人と役職」に名前を入れると、ここにも並びます。"
    NEW = "新しい人"

    def head(self, record: Record) -> tuple[str, str]:
        """Profession and the post of today."""
        from zaitaku_desk.store import people

        assert isinstance(record, Person)
        profession = lookup.label(self.office.db, spec(Person, "profession"), record.profession)
        post = people.post_on(self.office.db, record.id, self.office.today())
        said = (profession, post, record.telephone)
        return record.name or "（氏名なし）", " · ".join(part for part in said if part)
