from __future__ import annotations

import sys

from zaitaku_desk.bench import table
from zaitaku_desk.bench.child import memory
from zaitaku_desk.bench.table import Line
from zaitaku_desk.bench.timing import p50, p95


def test_a_ratio_is_judged_where_there_is_a_reference() -> None:
    assert Line("list", 30, "ms", 20, "floor", most=1.5).met is True
    assert Line("list", 31, "ms", 20, "floor", most=1.5).met is False


def test_without_a_reference_the_number_itself_is_judged() -> None:
    assert Line("stall", 26, "ms", most=25).met is False
    assert Line("heavy libraries", 0, "", most=0).met is True


def test_at_least_so_many_times_faster() -> None:
    assert Line("search", 2, "ms", 100, "LIKE", least=50).met is True
    assert Line("search", 2, "ms", 99, "LIKE", least=50).met is False


def test_without_a_target_nothing_is_judged() -> None:
    assert Line("peak", 2, "MB", 1, "bare").met is None


def test_the_table_says_number_reference_ratio_target_and_verdict() -> None:
    found = table.text([Line("list: show", 30, "ms", 20, "constant model", 1.7)])
    assert " ".join(found[1].split()) == "list: show 30.0 ms constant model 20.0 ms 1.50 ≤ 1.7 met"
    assert found[-1] == "1 of 1 targets met"


def test_half_and_nineteen_twentieths_of_the_times() -> None:
    times = [float(number) for number in range(1, 101)]
    assert (p50(times), p95(times)) == (51.0, 95.0)
    assert (p50([]), p95([])) == (0.0, 0.0)


def test_the_memory_of_this_process_is_known() -> None:
    assert (memory("VmHWM") > 1_000) == (sys.platform == "linux")
