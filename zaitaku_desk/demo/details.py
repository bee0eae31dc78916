"""What one learns of an institution over the years: hours, room, staff, tools, agreements, contacts.

It draws from a chance of its own, so that the rest of the district stays as it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from zaitaku_desk.demo.details_texts import (
    AGREEMENTS,
    CONTACTS,
    DISCHARGE,
    HOME_SERVICES,
    HOURS,
    REACH,
    SCHOOLS,
    STRENGTHS,
    TRAININGS,
    VACANCIES,
)
from zaitaku_desk.demo.world import DISTRICTS, SEED, Member, World
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.institution_parts import (
    Agreement,
    Contact,
    Preparation,
    StaffCount,
    ToolUse,
    YearlyFigure,
)
from zaitaku_desk.records.institutions import WEEKDAYS, Institution
from zaitaku_desk.records.people import Training

_AT_SEA = (30.5, 134.5)
"""Nobody lives there."""

_STAFF: dict[str, tuple[tuple[str, int, int], ...]] = {
    "hospital": (("physician", 4, 32), ("nurse", 30, 190), ("medical_social_worker", 1, 6)),
    "clinic": (("physician", 1, 2), ("nurse", 2, 6)),
    "home_nursing": (("nurse", 3, 11), ("therapist", 0, 5)),
    "pharmacy": (("pharmacist", 1, 5),),
    "care_management": (("care_manager", 1, 7),),
}


class Chance(random.Random):
    """The chance of this module, with what is asked of it again and again."""

    def often(self, share: float) -> bool:
        """True in that share of the cases."""
        return self.random() < share


def make(world: World) -> None:
    """Fill in what is known beyond name and address."""
    chance = Chance(SEED + 1)
    for place in world.institutions:
        _where(place, chance)
        _hours(place, chance)
        _room(world, place, chance)
        _at_home(world, place, chance)
        _emergency(place, chance)
        _figures(world, place, chance)
    _hospitals(world, chance)
    _agreements(world, chance)
    _beginners(world)
    _contacts(world, chance)
    _people(world, chance)


def _where(place: Institution, chance: Chance) -> None:
    district = place.district or next(iter(DISTRICTS))
    east, north = divmod(list(DISTRICTS).index(district), 3)
    latitude = _AT_SEA[0] + north * 0.035 + chance.uniform(-0.012, 0.012)
    longitude = _AT_SEA[1] + east * 0.045 + chance.uniform(-0.015, 0.015)
    place.position = f"{latitude:.5f},{longitude:.5f}"
    place.school_district = SCHOOLS[district]


def _hours(place: Institution, chance: Chance) -> None:
    morning, afternoon = chance.choice(HOURS.get(place.kind or "", HOURS["other"]))
    if not morning or chance.often(0.08):
        return
    closed = place.closed_days or "土曜・日曜・祝日"
    for key, label in WEEKDAYS:
        spans = [list(span) for span in (morning, afternoon) if span]
        half = f"{label}曜午後" in closed
        if key == "sat" and place.kind in ("clinic", "dental") and not half:
            half = True
        if half:
            spans = spans[:1] if afternoon else [[spans[0][0], "12:30"]]
        elif f"{label}曜" in closed or (key == "hol" and "祝日" in closed):
            spans = []
        place.opening_hours[key] = spans


def _room(world: World, place: Institution, chance: Chance) -> None:
    offers = VACANCIES.get(place.kind or "")
    if not offers or not chance.often(0.75):
        return
    if place.kind == "clinic" and place.regular_home_visit_status != "doing":
        return
    place.vacancy, place.vacancy_note = chance.choice(offers)
    day = world.weekday(world.today - timedelta(days=chance.choice((0, 1, 2, 3, 5, 9, 16, 40))), -1)
    place.vacancy_at = datetime.combine(day, time(chance.choice((9, 11, 13, 16)), chance.choice((0, 20, 40))))


def _at_home(world: World, place: Institution, chance: Chance) -> None:
    if place.kind in HOME_SERVICES:
        active = place.kind != "clinic" or place.regular_home_visit_status == "doing"
        if active and chance.often(0.8):
            place.home_services = chance.choice(HOME_SERVICES[place.kind])
    if place.kind in STRENGTHS and chance.often(0.5):
        place.strengths = chance.choice(STRENGTHS[place.kind])
    if place.kind in ("home_nursing", "care_management", "support_centre") or (
        place.kind in ("clinic", "dental", "pharmacy") and chance.often(0.4)
    ):
        near = [place.district or "", *chance.sample(list(DISTRICTS), 2)]
        place.service_area = list(dict.fromkeys(name for name in near if name))
    if place.kind in ("home_nursing", "pharmacy", "dental"):
        place.cooperative = chance.often(0.6)
    if place.kind == "clinic":
        _clinic(world, place, chance)


def _clinic(world: World, place: Institution, chance: Chance) -> None:
    if place.regular_home_visit_status == "doing":
        place.clinic_class = "home_only" if "在宅" in (place.name or "") else "outpatient"
        place.home_visits_since = date(world.today.year - chance.randint(4, 16), chance.choice((4, 10)), 1)
        place.regional_role = "home_care"
        place.accepts_from_hospital = chance.often(0.7)
        place.cooperation = chance.choices(("good", "fair", "problem"), (5, 3, 1))[0]
        if place.cooperation == "problem":
            place.cooperation_note = "急変時の受入れ先を探すのに時間がかかる。夜間の連絡先がわかりにくい。"
    elif place.regular_home_visit_status in ("none", "unknown") and chance.often(0.35):
        place.participation = chance.choices(("conditional", "later", "no", "wants"), (4, 3, 3, 1))[0]
        place.participation_on = world.weekday(world.today - timedelta(days=chance.randint(20, 400)), -1)
        if place.participation == "conditional":
            place.participation_note = "夜間の連絡を訪問看護が受けてくれるなら。"


def _emergency(place: Institution, chance: Chance) -> None:
    line = (place.telephone or "")[-4:]
    if place.kind in ("hospital", "home_nursing", "support_centre", "government"):
        place.night_telephone = f"0999-29-{line}"
    if place.kind == "home_nursing" or (place.regular_home_visit_status == "doing" and chance.often(0.6)):
        place.mobile = f"090-0000-{line}"
    if place.kind in ("hospital", "facility"):
        place.generator = place.kind == "hospital" or chance.often(0.5)
    if place.kind in ("hospital", "home_nursing"):
        place.disaster_ventilator = place.kind == "hospital" and (place.beds or 0) > 100
    if place.kind == "facility" and place.generator:
        place.disaster_note = "自家発電 8時間、備蓄 3日分。"


def _figures(world: World, place: Institution, chance: Chance) -> None:
    year = wareki.fiscal_year(world.today) - 1
    counted = world.weekday(date(year + 1, 6, 1))
    for profession, least, most in _STAFF.get(place.kind or "", ()):
        if place.kind == "clinic" and place.regular_home_visit_status != "doing":
            continue
        count = _size(place, least, most) if place.kind == "hospital" else chance.randint(least, most)
        if count:
            world.keep(
                StaffCount(
                    id=pair_id("demo-staff", place.id, profession),
                    institution_id=place.id,
                    profession=profession,
                    count=count,
                    counted_on=counted,
                )
            )
    measures: Sequence[tuple[str, int, int]] = ()
    if place.regular_home_visit_status == "doing":
        measures = (("home_patients", 6, 90), ("end_of_life", 1, 22))
    elif place.kind == "home_nursing":
        measures = (("users", 35, 140), ("end_of_life", 2, 24))
    for measure, least, most in measures:
        count = chance.randint(least, most)
        for back in (1, 0):
            world.keep(
                YearlyFigure(
                    id=pair_id("demo-figure", place.id, measure, str(year - back)),
                    institution_id=place.id,
                    fiscal_year=year - back,
                    measure=measure,
                    count=max(0, count - back * chance.randint(0, 4)),
                )
            )
    if place.kind in ("hospital", "home_nursing", "pharmacy", "support_centre", "clinic") and chance.often(
        0.35
    ):
        _tool(world, place, chance)


def _size(place: Institution, least: int, most: int) -> int:
    return max(least, round(most * (place.beds or 20) / 240))


def _tool(world: World, place: Institution, chance: Chance) -> None:
    tool = chance.choice(("regional_network", "chat"))
    world.keep(
        ToolUse(
            id=pair_id("demo-tool", place.id, tool),
            institution_id=place.id,
            tool=tool,
            functions="検査結果・処方の閲覧" if tool == "regional_network" else "患者ごとの連絡板",
            viewing=chance.often(0.8),
            consent="初回訪問時に書面" if tool == "regional_network" else None,
            starts_on=date(world.today.year - chance.randint(1, 5), chance.choice((4, 7, 10)), 1),
        )
    )


def _hospitals(world: World, chance: Chance) -> None:
    people = {member.institution.id: member for member in world.members_of("hospital")}
    for place, discharge in zip(world.of_kind("hospital"), DISCHARGE, strict=False):
        member: Member | None = people.get(place.id)
        place.liaison_office = True
        place.social_workers = _size(place, 1, 5)
        place.liaison_contact = f"{member.post.title or ''}　{member.person.name}".strip() if member else None
        place.liaison_telephone = f"0999-28-{(place.telephone or '')[-4:]}"
        place.discharge_support = discharge
        big = (place.beds or 0) > 200
        place.regional_role = "core" if big else "backup"
        place.open_system, place.open_beds = ("open", 5) if big else ("none", None)
        place.cooperation = chance.choice(("good", "fair"))


def _agreements(world: World, chance: Chance) -> None:
    clinics = [item for item in world.of_kind("clinic") if item.regular_home_visit_status == "doing"]
    partners = {
        "backup": [item for item in world.of_kind("hospital") if (item.beds or 0) in (240, 48)],
        "cover": clinics,
        "nursing": world.of_kind("home_nursing"),
    }
    for place in clinics[:11]:
        for kind in ("backup", *(chance.choice((("nursing",), ("cover",), ())))):
            partner = chance.choice([item for item in partners[kind] if item is not place])
            agreed = world.weekday(world.today - timedelta(days=chance.randint(60, 900)), -1)
            status = chance.choices(("agreed", "asked"), (5, 1))[0]
            world.keep(
                Agreement(
                    id=pair_id("demo-agreement", place.id, kind),
                    institution_id=place.id,
                    partner_id=partner.id,
                    kind=kind,
                    content=AGREEMENTS[kind],
                    status=status,
                    agreed_on=agreed if status == "agreed" else None,
                    contact=partner.liaison_contact.split("　")[0] if partner.liaison_contact else None,
                    review_on=date(agreed.year + 2, 4, 1) if status == "agreed" else None,
                )
            )


def _beginners(world: World) -> None:
    """Those who are about to begin home visits, and one who has just begun (A44)."""
    planned = [item for item in world.of_kind("clinic") if item.regular_home_visit_status == "planned"]
    doing = [item for item in world.of_kind("clinic") if item.clinic_class == "outpatient"]
    for place in doing[-1:]:
        place.clinic_class = "new"
        place.home_visits_since = date(world.today.year - 1, 10, 1)
    for step, place in enumerate([*planned, *doing[-1:]]):
        place.next_contact_on = world.weekday(world.today + timedelta(days=9 + 5 * step))
        place.open_questions = "24時間の連絡体制をどう組むか。同行訪問の日程。"
        for at, item in enumerate(("filing", "forms", "partners", "around_the_clock")[: 1 + step % 4]):
            world.keep(
                Preparation(
                    id=pair_id("preparation", place.id, item),
                    institution_id=place.id,
                    item=item,
                    done_on=world.weekday(world.today - timedelta(days=60 - 12 * at), -1),
                )
            )


def _contacts(world: World, chance: Chance) -> None:
    for number, (kind, channel, content, result) in enumerate(CONTACTS):
        place = chance.choice(world.of_kind(kind))
        day = world.weekday(world.today - timedelta(days=3 + 11 * number), -1)
        said = [member for member in world.members if member.institution is place]
        world.keep(
            Contact(
                id=pair_id("demo-contact", str(number)),
                institution_id=place.id,
                happened_at=datetime.combine(day, time(9 + number % 8, 10 * (number % 6))),
                channel=channel,
                person=said[0].person.name if said else None,
                content=content,
                result=result,
            )
        )


def _people(world: World, chance: Chance) -> None:
    for member in world.members:
        person = member.person
        if person.profession in ("physician", "dentist") and chance.often(0.6):
            said: dict[str, Any] = chance.choice(REACH)
            person.reach_by, person.call_hours, person.no_call_hours = (
                said.get("by"),
                said.get("good"),
                said.get("bad"),
            )
        if chance.often(0.3):
            _training(world, member, chance)


def _training(world: World, member: Member, chance: Chance) -> None:
    for at, (title, months) in enumerate(chance.sample(TRAININGS, chance.choice((1, 1, 2)))):
        world.keep(
            Training(
                id=pair_id("demo-training", member.person.id, str(at)),
                person_id=member.person.id,
                title=title,
                held_on=world.weekday(world.today - timedelta(days=30 * months), -1),
                completed=chance.often(0.85),
            )
        )
