"""What the page of a visit has beside its list, in one import (see `record_parts`)."""

from __future__ import annotations

from zaitaku_desk.gui import visits_mode
from zaitaku_desk.gui.visits_fields import EarlierVisits, PersonField, Stamp, UsedBefore
from zaitaku_desk.gui.visits_mode import BigNote, HearingLayout
from zaitaku_desk.gui.visits_questionnaire import Questionnaire
from zaitaku_desk.records import institutions
from zaitaku_desk.store import visits

WIDGETS = (PersonField, UsedBefore, BigNote, Questionnaire, EarlierVisits)

__all__ = [
    "WIDGETS",
    "EarlierVisits",
    "HearingLayout",
    "Questionnaire",
    "Stamp",
    "institutions",
    "visits",
    "visits_mode",
]
