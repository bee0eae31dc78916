"""人と役職, and who sits at the desk."""

from __future__ import annotations

from datetime import date

from zaitaku_desk.demo.world import CITY, PREFECTURE, Member, World
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.office import PROFILE_ID, Profile, Staff
from zaitaku_desk.records.people import Person, Post

ASSOCIATION = "一般社団法人みなと野市医師会"
CORE_HOSPITAL = "みなと野総合病院"
DESK = "在宅医療・介護連携相談支援室"
COORDINATOR = ("凪沢 由香里", "なぎさわ ゆかり")

_CLINIC_PEOPLE, _DENTAL_PEOPLE = 28, 4

_POSTS: tuple[tuple[str, str, str, str, bool], ...] = (
    # role, institution, title, profession, woman
    ("secretary", ASSOCIATION, "事務長", "clerk", False),
    ("hospital_head", CORE_HOSPITAL, "院長", "physician", False),
    ("liaison_head", CORE_HOSPITAL, "地域連携室長", "nurse", True),
    ("liaison_msw", CORE_HOSPITAL, "地域連携室 主任", "medical_social_worker", True),
    ("discharge_nurse", CORE_HOSPITAL, "退院支援看護師", "nurse", True),
    ("ward_nurse", CORE_HOSPITAL, "地域包括ケア病棟 看護師長", "nurse", True),
    ("msw2", "錨町記念病院", "医療相談室長", "medical_social_worker", False),
    ("msw3", "月灘リハビリテーション病院", "地域連携係", "medical_social_worker", True),
    ("psw", "藍野原こころの病院", "認知症疾患医療センター 相談員", "psychiatric_social_worker", True),
    ("msw5", "霧ヶ沢病院", "地域連携室 主任", "nurse", True),
    ("city_head", "みなと野市 高齢者支援課", "課長", "official", False),
    ("city_chief", "みなと野市 高齢者支援課", "地域包括ケア推進係長", "official", True),
    ("city_nurse", "みなと野市 高齢者支援課", "主査（保健師）", "public_health_nurse", True),
    ("health_centre", "汐路県みなと野保健所", "医療連携課 主幹", "public_health_nurse", True),
    ("health_centre2", "汐路県みなと野保健所", "医療連携課 主事", "official", False),
    ("ambulance", "みなと野市消防本部", "救急係長", "official", False),
    ("welfare", "社会福祉法人みなと野市社会福祉協議会", "地域福祉課長", "social_worker", False),
    ("pharmacist_head", "ともしび堂薬局", "管理薬剤師", "pharmacist", True),
)

_OF_KINDS = (
    ("home_nursing", 9, "管理者", "nurse"),
    ("pharmacy", 6, "管理薬剤師", "pharmacist"),
    ("care_management", 10, "管理者", "care_manager"),
    ("support_centre", 4, "センター長", "public_health_nurse"),
    ("facility", 5, "施設長", "facility_manager"),
)


def make(world: World) -> Staff:
    """Everybody with their posts, the office and the one who works there; returns her."""
    doctors = [_director(world, place, "physician") for place in world.of_kind("clinic")[:_CLINIC_PEOPLE]]
    dentists = [_director(world, place, "dentist") for place in world.of_kind("dental")[:_DENTAL_PEOPLE]]
    for role, place, title, profession, woman in _POSTS:
        name, kana = world.name(woman=woman)
        world.roles[role] = _person(world, name, kana, world.named(place), title, profession)
    for kind, count, title, profession in _OF_KINDS:
        for home in [item for item in world.of_kind(kind) if not item.director][:count]:
            name, kana = world.name(woman=world.chance.random() < 0.7)
            _person(world, name, kana, home, title, profession)
            home.director = name
    world.named(CORE_HOSPITAL).director = world.roles["hospital_head"].person.name
    _officers(world, doctors, dentists)
    return _office(world)


