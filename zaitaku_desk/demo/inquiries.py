"""相談: three hundred of them, with what came later. The patients are marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zaitaku_desk.demo.inquiry_script import Inquiry
from zaitaku_desk.demo.inquiry_texts_care import CARE
from zaitaku_desk.demo.inquiry_texts_home import HOME
from zaitaku_desk.demo.inquiry_texts_medical import MEDICAL
from zaitaku_desk.demo.world import DISTRICTS, Member, World
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.consultations import Consultation, FollowUp
from zaitaku_desk.records.institutions import Institution

_COUNT = 300
_CHANNELS = {"telephone": 66, "visit_to_us": 12, "fax": 8, "mail": 6, "visit_to_them": 4, "meeting": 4}
_KIND_OF = {
    "care_manager": "care_management", "physician": "clinic", "hospital_liaison": "hospital",
    "home_nursing": "home_nursing", "support_centre": "support_centre", "care_staff": "facility",
    "government": "government",
    "pharmacy_dental": "pharmacy",
}  # fmt: skip
_BANDS = ((0, "0-17"), (18, "18-39"), (40, "40-64"), (65, "65-74"), (75, "75-84"), (85, "85-94"), (95, "95-"))
_NOT_NEEDED = (
    "主治医が同席していたため",
    "まだ主治医が決まっていないため",
    "相談者から直接伝えるとのこと",
    "病院の連携室から伝え済み",
)


@dataclass(slots=True)
class _Patient:
    mark: str
    age: int
    sex: str
    level: str
    illness: str
    district: str


@dataclass(slots=True)
class _Told:
    """What a text needs: the patient's words and where she was sent."""

    slots: dict[str, str]
    referred: list[str]


def make(world: World) -> None:
    """The consultations in the order they came, more of them each year."""
    patients: dict[int, list[_Patient]] = {}
    marks: dict[int, int] = {}
    deck = _deck(world)
    for moment in _moments(world):
        inquiry = deck.pop()
        if not deck:
            deck = _deck(world)
        _consultation(world, inquiry, moment, patients.setdefault(id(inquiry), []), marks)


def _deck(world: World) -> list[Inquiry]:
    """Every kind of consultation as often as its weight says, shuffled."""
    deck = [inquiry for inquiry in (*CARE, *MEDICAL, *HOME) for _ in range(inquiry.weight)]
    world.chance.shuffle(deck)
    return deck


def _moments(world: World) -> list[datetime]:
    """Office hours between the first day and the last working day, growing denser."""
    last = world.weekday(world.today - timedelta(days=1), -1)
    span = (last - world.first_day).days
    moments = []
    for number in range(_COUNT):
        place = ((number + world.chance.random()) / _COUNT) ** 0.82
        day = world.weekday(world.first_day + timedelta(days=round(span * place)), -1)
        day = max(day, world.weekday(world.first_day))
        minutes = world.chance.randrange(0, 480, 5)
        moments.append(datetime(day.year, day.month, day.day, 8, 50) + timedelta(minutes=minutes))
    return sorted(moments)


def _consultation(
    world: World, inquiry: Inquiry, moment: datetime, known: list[_Patient], marks: dict[int, int]
) -> None:
    chance = world.chance
    patient = _patient(world, inquiry, moment.date(), known, marks)
    kind = world.one(inquiry.kinds)
    told = _told(world, inquiry, patient)
    record = Consultation(
        id=world.new_id(),
        received_at=moment,
        desk="main",
        channel=world.weighted(_CHANNELS),
        inquirer_kind=kind,
        care_scene=inquiry.care_scene,
        topics=list(inquiry.topics),
        content="".join(map(world.one, (inquiry.openings, inquiry.details, inquiry.asks))).format(
            **told.slots
        ),
        minutes_spent=world.weighted({10: 3, 15: 6, 20: 6, 30: 5, 40: 2, 60: 1}),
    )
    response = world.one(inquiry.responses)
    record.response = (response + world.one(inquiry.endings)).format(**told.slots)
    record.referred_to = told.referred if "{ref}" in response else []
    record.information_given = [*inquiry.information[: 1 + chance.randrange(len(inquiry.information))]]
    if patient is not None:
        record.patient_mark, record.sex, record.care_level = patient.mark, patient.sex, patient.level
        record.age_band = [band for youngest, band in _BANDS if youngest <= patient.age][-1]
        _physician(world, record, moment.date())
    _inquirer(world, record, inquiry, kind, patient.district if patient else None)
    _follow_up(world, inquiry, record, moment)
    world.keep(record)


