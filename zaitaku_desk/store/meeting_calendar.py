"""The meetings of some days, as a calendar shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.records.meetings import Meeting
from zaitaku_desk.store import lists

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar shows it."""

    id: str
    day: date
    start: str
    number: int | None
    title: str
    place: str
    status: str


def between(
    db: Database, first: date, last: date, *, text: str = "", filters: tuple[lists.Filter, ...] = ()
) -> list[Entry]:
    """The live meetings from `first` to before `last` that search and filters leave, by day and time."""
    days = ("held_on", (first.isoformat(), last.isoformat()))
    listing = lists.Listing(
        "meetings", text=text, filters=(*(item for item in filters if item[0] != "year"), days)
    )
    at = {column.name: number for number, column in enumerate(Meeting.COLUMNS, 1)}
    found = [
        Entry(
            row[0],
            row[at["held_on"]],
            row[at["start"]] or "",
            row[at["number"]],
            row[at["title"]] or "",
            row[at["place"]] or "",
            row[at["status"]] or "",
        )
        for row in lists.page(db, listing, 0, -1)
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.start or "99", entry.title, entry.id))
