"""Rows read by assigned columns: nothing of a cell is lost (A6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import mapping
from zaitaku_desk.intake.tables import Table, read_table

TODAY = date(2026, 11, 22)


@pytest.fixture
def table(tmp_path: Path):
    def make(*lines: str, name: str = "名簿(H29).csv") -> Table:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_table(path)

    return make


def rows(table: Table, **columns: int):
    source = mapping.source_of(table, "institutions", columns, today=TODAY)
    return [row.values if not row.reason else row.reason for row in source.rows(table)]


def test_a_row_says_what_its_columns_are_for(table):
    found = rows(
        table("あ,い,う,え", "丘医院,0999-1-2222,内科、外科,かしま地区"),
        name=0,
        telephone=1,
        services=2,
        district=3,
    )
    assert found == [
        {
            "name": "丘医院",
            "kind": "clinic",
            "telephone": "0999-1-2222",
            "services": ["内科", "外科"],
            "district": "かしま地区",
        }
    ]


def test_a_sign_becomes_the_state_of_a_capability(table):
    made = table("名称,看取り,酸素", "丘医院,△（日中のみ）,○")
    (found,) = rows(made, **{"name": 0, "capability:end_of_life_care": 1, "capability:oxygen": 2})
    assert found["capabilities"] == {"end_of_life_care": ["conditional", "日中のみ"], "oxygen": ["can", ""]}


def test_words_that_a_field_cannot_hold_are_kept_in_the_note(table):
    made = table("名称,訪問診療,看取り,備考", "丘医院,火曜の午後だけ,年に三人,駐車場あり")
    columns = {"name": 0, "regular_home_visit_status": 1, "capability:end_of_life_care": 2, "note": 3}
    (found,) = rows(made, **columns)
    assert found["note"] == "駐車場あり\n訪問診療：火曜の午後だけ\n看取り：年に三人"
    assert "regular_home_visit_status" not in found


def test_hours_are_read_or_kept_as_they_are(table):
    made = table("名称,時間", "丘医院,月～金 9:00～12:00", "港医院,9時から（要電話）")
    read, kept = rows(made, name=0, opening_hours=1)
    assert read["opening_hours"]["mon"] == [["09:00", "12:00"]]
    assert kept["note"] == "診療・営業時間：9時から（要電話）"


def test_a_home_visit_is_told_by_a_sign_and_a_filing_by_its_class(table):
    (found,) = rows(
        table("名称,往診,支援", "丘医院,○,在支診2"), name=0, regular_home_visit_status=1, support_class=2
    )
    assert (found["regular_home_visit_status"], found["support_class"]) == ("doing", "clinic2")


def test_a_row_without_a_name_is_rejected(table):
    assert rows(table("名称,電話", ",0999-1-2222"), name=0, telephone=1) == ["名称が空です。"]


def test_the_name_must_have_a_column(table):
    with pytest.raises(UserError, match="名称"):
        mapping.source_of(table("い,ろ", "丘医院,1"), "institutions", {"telephone": 1}, today=TODAY)


def test_a_sheet_called_by_a_kind_says_the_kind(table):
    made = table("名称,電話", "みなと,0999-1-2222", name="訪問看護.csv")
    assert rows(made, name=0)[0]["kind"] == "home_nursing"


def test_columns_without_or_with_the_same_heading_have_names_of_their_own(table):
    assert mapping.labels(table("名称,電話,,電話", "丘,1,2,3")) == ["名称", "電話", "C列", "電話（2）"]


def test_columns_are_lettered_as_excel_does():
    assert [mapping.letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_same_words_are_the_same_header_however_wide():
    assert mapping.mapping_id("people", ["ＴＥＬ", "氏 名"]) == mapping.mapping_id("people", ["tel", "氏名"])
    assert mapping.mapping_id("people", ["氏名"]) != mapping.mapping_id("institutions", ["氏名"])


def test_the_usable_rows_are_counted(table):
    assert mapping.usable(table("名称,電話", "丘医院,1", ",2", "港医院,3"), "institutions", {"name": 0}) == (
        2,
        3,
    )


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("関係機関一覧(H29).csv", "2017-04-01"),
        ("令和7年度名簿.csv", "2025-04-01"),
        ("2024年一覧.csv", "2024-04-01"),
        ("一覧_20260110.csv", "2026-01-10"),
        ("一覧.csv", "2026-11-22"),
    ],
)
def test_the_day_of_a_list_is_what_its_name_tells(table, name, day):
    assert mapping.edition_day(table("名称", "丘医院", name=name), TODAY) == day


def test_two_columns_of_coordinates_are_one_place(table):
    found = rows(table("あ,緯度,経度", "丘医院,34.3000001,134.05"), name=0, latitude=1, longitude=2)
    assert found[0]["position"] == "34.3,134.05"


def test_a_kind_that_nobody_tells_is_left_to_those_who_know(table):
    (found,) = rows(table("名称,電話", "みなと,0999-1-2222"), name=0)
    assert "kind" not in found
