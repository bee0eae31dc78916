from __future__ import annotations

from datetime import date, datetime

from tests.reports import samples
from tests.reports.reading import book, rows
from zaitaku_desk.reports import record_list
from zaitaku_desk.store import directory_lists
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.lists import Listing


def test_the_file_has_the_columns_rows_and_order_of_the_screen(district: Database) -> None:
    found = rows(record_list.write_excel(district, Listing("institutions"), samples.TODAY), "関係機関")
    assert found[3][:4] == ["№", "名称", "種別", "地区"]
    assert [row[1] for row in found[4:7]] == ["あおぞら診療所", "かもめ内科医院", "はまなす薬局"]
    assert len(found) == 4 + 6


def test_filters_narrow_the_file_too(district: Database) -> None:
    listing = Listing("institutions", filters=(("kind", "clinic"),))
    found = rows(record_list.write_excel(district, listing, samples.TODAY), "関係機関")
    assert len(found) == 4 + 3


def test_dates_and_times_are_dates_in_excel(district: Database) -> None:
    sheet = book(record_list.write_excel(district, Listing("consultations"), samples.TODAY))["相談"]
    assert isinstance(sheet["B5"].value, datetime)
    sheet = book(record_list.write_excel(district, Listing("visits"), date(2026, 1, 1)))["ヒアリング訪問"]
    assert sheet["B5"].is_date


def test_an_empty_list_is_a_head_without_rows(district: Database) -> None:
    listing = Listing("institutions", text="どこにもない名前")
    assert len(rows(record_list.write_excel(district, listing, samples.TODAY), "関係機関")) == 4


def test_a_ready_made_list_is_exported_with_what_it_is_about(district: Database) -> None:
    listing = directory_lists.listing(district, "starting", samples.TODAY)
    found = rows(record_list.write_excel(district, listing, samples.TODAY), "関係機関")
    assert "訪問診療の開始" in found[3]
    assert "訪問診療の開始予定・開始後" in str(found[:3])


def test_what_can_be_done_stands_in_the_file_with_its_age(district: Database) -> None:
    now = datetime(2026, 11, 24, 9, 30)
    listing = Listing("institutions", filters=(("capability", ("oxygen",)),), now=now)
    found = rows(record_list.write_excel(district, listing, samples.TODAY), "関係機関")
    assert found[3][2] == "処置と確認日"
    assert all("R" in row[2] or "確認日なし" in row[2] for row in found[4:])
