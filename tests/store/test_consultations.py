from __future__ import annotations

from datetime import datetime

from zaitaku_desk.store import consultations, institutions, save

NOW = datetime(2026, 11, 22, 9, 30, 41)


def test_a_new_one_has_the_minute_and_the_desk(db):
    begun = consultations.begin(db, NOW)
    assert (begun.received_at, begun.desk) == (datetime(2026, 11, 22, 9, 30), "main")


def test_the_desk_used_last_is_used_again(db):
    save.save(db, save.new("codes", id="desks:north", list_name="desks", key="north", label="北窓口"))
    save.save(
        db, save.new("consultations", received_at=datetime(2026, 11, 1, 9, 0), desk="north", content="相談")
    )
    assert consultations.begin(db, NOW).desk == "north"


def test_candidates_are_of_the_district_and_can_do_it(db):
    for name, district in (("港医院", "港"), ("みどり台医院", "みどり台")):
        clinic = save.new("institutions", name=name, district=district, kind="clinic")
        able = institutions.capability(clinic.id, "oxygen")
        able.state = "conditional"
        save.save_many(db, [clinic, able])
    save.save(db, save.new("institutions", name="港第二医院", district="港", kind="clinic"))
    found = consultations.candidates(db, filters=(("district", "港"), ("capability", "oxygen")))
    assert [row[1] for row in found] == ["港医院"]
