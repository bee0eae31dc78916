"""Native Excel charts, drawn from the cells beside them (A234–A237)."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.reports.excel import Sheet


def bar_chart(
    sheet: Sheet, title: str, head: int, last: int, *, label: int = 1, value: int = 2, unit: str = "件"
) -> Any:
    """Bars lying on their side, first row on top; rows head + 1 … last, the series named by the head row."""
    from openpyxl.chart import BarChart

    chart = BarChart()
    chart.type = "bar"
    chart.gapWidth = 60
    chart.x_axis.scaling.orientation = "maxMin"
    return _chart(chart, sheet, title, head, last, label, value, unit)


def line_chart(
    sheet: Sheet, title: str, head: int, last: int, *, label: int = 1, value: int = 2, unit: str = "件"
) -> Any:
    """A line over months."""
    from openpyxl.chart import LineChart

    chart = LineChart()
    found = _chart(chart, sheet, title, head, last, label, value, unit)
    found.series[0].marker.symbol = "circle"
    found.series[0].smooth = False
    return found


def _chart(
    chart: Any, sheet: Sheet, title: str, head: int, last: int, label: int, value: int, unit: str
) -> Any:
    from openpyxl.chart import Reference
    from openpyxl.chart.label import DataLabelList

    chart.title = title
    chart.legend = None
    chart.add_data(Reference(sheet.raw, min_col=value, min_row=head, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet.raw, min_col=label, min_row=head + 1, max_row=last))
    chart.series[0].graphicalProperties.solidFill = "4A6FA5"
    chart.series[0].graphicalProperties.line.solidFill = "4A6FA5"
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, name, False)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines.spPr = _hairline()
    chart.y_axis.number_format = f'#,##0"{unit}"'
    chart.height = max(6.0, min(14.0, 2.5 + 0.62 * (last - head)))
    chart.width = 17.0
    return chart


def _hairline() -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(solidFill="D9D9D9", w=6350))
