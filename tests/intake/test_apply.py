"""A list taken into a real desk."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.apply import apply, plan_file
from zaitaku_desk.intake.plan import Plan
from zaitaku_desk.intake.tables import ImportStopped
from zaitaku_desk.store import save, sources
from zaitaku_desk.store.connection import Database

Listed = Callable[..., Path]
Care = Any  # the class of the fixture


def take_in(db: Database, path: Path, city: str = "") -> Plan:
    made = plan_file(db, path, city=city)
    apply(db, made)
    return made


def names(db: Database) -> list[str]:
    return [row[0] for row in db.rows("SELECT name FROM institutions WHERE deleted = 0 ORDER BY name")]


def test_a_list_is_taken_in_once_and_the_second_time_changes_nothing(desk: Database, listed: Listed) -> None:
    path = listed(["甲医院,高松市番町1-1,087-000-0001", "乙薬局,高松市番町2-2,087-000-0002"])
    assert len(take_in(desk, path).new) == 2
    again = take_in(desk, path)
    assert (len(again.new), len(again.changed), len(again.unchanged)) == (0, 0, 2)
    assert names(desk) == ["乙薬局", "甲医院"]


def test_a_new_edition_changes_and_marks_what_is_gone(desk: Database, listed: Listed) -> None:
    take_in(desk, listed(["甲医院,高松市番町1-1,087-000-0001", "乙薬局,高松市番町2-2,087-000-0002"]))
    made = take_in(desk, listed(["甲医院,高松市番町3-3,087-000-0001"]))
    assert (len(made.changed), [gone.name for gone in made.gone]) == (1, ["乙薬局"])
    assert names(desk) == ["乙薬局", "甲医院"]
    said = {item.values["name"]: item.gone for item in sources.said_by(desk, made.source.layer)}
    assert said == {"甲医院": False, "乙薬局": True}


def test_what_she_typed_is_never_overwritten(desk: Database, listed: Listed) -> None:
    take_in(desk, listed(["甲医院,高松市番町1-1,087-000-0001"]))
    id_ = desk.rows("SELECT id FROM institutions")[0][0]
    record, seen = save.open_record(desk, "institutions", id_)
    record.telephone = "087-111-1111"
    save.save(desk, record, seen)
    made = take_in(desk, listed(["甲医院,高松市番町1-1,087-000-2222"]))
    assert made.changed[0].changes[0].kept
    assert save.get(desk, "institutions", id_).telephone == "087-111-1111"


def test_a_renamed_institution_is_still_found_by_what_the_list_calls_it(
    desk: Database, listed: Listed
) -> None:
    path = listed(["甲医院,高松市番町1-1,087-000-0001"])
    take_in(desk, path)
    record, seen = save.open_record(desk, "institutions", desk.rows("SELECT id FROM institutions")[0][0])
    record.name, record.telephone, record.address = "甲クリニック", "", ""
    save.save(desk, record, seen)
    assert len(take_in(desk, path).unchanged) == 1


def test_two_laptops_give_an_office_the_same_id(desk: Database, listed: Listed, care: Care) -> None:
    take_in(desk, listed([care.row("3710000001", "甲デイサービス")], care.HEADER))
    assert desk.rows("SELECT id FROM institutions") == [(sources.institution_id(desk, "kaigo:3710000001"),)]


def test_one_office_in_two_lists_is_one_institution(desk: Database, listed: Listed, care: Care) -> None:
    take_in(desk, listed([care.row("3710000001", "甲センター通所", "通所介護")], care.HEADER))
    made = take_in(desk, listed([care.row("3710000001", "甲センター訪問", "訪問介護")], care.HEADER))
    assert (len(made.new), made.changed[0].by) == (0, "key")
    assert len(names(desk)) == 1


def test_the_whole_import_is_undone_in_one_step(desk: Database, listed: Listed) -> None:
    path = listed(["甲医院,高松市番町1-1,087-000-0001", "乙薬局,高松市番町2-2,087-000-0002"])
    save.undo(desk, apply(desk, plan_file(desk, path)))
    assert names(desk) == []
    assert len(take_in(desk, path).new) == 2


@pytest.mark.parametrize("percent", [0, 1, 50, 99])
def test_stopping_at_any_percent_leaves_nothing(desk: Database, listed: Listed, percent: int) -> None:
    made = plan_file(desk, listed([f"甲{n}医院,高松市番町{n}-1,087-000-{n:04}" for n in range(1000)]))
    reached = 0

    def progress(done: int, total: int) -> None:
        nonlocal reached
        reached = 100 * done // total

    with pytest.raises(ImportStopped):
        apply(desk, made, progress=progress, cancelled=lambda: reached >= percent)
    assert names(desk) == []
    assert desk.rows("SELECT count(*) FROM op WHERE kind = 'institutions'") == [(0,)]


def test_stopping_while_planning_is_heard(desk: Database, listed: Listed) -> None:
    with pytest.raises(ImportStopped):
        plan_file(desk, listed(["甲医院,高松市番町1-1,087-000-0001"]), cancelled=lambda: True)


def test_an_item_she_left_out_is_not_written(desk: Database, listed: Listed) -> None:
    made = plan_file(desk, listed(["甲医院,高松市番町1-1,087-000-0001", "乙薬局,高松市番町2-2,087-000-0002"]))
    apply(desk, made, leave_out={2})
    assert names(desk) == ["乙薬局"]


def figures(made: Plan) -> tuple[int, int, int, int]:
    assert made.rejected == []
    return made.read, made.institutions, len(made.new), len(made.changed)


@pytest.mark.parametrize(
    ("name", "city", "read", "institutions"),
    [
        ("mhlw_care_services/jigyosho_160.csv", "高松市", 7737, 43),
        ("city_iizuka/hospitals.csv", "", 140, 140),
        ("city_kumamoto/byouin_list.xlsx", "", 90, 90),
        ("bureau_filings/02_01 香川 医科 届出受理医療機関名簿.xlsx", "高松市", 13120, 353),
        ("bureau_filings/2025.10_sisetukijun_fukui_ika.xlsx", "", 5586, 506),
    ],
)
def test_real_lists_give_their_figures_and_twice_changes_nothing(
    desk: Database, shared: Path, name: str, city: str, read: int, institutions: int
) -> None:
    path = shared / "data" / name
    assert figures(take_in(desk, path, city)) == (read, institutions, institutions, 0)
    again = take_in(desk, path, city)
    assert figures(again) == (read, institutions, 0, 0)
    assert (len(again.unchanged), again.gone, again.ambiguous) == (institutions, [], [])


def test_three_care_lists_of_a_city_keep_an_office_one(desk: Database, shared: Path) -> None:
    folder = shared / "data" / "mhlw_care_services"
    made = [take_in(desk, folder / f"jigyosho_{number}.csv", "高松市") for number in (160, 140, 770)]
    assert [len(plan.new) for plan in made] == [43, 5, 3]
    assert desk.rows("SELECT count(*) FROM institutions") == [(51,)]


def test_every_hostile_file_leaves_the_desk_as_it_was(desk: Database, shared: Path) -> None:
    for path in sorted((shared / "badinput").glob("*/*")):
        with contextlib.suppress(UserError):
            apply(desk, plan_file(desk, path))
    assert names(desk) == []