def _director(world: World, place: Institution, profession: str) -> Member:
    return _person(world, place.director or "", world.directors[place.id], place, "院長", profession)


def _person(world: World, name: str, kana: str, place: Institution, title: str, profession: str) -> Member:
    person = Person(id=world.new_id(), name=name, kana=kana, profession=profession)
    if profession in ("medical_social_worker", "care_manager") and world.chance.random() < 0.4:
        person.email = f"renkei{len(world.members):03d}@minatono.example.jp"
    post = _post(world, person, place, title, order=len(world.members) + 100)
    if world.chance.random() < 0.4:
        post.starts_on = date(world.first_day.year - world.chance.randint(0, 6), 4, 1)
    member = Member(person, post, place)
    world.keep(person)
    world.members.append(member)
    return member


def _post(world: World, person: Person, place: Institution, title: str, *, order: int) -> Post:
    post = Post(
        id=world.new_id(),
        person_id=person.id,
        name=person.name,
        institution_id=place.id,
        title=title,
        profession=person.profession,
        order=order,
    )
    world.keep(post)
    return post


def _officers(world: World, doctors: list[Member], dentists: list[Member]) -> None:
    """The association's officers by term: a president who has gone, and those in office."""
    association = world.named(ASSOCIATION)
    term = date(world.first_day.year + 1, 6, 15)
    former = _post(world, doctors[0].person, association, "会長", order=1)
    former.starts_on, former.ends_on = date(term.year - 4, 6, 15), date(term.year, 6, 14)
    world.roles["former_president"] = Member(doctors[0].person, former, association)
    for order, (role, title) in enumerate(
        (
            ("president", "会長"),
            ("vice", "副会長"),
            ("vice2", "副会長"),
            ("home_care", "理事（在宅医療担当）"),
            ("home_care2", "理事（地域包括ケア担当）"),
            ("auditor", "監事"),
        ),
        1,
    ):
        doctor = doctors[order]
        post = _post(world, doctor.person, association, title, order=order)
        post.starts_on = term if role == "president" else date(term.year - 2, 6, 15)
        world.roles[role] = Member(doctor.person, post, association)
    for role, member, place, title in (
        ("dental_head", dentists[0], "みなと野市歯科医師会", "会長"),
        ("pharmacy_head", world.roles["pharmacist_head"], "みなと野市薬剤師会", "会長"),
        ("care_head", world.members_of("care_management")[0], "みなと野市介護支援専門員連絡会", "会長"),
    ):
        institution = world.named(place)
        post = _post(world, member.person, institution, title, order=1)
        post.starts_on = date(term.year - 2, 6, 15)
        institution.director = member.person.name
        world.roles[role] = Member(member.person, post, institution)
    association.director = world.roles["president"].person.name
    world.roles["nursing_head"] = world.members_of("home_nursing")[1]


def _office(world: World) -> Staff:
    name, kana = COORDINATOR
    hospital = world.named(CORE_HOSPITAL)
    world.keep(
        Profile(
            id=PROFILE_ID,
            contractor=ASSOCIATION,
            placement=f"{CORE_HOSPITAL} 地域連携室内 {DESK}",
            sender_title="医療連携推進コーディネーター",
            sender_name=name,
            sender_block=f"{ASSOCIATION}\n{DESK}\n医療連携推進コーディネーター　{name.replace(' ', '　')}",
            postal_code=hospital.postal_code,
            address=f"{PREFECTURE}{CITY}{hospital.address}",
            telephone="0999-20-9100",
            fax="0999-20-9101",
            email="soudan@minatono-ishikai.example.jp",
            prefecture=PREFECTURE,
            municipality=CITY,
            date_style="wareki",
        )
    )
    staff = Staff(
        id=world.new_id(),
        name=name,
        kana=kana,
        title="医療連携推進コーディネーター",
        qualification="nurse",
    )
    world.keep(staff)
    return staff
