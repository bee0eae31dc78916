from __future__ import annotations

import pytest

from zaitaku_desk.gui import show


@pytest.mark.parametrize(
    ("said", "style", "read"),
    [
        ("2026-12-01 09:15 · みどり台", "wareki", "R8.12.1（火） 09:15 · みどり台"),
        ("2026-12-01 · 目的", "western", "2026/12/1（火） · 目的"),
        ("2026-02-30 番地", "wareki", "2026-02-30 番地"),
        ("病院 · 0999-12-0134", "wareki", "病院 · 0999-12-0134"),
    ],
)
def test_days_beside_a_hit_are_read_as_everywhere(said: str, style: str, read: str) -> None:
    assert show.dated(said, style) == read
