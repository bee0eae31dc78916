"""Values kept as given and compared in one form."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake import cleaning


def test_only_white_space_and_invisible_marks_are_tidied() -> None:
    assert cleaning.tidy("  髙橋\u3000医院\r\n\u200b分院 ") == "髙橋\u3000医院\n分院"
    assert cleaning.tidy("#N/A") == ""


@pytest.mark.parametrize(
    "text", ["０８７－８４５－９３３９", "(087)845-9339", "087−845−9339 (代表)", "0878459339"]
)
def test_a_telephone_is_compared_by_its_digits(text: str) -> None:
    assert cleaning.telephone_key(text) == "0878459339"


@pytest.mark.parametrize("text", ["なし", "845-9339", "", None])
def test_what_is_no_full_telephone_has_no_key(text: str | None) -> None:
    assert cleaning.telephone_key(text) == ""


@pytest.mark.parametrize(
    "name",
    [
        "山田医院",
        "医療法人山田医院",
        "医療法人社団 青空会 山田医院",
        "医療法人社団青空会山田医院",
        "㈱山田医院",
    ],
)
def test_the_corporation_before_a_name_does_not_matter(name: str) -> None:
    assert not cleaning.name_keys("山田医院").isdisjoint(cleaning.name_keys(name))


def test_another_name_stays_another() -> None:
    assert cleaning.name_keys("山田医院").isdisjoint(cleaning.name_keys("山田医院デイケア"))


@pytest.mark.parametrize(
    "address",
    [
        "香川県高松市番町一丁目2番3号",
        "高松市番町1-2-3",
        "番町１丁目２－３ 甲ビル4階",
        "高松市大字番町1丁目2番地3",
    ],
)
def test_an_address_is_one_however_it_is_written(address: str) -> None:
    assert cleaning.address_key(address) == "番町|1-2-3"


def test_an_address_without_a_number_is_too_vague() -> None:
    assert cleaning.address_key("高松市番町") == ""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("香川県高松市番町1", ("香川県", "高松市")),
        ("三重県四日市市諏訪町1", ("三重県", "四日市市")),
        ("札幌市中央区北1条", ("", "札幌市中央区")),
        ("香川県木田郡三木町大字池戸1", ("香川県", "木田郡三木町")),
        ("東京都世田谷区1", ("東京都", "世田谷区")),
        ("千葉県市川市八幡1", ("千葉県", "市川市")),
        ("京都府京都市中京区寺町1", ("京都府", "京都市中京区")),
    ],
)
def test_prefecture_and_municipality_are_found(address: str, place: tuple[str, str]) -> None:
    assert cleaning.split_address(address) == place


@pytest.mark.parametrize(
    ("city", "municipality", "address", "inside"),
    [
        ("高松市", "高松市", "牟礼町牟礼1", True),
        ("高松市", "", "香川県高松市番町1", True),
        ("香川県高松市", "高松市", "", True),
        ("札幌市", "札幌市中央区", "", True),
        ("三木町", "木田郡三木町", "", True),
        ("津市", "大津市", "滋賀県大津市1", False),
        ("津市", "", "滋賀県草津市1", False),
    ],
)
def test_a_city_is_not_another_that_ends_alike(
    city: str, municipality: str, address: str, inside: bool
) -> None:
    assert cleaning.in_city(city, municipality, address) is inside


def test_width_and_hyphens_are_no_change() -> None:
    assert cleaning.same("telephone", "087-845-9339", "０８７（８４５）９３３９")
    assert cleaning.same("name", "甲 医院", "甲\u3000医院")
    assert cleaning.same("services", ["内科", "外科"], ["外科", "内科"])
    assert not cleaning.same("name", "髙橋医院", "高橋医院")


def test_an_id_that_excel_destroyed_is_known() -> None:
    assert cleaning.broken_number("2.61E+12")
    assert not cleaning.broken_number("2610000012")


@pytest.mark.parametrize(
    "text",
    [
        *("087-865-3330", "087‐865‐3330", "087–865—3330", "087―865−3330", "087ー865ｰ3330", "087﹣865－3330"),
        *("０８７（８６５）３３３０", "(087)865-3330", "087 865 3330", "087.865.3330", "+81-87-865-3330"),
        *("878653330", "TEL:087-865-3330（代）", "087-865-3330\u3000内線123", "087-865-3330/3331"),
    ],
)
def test_a_telephone_number_is_the_same_however_it_is_written(text: str) -> None:
    assert cleaning.telephone_key(text) == "0878653330"


def test_hours_are_compared_as_they_are() -> None:
    assert cleaning.same("opening_hours", {}, None)
    assert not cleaning.same("opening_hours", {"sun": []}, {})


def test_a_name_of_one_character_is_a_name():
    assert cleaning.name_keys("結") == frozenset({"結"})
