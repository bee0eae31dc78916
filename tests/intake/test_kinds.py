"""種別 from what a list calls it, or from the name."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake.kinds import kind_of, kind_of_list, kind_of_service
from zaitaku_desk.records.codes import presets


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("無床診療所", "甲内科", "clinic"),
        ("診療所", "甲歯科医院", "dental"),
        ("", "甲県予防医学協会附属診療所", "clinic"),
        ("病院", "甲会", "hospital"),
        ("", "甲訪問看護ステーション", "home_nursing"),
        ("", "甲ケアプランセンター", "care_management"),
        ("", "甲地域包括支援センター", "support_centre"),
        ("", "甲薬局", "pharmacy"),
        ("", "甲市医師会", "association"),
        ("", "甲", "other"),
    ],
)
def test_the_kind_is_found(said: str, name: str, kind: str) -> None:
    assert kind_of(said, name) == kind


def test_a_care_office_that_is_a_hospital_by_law_keeps_its_kind() -> None:
    assert kind_of_service("通所リハビリテーション", "甲病院", "3710111111") == "hospital"
    assert kind_of_service("通所リハビリテーション", "甲病院デイケア", "3710111111") == "facility"
    assert kind_of_service("訪問看護", "甲病院", "3710111111") == "home_nursing"


def test_every_kind_is_a_preset_code() -> None:
    from zaitaku_desk.intake import kinds

    known = {code.key for code in presets() if code.list_name == "institution_kinds"}
    assert {kind for _, kind in kinds._PATTERNS} | {"other"} <= known


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (("Sheet1", "薬局一覧"), "pharmacy"),
        (("訪問看護ステーション",), "home_nursing"),
        (("病院・診療所一覧",), ""),
        (("医療機関一覧",), ""),
        (("一覧",), ""),
    ],
)
def test_a_list_may_say_the_kind_of_all_its_rows(titles: tuple[str, ...], kind: str) -> None:
    assert kind_of_list(*titles) == kind
