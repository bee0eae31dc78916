"""The area tree from a simple table (A138)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.areas import apply, plan_file, split_words
from zaitaku_desk.store import areas
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.save import undo

HEADER = "市町村,日常生活圏域,地区,町名"
ROWS = [
    "みなと野市,北部,錨町,錨町、綱手町",
    ",,波ノ木,波ノ木",
    ",,,小灘",
    ",南部,月灘,千鳥洲1～3丁目",
]


def test_blank_cells_repeat_the_one_above(desk: Database, listed: Callable[..., Path]) -> None:
    apply(desk, plan_file(desk, listed(ROWS, HEADER)))
    tree = areas.tree(desk)
    assert [" > ".join(above.name or "" for above in tree.path(area.id)) for area in tree.every()] == [
        "みなと野市",
        "みなと野市 > 北部",
        "みなと野市 > 北部 > 錨町",
        "みなと野市 > 北部 > 波ノ木",
        "みなと野市 > 南部",
        "みなと野市 > 南部 > 月灘",
    ]
    assert next(area.words for area in tree.every() if area.name == "波ノ木") == ["波ノ木", "小灘"]


def test_the_same_table_twice_changes_nothing(desk: Database, listed: Callable[..., Path]) -> None:
    path = listed(ROWS, HEADER)
    apply(desk, plan_file(desk, path))
    plan = plan_file(desk, path)
    assert (plan.new, plan.changed, plan.unchanged) == ([], [], 6)
    assert apply(desk, plan) == ""


def test_a_longer_table_adds_words_and_takes_none_away(desk: Database, listed: Callable[..., Path]) -> None:
    apply(desk, plan_file(desk, listed(ROWS, HEADER)))
    plan = plan_file(desk, listed(["みなと野市,北部,錨町,船霊町"], HEADER))
    assert [(area.name, area.words) for area in plan.changed] == [("錨町", ["錨町", "綱手町", "船霊町"])]
    assert areas.tree(desk).areas[plan.changed[0].id].words == ["錨町", "綱手町"]


def test_one_undo_takes_the_whole_table_back(desk: Database, listed: Callable[..., Path]) -> None:
    undo(desk, apply(desk, plan_file(desk, listed(ROWS, HEADER))))
    assert list(areas.tree(desk).every()) == []


def test_two_laptops_make_the_same_areas(desk: Database, listed: Callable[..., Path]) -> None:
    path = listed(ROWS, HEADER)
    assert [area.id for area in plan_file(desk, path).new] == [area.id for area in plan_file(desk, path).new]


def test_titles_above_the_header_and_lines_without_a_name_are_passed_over(
    desk: Database, listed: Callable[..., Path]
) -> None:
    plan = plan_file(desk, listed([HEADER, ",,,町だけ", *ROWS], "日常生活圏域の一覧,,,"))
    assert (len(plan.new), plan.skipped) == (6, [3])


def test_another_list_is_said_not_to_be_one(desk: Database, listed: Callable[..., Path]) -> None:
    with pytest.raises(UserError, match="区域の表"):
        plan_file(desk, listed(["みどり公園,1.2"], "公園名,面積"))


def test_a_range_of_blocks_is_written_out() -> None:
    assert split_words("錨町1～3丁目、綱手町") == ["錨町1丁目", "錨町2丁目", "錨町3丁目", "綱手町"]
