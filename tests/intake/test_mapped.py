"""Lists that no recogniser knows: said what they are, planned by the columns she assigned (A6)."""

from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import apply, column_fields, columns, mapped, mapping_memory
from zaitaku_desk.intake.tables import read_table
from zaitaku_desk.records import pair_id
from zaitaku_desk.store import save

TODAY = date(2026, 11, 22)
HEADER = "うちの呼び名,れんらく,看取り"
COLUMNS = {"name": 0, "telephone": 1, "capability:end_of_life_care": 2}
ROWS = ["丘医院,0999-1-2222,○", "港医院,0999-3-4444,×"]


def plan(desk, path):
    return mapped.plan_mapped(desk, read_table(path), "institutions", COLUMNS, today=TODAY)


def state(desk, name: str):
    row = desk.row("SELECT id FROM institutions WHERE name = ?", (name,))
    return save.get(desk, "capabilities", pair_id("capability", row[0], "end_of_life_care"))


def test_what_a_list_says_of_capabilities_is_taken_in_with_its_day(desk, listed):
    apply.apply(desk, plan(desk, listed(ROWS, HEADER, "2025年4月1日.csv")))
    found = state(desk, "丘医院")
    assert (found.state, found.confirmed_on, found.confirmed_how) == ("can", date(2025, 4, 1), "list")


def test_her_own_word_on_a_capability_stays(desk, listed):
    apply.apply(desk, plan(desk, listed(ROWS, HEADER)))
    hers = state(desk, "丘医院")
    hers.state = "cannot"
    save.save(desk, hers)
    apply.apply(desk, plan(desk, listed(["丘医院,0999-1-2222,△", ROWS[1]], HEADER)))
    assert state(desk, "丘医院").state == "cannot"


def test_taking_it_in_twice_changes_nothing(desk, listed):
    apply.apply(desk, plan(desk, listed(ROWS, HEADER)))
    again = plan(desk, listed(ROWS, HEADER))
    assert (len(again.new), len(again.changed), len(again.unchanged)) == (0, 0, 2)


def test_one_step_takes_all_of_it_back(desk, listed):
    save.undo(desk, apply.apply(desk, plan(desk, listed(ROWS, HEADER))))
    assert desk.row("SELECT count(*) FROM institutions")[0] == 0
    assert desk.row("SELECT count(*) FROM capabilities")[0] == 0


def test_a_remembered_header_is_planned_without_asking(desk, listed):
    path = listed(ROWS, HEADER)
    mapping_memory.remember(desk, read_table(path), "institutions", COLUMNS)
    assert len(apply.plan_file(desk, path, today=TODAY).new) == 2


def test_what_nobody_knows_comes_back_with_its_table(desk, listed):
    with pytest.raises(mapped.Unrecognised) as refused:
        apply.plan_file(desk, listed(ROWS, HEADER), today=TODAY)
    assert refused.value.likely
    assert refused.value.table.header == HEADER.split(",")


def test_a_list_of_parks_is_not_ours(desk, listed):
    with pytest.raises(mapped.Unrecognised) as refused:
        apply.plan_file(desk, listed(["ひばり公園,1200"], "公園名,面積"), today=TODAY)
    assert not refused.value.likely


def test_a_list_of_people_is_not_taken_for_one_of_institutions(desk, listed):
    path = listed(["丘医院,海野　灯,看護師,0999-1-2222"], "事業所名,氏名,職種,電話番号")
    with pytest.raises(mapped.Unrecognised, match="人の名簿"):
        apply.plan_file(desk, path, today=TODAY)


def test_answers_of_a_survey_are_refused_before_they_are_mapped(desk, listed):
    with pytest.raises(mapped.Unrecognised) as refused:
        apply.plan_file(desk, listed(["病院,はい,いいえ"], "施設の種類,問1,問2"), today=TODAY)
    assert not refused.value.likely


@pytest.mark.parametrize("target", ["institutions", "people"])
def test_no_hostile_table_breaks_the_mapping(desk, shared, target):
    tables = 0
    for path in (path for path in sorted((shared / "badinput").rglob("*")) if path.is_file()):
        try:
            table = read_table(path)
        except UserError:
            continue
        tables += 1
        found = columns.guess(table, column_fields.fields_of(target))
        chosen = {name: guess.column for name, guess in found.items()} | {"name": 0}
        mapped.plan_mapped(desk, table, target, chosen, today=TODAY)
    assert tables > 50
