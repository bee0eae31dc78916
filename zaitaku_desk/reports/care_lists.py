"""認知症対応医療機関一覧 and 高齢者向け施設一覧 (A265); who stands on them: `rules.directory_lists`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import HOME_VISIT_STATUSES, VACANCY, Institution
from zaitaku_desk.reports import listed
from zaitaku_desk.reports.list_paper import Column, ListPaper, shown
from zaitaku_desk.reports.listed import address, mark, telephone
from zaitaku_desk.reports.request import Request
from zaitaku_desk.rules import hours
from zaitaku_desk.rules.directory_lists import DEMENTIA, HOMES, MEDICAL, dementia_reasons, home_of

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_PLACE = (
    Column("所在地", 25),
    Column("電話", 14.5, "centre"),
    Column("FAX", 14.5, "centre", under=True),
)
_CONFIRMED = Column("最終確認", 10.5, "date")


def gather_dementia(db: Database, request: Request) -> ListPaper:
    """Medical institutions that answer for people with dementia, and what says so."""
    from zaitaku_desk.store import codes

    found = listed.institutions(db, request)
    states = listed.capabilities(db)
    columns = (
        *_PLACE,
        Column("診療時間", 24),
        Column("休診日", 11),
        Column("認知症への対応", 36),
        Column("訪問診療", 9, "centre"),
        Column("連絡のよい時間帯", 14),
        _CONFIRMED,
    )
    rows: dict[str, list[tuple[Institution, list[Any]]]] = {}
    for one in found.records:
        capability = states.get(one.id, {}).get(DEMENTIA)
        reasons = dementia_reasons(one, capability)
        if reasons:
            confirmed = capability.confirmed_on if capability else None
            visits = one.regular_home_visit_status
            values = [
                *_place(one),
                hours.show(one.opening_hours),
                one.closed_days,
                "\n".join(reasons),
                label_of(HOME_VISIT_STATUSES, visits) if visits != "unknown" else "",
                one.call_hours,
                confirmed or one.confirmed_on,
            ]
            rows.setdefault(one.kind or "", []).append((one, values))
    kinds = codes.labels(db)["institution_kinds"]
    sections = [
        listed.table(rows[kind], columns, kinds.get(kind, kind), f"{len(rows[kind])}機関")
        for kind in MEDICAL
        if kind in rows
    ]
    note = "認知症への対応を確認した機関（○＝可　△＝条件付）と、届出や診療内容に認知症の記載がある機関です。"
    return listed.paper(db, request, "認知症対応医療機関一覧", sections, found, notes=(note,))


def gather_homes(db: Database, request: Request) -> ListPaper:
    """Homes for the elderly by kind, with what each can take and whether there is room."""
    found = listed.institutions(db, request)
    states = listed.capabilities(db)
    columns = (
        *_PLACE,
        Column("サービス", 26),
        Column("看取り", 7, "centre"),
        Column("重症患者", 7, "centre"),
        Column("認知症", 7, "centre"),
        Column("空き情報", 22),
        Column("窓口", 14),
        _CONFIRMED,
    )
    rows: dict[str, list[tuple[Institution, list[Any]]]] = {}
    for one in found.records:
        home = home_of(one)
        if home:
            able = states.get(one.id, {})
            marks = [mark(able.get(code)) for code in ("end_of_life_care", "severe_patients", DEMENTIA)]
            values = [
                *_place(one),
                "、".join(one.services),
                *marks,
                vacancy(one),
                "\n".join(filter(None, (one.liaison_contact, telephone(one.liaison_telephone)))),
                one.confirmed_on,
            ]
            rows.setdefault(home, []).append((one, values))
    sections = [
        listed.table(rows[title], columns, title, f"{len(rows[title])}か所")
        for title, _ in HOMES
        if title in rows
    ]
    return listed.paper(
        db,
        request,
        "高齢者向け施設一覧",
        sections,
        found,
        notes=("○＝可　△＝条件付　×＝不可　空欄＝未確認。空き情報は（　）の時点のものです。",),
    )


def vacancy(one: Institution) -> str:
    """余力あり 2床（R8.11.20）: only worth something with its moment (A102)."""
    said = "　".join(filter(None, (label_of(VACANCY, one.vacancy), one.vacancy_note)))
    if not said:
        return ""
    return f"{said}（{shown(one.vacancy_at.date()) if one.vacancy_at else '時点不明'}）"


def _place(one: Institution) -> list[str]:
    return [address(one), telephone(one.telephone), telephone(one.fax)]
