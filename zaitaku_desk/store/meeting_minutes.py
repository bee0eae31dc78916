"""What helps while minutes are written: who may speak, the agenda of last time, what was left open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zaitaku_desk.records import new_id
from zaitaku_desk.records.meetings import AgendaItem, Meeting
from zaitaku_desk.store import lists
from zaitaku_desk.store.meetings import latest

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

OPENING = ("開会挨拶", "報告事項", "協議事項", "その他")
"""The agenda where there is no earlier one to copy (A225)."""

SHORT_TITLE = 6
CONTINUED, HOMEWORK = "【継続】", "【宿題】"


def speakers(db: Database, meeting_id: str) -> list[tuple[str, str, str]]:
    """(as spoken of, who that is, ふりがな) of who may speak: the people of the meeting, then who else has.

    Spoken of as minutes do: 岬野会長, or the whole name where no short title is known (A224).
    """
    people = db.rows(
        "SELECT coalesce(nullif(a.name, ''), p.name), a.title, a.organisation, p.kana FROM attendances a"
        " LEFT JOIN people p ON p.id = a.person_id WHERE a.meeting_id = ? AND a.deleted = 0"
        ' ORDER BY a."order"',
        (meeting_id,),
    )
    found = []
    for name, title, organisation, kana in people:
        spoken = spoken_of(name or "", title or "") or organisation
        if spoken:
            rest = [part for part in (name, title, organisation) if part and part != spoken]
            found.append((spoken, "　".join(rest), kana or ""))
    said = db.rows(
        "SELECT DISTINCT speaker FROM remarks WHERE meeting_id = ? AND deleted = 0 AND speaker > ''",
        (meeting_id,),
    )
    known = {spoken for spoken, _, _ in found}
    return found + [(row[0], "", "") for row in said if row[0] not in known]


def spoken_of(name: str, title: str) -> str:
    """岬野 太郎, 会長 → 岬野会長; 岬野 太郎 → 岬野 太郎; a role alone stays."""
    family, gap, _ = name.replace("　", " ").strip().partition(" ")
    short = title.partition("（")[0]
    if family and gap and 0 < len(short) <= SHORT_TITLE:
        return family + short
    return name or title


def previous_agenda(db: Database, meeting: Meeting) -> list[AgendaItem]:
    """The agenda of the series' last meeting that had one, without what was said; not stored yet (A225)."""
    there = lists.children(db, "agenda_items", meeting.id)
    last = latest(db, meeting)
    items = lists.children(db, "agenda_items", last.id) if last else []
    titles = [item.title for item in items if item.title and not item.title.startswith((CONTINUED, HOMEWORK))]
    return _agenda(meeting, there, titles or list(OPENING))


def carried_over(db: Database, meeting: Meeting) -> list[AgendaItem]:
    """What earlier meetings of the series left open, as agenda items not stored yet (A20, A292).

    継続検討 whose 次に確認する日 has come (or was never said), and 宿題 that is not done.
    """
    if not meeting.series_id:
        return []
    day = meeting.held_on.isoformat() if meeting.held_on else "9999"
    earlier = (
        "SELECT m.id FROM meetings m WHERE m.series_id = ? AND m.deleted = 0 AND m.id <> ? AND m.held_on <= ?"
    )
    bounds = (meeting.series_id, meeting.id, day)
    decisions = db.rows(
        "SELECT text FROM decisions WHERE deleted = 0 AND outcome = 'continued' AND text > ''"
        f" AND (next_check_on IS NULL OR next_check_on <= ?) AND meeting_id IN ({earlier})"
        ' ORDER BY next_check_on, "order"',
        (day, *bounds),
    )
    homework = db.rows(
        "SELECT text, owner FROM action_items WHERE deleted = 0 AND done_on IS NULL AND text > ''"
        f' AND meeting_id IN ({earlier}) ORDER BY due_on, "order"',
        bounds,
    )
    titles = [f"{CONTINUED}{row[0]}" for row in decisions]
    titles += [f"{HOMEWORK}{text}" + (f"（{owner}）" if owner else "") for text, owner in homework]
    return _agenda(meeting, lists.children(db, "agenda_items", meeting.id), titles)


def _agenda(meeting: Meeting, there: list[AgendaItem], titles: Iterable[str]) -> list[AgendaItem]:
    known = {item.title for item in there}
    last = max((item.order or 0 for item in there), default=0)
    fresh = [title for title in dict.fromkeys(titles) if title not in known]
    return [
        AgendaItem(id=new_id(), meeting_id=meeting.id, order=order, title=title)
        for order, title in enumerate(fresh, last + 1)
    ]
