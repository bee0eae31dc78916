"""Plain records of the desk; `KINDS` is the list of them all."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping

from zaitaku_desk.records.fields import Record


class Kinds(Mapping[str, type[Record]]):
    """Kind → record class; a module of records is imported when one of its kinds is first asked for.

    The first page shows one kind, and making all the classes takes 15 ms.
    """

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes
        self._known: dict[str, type[Record]] = {}

    def __getitem__(self, kind: str) -> type[Record]:
        if kind not in self._known:
            module, _, name = self._homes[kind].partition(".")
            self._known[kind] = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def __contains__(self, kind: object) -> bool:
        return kind in self._homes


KINDS = Kinds(
    {
        "institutions": "institutions.Institution",
        "capabilities": "institutions.Capability",
        "staff_counts": "institution_parts.StaffCount",
        "yearly_figures": "institution_parts.YearlyFigure",
        "tool_uses": "institution_parts.ToolUse",
        "agreements": "institution_parts.Agreement",
        "preparations": "institution_parts.Preparation",
        "contacts": "institution_parts.Contact",
        "areas": "areas.Area",
        "editions": "editions.Edition",
        "edition_entries": "editions.EditionEntry",
        "distributions": "editions.Distribution",
        "confirmation_rounds": "confirmations.ConfirmationRound",
        "confirmations": "confirmations.Confirmation",
        "match_decisions": "imports.MatchDecision",
        "column_mappings": "imports.ColumnMapping",
        "people": "people.Person",
        "posts": "people.Post",
        "trainings": "people.Training",
        "visits": "visits.Visit",
        "question_sets": "questions.QuestionSet",
        "questions": "questions.Question",
        "answers": "questions.Answer",
        "meeting_series": "meetings.MeetingSeries",
        "series_members": "meetings.SeriesMember",
        "meetings": "meetings.Meeting",
        "attendances": "meetings.Attendance",
        "agenda_items": "meetings.AgendaItem",
        "remarks": "meetings.Remark",
        "meeting_results": "meetings.MeetingResult",
        "decisions": "meetings.Decision",
        "action_items": "meetings.ActionItem",
        "consultations": "consultations.Consultation",
        "follow_ups": "consultations.FollowUp",
        "attachments": "attachments.Attachment",
        "codes": "codes.Code",
        "staff": "office.Staff",
        "profiles": "office.Profile",
        "devices": "office.Device",
    }
)
"""Every kind; to add one, name it here."""

SLICES = ("visits", "institutions", "meetings", "consultations")
"""The kinds with a tab of their own, in the order of the tabs (decisions 36)."""


def new_id() -> str:
    """A random 128-bit id as text (decisions 4)."""
    import uuid  # brings `platform` with it

    return uuid.uuid4().hex


def pair_id(*parts: str) -> str:
    """The id of an association: two laptops that enter the same thing offline agree (decisions 4)."""
    import uuid

    return uuid.uuid5(uuid.UUID(_PAIRS), "\x1f".join(parts)).hex


_PAIRS = "5b0e3c1e-6f0c-4f6a-9d3b-0b6f3a1f7c11"
