"""Lists that cities publish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from zaitaku_desk.intake.rows import Source, SourceRow
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

Listed = Callable[..., Path]


def read(path: Path) -> tuple[Source, list[SourceRow]]:
    table = read_table(path)
    source = recognise(table, today=dt.date(2026, 5, 1))
    return source, list(source.rows(table))


def test_the_standard_data_set_fills_places_from_its_publisher(listed: Listed) -> None:
    header = "地方公共団体名,ID,名称,医療機関の種類,所在地_連結表記,電話番号,診療科目,病床数"
    row = "香川県みなと野市,1,甲医院,無床診療所,番町一丁目1番,087-000-0001,内科、外科,0"
    source, rows = read(listed([row], header))
    assert source.layer == "standard.medical/香川県みなと野市"
    assert (rows[0].values["municipality"], rows[0].values["kind"]) == ("みなと野市", "clinic")
    assert (rows[0].key, rows[0].values["services"]) == (None, ["内科", "外科"])


def test_the_standard_data_set_says_hours_and_place(listed: Listed) -> None:
    header = "地方公共団体名,名称,医療機関の種類,所在地_連結表記,電話番号,診療科目,緯度,経度,診療曜日,"
    header += "診療開始時間,診療終了時間,診療日時特記事項"
    row = "香川県みなと野市,甲医院,無床診療所,番町1,087-000-0001,内科,34.3,134.05,"
    row += "月火水,09:00,17:30,水:午後休診"
    _, rows = read(listed([row], header))
    assert rows[0].values["position"] == "34.3,134.05"
    assert (rows[0].values["opening_hours"]["mon"], rows[0].values["closed_days"]) == (
        [["09:00", "17:30"]],
        "木・金・土・日",
    )


def test_the_english_words_of_a_property_list_are_understood(listed: Listed) -> None:
    header = (
        "#property,latitude,longitude,address,alternativeName,city,name,corporateRepresentative,establisher,"
    )
    header += "openingDate,telephone\u3000number,medicalSubjects,numberOfBeds,pref,prefCode"
    row = (
        "jp.1,34.3,134.05,香川県みなと野市番町1,病院,みなと野市,甲病院,理事長 乙 丙,医療法人青空会,1947/4/1,"
    )
    row += "087-000-0001,内科、外科,60,香川県,372021"
    source, rows = read(listed([row], header))
    assert (source.layer, rows[0].key) == ("generic/香川県みなと野市/医療機関一覧", None)
    values = rows[0].values
    assert (values["telephone"], values["corporation"], values["beds"]) == (
        "087-000-0001",
        "医療法人青空会",
        60,
    )
    assert "director" not in values  # who represents the corporation does not lead the hospital


def test_circles_and_kinds_of_beds_of_kumamoto_are_gathered(listed: Listed) -> None:
    header = "施設区分,施設正式名称,所在地,電話番号,開設者名,管理者氏名,精神病床数,一般病床数,内科,外科,"
    header += "診療科目その他"
    source, rows = read(
        listed(["病院,甲病院,熊本市中央区1,096-000-0001,青空会,乙,10,20,○,,血管外科"], header)
    )
    assert source.id == "kumamoto.hospitals"
    assert (rows[0].values["beds"], rows[0].values["services"]) == (30, ["内科", "血管外科"])
