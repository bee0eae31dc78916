"""How many use a tool (A36, A105)."""

from __future__ import annotations

from datetime import date

from zaitaku_desk.rules import tool_uses
from zaitaku_desk.rules.tool_uses import Use

TODAY = date(2026, 11, 22)
USES = [
    Use("a", "甲", "診療所", "net", date(2026, 9, 15), viewing=True, consent="書面"),
    Use("b", "乙", "薬局", "net", date(2025, 1, 1), date(2026, 10, 10)),
    Use("c", "丙", "診療所", "net"),
    Use("c", "丙", "診療所", "net"),
    Use("d", "丁", "診療所", "chat"),
]


def test_each_institution_counts_once_while_it_uses_the_tool() -> None:
    found = tool_uses.adoption(USES, "net", TODAY)
    assert (found.size, found.by_kind, found.viewing) == (2, (("診療所", 2),), 1)
    assert found.consents == (("書面", 1),)


def test_months_are_counted_at_their_last_day() -> None:
    months = tool_uses.by_month(USES, "net", TODAY, 4)
    assert months == [
        (date(2026, 8, 31), 2),
        (date(2026, 9, 30), 3),
        (date(2026, 10, 31), 2),
        (TODAY, 2),
    ]


def test_a_tool_nobody_uses_has_no_figure() -> None:
    assert tool_uses.adoption(USES, "other", TODAY).size == 0
