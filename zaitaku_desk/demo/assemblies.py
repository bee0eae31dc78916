"""会議: series with their members, and thirty meetings from invitation to minutes."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from operator import itemgetter

from zaitaku_desk.demo.people import COORDINATOR, DESK
from zaitaku_desk.demo.script import Scene
from zaitaku_desk.demo.series import Habit, habits, honorific
from zaitaku_desk.demo.world import Member, World
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.meetings import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingResult,
    Remark,
)

SAID_AS = {
    "president": "会長", "vice": "副会長", "vice2": "副会長", "home_care": "理事", "home_care2": "理事",
    "auditor": "監事", "secretary": "事務長", "liaison_head": "室長", "liaison_msw": "主任",
    "hospital_head": "院長", "city_head": "課長", "city_chief": "係長", "city_nurse": "保健師",
    "health_centre": "主幹", "health_centre2": "主事", "pharmacy_head": "薬剤師会会長",
    "dental_head": "歯科医師会会長", "care_head": "ケアマネ連絡会会長", "nursing_head": "看護師",
    "ambulance": "係長", "psw": "相談員",
}  # fmt: skip


def make(world: World) -> None:
    """Everything about the meetings."""
    found = [(_day(world, habit, scene), habit, scene) for habit in habits(world) for scene in habit.scenes]
    next_one = min(
        (item for item in found if item[0] >= world.today), default=max(found, key=_first), key=_first
    )
    soon = world.weekday(world.today + timedelta(days=12))
    if next_one[0] > soon or next_one[0] < world.today:
        found[found.index(next_one)] = (soon, *next_one[1:])
    found.sort(key=_first)
    held: dict[str, int] = {}
    for place, (day, habit, scene) in enumerate(found):
        number = None
        if habit.number is not None:
            number = held.setdefault(habit.series.id, habit.number)
            held[habit.series.id] += 1
        following = next((later for later, other, _ in found[place + 1 :] if other is habit), None)
        meeting = _meeting(world, habit, scene, day, number)
        _contents(world, meeting, scene, following)


def _first(item: tuple[date, Habit, Scene]) -> date:
    return item[0]


def _day(world: World, habit: Habit, scene: Scene) -> date:
    years, month = scene.when
    year = world.first_day.year + years + (month < 4)
    first = calendar.monthrange(year, month)[0]
    day = 1 + (habit.weekday - first) % 7 + 7 * (habit.week - 1)
    return world.weekday(date(year, month, day))


def _meeting(world: World, habit: Habit, scene: Scene, day: date, number: int | None) -> Meeting:
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
    speakers = {role for _, role, _ in (*scene.agenda, *scene.remarks)} if status == "held" else set()
    present = _attendances(world, habit, meeting, speakers)
    if status == "held":
        meeting.head_count = scene.head_count or present
    return meeting


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
            honorific=honorific(member),
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


def _contents(world: World, meeting: Meeting, scene: Scene, following: date | None) -> None:
    """What was on the table; `following` is the series' next meeting, where undecided things return."""
    day = meeting.held_on
    assert day
    agenda = [
        AgendaItem(
            id=world.new_id(),
            meeting_id=meeting.id,
            order=order,
            title=title,
            presenter=_called(world, role, day),
            note=note or None,
        )
        for order, (title, role, note) in enumerate(scene.agenda, 1)
    ]
    for item in agenda:
        world.keep(item)
    if meeting.status != "held":
        return
    for order, (about, role, text) in enumerate(sorted(scene.remarks, key=itemgetter(0)), 1):
        world.keep(
            Remark(
                id=world.new_id(),
                meeting_id=meeting.id,
                agenda_item_id=agenda[about - 1].id,
                order=order,
                speaker=_called(world, role, day),
                text=text,
            )
        )
    results = [("achievement", text) for text in scene.achievements] + [
        ("issue", text) for text in scene.issues
    ]
    for order, (kind, text) in enumerate(results, 1):
        world.keep(MeetingResult(id=world.new_id(), meeting_id=meeting.id, order=order, kind=kind, text=text))
    for order, (text, outcome, months) in enumerate(scene.decisions, 1):
        back = (following or world.weekday(day + timedelta(days=30 * months))) if months else None
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
        _action(world, meeting, order, text, _called(world, role, day), weeks)


def _action(world: World, meeting: Meeting, order: int, text: str, owner: str, weeks: int) -> None:
    assert meeting.held_on
    due = world.weekday(meeting.held_on + timedelta(weeks=weeks), -1)
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
