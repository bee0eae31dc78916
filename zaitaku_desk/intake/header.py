"""Which row of a table is its header: titles, dates and blank rows above it are passed over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from zaitaku_desk.intake.words import GROUP, HEADINGS, key

LOOK_AT = 30
_LONGEST = 24
_DATA = re.compile(
    r"[-+]?[\d,]+(\.\d+)?|\d[\d\-ー－()/.:]{3,}|(https?|ftp)://.*|\S+@\S+|.*\d(番地?|号|丁目).*|[○◯●×✕]"
)
_NOTE = re.compile("現在|時点|作成|単位|ページ|出典|令和|平成|一覧表?$|名簿$")


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


def whole(rows: list[list[str]], index: int) -> tuple[int, int, list[str]]:
    """(first row, last row, titles) of the header that `index` belongs to.

    A row of group titles above it (「連絡先」 over 「電話」「FAX」), or of words below it, is part of it.
    """
    if index and _heads_groups(rows[index - 1], rows[index]):
        return index - 1, index, _joined(rows[index - 1], rows[index])
    if index + 1 < len(rows) and _heads_groups(rows[index], rows[index + 1], known=True):
        return index, index + 1, _joined(rows[index], rows[index + 1])
    return index, index, [" ".join(cell.split()) for cell in rows[index]]


def _heads_groups(above: list[str], below: list[str], *, known: bool = False) -> bool:
    """Whether the words below stand under the titles above: something merged across or down shows it."""
    words = [cell for cell in (*above, *below) if cell.strip()]
    if _filled(above) < 2 or any(len(cell) > _LONGEST or _NOTE.search(cell) for cell in words):
        return False
    if _is_data(above) or _is_data(below) or any(_is_value(cell) for cell in below):
        return False
    if known and not any(key(cell) in HEADINGS for cell in below):
        return False
    wide = max(len(above), len(below))
    pairs = [(cell_at(above, at).strip(), cell_at(below, at).strip()) for at in range(wide)]
    across = any(word and not title for title, word in pairs[1:])
    down = any(title and not word for title, word in pairs)
    starts = next((at for at, (title, _) in enumerate(pairs) if title), 0)
    under = all(title or not word or at > starts for at, (title, word) in enumerate(pairs))
    return across and under and (down or not known)


def _joined(above: list[str], below: list[str]) -> list[str]:
    titles: list[str] = []
    group = ""
    for at in range(max(len(above), len(below))):
        title, word = (" ".join(cell_at(row, at).split()) for row in (above, below))
        group = title or group
        titles.append(f"{group}{GROUP}{word}" if group and word and group != word else word or title)
    return titles


def cell_at(row: list[str], at: int) -> str:
    """The cell, "" beyond the end of the row."""
    return row[at] if at < len(row) else ""


def _is_value(cell: str) -> bool:
    return _DATA.fullmatch(unicodedata.normalize("NFKC", cell).strip()) is not None


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_title(row: list[str], usual: int) -> bool:
    return usual > 2 and _filled(row) == 1


def _is_data(row: list[str]) -> bool:
    """Telephone numbers, counts, dates and addresses do not head a column."""
    filled = [unicodedata.normalize("NFKC", cell).strip() for cell in row if cell.strip()]
    return sum(1 for cell in filled if _DATA.fullmatch(cell)) > len(filled) * 0.2
