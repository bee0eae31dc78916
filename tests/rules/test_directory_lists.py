from __future__ import annotations

import pytest

from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.records.people import Post
from zaitaku_desk.rules import directory_lists


def place(kind: str = "clinic", **values: object) -> Institution:
    return Institution(id=str(values.get("name", "x")), kind=kind, **values)  # type: ignore[arg-type]


def able(state: str, condition: str | None = None) -> Capability:
    return Capability(id="c", state=state, condition=condition)


def test_a_confirmed_capability_puts_a_clinic_on_the_dementia_list() -> None:  # A265
    assert directory_lists.dementia_reasons(place(), able("conditional", "鑑別は紹介")) == ["△（鑑別は紹介）"]


def test_a_filing_is_enough_but_a_confirmed_no_is_stronger() -> None:
    clinic = place(filings=["認知症専門診断管理料", "がん性疼痛緩和指導管理料"])
    assert directory_lists.dementia_reasons(clinic, None) == ["認知症専門診断管理料"]
    assert directory_lists.dementia_reasons(clinic, able("cannot")) == []


def test_only_medical_institutions_stand_on_the_dementia_list() -> None:
    assert not directory_lists.dementia_reasons(
        place("facility", services=["認知症対応型共同生活介護"]), None
    )


@pytest.mark.parametrize(
    ("service", "home"),
    [
        ("地域密着型介護老人福祉施設入所者生活介護", "特別養護老人ホーム"),
        ("特定施設入居者生活介護（有料老人ホーム）", "有料老人ホーム・サービス付き高齢者向け住宅"),
        ("特定施設入居者生活介護（軽費老人ホーム）", "軽費老人ホーム・ケアハウス・養護老人ホーム"),
        ("介護予防認知症対応型共同生活介護", "認知症グループホーム"),
        ("通所介護", ""),
    ],
)
def test_a_home_is_known_by_its_services(service: str, home: str) -> None:
    assert directory_lists.home_of(place("facility", name="なぎさ", services=[service])) == home


def test_a_home_without_services_is_known_by_its_name_but_a_hospital_is_not() -> None:
    assert directory_lists.home_of(place("facility", name="特別養護老人ホームなぎさ")) == "特別養護老人ホーム"
    assert directory_lists.home_of(place("hospital", name="なぎさ老健前病院")) == ""


def test_the_liaison_office_is_known_by_title_or_profession() -> None:  # A264
    assert directory_lists.is_liaison(Post(id="p", title="地域連携室 室長"), "nurse")
    assert directory_lists.is_liaison(Post(id="p", title="主任"), "medical_social_worker")
    assert not directory_lists.is_liaison(Post(id="p", title="院長"), "physician")


def test_neighbours_come_first_and_the_list_is_filled_up_from_the_city() -> None:  # A163
    clinic = place(district="錨町", municipality="みなと野市")
    others = [
        place(name="遠い", district="霧ヶ沢", municipality="みなと野市"),
        place(name="隣", district="錨町", municipality="みなと野市"),
        place(name="来る", district="月灘", municipality="みなと野市", service_area=["錨町"]),
        place(name="市外", district="山手", municipality="汐路町"),
    ]
    found, left = directory_lists.nearest(clinic, others, 3)
    assert ([one.name for one in found], left) == (["隣", "来る", "遠い"], 1)
    assert [one.name for one in directory_lists.nearest(clinic, others, 1)[0]] == ["隣", "来る"]


def test_where_places_are_known_the_nearer_one_stands_first() -> None:  # A268
    clinic = place(district="錨町", position="34.30,134.00")
    far = place(name="遠い", district="錨町", position="34.39,134.00")
    near = place(name="近い", district="錨町", position="34.31,134.00")
    unknown = place(name="不明", district="錨町")
    found, _ = directory_lists.nearest(clinic, [unknown, far, near], 3)
    assert [one.name for one in found] == ["近い", "遠い", "不明"]
