"""確認票: a pre-filled sheet per institution of a round, to print or FAX; who has not answered (A7, A264)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import numbers, wareki
from zaitaku_desk.records.confirmations import Confirmation, ConfirmationRound
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.people import Post
from zaitaku_desk.reports import confirmation_page, excel, fonts, ruled, sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules import confirmations as rules
from zaitaku_desk.rules.editions import Labels, people, said, words

if TYPE_CHECKING:
    from zaitaku_desk.store.confirmations import Sheet
    from zaitaku_desk.store.connection import Database

_REQUEST = (
    "「関係機関情報一覧表」に掲載している貴機関の内容です。変更がなければ「変更なし」に印を、変わったところがあれば"
    "右の欄に記入して、{until}{way}ご返送ください。「未確認」の項目は、差し支えなければお教えください。"
)

OPEN_HEADS = ("番号", "名称", "種別", "地区", "電話", "FAX", "送付", "メモ")


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """What all sheets of a round have in common."""

    title: str
    sender: tuple[str, ...]
    request: str
    reply: str
    due: str
    contact: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One institution: (title, what the list says) of its fields and of its capabilities."""

    number: str
    name: str
    under: str
    fields: tuple[tuple[str, str], ...]
    capabilities: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpenList:
    """Who has not answered."""

    title: str
    office: str
    today: date
    style: str
    tally: rules.Tally
    sheets: tuple[Sheet, ...]
    kinds: dict[str, str]
    channels: dict[str, str]


def write_sheets(db: Database, request: Request) -> Made:
    """Every sheet of a round in one PDF; with the id of one sheet only that one."""
    from zaitaku_desk.store import confirmations

    asked_round, only = _asked(db, request.id)
    office = sources.profile(db)
    wanted = [
        one for one in confirmations.sheets(db, asked_round.id) if not only or one.confirmation.id == only
    ]
    if not wanted:
        raise UserError("この確認の回には機関がありません。", "機関を選んで、確認の回を始めてください。")
    style = office.date_style or "wareki"
    fax = numbers.show_telephone(office.fax or "")
    until = f"{wareki.show(asked_round.due_on, style)}まで" if asked_round.due_on else ""
    way = f"FAX（{fax}）で" if fax else ""
    paper = SheetPaper(
        f"関係機関情報　確認票　{asked_round.title or ''}".rstrip("　"),
        sources.sender(office),
        _REQUEST.format(until=f"{until}に" if until else "", way=way),
        f"返信先　FAX {fax}" if fax else "返信先　下記まで",
        f"{until}にお願いします" if until else "",
        "　".join(part for part in (office.contractor, sources.contact(office)) if part),
    )
    data, missing = confirmation_page.draw(paper, _filled(db, wanted, request.today))
    warnings = [fonts.warning(missing)] if missing else []
    if not fax:
        warnings.append("返信先のFAX番号がありません。「ファイル ▸ 設定 ▸ 事務所の設定」で入れてください。")
    name = f"（{wanted[0].institution.name}）" if only else ""
    return Made(data, f"確認票　{asked_round.title or ''}{name}", tuple(warnings))


def gather_open(db: Database, request: Request) -> OpenList:
    """The sheets of a round that have not come back, with telephone for a reminder."""
    from zaitaku_desk.store import codes, confirmations

    asked_round, _ = _asked(db, request.id)
    office = sources.profile(db)
    sheets = confirmations.sheets(db, asked_round.id)
    labels = codes.labels(db)
    return OpenList(
        f"未返信の機関　{asked_round.title or ''}".rstrip("　"),
        office.contractor or office.placement or "",
        request.today,
        office.date_style or "wareki",
        rules.tally(one.confirmation for one in sheets),
        tuple(one for one in sheets if rules.is_open(one.confirmation)),
        labels["institution_kinds"],
        labels["channels"],
    )


