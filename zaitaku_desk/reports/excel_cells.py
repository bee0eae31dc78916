"""Single cells: their type is ours to say, and long text is cut where it does not hurt (S10, S11)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from zaitaku_desk.reports.excel_look import Look

LIMIT = 32_767
CONTINUED = "（次の行に続く）"

_RISKY = tuple("=+-@\t\n\r#'＝＋－＠")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Cell:
    """What openpyxl's cell writer asks of a cell, and nothing else."""

    __slots__ = ("_value", "column", "data_type", "row", "style_id")
    hyperlink = None
    _comment = None
    has_style = True

    def __init__(self, row: int, column: int, value: Any, data_type: str, style_id: int) -> None:
        self.row = row
        self.column = column
        self._value = value
        self.data_type = data_type
        self.style_id = style_id

    @property
    def coordinate(self) -> str:
        return f"{_letters(self.column)}{self.row}"


def cell(row: int, column: int, value: Any, look: Look) -> Cell:
    """The type is ours to say: a str is text whatever it begins with, and stays so when edited."""
    if isinstance(value, str):
        return Cell(row, column, value, "s", look[1] if value.startswith(_RISKY) else look[0])
    if value is None or value == "":
        return Cell(row, column, None, "n", look[0])
    if isinstance(value, bool):
        return Cell(row, column, "○" if value else "", "s", look[0])
    if isinstance(value, date):
        from openpyxl.utils.datetime import to_excel

        return Cell(row, column, to_excel(value), "n", look[0])  # type: ignore[no-untyped-call]
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, (int, float)):
        return Cell(row, column, value, "n", look[0])
    raise TypeError(f"an Excel cell cannot hold a {type(value).__name__}")


def split(text: str) -> tuple[str, str]:
    """Cut at a line or sentence end where there is one near, never inside a surrogate pair."""
    room = LIMIT - len(CONTINUED)
    end, units = 0, 0
    while end < len(text) and units + (2 if text[end] > "\uffff" else 1) <= room:
        units += 2 if text[end] > "\uffff" else 1
        end += 1
    near = max(text.rfind(mark, end - 200, end) for mark in "\n。")
    end = near + 1 if near > 0 else end
    return text[:end] + CONTINUED, text[end:]


def utf16(text: str) -> int:
    return len(text) + sum(1 for character in text if character > "\uffff")


def escaped(text: str) -> str:
    """What Excel would read as an escape (_x0041_) made plain."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


_LETTERS: dict[int, str] = {}


def _letters(column: int) -> str:
    if column not in _LETTERS:
        from openpyxl.utils import get_column_letter

        _LETTERS[column] = get_column_letter(column)
    return _LETTERS[column]
