"""メーリング一覧: the addresses of the list on the screen, and who has to be reached by FAX (A213)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zaitaku_desk.reports import listed
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section
from zaitaku_desk.reports.listed import telephone
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TITLE = "メーリング一覧"
_ADDRESS = re.compile(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+\.[A-Za-z0-9\-]{2,}")
_NAMED = 8
"""So many who cannot be reached are named."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One addressee: how she is reached, "メール", "FAX" or nothing."""

    name: str
    email: str
    fax: str
    way: str
    remark: str


def gather_institutions(db: Database, request: Request) -> ListPaper:
    """The institutions on the screen in their order."""
    found = listed.institutions(db, request)
    reached = [reach(one.name, one.email, one.fax) for one in found.records]
    more = [[one.district, one.director] for one in found.records]
    columns = (Column("地区", 10), Column("代表者", 14))
    return _paper(db, request, found, reached, columns, more)


def gather_people(db: Database, request: Request) -> ListPaper:
    """The people on the screen; FAX is theirs, else that of the institution where they work today."""
    from zaitaku_desk.reports import addressees

    found = listed.people(db, request)
    places = addressees.places_of(db, request.today)
    reached, more = [], []
    for person in found.records:
        title, place = places.get(person.id, ("", None))
        reached.append(reach(person.name, person.email, person.fax or (place.fax if place else None)))
        more.append([place.name if place else "", title])
    columns = (Column("所属", 26), Column("役職", 14, under=True))
    return _paper(db, request, found, reached, columns, more)


def copied(db: Database, request: Request, kind: str) -> tuple[str, str]:
    """The addresses of the list on the screen as one text for BCC, and in words how many there are."""
    found = listed.people(db, request) if kind == "people" else listed.institutions(db, request)
    reached = [reach(one.name, one.email, one.fax) for one in found.records]
    ready = addresses(reached)
    said = f"メールアドレスを{len(ready)}件コピーしました（BCCに貼り付けられます）。"
    missing = sum(one.way != "メール" for one in reached)
    return "; ".join(
        ready
    ), f"{said}メールのない{missing}件はメーリング一覧で確かめられます。" if missing else said


def reach(name: str | None, email: str | None, fax: str | None) -> Reached:
    """How somebody is reached; a mail address that cannot be one is not used and said so."""
    written = (email or "").strip()
    valid = written if _ADDRESS.fullmatch(written) else ""
    number = telephone(fax)
    way = "メール" if valid else "FAX" if number else ""
    remark = "" if valid else "メールの形式を確認" if written else "メール未登録"
    if not way:
        remark = f"{remark}・FAX未登録"
    return Reached(name or "（名称なし）", valid or written, number, way, remark)


def addresses(reached: Iterable[Reached]) -> list[str]:
    """Every mail address once, in the order of the list: to be put into BCC."""
    return list(dict.fromkeys(one.email for one in reached if one.way == "メール"))


def counts(reached: Sequence[Reached]) -> str:
    """メール 12件、FAX 3件、連絡先なし 1件."""
    tally = [sum(one.way == way for one in reached) for way in ("メール", "FAX", "")]
    return "、".join(
        f"{word} {count}件"
        for word, count in zip(("メール", "FAX", "連絡先なし"), tally, strict=True)
        if count
    )


def unreached(reached: Iterable[Reached]) -> tuple[str, ...]:
    """What she is told of those who have neither."""
    names = [one.name for one in reached if not one.way]
    if not names:
        return ()
    more = f" ほか{len(names) - _NAMED}件" if len(names) > _NAMED else ""
    return (f"メールもFAXも登録がありません：{'、'.join(names[:_NAMED])}{more}",)


def _paper(
    db: Database,
    request: Request,
    found: listed.Found[Any],
    reached: list[Reached],
    columns: tuple[Column, ...],
    more: list[list[Any]],
) -> ListPaper:
    head = (
        Column("№", 4.5, "centre"),
        Column("名称", 26),
        *columns,
        Column("メール", 34),
        Column("FAX", 15, "centre"),
        Column("送り方", 8, "centre"),
        Column("確認すること", 20),
    )
    rows = [
        [number, one.name, *extra, one.email, one.fax, one.way or "―", one.remark]
        for number, (one, extra) in enumerate(zip(reached, more, strict=True), 1)
    ]
    section = Section(TITLE, head, rows, counts(reached))
    return listed.paper(
        db, request, TITLE, [section], found, warnings=unreached(reached), size=8.5, upright=False
    )
