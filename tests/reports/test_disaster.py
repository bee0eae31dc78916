from __future__ import annotations

from tests.reports import samples
from tests.reports.reading import pages
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=samples.TODAY)


def test_each_kind_has_its_page_and_there_is_room_to_write(district: Database) -> None:  # A87
    found = pages(make("disaster_pdf", district, REQUEST))
    assert len(found) == 4
    assert all("緊急時の携帯" in page and "呼吸器" in page for page in found)


def test_numbers_for_the_night_and_what_runs_without_power_are_printed(own_district: Database) -> None:
    hospital = samples.make(
        "institutions",
        "x",
        name="浜病院",
        kind="hospital",
        night_telephone="08000000777",
        mobile="09012340001",
        alternate_contact="事務長宅",
        generator=True,
        disaster_ventilator=False,
    )
    samples.put(own_district, hospital)
    text = pages(make("disaster_pdf", own_district, REQUEST))[0]
    assert all(word in text for word in ("0800-000-0777", "090-1234-0001", "事務長宅", "○", "×"))


def test_one_kind_can_be_asked_for(district: Database) -> None:
    assert len(pages(make("disaster_pdf", district, Request(id="clinic")))) == 1
