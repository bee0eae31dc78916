"""What a plan is made of."""

from __future__ import annotations

from zaitaku_desk.intake.items import Item, Plan
from zaitaku_desk.intake.rows import Source


def test_packed_values_are_the_same_values() -> None:
    item = Item([2], None, {"name": "港医院", "services": ["内科"], "beds": 19})
    item.pack()
    assert item.values == {"name": "港医院", "services": ["内科"], "beds": 19}
    item.say({**item.values, "beds": 20})
    assert (item.values["beds"], type(item.said)) == (20, bytes)


def test_a_plan_that_writes_nothing_says_so() -> None:
    made = Plan(Source("generic", "generic/x", "一覧", "2026-05-01", [], {}, "municipality"))
    made.unchanged.append(Item([2], None, {"name": "港医院"}, write=False))
    assert made.nothing_to_do
    made.new.append(Item([3], None, {"name": "丘医院"}))
    assert not made.nothing_to_do
