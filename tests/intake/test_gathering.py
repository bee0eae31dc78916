"""Rows become institutions, the same whether few or so many that they lie packed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_desk.intake import gathering
from zaitaku_desk.intake.gathering import gather
from zaitaku_desk.intake.items import Items, Plan
from zaitaku_desk.intake.rows import Source, SourceRow

SOURCE = Source("generic", "generic/x", "一覧", "2026-05-01", [], {}, "municipality")


def gathered(rows: list[tuple[str | None, dict[str, Any]]], made: Plan | None = None) -> Items:
    source_rows = [SourceRow(line, key, values) for line, (key, values) in enumerate(rows, 2)]
    return gather(made or Plan(SOURCE), source_rows, "", lambda _: None)


def test_rows_of_one_key_are_one_institution_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "PACKED_FROM", 1)
    made = Plan(SOURCE)
    services = [("a", "通所"), ("b", "訪問"), ("a", "入浴"), ("c", "通所"), ("a", "訪問")]
    found = gathered([(key, {"name": key, "services": [said]}) for key, said in services], made)
    assert [(item.key, item.lines, item.values["services"]) for item in found] == [
        ("a", [2, 4, 6], ["通所", "入浴", "訪問"]),
        ("b", [3], ["訪問"]),
        ("c", [5], ["通所"]),
    ]
    assert made.notes == ["同じ機関の行が2つ以上ありました（1件）。それぞれ1つの機関にまとめます。"]


class Clash(str):
    """A text whose hash is that of every other."""

    def __hash__(self) -> int:
        return 7


def test_two_things_of_one_hash_stay_two() -> None:
    found = gathered([(Clash("a"), {"name": "甲"}), (Clash("b"), {"name": "乙"})])
    assert [item.key for item in found] == ["a", "b"]


@given(rows=st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("一二三")), max_size=30))
def test_packed_or_not_the_items_are_the_same(rows: list[tuple[str, str]]) -> None:
    said = [(key, {"name": key, "services": [word]}) for key, word in rows]
    plain = [(item.lines, item.key, item.values) for item in gathered(said)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "PACKED_FROM", 2)
        assert [(item.lines, item.key, item.values) for item in gathered(said)] == plain
