from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.reports import samples
from tests.reports.reading import pages, rows
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.confirmations import ConfirmationRound
from zaitaku_desk.reports import Request, make
from zaitaku_desk.reports.confirmation_page import ABLE, FIELDS, ROOM
from zaitaku_desk.store import confirmations, save
from zaitaku_desk.store.connection import Database


def request(db: Database) -> Request:
    return Request(id=samples.confirmation_round(db), today=samples.TODAY)


def test_there_is_a_numbered_sheet_for_each_institution(district: Database) -> None:
    found = pages(make("confirmation_sheets_pdf", district, request(district)))
    assert len(found) == 6
    assert all(f"番号{number}" in page for number, page in enumerate(found, 1))
    assert "みなと野中央病院御中" in found[0]


def test_it_says_what_the_list_says_and_where_to_send_it(district: Database) -> None:
    page = next(
        page
        for page in pages(make("confirmation_sheets_pdf", district, request(district)))
        if "あおぞら" in page
    )
    for words in ("0800-000-0103", "条件付（日中のみ）", "返信先FAX0800-000-0002", "12月15日"):
        assert words in page


def test_a_single_sheet_is_made_by_its_own_id(district: Database) -> None:
    one = confirmations.sheets(district, samples.confirmation_round(district))[1]
    made = make("confirmation_sheets_pdf", district, Request(id=one.confirmation.id, today=samples.TODAY))
    assert len(pages(made)) == 1 and (one.institution.name or "") in made.title


def test_long_answers_go_on_on_a_second_page(own_district: Database) -> None:
    place: Any = save.get(own_district, "institutions", "i4")
    save.save(own_district, replace(place, closed_days="日曜・祝日・年末年始のほか随時。" * 60))
    found = pages(make("confirmation_sheets_pdf", own_district, request(own_district)))
    assert "1/3ページ" in found[0] and "（つづき）" in found[1]


def test_who_has_not_answered_stands_with_telephone(own_district: Database) -> None:
    wanted = request(own_district)
    sheet = confirmations.sheets(own_district, wanted.id)[0]
    confirmations.answered(own_district, sheet.confirmation, samples.TODAY, "fax")
    (page,) = pages(make("confirmation_open_pdf", own_district, wanted))
    assert "みなと野中央病院" not in page and "0800-000-0101" in page and "回収率17%" in page
    found = rows(make("confirmation_open_excel", own_district, wanted), "未返信")
    assert len(found) == 4 + 5 and found[4][6] == "11/2 FAX"


def test_without_a_fax_number_she_is_told(own_district: Database) -> None:
    profile: Any = save.get(own_district, "profiles", "profile")
    save.save(own_district, replace(profile, fax=None))
    assert "FAX番号" in make("confirmation_sheets_pdf", own_district, request(own_district)).warnings[0]


def test_a_round_without_institutions_is_refused(own_district: Database) -> None:
    samples.put(own_district, ConfirmationRound(id="empty", title="空", starts_on=date(2026, 1, 1)))
    with pytest.raises(UserError, match="機関がありません"):
        make("confirmation_sheets_pdf", own_district, Request(id="empty"))


def test_the_columns_fill_the_page() -> None:
    assert sum(FIELDS) == pytest.approx(ROOM)
    assert sum(ABLE) == pytest.approx(ROOM)
