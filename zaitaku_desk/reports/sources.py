"""What several papers ask of the database: one record, the names behind ids, who sends the paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from zaitaku_desk.errors import UserError
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.meetings import Attendance, Meeting, MeetingSeries
from zaitaku_desk.records.office import Profile
from zaitaku_desk.records.people import Person, Post
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.rules.statistics import ConsultationSummary, summarise_consultations

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

Kind = TypeVar("Kind", bound=Record)


def one(db: Database, record: type[Kind], record_id: str) -> Kind:
    """The record a paper is about, followed to the one it was merged into; UserError when there is none."""
    if not record_id:
        raise UserError(
            f"どの{record.TITLE}の書類を作るかが決まっていません。",
            f"一覧で{record.TITLE}を選んでから作成してください（コマンドでは --id で指定します）。",
        )
    found = follow(db, record, record_id)
    if found is None or found.deleted:
        raise UserError(
            f"この{record.TITLE}は見つかりません。",
            "一覧を開き直し、ごみ箱に入っていないかも確かめてください。",
        )
    return found


def follow(db: Database, record: type[Kind], record_id: str | None) -> Kind | None:
    """The record with this id, or the one it was merged into."""
    from zaitaku_desk.store import save

    seen: set[str] = set()
    while record_id and record_id not in seen:
        seen.add(record_id)
        found = save.get(db, record.KIND, record_id)
        if not isinstance(found, record):
            return None
        if not found.merged_into:
            return found
        record_id = found.merged_into
    return None


def profile(db: Database) -> Profile:
    """Who sends the paper (A1)."""
    from zaitaku_desk.store import desk

    return desk.profile(db)


def sender(office: Profile) -> tuple[str, ...]:
    """The sender block as it is printed: hers, else 委託元, 配置先, 職名 and 氏名 line by line (A1)."""
    if office.sender_block and office.sender_block.strip():
        return tuple(line.rstrip() for line in office.sender_block.strip().splitlines())
    name = "　".join(part for part in (office.sender_title, office.sender_name) if part)
    return tuple(line for line in (office.contractor, office.placement, name) if line)


def contact(office: Profile) -> str:
    """電話 … FAX … メール … in one line."""
    parts = (("電話", office.telephone), ("FAX", office.fax), ("メール", office.email))
    return "　".join(f"{title} {value}" for title, value in parts if value)


def institutions(db: Database, ids: Iterable[str | None]) -> dict[str, Institution]:
    """The institutions behind ids, merged ones resolved, by the id asked for."""
    found = ((wanted, follow(db, Institution, wanted)) for wanted in {one for one in ids if one})
    return {wanted: institution for wanted, institution in found if institution is not None}


def visits_between(db: Database, start: date, end: date) -> list[Visit]:
    """The visits of the days from start to end, in their order."""
    from zaitaku_desk.store import lists

    days = (start.isoformat(), end.isoformat())
    return lists.everything(db, "visits", '"visited_on" BETWEEN ? AND ?', days)


def consultation_summary(db: Database, start: date, end: date) -> ConsultationSummary:
    """相談 of the period, counted (A234–A237)."""
    from zaitaku_desk.store import codes, lists

    days = (start.isoformat(), (end + timedelta(days=1)).isoformat())
    return summarise_consultations(
        lists.everything(db, "consultations", '"received_at" >= ? AND "received_at" < ?', days),
        lists.everything(db, "follow_ups", '"happened_at" >= ? AND "happened_at" < ?', days),
        start,
        end,
        codes.labels(db),
    )


def series_of(db: Database, meeting: Meeting) -> MeetingSeries | None:
    """The series a meeting belongs to."""
    return follow(db, MeetingSeries, meeting.series_id)


def people_of(db: Database, meeting: Meeting) -> list[Attendance]:
    """The people of a meeting in protocol order, with name, title and institution of that day (A32).

    What was typed for this meeting wins; a gap is filled from the person and the post held on the day.
    """
    from zaitaku_desk.store import lists

    found = lists.children(db, "attendances", meeting.id)
    places = {}
    for position, person in enumerate(found):
        post = _fill(db, person, meeting.held_on)
        order = person.order if person.order is not None else 10_000
        places[person.id] = (order, post.order if post and post.order is not None else 10_000, position)
    return sorted(found, key=lambda person: places[person.id])


def _fill(db: Database, attendance: Attendance, day: date | None) -> Post | None:
    person = follow(db, Person, attendance.person_id)
    if person is None:
        return None
    attendance.name = attendance.name or person.name
    attendance.profession = attendance.profession or person.profession
    post = post_on(db, person, day)
    if post is not None:
        attendance.title = attendance.title or post.title
        if not attendance.organisation:
            institution = follow(db, Institution, post.institution_id)
            attendance.organisation = institution.name if institution else None
    return post


def post_on(db: Database, person: Person, day: date | None) -> Post | None:
    """The first post in protocol order that the person held on the day."""
    from zaitaku_desk.store import lists

    for post in lists.everything(db, "posts", '"person_id" = ?', (person.id,)):
        if isinstance(post, Post) and _held(post, day):
            return post
    return None


def _held(post: Post, day: date | None) -> bool:
    if day is None:
        return post.ends_on is None
    return (post.starts_on is None or post.starts_on <= day) and (post.ends_on is None or day <= post.ends_on)


def attributions(db: Database) -> tuple[str, ...]:
    """出典 of the public lists that were taken in, as they want to be named; her own lists have none."""
    from zaitaku_desk.records.areas import LAYER
    from zaitaku_desk.store import codes

    entries = codes.entries(db, "sources", retired=True)
    said = ((code.source or "").strip().removeprefix("出典：") for code in entries if code.key != LAYER)
    return tuple(dict.fromkeys(text if "作成" in text else f"{text}を加工して作成" for text in said if text))
