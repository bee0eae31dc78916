"""A visit or a meeting that falls into the hours patients are seen (A291)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.gui.meeting_desk import a_meeting
from zaitaku_desk.gui import hours_warning
from zaitaku_desk.gui.meetings_warnings import warnings
from zaitaku_desk.gui.visits import VisitsTab
from zaitaku_desk.store import save

TUESDAY = date(2026, 11, 24)
HOURS = {"tue": [["09:00", "12:30"], ["14:30", "18:00"]]}


@pytest.fixture
def clinic(office):
    made = save.new("institutions", name="港医院", kind="clinic", opening_hours=HOURS)
    save.save(office.db, made)
    return made


def test_a_visit_while_patients_are_seen_is_told(office, clinic):
    said = hours_warning.at_institution(office.db, clinic.id, TUESDAY, "12:00", "13:00")
    assert said == "港医院の診療時間（9:00～12:30）にかかります。"


@pytest.mark.parametrize(("start", "end"), [("12:30", "14:30"), (None, None), ("18:00", None)])
def test_a_visit_between_the_hours_is_not(office, clinic, start, end):
    assert hours_warning.at_institution(office.db, clinic.id, TUESDAY, start, end) == ""


def test_an_office_is_visited_while_it_is_open(office, clinic):
    clinic.kind = "pharmacy"
    save.save(office.db, clinic)
    assert hours_warning.at_institution(office.db, clinic.id, TUESDAY, "10:00", None) == ""


def test_a_meeting_in_a_waiting_room_is_told_under_its_place(office, clinic):
    mine = a_meeting(office, place="港医院 外来待合室", held_on=TUESDAY, start="18:30", end="19:30")
    assert warnings(office.db, mine, "wareki")["place"] == ""
    mine.start = "17:30"
    assert "14:30～18:00" in warnings(office.db, mine, "wareki")["place"]


def test_the_form_of_a_visit_tells_it_and_takes_it_away(qtbot, office, clinic, say):
    visit = save.new("visits", institution_id=clinic.id, visited_on=TUESDAY, start="10:00", status="planned")
    save.save(office.db, visit)
    tab = VisitsTab(office)
    qtbot.addWidget(tab)
    tab.resize(1366, 700)
    tab.show()
    tab.open_record(visit.id)
    line = tab.form.fields["start"].line
    assert "診療時間" in line.text()
    tab.form.widget("start").clear()
    say(tab.form.widget("start"), "13:00")
    qtbot.waitUntil(lambda: line.text() == "", timeout=2000)
    tab.flush()
