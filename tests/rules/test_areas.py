"""In which area an address lies (A138)."""

from __future__ import annotations

import pytest

from zaitaku_desk.records.areas import Area
from zaitaku_desk.rules.areas import Place, Tree, place_key


def area(name: str, level: str, parent: str = "", *words: str) -> Area:
    return Area(id=name, name=name, level=level, parent_id=parent or None, words=list(words))


TREE = Tree(
    [
        area("汐路中央", "secondary_medical_area", "", "汐路県"),
        area("みなと野市", "municipality", "汐路中央"),
        area("磯辺郡浦町", "municipality", "汐路中央"),
        area("北部圏域", "daily_living_area", "みなと野市"),
        area("錨町", "district", "北部圏域", "錨町", "綱手町"),
        area("錨町小学校区", "district", "北部圏域", "錨町三丁目"),
        area("霧ヶ沢地区", "district", "北部圏域"),
        area("本町（みなと野）", "district", "みなと野市", "本町"),
        area("本町（浦町）", "district", "磯辺郡浦町", "本町"),
    ]
)


def found(address: str, municipality: str = "みなと野市", prefecture: str = "汐路県") -> str:
    hit = TREE.find(Place(prefecture, municipality, address))
    return hit.name or "" if hit else ""


def test_an_area_is_found_by_a_word_of_the_address() -> None:
    assert found("綱手町4-2") == "錨町"


@pytest.mark.parametrize("number", ["3丁目2番1号", "三丁目2-1", "３－２－１", "3ー2"])
def test_the_longest_word_wins_however_its_number_is_written(number: str) -> None:
    assert found(f"錨町{number}") == "錨町小学校区"


def test_thirteen_is_not_three() -> None:
    assert found("錨町13丁目") == "錨町"


def test_an_area_without_words_goes_by_its_name_in_any_spelling() -> None:
    assert found("大字霧ケ沢120") == "霧ヶ沢地区"


def test_the_municipality_must_agree() -> None:
    assert found("本町1-2") == "本町（みなと野）"
    assert found("本町1-2", "磯辺郡浦町") == "本町（浦町）"
    assert found("本町1-2", "別市") == ""


def test_the_prefecture_must_agree_where_a_medical_area_names_it() -> None:
    assert found("綱手町4-2", prefecture="別県") == ""


def test_the_address_may_repeat_prefecture_and_municipality() -> None:
    assert found("汐路県磯辺郡浦町本町1", "", "") == "本町（浦町）"


def test_the_municipality_may_repeat_a_prefecture_nobody_knows() -> None:
    assert found("綱手町4-2", "見本県みなと野市", "") == "錨町"


def test_nothing_is_guessed_where_two_areas_fit_equally_well() -> None:
    assert found("本町1-2", "", "") == ""


def test_a_building_does_not_outdo_the_town() -> None:
    assert found("綱手町1-2 霧ヶ沢ビル") == "錨町"


def test_where_only_the_municipality_is_known_it_is_the_area() -> None:
    assert found("遠見9-9") == "みなと野市"


def test_path_and_parts_of_an_area() -> None:
    assert [item.name for item in TREE.path("錨町")] == ["汐路中央", "みなと野市", "北部圏域", "錨町"]
    assert [item.name for item in TREE.under("北部圏域")] == [
        "北部圏域",
        "錨町",
        "錨町小学校区",
        "霧ヶ沢地区",
    ]


def test_a_ring_of_parents_is_cut_and_nothing_is_lost() -> None:
    tree = Tree([area("甲", "district", "乙"), area("乙", "district", "甲"), area("丙", "district", "無い")])
    assert sorted(item.name or "" for item in tree.every()) == ["丙", "乙", "甲"]


def test_numbers_of_an_address_have_one_form() -> None:
    assert place_key("錨町一丁目2番3号") == place_key("錨町１－２－３")
