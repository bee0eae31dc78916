"""How the result is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

HEAD = ("what", "ours", "reference", "ratio", "target", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement.

    With a reference the ratio ours / reference is judged, else ours itself; without `most` nothing is. With
    `least` the reference must be that many times slower.
    """

    what: str
    ours: float
    unit: str = "ms"
    reference: float | None = None
    against: str = ""
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """ours / reference (for `least`: reference / ours)."""
        if not self.reference or not self.ours:
            return None
        return self.reference / self.ours if self.least is not None else self.ours / self.reference

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        value = self.ours if self.reference is None else self.ratio
        if value is None or (self.most is None and self.least is None):
            return None
        return value <= self.most if self.most is not None else value >= (self.least or 0)

    def to_json(self) -> dict[str, Any]:
        """Everything, with what follows from it."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def text(lines: Sequence[Line]) -> list[str]:
    """The table as lines of text."""
    rows = [HEAD, *map(_row, lines)]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(HEAD))]
    shown = [
        "  ".join(
            cell + " " * (width - _width(cell)) if at in (0, 2, 5) else " " * (width - _width(cell)) + cell
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    judged = [line.met for line in lines if line.met is not None]
    return [*shown, f"{sum(judged)} of {len(judged)} targets met"]


def _row(line: Line) -> tuple[str, ...]:
    beside = "" if line.reference is None else f"{line.against} {_number(line.reference, line.unit)}"
    target = ""
    if line.most is not None:
        target = f"≤ {_number(line.most, '' if line.reference is not None else line.unit)}"
    elif line.least is not None:
        target = f"≥ {line.least:g} × faster"
    verdict = {True: "met", False: "MISSED", None: ""}[line.met]
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    return line.what, _number(line.ours, line.unit), beside, ratio, target, f"{verdict}  {line.note}".strip()


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 or (unit == "" and value == int(value)) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip() if unit else f"{value:g}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
