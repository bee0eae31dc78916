"""Native Excel charts, drawn from the cells beside them (A234–A237)."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.reports.excel import Sheet
from zaitaku_desk.reports.excel_look import USUAL_ROW

BLUE = "4A6FA5"
"""Prints well in grey."""


def bar_chart(
    sheet: Sheet,
    title: str,
    head: int,
    last: int,
    *,
    label: int = 1,
    value: int = 2,
    unit: str = "件",
    highest: float = 0,
) -> Any:
    """Bars lying on their side, first row on top; rows head + 1 … last, the series named by the head row.

    `highest` is the largest value: the axis then has whole steps.
    """
    from openpyxl.chart import BarChart

    chart: Any = BarChart()
    chart.type = "bar"
    chart.gapWidth = 60
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    _fill(chart, sheet, title, head, last, label, value)
    _value_axis(chart, unit, highest)
    chart.height = max(4.5, min(13.0, 2.4 + 0.65 * (last - head)))
    chart.width = 15.0
    return chart


def line_chart(
    sheet: Sheet,
    title: str,
    head: int,
    last: int,
    *,
    label: int = 1,
    value: int = 2,
    unit: str = "件",
    highest: float = 0,
) -> Any:
    """A line over months."""
    from openpyxl.chart import LineChart

    chart: Any = LineChart()
    _fill(chart, sheet, title, head, last, label, value)
    _value_axis(chart, unit, highest)
    chart.series[0].marker.symbol = "circle"
    chart.series[0].marker.graphicalProperties.solidFill = BLUE
    chart.series[0].smooth = False
    chart.dataLabels.position = "t"
    chart.height, chart.width = 7.0, 18.0
    return chart


def rows_of(height: float) -> int:
    """How many usual rows a chart of this height (cm) covers."""
    return int(height / 2.54 * 72 / USUAL_ROW) + 2


def step(highest: float) -> int:
    """A whole step of the value axis: 1, 2, 5, 10 … so that there are at most six."""
    found = 1
    while highest / found > 6:
        found = found * 5 // 2 if str(found).startswith("2") else found * 2
    return found


def _fill(chart: Any, sheet: Sheet, title: str, head: int, last: int, label: int, value: int) -> None:
    from openpyxl.chart import Reference
    from openpyxl.chart.label import DataLabelList

    chart.title = _title(title)
    chart.legend = None
    chart.add_data(Reference(sheet.raw, min_col=value, min_row=head, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet.raw, min_col=label, min_row=head + 1, max_row=last))
    chart.series[0].graphicalProperties.solidFill = BLUE
    chart.series[0].graphicalProperties.line.solidFill = BLUE
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, name, False)


def _value_axis(chart: Any, unit: str, highest: float) -> None:
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines.spPr = _hairline()
    chart.y_axis.number_format = f'#,##0"{unit}"'
    if highest:
        chart.y_axis.majorUnit = step(highest)


def _title(text: str) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

    look = CharacterProperties(sz=1100, b=True)
    run = RegularTextRun(rPr=look, t=text.replace("\n", " "))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _hairline() -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(solidFill="D9D9D9", w=6350))
