"""Small sums over measured times."""

from __future__ import annotations

import math
from collections.abc import Sequence


def p95(times: Sequence[float]) -> float:
    """The time 95 of 100 stay under; 0 for none."""
    in_order = sorted(times)
    return in_order[max(0, math.ceil(len(in_order) * 0.95) - 1)] if in_order else 0.0


def p50(times: Sequence[float]) -> float:
    """The time in the middle; 0 for none."""
    in_order = sorted(times)
    return in_order[len(in_order) // 2] if in_order else 0.0
