"""Which records of the desk may mean one (A33)."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake import duplicates
from zaitaku_desk.intake.duplicates import Entry

CLINIC = Entry("a", "船津医院", "0999-20-0001", "みなと野市錨町1-2-3", "clinic")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Entry("b", "舩津医院", "(0999)20-0001", "", "clinic"), "名称・電話が同じ"),
        (Entry("b", "医療法人 青空会 船津医院", "", "錨町一丁目2番3号", "clinic"), "名称・住所が同じ"),
        (Entry("b", "船津 医院", "", "", ""), "名称が同じ"),
        (Entry("b", "船津医院附属クリニック", "0999-20-0001", "錨町1-2-3", "clinic"), "電話・住所が同じ"),
    ],
)
def test_a_clinic_written_another_way_is_suspected(other: Entry, why: str) -> None:
    assert [pair.why for pair in duplicates.institutions([CLINIC, other])] == [why]


@pytest.mark.parametrize(
    "other",
    [
        Entry("b", "船津医院訪問看護ステーション", "0999-20-0001", "みなと野市錨町1-2-3", "home_nursing"),
        Entry("b", "帆足歯科", "0999-20-0001", "みなと野市錨町1-2-3", "dental"),
        Entry("b", "帆足医院", "0999-20-0001", "", "clinic"),  # never by telephone alone
        Entry("b", "船津医院", "0999-20-0009", "", "dental"),
    ],
)
def test_two_facilities_under_one_roof_are_two(other: Entry) -> None:
    assert duplicates.institutions([CLINIC, other]) == []


def test_a_name_of_many_says_nothing() -> None:
    many = [Entry(str(number), "ひまわり薬局") for number in range(20)]
    assert duplicates.institutions(many) == []


def test_the_strongest_pairs_come_first() -> None:
    pairs = duplicates.institutions(
        [CLINIC, Entry("b", "船津医院"), CLINIC._replace(id="c", name="舩津医院")]
    )
    assert pairs[0].why == "名称・電話・住所が同じ"


def test_people_of_one_name_at_one_place_are_suspected_most() -> None:
    left = Entry("a", "船津 道", place="i", kind="physician")
    pairs = duplicates.people([left, Entry("b", "舩津道", place="i"), Entry("c", "船津 道", kind="nurse")])
    assert [(pair.why, {pair.left.id, pair.right.id}) for pair in pairs] == [
        ("氏名と所属が同じ", {"a", "b"}),
        ("氏名が同じ", {"b", "c"}),
    ]
