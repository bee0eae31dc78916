"""名寄せ."""

from __future__ import annotations

from zaitaku_desk.intake.matching import Match, Wanted, build

KNOWN = [
    ("a", "山田医院", "087-000-0001", "高松市番町1-2-3", None),
    ("b", "医療法人青空会 佐藤病院", "087-000-0002", "高松市番町4-5", "kaigo:3710000002"),
    ("c", "佐藤病院訪問看護ステーション", "087-000-0002", "高松市番町4-5", None),
    ("d", "鈴木内科", "", "", None),
]
INDEX = build(KNOWN)


def test_a_key_decides_alone() -> None:
    assert INDEX.find(Wanted("別の名", key="kaigo:3710000002")) == Match(("b",), "key")


def test_the_same_telephone_with_another_name_is_another_institution() -> None:
    assert INDEX.find(Wanted("山田薬局", "087-000-0001")) == Match()


def test_telephone_and_name_find_it_after_a_move() -> None:
    assert INDEX.find(Wanted("医療法人山田医院", "０８７０００－０００１", "丸亀市1-1")) == Match(
        ("a",), "telephone"
    )


def test_name_and_address_find_it_after_a_new_telephone() -> None:
    assert INDEX.find(Wanted("佐藤病院", "087-999-9999", "番町4番5号")) == Match(("b",), "address")


def test_two_that_fit_are_both_named() -> None:
    twice = build([*KNOWN, ("e", "山田医院", "087-000-0001", "", None)])
    assert twice.find(Wanted("山田医院", "087-000-0001")) == Match(("a", "e"), "telephone")


def test_a_bare_name_only_finds_a_bare_name() -> None:
    assert INDEX.find(Wanted("鈴木内科")) == Match(("d",), "name")
    assert INDEX.find(Wanted("山田医院")) == Match()
