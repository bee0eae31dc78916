from __future__ import annotations

from tests.reports import samples
from zaitaku_desk.reports import Request, listed
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.lists import Listing


def names(found: listed.Found[samples.Any]) -> list[str]:
    return [one.name for one in found.records]


def test_without_a_list_on_the_screen_all_are_listed(district: Database) -> None:
    found = listed.institutions(district, Request())
    assert (len(found.records), found.narrowed, found.warnings) == (6, "", ())


def test_a_filter_on_the_screen_narrows_the_paper_and_it_says_so(district: Database) -> None:
    listing = Listing("institutions", filters=(("district", "東地区"),))
    found = listed.institutions(district, Request(listing=listing))
    assert names(found) == ["あおぞら診療所", "はまなす薬局", "みどり台クリニック"]
    assert "3件" in found.warnings[0]


def test_the_order_on_the_screen_is_kept(district: Database) -> None:
    listing = Listing("institutions", sort="telephone", descending=True)
    found = listed.institutions(district, Request(listing=listing))
    assert [one.telephone[-1] for one in found.records] == list("654321")


def test_what_is_not_to_be_listed_is_left_out_and_told(own_district: Database) -> None:
    samples.put(own_district, samples.make("institutions", "x", name="秘密", listed=False))
    found = listed.institutions(own_district, Request())
    assert "秘密" not in names(found) and "1機関" in found.warnings[0]


def test_the_list_of_another_tab_does_not_narrow(district: Database) -> None:
    found = listed.people(district, Request(listing=Listing("institutions", text="薬局")))
    assert found.narrowed == ""
