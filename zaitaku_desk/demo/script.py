"""How a meeting of the demo is written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """One meeting. `when` is (fiscal year from 0, month); people are named by their role.

    `agenda` is (title, presenter, note), `remarks` (number of the agenda item, speaker, text),
    `decisions` (text, outcome, months until it returns or 0), `actions` (text, owner, weeks until due).
    """

    when: tuple[int, int]
    agenda: tuple[tuple[str, str, str], ...]
    remarks: tuple[tuple[int, str, str], ...] = ()
    achievements: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    decisions: tuple[tuple[str, str, int], ...] = ()
    actions: tuple[tuple[str, str, int], ...] = ()
    title: str = ""
    catchphrase: str = ""
    selling_point: str = ""
    head_count: int = 0
    cancelled: bool = False
