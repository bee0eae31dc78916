"""Header words of all kinds of lists."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake import words
from zaitaku_desk.intake.words import MEDICAL, field_of, guess


def test_headers_of_many_lists_are_understood() -> None:
    said = [
        "施設正式名称",
        "ＴＥＬ",
        "電話番号（代表）",
        "医療機関所在地（住所）",
        "フリガナ",
        "telephone　number",
    ]
    assert [field_of(word) for word in said] == [
        "name",
        "telephone",
        "telephone",
        "address",
        "kana",
        "telephone",
    ]


def test_an_exact_word_wins_over_an_ending() -> None:
    assert guess(["緊急電話番号", "電話番号", "名称"]) == {"telephone": 1, "name": 2}


def test_a_telephone_of_the_corporation_is_not_the_institutions() -> None:
    assert field_of("法人電話番号") == ""


def test_a_home_page_is_no_care_home() -> None:
    assert MEDICAL.search("ホームページ") is None
    assert MEDICAL.search("老人ホーム")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("連絡先／電話", "telephone"),
        ("法人／名称", "corporation"),
        ("法人／電話", ""),
        ("管理者／住所", ""),
        ("施設／名称", "name"),
        ("所在地座標（緯度）", "latitude"),
        ("telephone\u3000number", "telephone"),
        ("corporateRepresentative", ""),
    ],
)
def test_a_group_title_says_whose_word_it_is(heading: str, field: str) -> None:
    assert words.field_of(heading) == field
