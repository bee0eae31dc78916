"""関係機関 and what each can do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zaitaku_desk.demo import places
from zaitaku_desk.demo.world import CITY, DISTRICTS, PREFECTURE, World
from zaitaku_desk.records import codes, pair_id
from zaitaku_desk.records.institutions import Capability, Institution

_CLINICS = 38
BY = "凪沢"
"""Who sits at the desk asked."""
_DENTAL = 16
_HOW = ("telephone", "visit", "sheet", "fax", "public_list")
_CLOSED = (
    "日曜・祝日、木曜午後",
    "日曜・祝日、水曜",
    "日曜・祝日、土曜午後",
    "木曜・日曜・祝日",
    "水曜午後・日曜・祝日",
)
_CLINIC_DISTRICTS = {
    "錨町": 9, "波ノ木": 6, "椿瀬": 6, "藍野原": 6, "霧ヶ沢": 4, "帆立谷": 2, "月灘": 5, "杉ノ戸": 3,
}  # fmt: skip
_NOTES = (
    "", "", "", "",
    "往診は午後の休診時間帯。かかりつけの患者に限る。",
    "駐車場が狭いため、面談は13時以降に。",
    "電話は午前の診療が終わる12時半ごろがつながりやすい。",
    "退院前カンファレンスは、オンラインなら参加しやすいとのこと。",
    "新規の訪問診療は月2名まで。まず電話で相談を。",
    "FAXでの連絡を希望。返事は当日中にいただける。",
)  # fmt: skip
_CONDITIONS = (
    "日中のみ", "訪問看護が入っていること", "状態が安定している方", "要相談", "かかりつけの方に限る",
    "月2名まで",
)  # fmt: skip


def make(world: World) -> None:
    """Every institution with its capabilities."""
    for place in places.HOSPITALS:
        _hospital(world, *place)
    for name, kana, district, services in places.PLACE_CLINICS:
        clinic = _place(world, "clinic", name, kana, district, services=list(services))
        _home_care(world, clinic, active=True)
    for number in range(_CLINICS):
        _clinic(world, number)
    for number in range(_DENTAL):
        _dental(world, number)
    for kind, entries in (
        ("pharmacy", places.PHARMACIES),
        ("home_nursing", places.HOME_NURSING),
        ("care_management", places.CARE_MANAGEMENT),
        ("support_centre", places.SUPPORT_CENTRES),
    ):
        for name, kana, district in entries:
            _office(world, kind, name, kana, district)
    for name, kana, district, service, beds in places.FACILITIES:
        _place(world, "facility", name, kana, district, services=[service], beds=beds, office=True)
    for kind, name, kana, district in places.OTHERS:
        _place(world, kind, name, kana, district)
    for institution in world.institutions:
        _capabilities(world, institution)
        world.keep(institution)


def _hospital(world: World, name: str, kana: str, district: str, *more: Any) -> None:
    beds, corporation, support, visits, services, note = more
    made = _place(world, "hospital", name, kana, district, services=list(services), beds=beds)
    made.corporation, made.support_class, made.regular_home_visit_status = corporation, support, visits
    made.medical_code, made.member, made.note = _medical_code(world), True, note
    made.url = "https://minatono-hp.example.jp/" if beds > 200 else None
    made.closed_days = "日曜・祝日、第2・第4土曜"


def _clinic(world: World, number: int) -> None:
    form, kana_form, services = places.CLINIC_FORMS[number % 4 if number < 24 else 4 + number % 6]
    person, kana = world.name(woman=world.chance.random() < 0.25)
    family, family_kana = person.split()[0], kana.split()[0]
    district = world.weighted(_CLINIC_DISTRICTS)
    made = _place(
        world, "clinic", form.format(family), kana_form.format(family_kana), district, services=list(services)
    )
    made.director = person
    world.directors[made.id] = kana
    _home_care(world, made, active=number in _ACTIVE)


_ACTIVE = {0, 1, 4, 6, 7, 10, 13, 15, 18, 21, 22, 23, 29}


def _home_care(world: World, made: Institution, *, active: bool) -> None:
    chance = world.chance
    made.medical_code, made.member = _medical_code(world), chance.random() < 0.86
    made.closed_days, made.note = world.one(_CLOSED), world.one(_NOTES) or None
    if not made.director:
        person, kana = world.name(woman=chance.random() < 0.3)
        made.director = person
        world.directors[made.id] = kana
    if chance.random() < 0.5:
        made.corporation = f"医療法人 {made.director.split()[0]}会"
    if active:
        made.support_class = world.weighted({"clinic1": 1, "clinic2": 4, "clinic3": 7, "none": 3})
        made.regular_home_visit_status = world.weighted({"doing": 15, "paused": 1})
    else:
        made.support_class = world.weighted({"none": 6, "unknown": 3})
        made.regular_home_visit_status = world.weighted({"none": 8, "unknown": 5, "planned": 2})


def _dental(world: World, number: int) -> None:
    person, kana = world.name(woman=world.chance.random() < 0.3)
    district = list(DISTRICTS)[number % len(DISTRICTS)] if number < 12 else "錨町"
    form, kana_form = (("{0}歯科医院", "{0}しかいいん"), ("{0}歯科クリニック", "{0}しかくりにっく"))[
        number % 2
    ]
    name, name_kana = form.format(person.split()[0]), kana_form.format(kana.split()[0])
    made = _place(world, "dental", name, name_kana, district, services=["歯科"])
    made.director, made.medical_code, made.closed_days = person, _medical_code(world), world.one(_CLOSED)
    world.directors[made.id] = kana


def _office(world: World, kind: str, name: str, kana: str, district: str) -> None:
    made = _place(world, kind, name, kana, district, office=kind != "pharmacy")
    if kind == "pharmacy":
        made.medical_code, made.closed_days = _medical_code(world), "日曜・祝日、土曜午後"
    if kind == "home_nursing":
        made.services = world.one((["訪問看護"], ["訪問看護", "訪問リハビリテーション"]))
        made.note = world.one((None, "24時間対応体制加算あり。", "土曜も訪問可。小児は要相談。"))


def _place(
    world: World,
    kind: str,
    name: str,
    kana: str,
    district: str,
    *,
    services: list[str] | None = None,
    beds: int | None = None,
    office: bool = False,
) -> Institution:
    chance = world.chance
    towns = DISTRICTS[district]
    town = world.one(towns)
    telephone, fax = world.number()
    confirmed = _confirmed(world)
    made = Institution(
        id=world.new_id(),
        name=name,
        kana=kana,
        kind=kind,
        postal_code=f"000-{1 + list(DISTRICTS).index(district):02d}{10 + towns.index(town):02d}",
        prefecture=PREFECTURE,
        municipality=CITY,
        address=f"{town}{chance.randint(1, 4)}丁目{chance.randint(1, 18)}番{chance.randint(1, 24)}号",
        telephone=telephone,
        fax=fax,
        district=district,
        services=services or [],
        beds=beds,
        confirmed_on=confirmed,
        confirmed_how=world.one(_HOW) if confirmed else None,
        confirmed_by=BY if confirmed else None,
    )
    if office:
        made.office_number = f"99{chance.randint(10, 99)}9{chance.randint(0, 99999):05d}"
    world.institutions.append(made)
    return made


def _confirmed(world: World) -> date | None:
    """Some lately, some long ago, some never."""
    age = world.weighted({40: 5, 150: 5, 330: 4, 560: 3, 900: 2, 0: 2})
    if not age:
        return None
    return world.weekday(world.today - timedelta(days=world.chance.randint(age // 2, age)), -1)


def _medical_code(world: World) -> str:
    return f"99{world.chance.randint(10000, 99999)}"


def _capabilities(world: World, institution: Institution) -> None:
    chance = world.chance
    applying = [
        code.key or ""
        for code in codes.presets()
        if code.list_name == "capabilities" and institution.kind in code.applies_to
    ]
    if institution.kind == "clinic" and institution.regular_home_visit_status != "doing":
        applying = chance.sample(applying, 3)
        weights = {"cannot": 5, "conditional": 2, "unknown": 3}
    else:
        weights = {"can": 6, "conditional": 2, "cannot": 1, "unknown": 2}
    for key in applying:
        if chance.random() < 0.12:
            continue
        state = world.weighted(weights)
        confirmed = institution.confirmed_on if chance.random() < 0.6 else _confirmed(world)
        told = state != "unknown" and confirmed is not None
        world.keep(
            Capability(
                id=pair_id("capability", institution.id, key),
                institution_id=institution.id,
                code=key,
                state=state,
                condition=world.one(_CONDITIONS) if state == "conditional" else None,
                confirmed_on=confirmed if told else None,
                confirmed_how=world.one(_HOW) if told else None,
                confirmed_by=BY if told else None,
            )
        )
