"""名寄せ."""

from __future__ import annotations

from zaitaku_desk.intake.matching import Index, Match, Wanted, build, fingerprint, names_of, scheme
from zaitaku_desk.japanese.fold import fold

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


def test_a_name_alone_is_only_a_guess_where_more_is_known() -> None:
    assert INDEX.find(Wanted("鈴木内科")) == Match(("d",), "name")
    assert INDEX.find(Wanted("山田医院")) == Match(("a",), "name", sure=False)


def kinds(
    kind: str, other: str, name: str = "山田医院", telephone: str = "087-000-0001", key: str = ""
) -> Match:
    index = Index()
    index.add("a", name, "087-000-0001", "高松市番町1-2-3", kind)
    return index.find(Wanted(name, telephone, "高松市番町1-2-3", kind=other, key=key or None))


def test_medicine_and_dentistry_of_one_name_are_two_unless_the_name_says_so() -> None:
    assert kinds("clinic", "dental") == Match()
    assert kinds("clinic", "dental", "山田内科・歯科").ids == ("a",)
    assert kinds("hospital", "dental", "山田総合病院").ids == ("a",)


def test_a_hospital_and_the_home_nursing_of_the_same_name_are_asked_about() -> None:
    assert kinds("hospital", "home_nursing", "山田病院") == Match(("a",), "both", sure=False)


def test_a_hospital_that_is_an_office_by_law_is_one_institution() -> None:
    assert kinds("hospital", "home_nursing", "山田病院", key="kaigo:3710100001").sure


def test_one_kind_at_one_place_with_another_name_is_a_question() -> None:
    index = Index()
    index.add("a", "架空生協つばき病院", "087-000-0001", "高松市番町1-2-3", "hospital")
    asked = index.find(Wanted("椿ホスピタル病院", "087-000-0001", "番町一丁目2番3号", kind="hospital"))
    assert asked == Match(("a",), "place", sure=False)


def test_two_kinds_under_one_roof_are_no_question() -> None:
    index = Index()
    index.add("a", "佐藤病院", "087-000-0001", "高松市番町1-2-3", "hospital")
    assert index.find(Wanted("老健さとう", "087-000-0001", "高松市番町1-2-3", kind="facility")) == Match()


def test_what_is_left_without_the_corporation_must_be_a_name() -> None:
    assert names_of("医療法人社団仁和会 クリニック") == {
        fold("医療法人社団仁和会 クリニック"),
        "仁和会くりにつく",
    }


def test_a_mark_of_rest_or_a_union_before_it_is_no_part_of_the_name() -> None:
    assert fold("山田医院") in names_of("山田医院（休止中）")
    assert fold("つばき病院") in names_of("架空医療生活協同組合つばき病院")


def test_a_row_is_known_in_every_edition_with_or_without_its_corporation() -> None:
    one = Wanted("医療法人山田医院", "０８７-000-0001", "高松市番町一丁目2番3号")
    assert fingerprint(one) == fingerprint(Wanted("山田医院", "087-000-0001", "番町1-2-3"))
    assert fingerprint(Wanted("x", key="kaigo:1")) == "kaigo:1"


def test_each_kind_of_number_is_held_once() -> None:
    assert (scheme("kaigo:3710100001"), scheme("bureau:香川県/医科/0110001")) == (
        "kaigo",
        "bureau:香川県/医科",
    )
