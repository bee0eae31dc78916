"""会議: series with their members, and thirty meetings from invitation to minutes."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from zaitaku_desk.demo.core_texts import CORE
from zaitaku_desk.demo.event_texts import BOARD, FRIENDLY, LIAISON, TRAINING
from zaitaku_desk.demo.people import COORDINATOR, DESK
from zaitaku_desk.demo.script import Scene
from zaitaku_desk.demo.world import Member, World
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.meetings import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingResult,
    MeetingSeries,
    Remark,
    SeriesMember,
)

SAID_AS = {
    "president": "会長", "vice": "副会長", "vice2": "副会長", "home_care": "理事", "home_care2": "理事",
    "auditor": "監事", "secretary": "事務長", "liaison_head": "室長", "liaison_msw": "主任",
    "hospital_head": "院長", "city_head": "課長", "city_chief": "係長", "city_nurse": "保健師",
    "health_centre": "主幹", "health_centre2": "主事", "pharmacy_head": "薬剤師会会長",
    "dental_head": "歯科医師会会長", "care_head": "ケアマネ連絡会会長", "nursing_head": "看護師",
    "ambulance": "係長", "psw": "相談員",
}  # fmt: skip
_CORE_MEMBERS = (
    "president", "vice", "vice2", "home_care", "home_care2", "secretary", "liaison_head", "nursing_head",
    "pharmacy_head", "health_centre", "city_chief",
)  # fmt: skip
_OFFICERS = ("president", "vice", "vice2", "home_care", "home_care2", "auditor", "secretary")
_LIAISON = ("health_centre", "health_centre2", "city_head", "city_chief", "city_nurse", "home_care")
_HALL = "みなと野市民交流センター 3階ホール"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a series meets: the n-th weekday (0 = Monday) of the month, from–to, and who belongs to it."""

    series: MeetingSeries
    scenes: tuple[Scene, ...]
    week: int
    weekday: int
    start: str
    end: str
    members: tuple[str, ...] = ()
    guests: int = 0
    number: int | None = None


def make(world: World) -> None:
    """Everything about the meetings."""
    found = [(_day(world, habit, scene), habit, scene) for habit in _habits(world) for scene in habit.scenes]
    next_one = min(
        (item for item in found if item[0] >= world.today), default=max(found, key=_first), key=_first
    )
    soon = world.weekday(world.today + timedelta(days=12))
    if next_one[0] > soon or next_one[0] < world.today:
        found[found.index(next_one)] = (soon, *next_one[1:])
    held: dict[str, int] = {}
    for day, habit, scene in sorted(found, key=_first):
        number = None
        if habit.number is not None:
            number = held.setdefault(habit.series.id, habit.number)
            held[habit.series.id] += 1
        _meeting(world, habit, scene, day, number)


def _first(item: tuple[date, Habit, Scene]) -> date:
    return item[0]


def _habits(world: World) -> list[Habit]:
    hall = "みなと野市医師会館 2階会議室"
    core = MeetingSeries(
        id="series-core",
        title="コア会議",
        order=1,
        place=hall,
        selling_point="事業を医師会と具体的に協議する場。ここで協議した結果を理事会にかけ、会員に発信する。",
        first_number=7,
    )
    board = MeetingSeries(
        id="series-board",
        title="理事会",
        order=2,
        board=True,
        place="みなと野市医師会館 大会議室",
        selling_point="活動報告と今後の取組について、承認及び協力依頼を行う。",
    )
    liaison = MeetingSeries(
        id="series-liaison",
        title="保健所・市連絡会",
        order=3,
        involvement="join",
        place="みなと野保健所 会議室",
    )
    friendly = MeetingSeries(
        id=world.new_id(),
        title="顔なじみになる会",
        order=4,
        involvement="cohost",
        place=_HALL,
        selling_point="職種をこえて顔と名前を知り、困ったときに電話ができる間柄になる。",
        first_number=4,
    )
    training = MeetingSeries(id=world.new_id(), title="多職種研修会", order=5, place=_HALL, first_number=6)
    habits = [
        Habit(core, CORE, 2, 1, "19:00", "20:00", _CORE_MEMBERS, number=7),
        Habit(board, BOARD, 3, 3, "19:30", "20:30", _OFFICERS),
        Habit(liaison, LIAISON, 2, 4, "14:00", "15:30", _LIAISON),
        Habit(friendly, FRIENDLY, 3, 3, "19:00", "20:45", guests=30, number=4),
        Habit(training, TRAINING, 4, 2, "18:45", "20:15", guests=26, number=6),
    ]
    for habit in habits:
        world.keep(habit.series)
        for order, role in enumerate(habit.members, 1):
            _series_member(world, habit.series, order, world.roles[role])
    return habits


def _series_member(world: World, series: MeetingSeries, order: int, member: Member) -> None:
    world.keep(
        SeriesMember(
            id=world.new_id(),
            series_id=series.id,
            order=order,
            person_id=member.person.id,
            name=member.person.name,
            title=member.post.title,
            organisation=member.institution.name,
            profession=member.person.profession,
            honorific=_honorific(member),
        )
    )


def _day(world: World, habit: Habit, scene: Scene) -> date:
    years, month = scene.when
    year = world.first_day.year + years + (month < 4)
    first = calendar.monthrange(year, month)[0]
    day = 1 + (habit.weekday - first) % 7 + 7 * (habit.week - 1)
    return world.weekday(date(year, month, day))