def write_open_pdf(paper: OpenList) -> Made:
    """A line a missing answer, room to note what was said on the telephone."""
    rows = [ruled.Row(cells) for cells in _open_rows(paper)]
    table = ruled.Ruled(
        paper.title,
        OPEN_HEADS,
        (10, 39, 21, 14, 26, 26, 18, 34),
        rows or [ruled.Row(["すべて返信がありました。", *[""] * 7], band=True)],
        notes=(_open_note(paper),),
        foot=paper.office,
        author=paper.office,
        tall=24,
    )
    data, missing = ruled.draw(table)
    warning = fonts.warning(missing)
    return Made(data, paper.title, (warning,) if warning else ())


def write_open_excel(paper: OpenList) -> Made:
    """The same as an Excel sheet."""
    book = excel.Book(paper.title, paper.office, paper.today)
    sheet = book.sheet(
        "未返信",
        [7, 28, 18, 10, 16, 16, 14, 24],
        landscape=True,
        freeze="A5",
        repeat="4:4",
        footer=paper.title,
    )
    sheet.heading(paper.title, _open_note(paper))
    sheet.row(OPEN_HEADS, "head")
    for cells in _open_rows(paper):
        sheet.row(cells, "text")
    return Made(book.data(), paper.title, replacement_warning(book.replaced))


def _asked(db: Database, wanted: str) -> tuple[ConfirmationRound, str]:
    """The round, and the id of a single sheet when that was asked for."""
    from zaitaku_desk.store import save

    one = save.get(db, "confirmations", wanted) if wanted else None
    if isinstance(one, Confirmation):
        return sources.one(db, ConfirmationRound, one.round_id or ""), one.id
    return sources.one(db, ConfirmationRound, wanted), ""


def _filled(db: Database, wanted: Sequence[Sheet], today: date) -> tuple[Asked, ...]:
    from zaitaku_desk.store import codes, institutions
    from zaitaku_desk.store import people as store_people

    labels = codes.labels(db)
    names = labels["capabilities"]
    found = []
    for one in wanted:
        place = one.institution
        under = "　".join(
            part for part in (labels["institution_kinds"].get(place.kind or "", ""), place.district) if part
        )
        found.append(
            Asked(
                str(one.confirmation.number or ""),
                f"{place.name or '（名称なし）'}　御中",
                under,
                _fields(place, labels, store_people.named(db, store_people.at(db, place.id, today))),
                tuple(
                    (names.get(item.code or "", item.code or ""), said(item))
                    for item in institutions.capabilities(db, place)
                ),
            )
        )
    return tuple(found)


def _fields(place: Institution, labels: Labels, posts: Sequence[Post]) -> tuple[tuple[str, str], ...]:
    names = rules.fields(place.kind)
    found = [(spec(Institution, name).title, _words(place, name, labels)) for name in names]
    at = names.index("director") + 1
    return (*found[:at], ("担当者・役職", people(posts, labels)), *found[at:])


def _words(place: Institution, name: str, labels: Labels) -> str:
    said = words(place, name, labels)
    if name == "address" and place.postal_code:
        return f"〒{numbers.postal(place.postal_code) or place.postal_code}　{said}"
    return said


def _open_note(paper: OpenList) -> str:
    tally = paper.tally
    rate = f"　回収率 {tally.rate:.0%}" if tally.rate is not None else ""
    return (
        f"{wareki.show(paper.today, paper.style)}現在　　対象 {tally.total}　送付 {tally.sent}　"
        f"返信 {tally.returned}　未返信 {len(paper.sheets)}{rate}"
    )


def _open_rows(paper: OpenList) -> list[tuple[str, ...]]:
    return [
        (
            str(one.confirmation.number or ""),
            one.institution.name or "",
            paper.kinds.get(one.institution.kind or "", ""),
            one.institution.district or "",
            numbers.show_telephone(one.institution.telephone or ""),
            numbers.show_telephone(one.institution.fax or ""),
            _sent(paper, one.confirmation),
            one.confirmation.note or "",
        )
        for one in paper.sheets
    ]


def _sent(paper: OpenList, one: Confirmation) -> str:
    if one.sent_on is None:
        return "未送付"
    way = paper.channels.get(one.sent_by or "", "")
    return f"{one.sent_on.month}/{one.sent_on.day} {way}".rstrip()
