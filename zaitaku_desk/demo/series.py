"""会議体: how each series of the demo meets, and who belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from zaitaku_desk.demo.core_texts import CORE
from zaitaku_desk.demo.event_texts import BOARD, FRIENDLY, LIAISON, TRAINING
from zaitaku_desk.demo.script import Scene
from zaitaku_desk.demo.world import Member, World
from zaitaku_desk.records.meetings import MeetingSeries, SeriesMember

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


def habits(world: World) -> list[Habit]:
    """The five series, kept with their members."""
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
    found = [
        Habit(core, CORE, 2, 1, "19:00", "20:00", _CORE_MEMBERS, number=7),
        Habit(board, BOARD, 3, 3, "19:30", "20:30", _OFFICERS),
        Habit(liaison, LIAISON, 2, 4, "14:00", "15:30", _LIAISON),
        Habit(friendly, FRIENDLY, 3, 3, "19:00", "20:45", guests=30, number=4),
        Habit(training, TRAINING, 4, 2, "18:45", "20:15", guests=26, number=6),
    ]
    for habit in found:
        world.keep(habit.series)
        for order, role in enumerate(habit.members, 1):
            _series_member(world, habit.series, order, world.roles[role])
    return found


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
            honorific=honorific(member),
        )
    )


def honorific(member: Member) -> str:
    """先生 for physicians and dentists, 様 for everybody else."""
    return "sensei" if member.person.profession in ("physician", "dentist") else "sama"