def _patient(
    world: World, inquiry: Inquiry, day: date, known: list[_Patient], marks: dict[int, int]
) -> _Patient | None:
    """A new patient, or now and then one who was asked about before in the same kind of matter."""
    if inquiry.ages is None:
        return None
    if known and world.chance.random() < 0.16:
        return known[-1]
    year = wareki.fiscal_year(day)
    marks[year] = marks.get(year, 0) + 1
    patient = _Patient(
        mark=f"R{year - 2018}-{marks[year]:03d}",
        age=world.chance.randint(*inquiry.ages),
        sex=world.weighted({"female": 58, "male": 42}),
        level=world.one(inquiry.levels),
        illness=world.one(inquiry.illnesses),
        district=world.one(list(DISTRICTS)),
    )
    known.append(patient)
    return patient


def _told(world: World, inquiry: Inquiry, patient: _Patient | None) -> _Told:
    places = _referable(world, inquiry, patient.district if patient else "")
    slots = {
        "ref": "と".join(f"「{place.name}」" for place in places),
        "district": patient.district if patient else "",
        "illness": patient.illness if patient else "",
        "who": f"{patient.age // 10 * 10}代の{'女性' if patient.sex == 'female' else '男性'}"
        if patient
        else "",
    }
    return _Told(slots, [place.id for place in places])


def _referable(world: World, inquiry: Inquiry, district: str) -> list[Institution]:
    """One or two institutions to refer to, of the district if it has any."""
    if isinstance(inquiry.refers, tuple):
        places = [world.named(name) for name in inquiry.refers]
    else:
        places = [place for place in world.of_kind(inquiry.refers) if _takes_patients(place)]
    near = [place for place in places if place.district == district]
    chosen = [world.one(near)] if near and world.chance.random() < 0.7 else []
    others = [place for place in places if place not in chosen]
    if others and (not chosen or world.chance.random() < 0.35):
        chosen.append(world.one(others))
    return chosen


def _takes_patients(place: Institution) -> bool:
    if place.kind == "clinic":
        return place.regular_home_visit_status == "doing"
    return place.kind != "facility" or bool(place.beds)


def _physician(world: World, record: Consultation, day: date) -> None:
    old = day < world.today - timedelta(days=21)
    state = world.weighted({"done": 5, "not_needed": 3, "not_yet": 0 if old else 4})
    record.physician_informed = state
    if state == "done":
        told = world.weekday(day + timedelta(days=world.one((0, 0, 1, 2))))
        record.physician_informed_on = min(told, world.today)
    elif state == "not_needed":
        record.physician_informed_note = world.one(_NOT_NEEDED)


def _inquirer(world: World, record: Consultation, inquiry: Inquiry, kind: str, district: str | None) -> None:
    members = world.members_of(_KIND_OF.get(kind, ""))
    members = [member for member in members if _asks(member, kind, inquiry)]
    near = [member for member in members if member.institution.district == district]
    if members:
        member = world.one(near if near and world.chance.random() < 0.6 else members)
        record.inquirer_id, record.inquirer_name = member.person.id, member.person.name
        record.institution_id = member.institution.id
    elif kind == "family":
        record.inquirer_name = world.one(("長女", "長男", "次女", "次男"))


def _asks(member: Member, kind: str, inquiry: Inquiry) -> bool:
    if kind == "physician":
        doing = member.institution.regular_home_visit_status == "doing"
        return doing != ("new_home_visits" in inquiry.topics)
    if kind == "hospital_liaison":
        return member.person.profession in ("nurse", "medical_social_worker")
    return kind != "government" or (member.institution.name or "").startswith("みなと野市 ")


def _follow_up(world: World, inquiry: Inquiry, record: Consultation, moment: datetime) -> None:
    chance = world.chance
    age = (world.today - moment.date()).days
    later = chance.random() < 0.42 and bool(inquiry.later)
    if later and age > 8:
        day = world.weekday((moment + timedelta(days=chance.randint(1, min(age - 1, 16)))).date())
        if day < world.today:
            happened = datetime(day.year, day.month, day.day, 9) + timedelta(
                minutes=chance.randrange(0, 470, 5)
            )
            world.keep(
                FollowUp(
                    id=world.new_id(),
                    consultation_id=record.id,
                    happened_at=happened,
                    channel=world.weighted({"telephone": 8, "fax": 1, "visit_to_us": 1}),
                    partner=record.inquirer_name,
                    text=world.one(inquiry.later),
                    minutes_spent=world.one((5, 5, 10, 10, 15)),
                )
            )
    if age > 45:
        record.status = "closed"
    else:
        record.status = world.weighted({"closed": 4, "open": 4, "waiting": 3})
