"""What a plan is made of."""

from __future__ import annotations

from zaitaku_desk.intake.items import Item, Items, Plan
from zaitaku_desk.intake.rows import Source
from zaitaku_desk.intake.shelf import Shelf


def test_packed_values_are_the_same_values() -> None:
    item = Item([2], None, {"name": "港医院", "services": ["内科"], "beds": 19})
    item.pack(Shelf())
    assert item.values == {"name": "港医院", "services": ["内科"], "beds": 19}
    item.say({**item.values, "beds": 20})
    assert item.values["beds"] == 20


def packed(count: int) -> Items:
    items = Items()
    for number in range(count):
        item = Item([number + 2], f"kaigo:{number}", {"name": f"港{number}"})
        item.pack(items.shelf)
        items.append(item)
    return items


def test_packed_items_are_made_anew_whenever_they_are_asked_for() -> None:
    items = packed(3)
    assert [(item.lines, item.key, item.name) for item in items][1] == ([3], "kaigo:1", "港1")
    assert items[1] is not items[1] and list(items.touched()) == []


def test_an_item_of_which_more_is_known_is_kept_as_it_is() -> None:
    items = packed(2)
    item = items[0]
    item.by = "decision"
    items.put(0, item)
    assert items[0] is item and list(items.touched()) == [item]


def test_items_are_taken_over_sorted_and_taken_out() -> None:
    items = packed(4)
    new = Items(items.shelf)
    for number in (3, 0, 2):
        new.take(items, number)
    new.append(Item([1], None, {"name": "丘"}))
    new.sort()
    assert [item.name for item in new] == ["丘", "港0", "港2", "港3"]
    new.remove(new[2])
    new.remove(new[0])
    assert [item.name for item in new] == ["港0", "港3"]


def test_a_plan_that_writes_nothing_says_so() -> None:
    made = Plan(Source("generic", "generic/x", "一覧", "2026-05-01", [], {}, "municipality"))
    made.unchanged.append(Item([2], None, {"name": "港医院"}, write=False))
    assert made.nothing_to_do
    made.new.append(Item([3], None, {"name": "丘医院"}))
    assert not made.nothing_to_do
