"""Where a record stands in its list: ranks with gaps, each kind in a range of its own (decisions 29)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from zaitaku_desk.store.documents import NUMBERS

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

GAP = 1 << 10
MIDDLE = 1 << 55
"""From the beginning of its range the first rank that a kind is dealt."""

_RANGE = 1 << 56
_WIDTHS = (32, 256, 2048)
_BELOW = "SELECT rank, id FROM search_doc WHERE kind = ? AND sort_key <= ? ORDER BY sort_key DESC, rank DESC"
_ABOVE = "SELECT rank, id FROM search_doc WHERE kind = ? AND sort_key > ? ORDER BY sort_key, rank"


def bounds(kind: str) -> tuple[int, int]:
    """First and last rank of a kind."""
    return NUMBERS[kind] * _RANGE, (NUMBERS[kind] + 1) * _RANGE - 1


def deal(db: Database, kind: str, fresh: Mapping[str, str]) -> dict[str, int] | None:
    """Ranks for new documents (id → sort key), spread evenly between their neighbours.

    Where there is no room, neighbours get new ranks as well; None when the whole kind has to be dealt again.
    """
    found: dict[str, int] = {}
    in_order = sorted((key, record_id) for record_id, key in fresh.items())
    if len(in_order) > 1 and not db.row("SELECT 1 FROM search_doc WHERE kind = ? LIMIT 1", (kind,)):
        return _spread(kind, [record_id for _, record_id in in_order], None, None, 1)
    runs = itertools.groupby(in_order, lambda item: _neighbours(db, kind, item[0]))
    for number, ((low, high), run) in enumerate(runs):
        items = list(run)
        spread = _spread(kind, [record_id for _, record_id in items], low, high, 1)
        if spread is None:
            alone = number == 0 and len(items) == len(fresh)
            return _make_room(db, kind, items) if alone else None
        found |= spread
    return found


def _spread(
    kind: str, ids: Sequence[str], low: int | None, high: int | None, least: int
) -> dict[str, int] | None:
    """Ranks between two others, an open end counting as endless; None when they would stand too close."""
    if low is None:
        low = bounds(kind)[0] + MIDDLE if high is None else high - GAP * (len(ids) + 1)
    step = GAP if high is None else min(GAP, (high - low) // (len(ids) + 1))
    if step < least:
        return None
    return {record_id: low + step * number for number, record_id in enumerate(ids, 1)}


def _make_room(db: Database, kind: str, fresh: Sequence[tuple[str, str]]) -> dict[str, int] | None:
    """New ranks for the new documents (sort key, id) and for as many around them as it takes."""
    for width in _WIDTHS:
        below = db.rows(f"{_BELOW} LIMIT ?", (kind, fresh[0][0], width + 1))
        above = db.rows(f"{_ABOVE} LIMIT ?", (kind, fresh[-1][0], width + 1))
        low = below.pop()[0] if len(below) > width else None
        high = above.pop()[0] if len(above) > width else None
        ids = [row[1] for row in reversed(below)]
        ids += [record_id for _, record_id in fresh]
        ids += [row[1] for row in above]
        found = _spread(kind, ids, low, high, max(1, GAP // _WIDTHS[0]))
        if found:
            return found
    return None


def _neighbours(db: Database, kind: str, key: str) -> tuple[int | None, int | None]:
    below, above = db.row(f"{_BELOW} LIMIT 1", (kind, key)), db.row(f"{_ABOVE} LIMIT 1", (kind, key))
    return below[0] if below else None, above[0] if above else None
