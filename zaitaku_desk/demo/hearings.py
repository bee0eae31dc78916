"""ヒアリング訪問 with the answers to Q1–Q7."""

from __future__ import annotations

from datetime import date, timedelta

from zaitaku_desk.demo import hearing_texts as texts
from zaitaku_desk.demo.people import COORDINATOR
from zaitaku_desk.demo.world import World
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.presets import BARRIERS, OSAKA_SET
from zaitaku_desk.records.questions import Answer
from zaitaku_desk.records.visits import Visit

_CLINICS = 28
_OTHERS = (
    "hospital", "home_nursing", "pharmacy", "hospital", "dental", "home_nursing", "care_management",
    "facility", "pharmacy", "home_nursing", "dental", "hospital",
)  # fmt: skip
_PLANNED = 4
_STARTS = ("12:40", "13:00", "13:00", "13:30", "13:30", "14:00", "15:00")


def make(world: World) -> None:
    """Forty visits: a few to come, the others spread over the three fiscal years."""
    clinics = world.of_kind("clinic")
    world.chance.shuffle(clinics)
    places = clinics[:_CLINICS]
    for number, kind in enumerate(_OTHERS):
        known = [place for place in world.of_kind(kind) if place not in places]
        places.insert(2 + number * 3, world.one(known))
    days = _days(world, len(places))
    for number, (place, day) in enumerate(zip(places, days, strict=True)):
        status = "planned" if day > world.today else {9: "declined", 24: "cancelled"}.get(number, "done")
        _visit(world, place, day, status)


def _days(world: World, count: int) -> list[date]:
    """Days in order: all but the last few lie between the first fiscal year and yesterday."""
    done = count - _PLANNED
    span = (world.today - world.first_day).days - 20
    days = [
        world.weekday(world.first_day + timedelta(days=14 + span * number // done), -1)
        for number in range(done)
    ]
    days[-1] = min(days[-1], world.weekday(world.today - timedelta(days=2), -1))
    return [*days, *(world.weekday(world.today + timedelta(days=gap)) for gap in (2, 7, 13, 20))]


def _visit(world: World, place: Institution, day: date, status: str) -> None:
    start = world.one(_STARTS)
    hour, minute = int(start[:2]), int(start[3:]) + world.one((30, 40, 45, 60))
    physician = place.kind == "clinic"
    visit = Visit(
        id=world.new_id(),
        institution_id=place.id,
        visited_on=day,
        start=start,
        end=f"{hour + minute // 60:02d}:{minute % 60:02d}",
        interviewer=COORDINATOR[0],
        status=status,
        purpose=world.one(texts.PURPOSES) if physician else texts.OTHER_PURPOSES[place.kind or ""],
        question_set_id=OSAKA_SET if physician else None,
    )
    _interviewee(world, visit, place)
    director = world.roles["home_care"].person
    if world.chance.random() < 0.25 and visit.interviewee_id != director.id:
        visit.companion = f"{director.name}（担当理事）"
    if status == "done":
        _heard(world, visit, place)
    elif status == "declined":
        visit.note = "電話でお願いしたが、外来が多忙のため今回は辞退とのこと。資料のみ郵送した。"
    elif status == "cancelled":
        visit.note = "当日朝に先方から連絡があり中止。あらためて日程を調整する。"
    world.keep(visit)


def _interviewee(world: World, visit: Visit, place: Institution) -> None:
    member = next((item for item in world.members if item.institution is place), None)
    if member is not None:
        visit.interviewee_id = member.person.id
    name = member.person.name if member else place.director
    title = member.post.title if member else "院長"
    visit.interviewee = (
        f"{name}（{title}）" if name else {"pharmacy": "管理薬剤師"}.get(place.kind or "", "管理者")
    )


def _heard(world: World, visit: Visit, place: Institution) -> None:
    chance = world.chance
    assert visit.visited_on
    if place.kind == "clinic":
        lines = _clinic_lines(world, place)
        keen = _answers(world, visit, place)
    else:
        lines = chance.sample(texts.BY_KIND[place.kind or ""], 3)
        keen = chance.random() < 0.4
    visit.note = "\n".join(line.format(district=place.district) for line in lines)
    if keen or chance.random() < 0.25:
        clinic = place.kind == "clinic"
        visit.follow_up = world.one(texts.FOLLOW_UPS if clinic else texts.OTHER_FOLLOW_UPS)
        visit.follow_up_on = world.weekday(visit.visited_on + timedelta(days=chance.randint(20, 60)))


def _clinic_lines(world: World, place: Institution) -> list[str]:
    if place.regular_home_visit_status == "doing":
        return world.chance.sample(texts.DOING, world.one((3, 3, 4)))
    lines = world.chance.sample(texts.NOT_DOING, world.one((2, 3)))
    special = [texts.SPECIAL[service] for service in place.services if service in texts.SPECIAL]
    return [*special[:1], *lines]


def _answers(world: World, visit: Visit, place: Institution) -> bool:
    """Q1–Q7 by the skip rules; True when the clinic might begin."""
    chance = world.chance
    doing = place.regular_home_visit_status == "doing"
    calls = chance.random() < (0.92 if doing else 0.4)
    _choose(world, visit, "1", "yes" if doing else "no", "" if doing else world.one(texts.WHY_NOT))
    _choose(world, visit, "2", "yes" if calls else "no", "" if calls or doing else world.one(texts.WHY_NOT))
    support = place.support_class or ""
    if support != "unknown":
        _choose(world, visit, "3", support if support.startswith("clinic") else "none")
    keen = False
    if doing:
        patients = max(2, round(chance.lognormvariate(2.8, 0.7)))
        _keep(world, visit, "4-1", {"number": patients})
        _keep(world, visit, "4-2", {"number": world.one((1, 2, 2, 2, 3))})
        deaths = min(patients, round(patients * chance.uniform(0.05, 0.45)))
        _keep(world, visit, "4-3", {"number": deaths} if chance.random() < 0.88 else {})
    else:
        keen = chance.random() < 0.55
        _choose(
            world,
            visit,
            "5",
            "conditional" if keen else "never",
            world.one(texts.CONDITIONS) if keen else "",
        )
    weights = {
        "technique": 4,
        "out_of_hours": 9,
        "patient_family": 3,
        "cooperation": 4,
        "fees": 3,
        "other": 2,
    }
    chosen = {world.weighted(weights) for _ in range(world.one((1, 2, 3)))}
    _keep(
        world,
        visit,
        "6",
        {"choices": [key for key, _ in BARRIERS if key in chosen]},
        other=world.one(texts.OTHER_BARRIERS) if "other" in chosen else None,
    )
    _keep(world, visit, "7", {"text": world.one(texts.REMEDIES)} if chance.random() < 0.85 else {})
    return keen


def _choose(world: World, visit: Visit, number: str, key: str, other: str = "") -> None:
    _keep(world, visit, number, {"choice": key}, other=other or None)


def _keep(
    world: World, visit: Visit, number: str, value: dict[str, object], *, other: str | None = None
) -> None:
    question = f"{OSAKA_SET}:{number}"
    world.keep(
        Answer(
            id=pair_id("answer", visit.id, question),
            visit_id=visit.id,
            question_id=question,
            state="answered" if value else "no_answer",
            value=value,
            other=other,
        )
    )
