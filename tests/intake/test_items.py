"""What a plan is made of."""

from __future__ import annotations

from zaitaku_desk.intake.items import PER_BLOCK, Item, Plan, Shelf
from zaitaku_desk.intake.rows import Source


def test_packed_values_are_the_same_values() -> None:
    item = Item([2], None, {"name": "港医院", "services": ["内科"], "beds": 19})
    item.pack(Shelf())
    assert item.values == {"name": "港医院", "services": ["内科"], "beds": 19}
    item.say({**item.values, "beds": 20})
    assert item.values["beds"] == 20


def test_a_shelf_gives_back_each_row_in_any_order() -> None:
    shelf = Shelf()
    places = [shelf.put({"name": f"港{number}医院"}) for number in range(2 * PER_BLOCK + 7)]
    assert places == list(range(2 * PER_BLOCK + 7))
    for number in (0, 2 * PER_BLOCK + 6, PER_BLOCK - 1, PER_BLOCK, 1):
        assert shelf.get(number) == {"name": f"港{number}医院"}


def test_a_plan_that_writes_nothing_says_so() -> None:
    made = Plan(Source("generic", "generic/x", "一覧", "2026-05-01", [], {}, "municipality"))
    made.unchanged.append(Item([2], None, {"name": "港医院"}, write=False))
    assert made.nothing_to_do
    made.new.append(Item([3], None, {"name": "丘医院"}))
    assert not made.nothing_to_do
