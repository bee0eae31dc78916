"""Plain records of the desk; `KINDS` is the list of them all."""

from __future__ import annotations

import uuid

from zaitaku_desk.records.codes import Code
from zaitaku_desk.records.consultations import Consultation, FollowUp
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.records.meetings import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingResult,
    MeetingSeries,
    Remark,
    SeriesMember,
)
from zaitaku_desk.records.office import Profile, Staff
from zaitaku_desk.records.people import Person, Post
from zaitaku_desk.records.questions import Answer, Question, QuestionSet
from zaitaku_desk.records.visits import Visit

KINDS: dict[str, type[Record]] = {
    record.KIND: record
    for record in (
        Institution,
        Capability,
        Person,
        Post,
        Visit,
        QuestionSet,
        Question,
        Answer,
        MeetingSeries,
        SeriesMember,
        Meeting,
        Attendance,
        AgendaItem,
        Remark,
        MeetingResult,
        Decision,
        ActionItem,
        Consultation,
        FollowUp,
        Code,
        Staff,
        Profile,
    )
}

SLICES = ("visits", "institutions", "meetings", "consultations")
"""The kinds with a tab of their own, in the order of the tabs (decisions 36)."""


def new_id() -> str:
    """A random 128-bit id as text (decisions 4)."""
    return uuid.uuid4().hex


def pair_id(*parts: str) -> str:
    """The id of an association: two laptops that enter the same thing offline agree (decisions 4)."""
    return uuid.uuid5(_PAIRS, "\x1f".join(parts)).hex


_PAIRS = uuid.UUID("5b0e3c1e-6f0c-4f6a-9d3b-0b6f3a1f7c11")
