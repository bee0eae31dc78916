"""What a list was narrowed by, in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from zaitaku_desk.store import directory_lists, narrowing, save
from zaitaku_desk.store.lists import Listing

TODAY = datetime(2026, 11, 24).date()


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("kind", frozenset({"clinic", "hospital"})), "種別 診療所・病院"),
        (("district", "錨町"), "地区 錨町"),
        (("capability", ("tracheostomy", "end_of_life_care")), "気管切開の管理・看取り"),
        (("capability_can", ("oxygen",)), "酸素療法（条件付を除く）"),
        (("may_call", datetime(2026, 11, 24, 9, 30)), "電話してよい（09:30）"),
        (("near", (34.3, 134.0)), "近い順（直線距離）"),
        (("listed", False), "一覧表に掲載 いいえ"),
        (("email", None), "メール なし"),
        (("school_district", ("\0", None)), "中学校区 あり"),
        (("confirmed_on", ("2026-04-01", None)), "最終確認日 2026-04-01～"),
    ],
)
def test_a_filter_is_said_as_on_the_screen(db, pair, words):
    assert narrowing.words(db, Listing("institutions", filters=(pair,))) == [words]


def test_the_search_and_a_year_are_said_too(db):
    series = save.new("meeting_series", title="輪番の会")
    save.save(db, series)
    listing = Listing("meetings", text="輪番", filters=(("year", 2026), ("series_id", series.id)))
    assert narrowing.words(db, listing) == ["検索「輪番」", "令和8年度", "会議体 輪番の会"]


def test_every_ready_made_list_can_be_said(db):
    for key, _ in directory_lists.choices():
        assert "絞り込みあり" not in narrowing.words(db, directory_lists.listing(db, key, TODAY))
