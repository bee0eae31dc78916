"""Rows of a list as values of an institution."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake.rows import Source, plain_row, reason_against, services_of, values_of


def test_place_names_come_from_the_address() -> None:
    assert values_of({"name": 0, "address": 1}, ["甲医院", "香川県高松市番町1"]) == {
        "name": "甲医院",
        "prefecture": "香川県",
        "municipality": "高松市",
        "address": "香川県高松市番町1",
    }


def test_a_building_is_added_unless_the_address_has_it() -> None:
    columns = {"name": 0, "address": 1, "building": 2}
    assert values_of(columns, ["甲", "番町1", "乙ビル2階"])["address"] == "番町1 乙ビル2階"
    assert values_of(columns, ["甲", "番町1乙ビル２階", "乙ビル2階"])["address"] == "番町1乙ビル２階"


def test_a_mail_address_in_the_url_column_is_a_mail_address() -> None:
    assert values_of({"name": 0, "url": 1}, ["甲", "a@example.jp"]) == {"name": "甲", "email": "a@example.jp"}


def test_beds_are_a_number_or_nothing() -> None:
    assert values_of({"name": 0, "beds": 1}, ["甲", "１９床"])["beds"] == 19
    assert "beds" not in values_of({"name": 0, "beds": 1}, ["甲", "精神 374"])


def test_a_founder_who_is_a_person_is_no_corporation() -> None:
    columns = {"name": 0, "corporation": 1}
    assert "corporation" not in values_of(columns, ["甲", "山田\u3000花子"])
    assert values_of(columns, ["甲", "医療法人 青空会"])["corporation"] == "医療法人 青空会"


def test_departments_are_cut_outside_brackets_only() -> None:
    assert services_of("内科（肝臓、胃腸）、外科\n眼科、外科") == ["内科（肝臓、胃腸）", "外科", "眼科"]


def test_what_a_list_says_of_place_hours_and_filing_is_kept() -> None:
    heads = ["name", "latitude", "longitude", "hours", "closed_days", "support_class", "aliases", "filings"]
    said = [
        "甲",
        "34.30000001",
        "134.05",
        "9:00～12:00",
        "日",
        "支援診（３）支援診３",
        "甲会、青空",
        "届出1\n届出2",
    ]
    values = values_of({name: column for column, name in enumerate(heads)}, said)
    assert values["position"] == "34.3,134.05"
    assert (values["opening_hours"]["sat"], values["opening_hours"]["sun"]) == ([["09:00", "12:00"]], [])
    assert (values["support_class"], values["aliases"]) == ("clinic3", ["甲会", "青空"])
    assert values["filings"] == ["届出1", "届出2"]


@pytest.mark.parametrize("name", ["※令和7年4月1日現在", "合計", "合 計", "以上", "注 電話は代表"])
def test_notes_and_sums_below_a_list_are_no_institutions(name: str) -> None:
    assert reason_against({"name": name}) == "注記や合計の行です。"


def test_a_code_that_excel_destroyed_is_left_out_and_told() -> None:
    source = Source("x", "x", "x", "2026-04-01", [], {"name": 0, "medical_code": 1}, "municipality")
    row = plain_row(source, 2, ["甲", "3.71E+09"])
    assert (row.key, "medical_code" in row.values) == (None, False)
    assert "壊れています" in row.remark


def test_a_postal_code_without_its_zero_gets_it_back() -> None:
    said = [
        values_of({"name": 0, "postal_code": 1}, ["甲", text]) for text in ("600001", "0600001", "〒760-0001")
    ]
    assert [values["postal_code"] for values in said] == ["060-0001", "060-0001", "760-0001"]
