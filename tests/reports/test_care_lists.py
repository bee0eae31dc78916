from __future__ import annotations

import pytest

from tests.reports import samples
from tests.reports.reading import book, pages
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=samples.TODAY)


def test_the_dementia_list_has_who_can_and_says_since_when(region: Database) -> None:  # A265
    text = "".join(pages(make("dementia_pdf", region, REQUEST)))
    assert "みどり台クリニック" in text and "かもめ内科医院" not in text


def test_a_filing_about_dementia_is_shown_as_the_reason(own_district: Database) -> None:
    filings = ["認知症専門診断管理料"]
    samples.put(
        own_district, samples.make("institutions", "x", name="浜医院", kind="clinic", filings=filings)
    )
    assert "認知症専門診断管理料" in "".join(pages(make("dementia_pdf", own_district, REQUEST)))


def test_homes_stand_by_their_kind_with_the_moment_of_what_is_free(region: Database) -> None:
    made = make("homes_pdf", region, REQUEST)
    assert "2床（R8.11.5）" in "".join(pages(made))
    assert book(make("homes_excel", region, REQUEST)).sheetnames == ["特別養護老人ホーム"]


def test_a_list_with_nobody_on_it_says_what_to_do(district: Database) -> None:
    with pytest.raises(UserError, match="高齢者向け施設一覧"):
        make("homes_pdf", district, REQUEST)
