"""The records of the directory."""

from __future__ import annotations

from zaitaku_desk.records import KINDS, areas, confirmations, editions, imports, institution_parts
from zaitaku_desk.records.codes import LISTS
from zaitaku_desk.records.fields import specs


def test_what_hangs_on_an_institution_names_it_as_its_parent() -> None:
    parts = [kind for kind, record in KINDS.items() if record.__module__ == institution_parts.__name__]
    assert parts == ["staff_counts", "yearly_figures", "tool_uses", "agreements", "preparations", "contacts"]
    assert {KINDS[kind].PARENT for kind in parts} == {"institution_id"}


def test_the_levels_of_the_area_tree_are_those_of_the_plan() -> None:
    assert [label for _, label in areas.LEVELS] == [
        "二次医療圏",
        "市町村",
        "日常生活圏域",
        "地区・学区",
    ]  # A138


def test_codes_of_fields_are_lists_she_can_edit() -> None:
    modules = (areas, confirmations, editions, imports, institution_parts)
    records = [record for record in KINDS.values() if record.__module__ in {one.__name__ for one in modules}]
    assert {item.codes for record in records for item in specs(record) if item.codes} <= LISTS.keys()
