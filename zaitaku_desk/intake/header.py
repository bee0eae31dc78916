"""Which row of a table is its header: titles, dates and blank rows above it are passed over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from zaitaku_desk.intake.words import HEADINGS, key

LOOK_AT = 30
_DATA = re.compile(
    r"[-+]?[\d,]+(\.\d+)?|\d[\d\-ー－()/.:]{3,}|(https?|ftp)://.*|\S+@\S+|.*\d(番地?|号|丁目).*|[○◯●×✕]"
)


def find(rows: list[list[str]]) -> int | None:
    """Index of the header among the first rows, or None when the table has none."""
    sample = rows[:LOOK_AT]
    known = [sum(key(cell) in HEADINGS for cell in set(row)) for row in sample]
    if known and max(known) >= 2:
        best = known.index(max(known))
        if known[best] >= 3 or not _is_data(sample[best]):
            return best
    widths = Counter(_filled(row) for row in sample)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    for index, row in enumerate(sample):
        if _filled(row) >= max(1, usual / 2) and not _is_title(row, usual):
            return None if _is_data(row) else index
    return None


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_title(row: list[str], usual: int) -> bool:
    return usual > 2 and _filled(row) == 1


def _is_data(row: list[str]) -> bool:
    """Telephone numbers, counts, dates and addresses do not head a column."""
    filled = [unicodedata.normalize("NFKC", cell).strip() for cell in row if cell.strip()]
    return sum(1 for cell in filled if _DATA.fullmatch(cell)) > len(filled) * 0.2
