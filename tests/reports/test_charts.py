from __future__ import annotations

import pytest

from zaitaku_desk.reports import charts, excel


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (3, 1), (6, 1), (7, 2), (13, 5), (28, 5), (31, 10), (71, 20), (1300, 500)]
)
def test_the_axis_has_whole_steps_and_at_most_six(highest: float, step: int) -> None:
    assert charts.step(highest) == step


def test_a_chart_reads_its_cells_and_starts_at_nothing() -> None:
    book = excel.Book("試験")
    sheet = book.sheet("集計", [20, 10])
    sheet.row(["種別", "件数"], "head")
    sheet.rows([["甲", 3], ["乙", 1]], ("text", "number"))
    chart = charts.bar_chart(sheet, "種別", 1, 3, highest=3)
    assert book.data()
    assert chart.series[0].val.numRef.f == "'集計'!$B$2:$B$3"
    assert chart.series[0].cat.numRef.f == "'集計'!$A$2:$A$3"
    assert (chart.y_axis.scaling.min, chart.y_axis.majorUnit) == (0, 1)


def test_a_tall_chart_covers_more_rows() -> None:
    assert charts.rows_of(5) < charts.rows_of(10)
