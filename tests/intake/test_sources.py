"""A list is known by what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.rows import Source, SourceRow
from zaitaku_desk.intake.sources import edition_of, recognise
from zaitaku_desk.intake.tables import read_table

TODAY = dt.date(2026, 5, 1)
Listed = Callable[..., Path]
TWO_ROWS = "施設名,所在地,連絡先,,法人,\n,,電話,FAX,名称,電話"


def read(path: Path) -> tuple[Source, list[SourceRow]]:
    table = read_table(path)
    source = recognise(table, today=TODAY)
    return source, list(source.rows(table))


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
        ("名称,住所,電話番号,設置位置", "甲診療所,高松市番町1,087-000-0001,1階", "AED の設置場所"),
        ("氏名,フリガナ,電話", "山田花子,ヤマダハナコ,087", "人の名簿のようです"),
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


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("会員名,性別,年齢", "人の名簿のようです"),
        ("タイムスタンプ,問1 開設主体,問2 職員数", "アンケートや調査の結果のようです"),
    ],
)
def test_people_and_answers_are_called_what_they_are(listed: Listed, header: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read(listed(["甲,乙,丙", "丁,戊,己"], header))


@pytest.mark.parametrize(
    ("above", "name", "edition"),
    [
        (("[令和７年１０月１日 現在 ]令和７年１０月３日作成",), "名簿_20260401.xlsx", "2025-10-01"),
        (("R7.4.1現在",), "名簿.xlsx", "2025-04-01"),
        (("電話は平日のみ",), "名簿_20260401.xlsx", "2026-04-01"),
        ((), "2025.10_sisetukijun.xlsx", "2025-10-01"),
        ((), "名簿（令和7年4月1日）.csv", "2025-04-01"),
        ((), "名簿.csv", "2026-05-01"),
    ],
)
def test_the_edition_is_what_the_list_says_then_its_name_then_today(
    above: tuple[str, ...], name: str, edition: str
) -> None:
    assert edition_of(name, TODAY, above) == edition


def test_gaiji_are_told_by_line_and_kept(listed: Listed) -> None:
    source, rows = read(listed(["\ue192医院,香川県みなと野市番町1,087-800-0001"]))
    assert rows[0].values["name"] == "\ue192医院"
    assert "2行目「〓医院」の〓は辻か" in source.notes[-1]


def test_a_missing_area_code_comes_from_the_neighbours_and_is_told(listed: Listed) -> None:
    rows = [f"甲{n}医院,香川県みなと野市番町{n},087-800-000{n}" for n in range(4)]
    _, made = read(listed([*rows, "乙医院,香川県みなと野市番町9,800-0009"]))
    assert made[-1].values["telephone"] == "(087)800-0009"
    assert "「(087)」を補いました" in made[-1].remark


def test_two_header_rows_are_one(listed: Listed) -> None:
    source, rows = read(listed(["甲病院,番町1,087-800-0001,087-800-0002,乙会,03-0000-0000"], TWO_ROWS))
    assert source.columns == {"name": 0, "address": 1, "telephone": 2, "fax": 3, "corporation": 4}
    assert rows[0].values["fax"] == "087-800-0002"


def test_a_list_of_offices_by_service_says_their_services(listed: Listed) -> None:
    rows = [
        "甲ステーション,訪問看護,香川県みなと野市番町1,087-800-0001",
        "乙,訪問介護,香川県みなと野市港2,087-800-0002",
    ]
    _, made = read(listed(rows, "事業所名,サービス種類,所在地,電話番号1"))
    assert [row.values["services"] for row in made] == [["訪問看護"], ["訪問介護"]]
    assert made[0].values["kind"] == "home_nursing"


def test_a_cell_of_hyphens_says_nothing(listed: Listed) -> None:
    _, made = read(listed(["甲医院,香川県みなと野市番町1,−−−−−"]))
    assert "telephone" not in made[0].values


def test_names_that_do_not_tell_are_of_the_kind_of_the_list(listed: Listed) -> None:
    rows = ["みどり店,香川県みなと野市番町1,087-800-0001", "港調剤薬局,香川県みなと野市港1,087-800-0002"]
    _, made = read(listed(rows, name="薬局一覧_2026.csv"))
    assert [row.values["kind"] for row in made] == ["pharmacy", "pharmacy"]
