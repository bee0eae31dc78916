from __future__ import annotations

import re
from string import Formatter

import pytest

from zaitaku_desk.demo import assemblies, names, places
from zaitaku_desk.demo.core_texts import CORE
from zaitaku_desk.demo.event_texts import BOARD, FRIENDLY, LIAISON, TRAINING
from zaitaku_desk.demo.hearing_texts import BY_KIND, DOING, NOT_DOING, OTHER_PURPOSES
from zaitaku_desk.demo.inquiry_script import Inquiry
from zaitaku_desk.demo.inquiry_texts_care import CARE
from zaitaku_desk.demo.inquiry_texts_home import HOME
from zaitaku_desk.demo.inquiry_texts_medical import MEDICAL
from zaitaku_desk.demo.script import Scene
from zaitaku_desk.demo.world import DISTRICTS
from zaitaku_desk.records.codes import presets
from zaitaku_desk.records.consultations import CARE_LEVELS, CARE_SCENES
from zaitaku_desk.records.meetings import OUTCOMES

INQUIRIES = (*CARE, *MEDICAL, *HOME)
SCENES = (*CORE, *BOARD, *FRIENDLY, *TRAINING, *LIAISON)
HIRAGANA = re.compile(r"[ぁ-ゖー ]+")


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def keys(list_name: str) -> set[str | None]:
    return {code.key for code in presets() if code.list_name == list_name}


@pytest.mark.parametrize("inquiry", INQUIRIES, ids=lambda inquiry: inquiry.openings[0][:12])
def test_an_inquiry_speaks_of_what_it_has(inquiry: Inquiry) -> None:
    known = ({"who", "illness", "district"} if inquiry.ages else set()) | (
        {"ref"} if inquiry.refers else set()
    )
    sentences = (*inquiry.openings, *inquiry.details, *inquiry.asks, *inquiry.responses, *inquiry.endings)
    assert set().union(*map(slots, sentences)) <= known
    assert not set().union(*map(slots, inquiry.later))
    assert all(sentence[-1] in "。" or sentence.endswith("か。") for sentence in sentences)
    assert all("{who}" in opening for opening in inquiry.openings) == (inquiry.ages is not None)


@pytest.mark.parametrize("inquiry", INQUIRIES, ids=lambda inquiry: inquiry.openings[0][:12])
def test_an_inquiry_uses_codes_that_exist(inquiry: Inquiry) -> None:
    assert set(inquiry.kinds) <= keys("inquirer_kinds")
    assert set(inquiry.topics) <= keys("topics")
    assert set(inquiry.information) <= keys("information")
    assert set(inquiry.levels) <= set(dict(CARE_LEVELS))
    assert inquiry.care_scene in {None, *dict(CARE_SCENES)}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: f"{scene.when}{scene.agenda[0][0]}")
def test_a_scene_names_people_by_roles_that_are_called_something(scene: Scene) -> None:
    roles = {role for _, role, _ in scene.agenda} | {role for _, role, _ in scene.remarks}
    roles |= {owner for _, owner, _ in scene.actions}
    assert all(1 <= about <= len(scene.agenda) for about, _, _ in scene.remarks)
    assert roles <= {"coordinator", *assemblies.SAID_AS}
    assert {outcome for _, outcome, _ in scene.decisions} <= set(dict(OUTCOMES))


def test_a_decision_that_returns_says_when() -> None:
    for scene in SCENES:
        assert all(bool(months) == (outcome == "continued") for _, outcome, months in scene.decisions)


def test_kana_are_kana_and_family_names_are_used_once() -> None:
    people = (*names.FAMILY, *names.WOMEN, *names.MEN)
    assert all(HIRAGANA.fullmatch(kana) for _, kana in people)
    assert len({name for name, _ in names.FAMILY}) == len(names.FAMILY)


def test_places_lie_in_a_district_and_have_kana() -> None:
    for entries in (places.PHARMACIES, places.HOME_NURSING, places.CARE_MANAGEMENT, places.SUPPORT_CENTRES):
        for _, kana, district in entries:
            assert HIRAGANA.fullmatch(kana)
            assert district in DISTRICTS


def test_what_is_heard_ends_as_a_sentence() -> None:
    heard = (*DOING, *NOT_DOING, *(line for lines in BY_KIND.values() for line in lines))
    assert all(line.endswith("。") for line in heard)
    assert set(OTHER_PURPOSES) == set(BY_KIND)
