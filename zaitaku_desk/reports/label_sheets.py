"""Common A4 sheets of labels as data, in millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zaitaku_desk.errors import UserError

WIDTH, HEIGHT = 210.0, 297.0
CUSTOM = "custom"
"""The sheet whose measures she types."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """`left`, `top`: where the first label begins; `step_x`, `step_y`: from one label to the next."""

    key: str
    title: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """Top left corner of label `number` (from 0), row by row."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.step_x, self.top + row * self.step_y


def _sheet(columns: int, rows: int, width: float, height: float, step_x: float | None = None) -> LabelSheet:
    """A sheet whose labels lie in the middle of the page, as the usual ones do."""
    step_x = step_x or width
    return LabelSheet(
        f"{columns * rows}-{width:g}x{height:g}",
        f"{columns * rows}面　{columns}列×{rows}段　{width:g}×{height:g} mm",
        columns,
        rows,
        width,
        height,
        round((WIDTH - (columns - 1) * step_x - width) / 2, 2),
        round((HEIGHT - rows * height) / 2, 2),
        step_x,
        height,
    )


SHEETS = (
    _sheet(2, 6, 86.4, 42.3),
    _sheet(2, 5, 86.4, 50.8),
    _sheet(3, 4, 63.5, 72.0, 66.0),
    _sheet(3, 6, 63.5, 46.6, 66.0),
    _sheet(3, 7, 63.5, 38.1, 66.0),
    _sheet(3, 7, 70.0, 42.3),
    _sheet(3, 8, 66.0, 33.9),
    _sheet(3, 8, 70.0, 33.9),
    _sheet(3, 9, 70.0, 31.0),
    _sheet(3, 9, 66.0, 31.0),
    _sheet(4, 11, 48.3, 25.4),
)
"""Every maker's sheet of these measures; another is measured and typed in."""

MEASURES = ("columns", "rows", "width", "height", "left", "top", "step_x", "step_y")


def chosen(options: Mapping[str, str]) -> LabelSheet:
    """The sheet of a request, her own measures for `custom`; UserError when there is no such sheet."""
    key = options.get("sheet", SHEETS[0].key)
    if key == CUSTOM:
        return _own(options)
    for sheet in SHEETS:
        if sheet.key == key:
            return sheet
    raise UserError(
        f"「{key[:40]}」というラベル用紙はありません。",
        f"使える用紙は次のとおりです：{'、'.join(sheet.key for sheet in SHEETS)}、{CUSTOM}",
    )


def _own(options: Mapping[str, str]) -> LabelSheet:
    try:
        values = [float(options[name]) for name in MEASURES]
    except (KeyError, ValueError) as error:
        raise UserError(
            "ラベル用紙の寸法が足りません。", "列・段・幅・高さ・余白・間隔を、すべて数字で入力してください。"
        ) from error
    columns, rows, width, height, left, top, step_x, step_y = values
    sheet = LabelSheet(
        CUSTOM, "自分で寸法を入れる", int(columns), int(rows), width, height, left, top, step_x, step_y
    )
    if sheet.columns < 1 or sheet.rows < 1 or width < 20 or height < 12 or left < 0 or top < 0:
        raise UserError(
            "ラベルが小さすぎるか、寸法が正しくありません。", "幅20 mm、高さ12 mm以上にしてください。"
        )
    x, y = sheet.place(sheet.count - 1)
    if x + width > WIDTH + 0.5 or y + height > HEIGHT + 0.5:
        raise UserError(
            "ラベルがA4の用紙からはみ出します。", "列・段の数、余白、間隔を用紙の説明書と見比べてください。"
        )
    if (sheet.columns > 1 and step_x < width) or (sheet.rows > 1 and step_y < height):
        raise UserError(
            "ラベルが重なります。", "間隔には、となりのラベルの左端（上端）までの長さを入れてください。"
        )
    return sheet
