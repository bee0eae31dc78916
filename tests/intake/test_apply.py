"""A list taken into a real desk."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.store.laptops import laptops, meet, state
from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.apply import apply, decide, plan_file
from zaitaku_desk.intake.items import Decided
from zaitaku_desk.intake.plan import Plan
from zaitaku_desk.intake.tables import ImportStopped
from zaitaku_desk.store import codes, save, sources
from zaitaku_desk.store.connection import Database

DAY = dt.date(2026, 5, 1)
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
    assert (len(made.moved), [gone.name for gone in made.gone]) == (1, ["乙薬局"])
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


def test_two_editions_of_a_city_differ_in_what_really_happened(desk: Database, shared: Path) -> None:
    """622 → 622 rows: 3 new, 3 gone, 4 renamed or moved; of 6 edited 4 in cells that are kept (the name of
    a founder and the day of founding are not).
    """
    folder = shared / "data" / "city_takamatsu"
    first = take_in(desk, folder / "data_20260311_cd31afc.xlsx")
    second = take_in(desk, folder / "data_20260410_4cf1541.xlsx")
    assert (first.read, second.read, first.institutions) == (622, 622, 621)  # one row stands there twice
    assert (len(second.new), len(second.gone), len(second.moved), len(second.changed)) == (3, 3, 4, 4)
    assert second.ambiguous == []
    assert [item.moved for item in second.moved].count("移転") == 1


def test_an_edition_of_two_years_ago_with_another_header_comes_first(desk: Database, shared: Path) -> None:
    folder = shared / "data" / "city_takamatsu"
    assert take_in(desk, folder / "data_20240214_1f39cf4.xlsx").institutions == 616
    made = take_in(desk, folder / "data_20260311_cd31afc.xlsx")
    assert len(made.new) < 30 and len(made.gone) < 30


def test_all_lists_of_a_city_make_each_institution_once(desk: Database, shared: Path) -> None:
    """What cannot be told is asked, and no institution has the numbers of two."""
    data = shared / "data"
    names = [
        "city_takamatsu/data_20260410_4cf1541.xlsx",
        "bureau_filings/02_01 香川 医科 届出受理医療機関名簿.xlsx",
        *(f"mhlw_care_services/jigyosho_{number}.csv" for number in (160, 140, 770)),
        "mhlw_hospitals/HospitalPlaceData.xlsx",
    ]
    made = [take_in(desk, data / name, "高松市") for name in names]
    assert [plan.institutions for plan in made] == [621, 353, 43, 12, 3, 33]
    by = Counter(item.by for plan in made for item in (*plan.changed, *plan.unchanged))
    assert by["both"] > 330 and by["telephone"] < 15 and by["address"] < 40
    assert sum(len(plan.ambiguous) for plan in made) <= 12
    numbers = desk.rows(
        "SELECT institution_id FROM source_values WHERE key LIKE 'kaigo:%'"
        " GROUP BY institution_id HAVING count(DISTINCT key) > 1"
    )
    assert numbers == []
    for name, first in zip(names, made, strict=True):
        again = plan_file(desk, data / name, city="高松市")
        assert (len(again.new), again.moved, again.gone) == (0, [], [])
        asked = {row.item.name for row in first.ambiguous}
        assert {item.name for item in again.changed} <= asked  # what came later tells some of them


def test_two_laptops_that_take_in_one_list_have_one_directory(
    desk_template: Path, listed: Listed, care: Care
) -> None:
    path = listed([care.row(f"371000100{n}", f"甲{n}デイ") for n in range(3)], care.HEADER)
    with laptops(desk_template) as (here, there):
        for laptop in (here, there):
            apply(laptop, plan_file(laptop, path))
        meet(here, there)
        assert state(here) == state(there)
        assert here.rows("SELECT count(*) FROM institutions WHERE deleted = 0") == [(3,)]


def asked(desk: Database, listed: Listed) -> tuple[Path, str]:
    """A list whose one row is called otherwise than the institution at its place."""
    save.save(
        desk,
        mine := save.new(
            "institutions",
            name="みなと生協病院",
            kind="hospital",
            telephone="087-800-0001",
            address="みなと野市港町1-1",
        ),
    )
    return listed(["へいわ病院,みなと野市港町1-1,087-800-0001"]), mine.id


def test_an_undecided_row_is_not_written(desk: Database, listed: Listed) -> None:
    path, _ = asked(desk, listed)
    made = take_in(desk, path)
    assert (len(made.ambiguous), names(desk)) == (1, ["みなと生協病院"])


def test_what_she_decided_is_written_and_never_asked_again(desk: Database, listed: Listed) -> None:
    path, mine = asked(desk, listed)
    made = plan_file(desk, path)
    row = made.ambiguous[0]
    row.decision = Decided(mine)
    decide(desk, made, row.item, row.decision, DAY)
    apply(desk, made)
    assert [said.institution_id for said in sources.said_by(desk, made.source.layer)] == [mine]
    again = plan_file(desk, path)
    assert (again.ambiguous, len(again.unchanged)) == ([], 1)
    assert "前に決めた名寄せの判断を使いました（1件）。" in again.notes


@pytest.mark.parametrize(("decision", "count"), [(Decided(None), 2), (Decided(None, skip=True), 1)])
def test_she_may_say_that_it_is_another_or_stays_out(
    desk: Database, listed: Listed, decision: Decided, count: int
) -> None:
    path, _ = asked(desk, listed)
    made = plan_file(desk, path)
    decide(desk, made, made.ambiguous[0].item, decision, DAY)
    for _ in range(2):
        again = take_in(desk, path)
        assert (again.ambiguous, len(names(desk))) == ([], count)


def test_a_field_she_refuses_stays_as_it_is_and_the_list_is_shown_beside_it(
    desk: Database, listed: Listed
) -> None:
    header = "名称,住所,電話番号,FAX番号"
    take_in(desk, listed(["甲医院,高松市番町1-1,087-000-0001,087-000-0009"], header))
    made = plan_file(desk, listed(["甲医院,高松市番町1-1,087-000-0002,087-000-0008"], header))
    made.changed[0].refused = frozenset({"telephone"})
    batch = apply(desk, made)
    record = save.get(desk, "institutions", made.changed[0].id)
    assert (record.telephone, record.fax) == ("087-000-0001", "087-000-0008")
    assert sources.of(desk, record.id)[0].values["telephone"] == "087-000-0002"
    save.undo(desk, batch)
    assert save.get(desk, "institutions", record.id).fax == "087-000-0009"


def test_one_that_is_gone_may_be_closed(desk: Database, listed: Listed) -> None:
    take_in(desk, listed(["甲医院,高松市番町1-1,087-000-0001", "乙薬局,高松市番町2-2,087-000-0002"]))
    made = plan_file(desk, listed(["甲医院,高松市番町1-1,087-000-0001"]))
    made.gone[0].closed = True
    batch = apply(desk, made)
    record = save.get(desk, "institutions", made.gone[0].id)
    assert (record.listed, record.note[:5]) == (False, "閉院・廃止")
    save.undo(desk, batch)
    assert save.get(desk, "institutions", record.id).listed


def test_a_list_is_called_by_its_title_and_the_name_goes_with_the_undo(
    desk: Database, listed: Listed
) -> None:
    made = plan_file(desk, listed(["甲医院,高松市番町1-1,087-000-0001"]))
    batch = apply(desk, made)
    assert codes.label(desk, "sources", made.source.layer) == made.source.title
    save.undo(desk, batch)
    assert codes.label(desk, "sources", made.source.layer) == made.source.layer


def test_a_full_disk_in_the_middle_leaves_nothing(
    desk: Database, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan_file(desk, listed([f"甲{n}医院,高松市番町{n}-1,087-000-{n:04}" for n in range(1000)]))
    pages = desk.rows("PRAGMA page_count")[0][0]
    with desk.begin_raw() as raw:
        raw.execute(f"PRAGMA max_page_count = {pages + 60}")
    with pytest.raises(UserError, match="空き"):
        apply(desk, made)
    assert names(desk) == []
    assert desk.rows("SELECT count(*) FROM op WHERE kind = 'institutions'") == [(0,)]
