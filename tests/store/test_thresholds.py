"""From when on a fact is old."""

from __future__ import annotations

from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.store import save
from zaitaku_desk.store.thresholds import Thresholds, thresholds


def test_without_a_profile_the_usual_ones_hold(db):
    assert thresholds(db) == Thresholds(12, 7, 3)


def test_what_the_office_sets_holds_at_once(db):
    thresholds(db)
    save.save(db, save.new("profiles", id=PROFILE_ID, unconfirmed_months=6, vacancy_days=3))
    assert thresholds(db)[:2] == (6, 3)


def test_an_emptied_one_is_switched_off(db):
    save.save(db, save.new("profiles", id=PROFILE_ID, unconfirmed_months=None))
    assert thresholds(db).unconfirmed_months is None
