"""Keeps Python 3.11 alive under PySide6 6.12, whose wheels are built for interpreters with an immortal None.

Every Qt call without a result takes a reference to None that it never got, every `emit` one to True: after
some ten thousand calls Python 3.11 dies with "deallocating None" (3.12 and later do not count these at all).
Giving both a trillion references at the start outlasts any working day. To be dropped with Python 3.11, or
when `tests/gui/test_singletons.py` passes without it.
"""

from __future__ import annotations

import sys

_ENOUGH = 1 << 40


def hold() -> None:
    """Raise the counts of None, True and False beyond reach; does nothing where they are immortal."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    for one in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(one))
        if count.value < _ENOUGH:
            count.value += _ENOUGH
