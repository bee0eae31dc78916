"""Rows of a list as values of an institution."""

from __future__ import annotations

from zaitaku_desk.intake.rows import services_of, values_of


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