def _meeting(world: World, habit: Habit, scene: Scene, day: date, number: int | None) -> None:
    past = day < world.today
    status = "cancelled" if scene.cancelled and past else "held" if past else "planned"
    meeting = Meeting(
        id=world.new_id(),
        series_id=habit.series.id,
        number=number,
        title=scene.title or _title(habit, day),
        held_on=day,
        start=habit.start,
        end=habit.end,
        place=habit.series.place,
        status=status,
        involvement=habit.series.involvement,
        selling_point=scene.selling_point or habit.series.selling_point,
        catchphrase=scene.catchphrase or None,
        reply_by=world.weekday(day - timedelta(days=7), -1) if habit.series.involvement != "join" else None,
        note="大雪の予報のため中止。次年度に改めて開催する。" if status == "cancelled" else None,
    )
    world.keep(meeting)
    speakers = {role for role, _ in scene.remarks} if status == "held" else set()
    present = _attendances(world, habit, meeting, speakers)
    if status == "held":
        meeting.head_count = scene.head_count or present
    _contents(world, meeting, scene)


def _title(habit: Habit, day: date) -> str:
    if habit.series.board:
        return f"みなと野市医師会 {day.month}月理事会"
    return habit.series.title or ""


def _attendances(world: World, habit: Habit, meeting: Meeting, speakers: set[str]) -> int:
    """Who was asked, replied and came; returns how many came."""
    assert meeting.held_on
    roles = [*habit.members, *sorted(speakers - set(habit.members) - {"coordinator"})]
    people = [(_member(world, role, meeting.held_on), role in speakers) for role in roles]
    known = {member.person.id for member, _ in people}
    others = [member for member in world.members if member.person.id not in known]
    people += [(member, False) for member in world.chance.sample(others, habit.guests)]
    present = 0
    for order, (member, speaks) in enumerate(people, 1):
        attendance = Attendance(
            id=pair_id("attendance", meeting.id, member.person.id),
            meeting_id=meeting.id,
            order=order,
            person_id=member.person.id,
            name=member.person.name,
            title=member.post.title,
            organisation=member.institution.name,
            profession=member.person.profession,
            honorific=_honorific(member),
        )
        _reply(world, meeting, attendance, speaks=speaks)
        present += attendance.attended in ("present", "deputy")
        world.keep(attendance)
    world.keep(
        Attendance(
            id=world.new_id(),
            meeting_id=meeting.id,
            order=len(people) + 1,
            name=COORDINATOR[0],
            title="医療連携推進コーディネーター",
            organisation=DESK,
            profession="coordinator",
            honorific="sama",
            reply="yes",
            attended="present" if meeting.status == "held" else None,
        )
    )
    return present + 1


def _reply(world: World, meeting: Meeting, attendance: Attendance, *, speaks: bool) -> None:
    assert meeting.held_on
    if meeting.status == "planned":
        asked = meeting.held_on - world.today < timedelta(days=40)
        attendance.reply = world.weighted({"yes": 6, "no": 1, "waiting": 4}) if asked else "waiting"
        return
    comes = speaks or world.chance.random() < 0.85
    attendance.reply = "yes" if comes else world.weighted({"no": 4, "waiting": 1})
    if meeting.status == "held":
        deputy = comes and not speaks and world.chance.random() < 0.06
        attendance.attended = "deputy" if deputy else "present" if comes else "absent"


def _contents(world: World, meeting: Meeting, scene: Scene) -> None:
    day = meeting.held_on
    assert day
    for order, (title, role, note) in enumerate(scene.agenda, 1):
        world.keep(
            AgendaItem(
                id=world.new_id(),
                meeting_id=meeting.id,
                order=order,
                title=title,
                presenter=_called(world, role, day),
                note=note or None,
            )
        )
    if meeting.status != "held":
        return
    for order, (role, text) in enumerate(scene.remarks, 1):
        speaker = _called(world, role, day)
        world.keep(Remark(id=world.new_id(), meeting_id=meeting.id, order=order, speaker=speaker, text=text))
    results = [("achievement", text) for text in scene.achievements] + [
        ("issue", text) for text in scene.issues
    ]
    for order, (kind, text) in enumerate(results, 1):
        world.keep(MeetingResult(id=world.new_id(), meeting_id=meeting.id, order=order, kind=kind, text=text))
    for order, (text, outcome, months) in enumerate(scene.decisions, 1):
        back = world.weekday(day + timedelta(days=30 * months)) if months else None
        world.keep(
            Decision(
                id=world.new_id(),
                meeting_id=meeting.id,
                order=order,
                text=text,
                outcome=outcome,
                next_check_on=back,
            )
        )
    for order, (text, role, weeks) in enumerate(scene.actions, 1):
        _action(world, meeting, order, text, _called(world, role, day), day + timedelta(weeks=weeks))


def _action(world: World, meeting: Meeting, order: int, text: str, owner: str, due: date) -> None:
    done = world.weekday(due - timedelta(days=world.chance.randint(0, 9)), -1)
    world.keep(
        ActionItem(
            id=world.new_id(),
            meeting_id=meeting.id,
            order=order,
            text=text,
            owner=owner,
            due_on=due,
            done_on=done if done < world.today - timedelta(days=20) else None,
        )
    )


def _member(world: World, role: str, day: date) -> Member:
    """Who had the role on that day: the president has changed."""
    member = world.roles[role]
    if role == "president" and member.post.starts_on and day < member.post.starts_on:
        return world.roles["former_president"]
    return member


def _called(world: World, role: str, day: date) -> str:
    if role == "coordinator":
        return "コーディネーター"
    name = _member(world, role, day).person.name or ""
    return f"{name.split()[0]}{SAID_AS[role]}"


def _honorific(member: Member) -> str:
    return "sensei" if member.person.profession in ("physician", "dentist") else "sama"
