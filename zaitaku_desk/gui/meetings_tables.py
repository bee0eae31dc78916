"""The tables under a meeting: who, about what, what was said, decided and is to be done."""

from __future__ import annotations

from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.meetings_minutes import AgendaChoice, SpeakerEdit
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.meetings import Decision


def is_continued(record: Record | None) -> bool:
    """継続検討: only then a day to check is asked for."""
    return isinstance(record, Decision) and record.outcome == "continued"


CHILDREN = {
    "attendances": Children(
        "attendances",
        ("person_id", "title", "organisation", "profession", "honorific", "reply", "attended"),
        order="order",
        widths={
            "person_id": 120,
            "title": 96,
            "profession": 96,
            "honorific": 54,
            "reply": 64,
            "attended": 60,
        },
        stretch="organisation",
        most=200,
        passed=lambda _person, name: name in ("honorific", "reply", "attended"),
    ),
    "agenda_items": Children(
        "agenda_items",
        ("title", "presenter", "note"),
        order="order",
        widths={"title": 260, "presenter": 120},
        stretch="note",
        least=1,
        most=40,
        editors={"presenter": SpeakerEdit},
    ),
    "remarks": Children(
        "remarks",
        ("speaker", "text", "agenda_item_id"),
        order="order",
        widths={"agenda_item_id": 140, "speaker": 130},
        stretch="text",
        least=1,
        most=400,
        editors={"agenda_item_id": AgendaChoice, "speaker": SpeakerEdit},
        passed=lambda _remark, name: name == "agenda_item_id",
    ),
    "meeting_results": Children(
        "meeting_results",
        ("text", "kind"),
        order="order",
        widths={"kind": 90},
        stretch="text",
        least=1,
        most=60,
    ),
    "decisions": Children(
        "decisions",
        ("text", "outcome", "next_check_on"),
        order="order",
        widths={"outcome": 110, "next_check_on": 160},
        stretch="text",
        least=1,
        most=60,
        passed=lambda decision, name: name == "next_check_on" and not is_continued(decision),
    ),
    "action_items": Children(
        "action_items",
        ("text", "owner", "due_on", "done_on"),
        order="order",
        widths={"owner": 110, "due_on": 150, "done_on": 150},
        stretch="text",
        least=1,
        most=60,
        editors={"owner": SpeakerEdit},
        passed=lambda _item, name: name == "done_on",
    ),
}
