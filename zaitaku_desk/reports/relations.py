"""会っていない先, 紹介の偏り, 新規参入の支援 … as paper: what is on the screen (A56, A168, A178, A251)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.reports import list_excel, list_page, sources
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.rules.relations import WORDS, Relation, shares, shown, view

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

COLUMNS = (
    Column("機関", 26),
    Column("種別", 14),
    Column("地区", 10),
    Column("最後に会った日", 12, "date"),
    Column("何で", 8, "centre"),
    Column("最後の訪問", 12, "date"),
    Column("訪問", 6, "number"),
    Column("会議", 6, "number"),
    Column("相談", 6, "number"),
    Column("連絡", 6, "number"),
    Column("紹介", 6, "number"),
    Column("紹介の割合", 9, "centre"),
    Column("次の予定", 12, "date"),
    Column("開始準備", 9, "centre"),
    Column("残っている質問・課題", 24),
)
NOTE = "訪問・会議・相談・連絡・紹介は今年度の回数です。"


def cells(relation: Relation, share: dict[str, float]) -> list[Any]:
    """The values of a row, by COLUMNS; nothing where there is nothing."""
    return [
        relation.name,
        relation.kind,
        relation.district,
        _day(relation.last_on),
        WORDS.get(relation.last_what, ""),
        _day(relation.last_visit),
        relation.visits or None,
        relation.meetings or None,
        relation.consultations or None,
        relation.contacts or None,
        relation.referred or None,
        f"{share[relation.id]:.0f}%" if relation.id in share else "",
        _day(relation.next_on),
        f"{relation.prepared} / {relation.to_prepare}" if relation.new else "",
        relation.open_questions,
    ]


def paper(db: Database, today: date, key: str, relations: Sequence[Relation]) -> ListPaper:
    """The rows of a view; columns in which nothing stands are left out."""
    office = sources.profile(db)
    share = shares(relations)
    rows = [cells(one, share) for one in relations]
    kept = [
        place
        for place in range(len(COLUMNS))
        if place < 5 or any(row[place] not in (None, "") for row in rows)
    ]
    return ListPaper(
        view(key).title,
        today,
        office.contractor or office.placement or "",
        office.date_style or "wareki",
        (
            Section(
                view(key).title,
                tuple(COLUMNS[place] for place in kept),
                [[row[place] for place in kept] for row in rows],
                note=f"{len(rows):,}か所",
            ),
        ),
        notes=(NOTE,),
    )


def gather(db: Database, request: Request) -> ListPaper:
    """会っていない先 (or the view that `request.id` names) of every institution."""
    from zaitaku_desk.store import relations

    key = request.id or "unmet"
    before = relations.recent_enough(db, request.today)
    return paper(db, request.today, key, shown(relations.gather(db, request.today), key, before=before))


def write_pdf(made: ListPaper) -> Made:
    """A4 landscape."""
    return list_page.write_pdf(made)


def write_excel(made: ListPaper) -> Made:
    """The same as a workbook."""
    return list_excel.write_excel(made)


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
