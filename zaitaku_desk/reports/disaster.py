"""災害時連絡票: whom one reaches when the power is out, in type one reads by a torch (A87)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.office import Profile
from zaitaku_desk.reports import listed, sources
from zaitaku_desk.reports.list_paper import Column, ListPaper
from zaitaku_desk.reports.listed import telephone
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TITLE = "災害時連絡票"
BIG = 11.0

COLUMNS = (
    Column("電話", 15, "centre"),
    Column("夜間・休日の電話", 15, "centre"),
    Column("緊急時の携帯", 15, "centre"),
    Column("代替の連絡先", 18),
    Column("自家\n発電", 6, "centre"),
    Column("人工\n呼吸器", 7, "centre"),
    Column("災害時の備え", 20),
)


def gather(db: Database, request: Request) -> ListPaper:
    """A page (or more) per kind, hospitals first; columns stay even when empty: there is room for a pen."""
    from dataclasses import replace

    from zaitaku_desk.store import codes

    found = listed.institutions(db, request)
    labels = codes.labels(db)["institution_kinds"]
    sections = []
    for kind in [*labels, ""]:
        rows = [(one, _values(one)) for one in found.records if (one.kind or "") == kind]
        if rows:
            title = labels.get(kind, "種別なし")
            made = listed.table(rows, COLUMNS, title, f"{len(rows)}機関", all_columns=True)
            sections.append(replace(made, columns=_without(made.columns, "ふりがな"), bands={}))
    office = sources.profile(db)
    ours = "　".join(f"{word} {number}" for word, number in _numbers(office) if number)
    notes: tuple[str, ...] = (
        "○＝あり・可　×＝なし・不可　空欄＝未確認。停電時は固定電話・FAXがつながらないことがあります。",
    )
    if ours:
        notes += (f"連絡の窓口：{office.placement or office.contractor or ''}　{ours}",)
    return listed.paper(db, request, TITLE, sections, found, notes=notes, size=BIG, each_on_its_page=True)


def _numbers(office: Profile) -> tuple[tuple[str, str | None], ...]:
    return (("電話", office.telephone), ("FAX", office.fax))


def _without(columns: tuple[Column, ...], title: str) -> tuple[Column, ...]:
    """Room is dear here: the reading only in Excel, the district under the name."""
    from dataclasses import replace

    return tuple(
        replace(column, printed=column.title == "地区", under=True)
        if column.title in (title, "地区")
        else column
        for column in columns
    )


def _values(one: Institution) -> list[str]:
    numbers = (one.telephone, one.night_telephone, one.mobile)
    return [
        *(telephone(number) for number in numbers),
        one.alternate_contact or "",
        _known(one.generator),
        _known(one.disaster_ventilator),
        one.disaster_note or "",
    ]


def _known(value: bool | None) -> str:
    return "" if value is None else "○" if value else "×"
