from __future__ import annotations

import pytest

from tests.reports import samples
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.people import Person
from zaitaku_desk.reports import Request, addressees
from zaitaku_desk.store.connection import Database

CLINIC = Institution(
    id="c", name="浜医院", kind="clinic", director="浜 太郎", postal_code="0000001", address="浜町1"
)


@pytest.mark.parametrize(
    ("to", "doctors", "line"),
    [
        ("institution", "sensei", "浜医院　御中"),
        ("head", "sensei", "浜 太郎　先生"),
        ("head", "sama", "浜 太郎　様"),
        ("liaison", "sensei", "浜医院　御中"),
    ],
)
def test_the_honorific_is_that_of_a_place_or_of_a_doctor_as_the_setting_says(
    to: str, doctors: str, line: str
) -> None:
    assert addressees.of_institution(CLINIC, to, doctors).line == line


def test_the_head_of_an_office_is_no_doctor_and_without_one_the_office_is_addressed() -> None:
    office = Institution(id="k", name="ケアプラン浜", kind="care_management", director="浜 花子")
    assert addressees.of_institution(office, "head").line == "浜 花子　様"
    assert addressees.of_institution(Institution(id="k", name="浜"), "head").line == "浜　御中"


def test_a_person_stands_below_place_and_title() -> None:
    made = addressees.of_person(Person(id="p", name="架空 一郎", profession="physician"), "院長", CLINIC)
    assert (made.above, made.line, made.postal) == (("浜医院", "院長"), "架空 一郎　先生", "000-0001")


def test_missing_address_and_postal_code_are_told_apart() -> None:
    assert addressees.of_institution(Institution(id="k", name="浜")).missing == "住所"
    assert addressees.of_institution(Institution(id="k", name="浜", address="浜町")).missing == "郵便番号"


def test_people_get_the_address_of_the_post_they_hold_today(region: Database) -> None:
    made, _ = addressees.people(region, Request(today=samples.TODAY))
    lines = {one.name: (one.above, one.address, one.missing) for one in made}
    assert lines["連 携子"] == (("みなと野中央病院", "地域連携室 主任"), "みなと野市中央町4丁目4番地", "")
    assert lines["無住 所太"] == ((), "", "住所")


def test_a_hospital_is_reached_by_its_liaison_office_or_who_works_there() -> None:
    hospital = Institution(id="h", name="浜病院", kind="hospital")
    assert addressees.of_institution(hospital, "liaison").line == "地域連携室　御中"
    hospital.liaison_contact = "窓口 花"
    made = addressees.of_institution(hospital, "liaison")
    assert (made.above, made.line) == (("浜病院", "地域連携室"), "窓口 花　様")
