from __future__ import annotations

from datetime import date, datetime

from zaitaku_desk.reports.list_paper import Column, ListPaper, bands, filled, shown


def test_values_are_shown_as_a_japanese_office_writes_them() -> None:
    found = [
        shown(value) for value in (date(2026, 6, 1), datetime(2026, 6, 1, 9, 5), True, False, None, 1200)
    ]
    assert found == ["R8.6.1", "R8.6.1 09:05", "○", "", "", "1,200"]
    assert shown(date(2026, 6, 1), "western") == "2026.6.1"


def test_a_column_nobody_filled_in_is_left_out() -> None:
    section = filled((Column("名称", 10), Column("FAX", 10), Column("電話", 10)), [["あ", "", "1"]], always=1)
    assert ([column.title for column in section.columns], section.rows) == (["名称", "電話"], [["あ", "1"]])


def test_a_band_stands_where_a_district_begins_and_counts() -> None:
    assert bands(["東", "東", "西"]) == {0: "東（2）", 2: "西（1）"}


def test_lists_that_were_taken_in_are_named(  # A291: 出典
) -> None:
    paper = ListPaper(
        "一覧", date(2026, 11, 10), "医師会", "wareki", (), sources=("みなと野市一覧", "汐路県名簿")
    )
    assert paper.attribution == "出典：みなと野市一覧／汐路県名簿"
    assert paper.full_title == "一覧（令和8年11月10日現在）"
