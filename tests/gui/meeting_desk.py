"""A meeting page over a series with three members."""

from __future__ import annotations

from datetime import date
from typing import Any

from zaitaku_desk.store import save

HELD = date(2026, 12, 1)


def a_series(office: Any, title: str = "コア会議", **values: Any) -> Any:
    """A series with a place, a purpose and a number to begin with."""
    usual = {"place": "医師会館", "selling_point": "具体的に協議する場。", "first_number": 10, "order": 0}
    found = save.new("meeting_series", title=title, **{**usual, **values})
    save.save(office.db, found)
    office.changes.saved.emit("meeting_series", [found.id])
    return found


def with_members(office: Any, series: Any, *names: str) -> list[Any]:
    """Members of a series; the first is a registered person."""
    person = save.new("people", name=names[0], kana="みさきのごろう", profession="physician")
    members = [
        save.new(
            "series_members",
            series_id=series.id,
            order=order,
            name=name,
            person_id=person.id if order == 1 else None,
            title="会長" if order == 1 else "",
            profession="physician" if order == 1 else "nurse",
        )
        for order, name in enumerate(names, 1)
    ]
    save.save_many(office.db, [person, *members])
    return members


def a_meeting(office: Any, title: str = "コア会議", **values: Any) -> Any:
    """A stored meeting on 12/1."""
    found = save.new("meetings", title=title, **{"held_on": HELD, "start": "19:00", **values})
    save.save(office.db, found)
    office.changes.saved.emit("meetings", [found.id])
    return found
