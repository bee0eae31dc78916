"""「N か月以上未確認」 as an Excel list: what to ask on the next telephone call or visit (A7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import numbers, wareki
from zaitaku_desk.reports import excel, sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules import confirmations as rules

if TYPE_CHECKING:
    from zaitaku_desk.store.confirmations import Due
    from zaitaku_desk.store.connection import Database

HEADS = ("名称", "種別", "地区", "電話", "項目", "最終確認", "経過", "確認した日", "確認方法")
MOST = 100_000


@dataclass(frozen=True, slots=True)
class DueList:
    """The facts by age, the never confirmed first."""

    months: int
    today: date
    style: str
    office: str
    facts: Sequence[Due]
    kinds: Mapping[str, str]
    capabilities: Mapping[str, str]


def gather(db: Database, request: Request) -> DueList:
    """`request.id` is 「months:kind:district、district」, each may be missing; months by the profile then."""
    from zaitaku_desk.store import codes, confirmations

    office = sources.profile(db)
    months, _, rest = request.id.partition(":")
    kind, _, district = rest.partition(":")
    number = int(months) if months.isdigit() else office.unconfirmed_months or 12
    labels = codes.labels(db)
    return DueList(
        number,
        request.today,
        office.date_style or "wareki",
        office.contractor or office.placement or "",
        confirmations.due(
            db,
            rules.months_before(request.today, number),
            kinds=[kind] if kind else [],
            districts=district.split("、") if district else [],
            limit=MOST,
        ),
        labels["institution_kinds"],
        labels["capabilities"],
    )


def write_excel(paper: DueList) -> Made:
    """One sheet, A4 landscape, with two empty columns to write into."""
    day = wareki.show(paper.today, paper.style)
    title = f"{paper.months}か月以上未確認の項目（{day}現在）"
    book = excel.Book(title, paper.office, paper.today)
    sheet = book.sheet(
        "未確認",
        [28, 18, 10, 16, 24, 12, 12, 14, 14],
        landscape=True,
        freeze="A5",
        repeat="4:4",
        footer=title,
    )
    sheet.heading(title, "　　".join(part for part in (f"{len(paper.facts)}件", paper.office) if part))
    sheet.row(HEADS, "head")
    looks = ("text", "text", "text", "text", "text", "date", "text", "text", "text")
    for fact in paper.facts:
        what = paper.capabilities.get(fact.code, fact.code) if fact.code else "機関の情報"
        kind = paper.kinds.get(fact.kind, fact.kind)
        telephone = numbers.show_telephone(fact.telephone)
        age = rules.age(fact.confirmed_on, paper.today)
        sheet.row([fact.name, kind, fact.district, telephone, what, fact.confirmed_on, age, "", ""], looks)
    return Made(book.data(), title, replacement_warning(book.replaced))
