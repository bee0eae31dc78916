"""How our Excel files look: fonts, borders, number formats, the printed page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

FONT = "BIZ UDPゴシック"
"""In every Windows since 2018, and calm about line heights, which 游ゴシック is not."""

STYLES: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "title": {"size": 14, "bold": True},
    "section": {"size": 11.5, "bold": True},
    "note": {"size": 9, "colour": "FF4D4D4D"},
    "head": {
        "bold": True,
        "fill": "FFE8EEF7",
        "border": True,
        "across": "center",
        "down": "center",
        "wrap": True,
    },
    "head_down": {
        "bold": True,
        "fill": "FFE8EEF7",
        "border": True,
        "across": "center",
        "down": "bottom",
        "turned": True,
    },
    "text": {"border": True, "wrap": True},
    "centre": {"border": True, "across": "center", "wrap": True},
    "number": {"border": True, "across": "right", "format": "#,##0"},
    "decimal": {"border": True, "across": "right", "format": "#,##0.0"},
    "percent": {"border": True, "across": "right", "format": "0.0%"},
    "date": {"border": True, "across": "center", "format": '[$-411]ge"."m"."d'},
    "moment": {"border": True, "across": "center", "format": '[$-411]ge"."m"."d h:mm'},
    "total": {"border": True, "bold": True, "across": "right", "format": "#,##0", "fill": "FFF5F5F5"},
    "total_text": {"border": True, "bold": True, "fill": "FFF5F5F5", "wrap": True},
    "total_percent": {"border": True, "bold": True, "across": "right", "format": "0.0%", "fill": "FFF5F5F5"},
}
"""Every look a cell may have, by name."""


USUAL_ROW = 14.0
"""Points: a row that nobody gave a height."""

Look = tuple[int, int, bool]
"""Style id, the same with quotePrefix, and whether text wraps."""


def styles(workbook: Any) -> dict[str, Look]:
    """Style ids by name: as it is, and with quotePrefix for text that Excel would take for a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    plain = Font(name=FONT, size=10, charset=128)
    workbook._fonts[0] = plain
    workbook._named_styles["Normal"].font = plain
    side = Side(style="thin", color="FF949494")
    found = {}
    for name, look in STYLES.items():
        cell: Any = WriteOnlyCell(workbook)
        cell.parent = _Parent(workbook)
        cell.font = Font(
            name=FONT,
            size=look.get("size", 10),
            bold=look.get("bold", False),
            color=look.get("colour"),
            charset=128,
        )
        cell.alignment = Alignment(
            horizontal=look.get("across"),
            vertical=look.get("down", "top"),
            wrap_text=look.get("wrap"),
            text_rotation=255 if look.get("turned") else None,
        )
        if look.get("border"):
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        if look.get("fill"):
            cell.fill = PatternFill("solid", fgColor=look["fill"])
        if look.get("format"):
            cell.number_format = look["format"]
        usual = cell.style_id
        cell._style = copy(cell._style)
        cell.quotePrefix = True
        found[name] = (usual, cell.style_id, bool(look.get("wrap")))
    return found


class _Parent:
    """A cell's `parent.parent` is its workbook."""

    def __init__(self, workbook: Any) -> None:
        self.parent = workbook


def set_up(raw: Any, widths: Sequence[float], landscape: bool, freeze: str, repeat: str, footer: str) -> None:
    """Columns and the printed page of a sheet: A4, one page wide, numbered."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        raw.column_dimensions[get_column_letter(column)].width = width
    raw.page_setup.paperSize = 9
    raw.page_setup.orientation = "landscape" if landscape else "portrait"
    raw.page_setup.fitToWidth = 1
    raw.page_setup.fitToHeight = 0
    raw.sheet_properties.pageSetUpPr.fitToPage = True
    raw.sheet_format.defaultRowHeight = USUAL_ROW
    raw.sheet_format.customHeight = True
    margins = raw.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.7, 0.35
    raw.print_options.horizontalCentered = True
    raw.oddFooter.right.text = "&P / &N ページ"
    raw.oddFooter.left.text = footer.replace("&", "&&")
    if freeze:
        raw.freeze_panes = freeze
    if repeat:
        raw.print_title_rows = repeat
