"""連携室担当者一覧: whom to ask for at each hospital's liaison office (A264)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.people import Person, Post
from zaitaku_desk.reports import listed
from zaitaku_desk.reports.list_paper import Column, ListPaper
from zaitaku_desk.reports.listed import telephone
from zaitaku_desk.reports.request import Request
from zaitaku_desk.rules.directory_lists import is_liaison

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TITLE = "連携室担当者一覧"

COLUMNS = (
    Column("担当者名", 15),
    Column("職種", 14),
    Column("部署・役職", 14, under=True),
    Column("電話", 15, "centre"),
    Column("FAX", 15, "centre", under=True),
    Column("メール", 22),
    Column("連絡のよい時間帯", 16),
    Column("内容（退院調整など）", 32),
    Column("最終確認", 10.5, "date"),
)


def gather(db: Database, request: Request) -> ListPaper:
    """Hospitals and whoever else has a liaison office; a row per person, an empty one where none is known."""
    from zaitaku_desk.store import lists

    found = listed.institutions(db, request)
    joined = listed.joined(db)
    posts: dict[str, list[Post]] = {}
    for post in lists.everything(db, "posts"):
        if _held(post, request):
            place = post.institution_id or ""
            posts.setdefault(joined.get(place, place), []).append(post)
    people = {person.id: person for person in lists.everything(db, "people")}
    professions = _labels(db)
    rows = [
        (one, row) for one in found.records for row in _rows(one, posts.get(one.id, []), people, professions)
    ]
    sections = [listed.table(rows, COLUMNS, TITLE)]
    return listed.paper(db, request, TITLE, sections, found)


def _rows(
    one: Institution, posts: list[Post], people: dict[str, Person], professions: dict[str, str]
) -> Iterator[list[Any]]:
    known = [(post, people.get(post.person_id or "")) for post in posts]
    officers = [(post, who) for post, who in known if is_liaison(post, who.profession if who else None)]
    named = one.liaison_contact or ""
    if not (one.kind == "hospital" or one.liaison_office or named):
        return
    number, fax = telephone(one.liaison_telephone or one.telephone), telephone(one.fax)
    said = [f"MSW {one.social_workers}人" if one.social_workers else "", one.discharge_support or ""]
    content = "\n".join(part for part in said if part)
    names = [(who.name if who else post.name) or "" for post, who in officers]
    if named and not any(name and name in named for name in names):
        yield [named, "", "", number, fax, one.email, one.call_hours, content, one.confirmed_on]
    for (post, who), name in zip(officers, names, strict=True):
        profession = professions.get(post.profession or (who.profession if who else None) or "", "")
        own = telephone(who.telephone) if who and who.telephone else number
        own_fax = telephone(who.fax) if who and who.fax else fax
        email = (who.email if who else None) or one.email
        hours = (who.call_hours if who else None) or one.call_hours
        yield [name, profession, post.title, own, own_fax, email, hours, content, one.confirmed_on]
    if not named and not officers:
        yield ["", "", "", number, fax, one.email, one.call_hours, content, one.confirmed_on]


def _held(post: Post, request: Request) -> bool:
    today = request.today
    return (post.starts_on is None or post.starts_on <= today) and (
        post.ends_on is None or today <= post.ends_on
    )


def _labels(db: Database) -> dict[str, str]:
    from zaitaku_desk.store import codes

    return codes.labels(db)["professions"]
