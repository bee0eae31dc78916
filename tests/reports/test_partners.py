from __future__ import annotations

from tests.reports import samples
from tests.reports.reading import pages, rows
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

REQUEST = Request(id="i1", today=samples.TODAY)


def test_a_clinic_gets_its_neighbours_by_kind(region: Database) -> None:  # A163
    text = "".join(pages(make("partners_pdf", region, REQUEST)))
    order = [
        text.index(name) for name in ("みなと野中央病院", "ステーションなぎさ", "はまなす薬局", "髙﨑歯科")
    ]
    assert order == sorted(order) and "かもめ内科医院" not in text


def test_the_nearest_stand_first_and_how_near_is_said(own_district: Database) -> None:
    far = samples.make("institutions", "x", name="あ薬局", kana="あ", kind="pharmacy", district="西地区")
    samples.put(own_district, far)
    found = rows(make("partners_excel", own_district, REQUEST), "薬局")
    assert [(row[0], row[1]) for row in found[6:]] == [("同じ地区", "はまなす薬局"), ("市町村内", "あ薬局")]


def test_what_stands_behind_a_condition_is_told(own_district: Database) -> None:
    night = {"code": "around_the_clock", "state": "conditional", "condition": "電話のみ"}
    samples.put(own_district, samples.make("capabilities", "x", institution_id="i6", **night))
    assert "24時間：電話のみ" in "".join(pages(make("partners_pdf", own_district, REQUEST)))


def test_a_clinic_without_a_place_is_told_of(own_district: Database) -> None:
    samples.put(own_district, save.new("institutions", name="どこか医院", kind="clinic"))
    clinic = own_district.row("SELECT id FROM institutions WHERE name = 'どこか医院'")[0]  # type: ignore[index]
    made = make("partners_pdf", own_district, Request(id=clinic, today=samples.TODAY))
    assert "近い順に並べられません" in made.warnings[0]


def test_how_far_it_is_in_a_straight_line_is_said(own_district: Database) -> None:  # A268
    for key, position in (("i1", "34.300,134.000"), ("i6", "34.318,134.000")):
        samples.put(own_district, save_position(own_district, key, position))
    assert "2.0km" in "".join(pages(make("partners_pdf", own_district, REQUEST)))


def save_position(db: Database, key: str, position: str) -> samples.Record:
    found = save.get(db, "institutions", key)
    assert found is not None
    found.position = position  # type: ignore[attr-defined]
    return found
