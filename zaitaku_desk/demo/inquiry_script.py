"""How a kind of consultation of the demo is written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Sentences that go together: one of each tuple makes a consultation and its response.

    Slots: {who} 80代の女性, {illness}, {district}, {ref} the institutions referred to. `refers` is a kind of
    institution to refer to, or the names of some; `ages` = (youngest, oldest), None for a question
    without a patient.
    """

    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    weight: int
    openings: tuple[str, ...]
    details: tuple[str, ...]
    asks: tuple[str, ...]
    responses: tuple[str, ...]
    endings: tuple[str, ...]
    information: tuple[str, ...]
    later: tuple[str, ...] = ()
    care_scene: str | None = None
    refers: str | tuple[str, ...] = ""
    ages: tuple[int, int] | None = (70, 97)
    levels: tuple[str, ...] = ("care1", "care2", "care3", "care4", "care5")
    illnesses: tuple[str, ...] = ("慢性心不全", "脳梗塞の後遺症", "糖尿病", "慢性閉塞性肺疾患", "認知症")
