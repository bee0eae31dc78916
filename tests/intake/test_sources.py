"""A list is known by what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.rows import Source, SourceRow
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

TODAY = dt.date(2026, 5, 1)
Listed = Callable[..., Path]
Care = Any  # the class of the fixture


def read(path: Path) -> tuple[Source, list[SourceRow]]:
    table = read_table(path)
    source = recognise(table, today=TODAY)
    return source, list(source.rows(table))


def test_care_services_are_known_whatever_the_file_is_called(listed: Listed, care: Care) -> None:
    source, rows = read(listed([care.row("3710000001", "甲デイサービス")], care.HEADER, "x.csv"))
    assert (source.id, source.layer) == ("mhlw.care", "mhlw.care/通所介護")
    assert rows[0].key == "kaigo:3710000001"
    assert rows[0].values["services"] == ["通所介護"]


def test_an_office_number_that_excel_destroyed_is_no_key_and_said_so(listed: Listed, care: Care) -> None:
    _, rows = read(listed([care.row("3.71E+09", "甲デイサービス")], care.HEADER))
    assert rows[0].key is None
    assert "壊れています" in rows[0].remark


def test_a_lost_leading_zero_is_put_back(listed: Listed, care: Care) -> None:
    _, rows = read(listed([care.row("110000001", "甲デイサービス")], care.HEADER))
    assert rows[0].key == "kaigo:0110000001"


def test_the_standard_data_set_fills_places_from_its_publisher(listed: Listed) -> None:
    header = "地方公共団体名,名称,医療機関の種類,所在地_連結表記,電話番号,診療科目,病床数"
    source, rows = read(
        listed(["香川県高松市,甲医院,無床診療所,番町一丁目1番,087-000-0001,内科、外科,0"], header)
    )
    assert source.layer == "standard.medical/香川県高松市"
    assert rows[0].values["municipality"] == "高松市"
    assert (rows[0].key, rows[0].values["kind"], rows[0].values["services"]) == (
        None,
        "clinic",
        ["内科", "外科"],
    )


def test_circles_and_kinds_of_beds_of_kumamoto_are_gathered(listed: Listed) -> None:
    header = "施設区分,施設正式名称,所在地,電話番号,開設者名,管理者氏名,精神病床数,一般病床数,"
    header += "内科,外科,診療科目その他"
    source, rows = read(
        listed(["病院,甲病院,熊本市中央区1,096-000-0001,青空会,乙,10,20,○,,血管外科"], header)
    )
    assert source.id == "kumamoto.hospitals"
    assert (rows[0].values["beds"], rows[0].values["services"]) == (30, ["内科", "血管外科"])


def test_any_other_list_of_institutions_is_read_by_its_header(listed: Listed) -> None:
    path = listed(["甲薬局,香川県高松市番町1-1,087-000-0001"], name="薬局名簿_20260401.csv")
    source, rows = read(path)
    assert (source.id, source.edition) == ("generic", "2026-04-01")
    assert rows[0].values["kind"] == "pharmacy"


def test_two_editions_of_a_list_share_their_layer(listed: Listed) -> None:
    row = ["甲薬局,香川県高松市番町1-1,087-000-0001"]
    layers = {
        read(listed(row, name=name))[0].layer for name in ("data_20260311_ab1.csv", "data_20260410_cd2.csv")
    }
    assert len(layers) == 1


@pytest.mark.parametrize(
    ("header", "row", "says"),
    [
        ("名称,所在地,面積", "中央公園,高松市番町1,100", "医療や介護の機関の一覧ではない"),
        ("名称,住所,電話番号", "青空食堂,高松市番町1,087-000-0001", "医療や介護の機関の一覧ではない"),
        ("氏名,フリガナ,電話", "山田花子,ヤマダハナコ,087", "名称の列が見つかりません"),
        ("名称,面積", "甲病院,100", "電話番号の列も住所の列もない"),
        ("甲医院,087-000-0001", "乙医院,087-000-0002", "見出しの行が見つからない"),
    ],
)
def test_a_list_of_something_else_is_refused_in_words(
    listed: Listed, header: str, row: str, says: str
) -> None:
    with pytest.raises(UserError, match=says):
        read(listed([row], header))


def test_a_row_without_a_name_is_rejected_with_its_reason(listed: Listed) -> None:
    _, rows = read(listed(["甲医院,番町1,087-000-0001", ",番町2,087-000-0002"]))
    assert [row.reason for row in rows] == ["", "名称が空です。"]
