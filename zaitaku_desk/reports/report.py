"""What a paper is to window and command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zaitaku_desk.reports.request import Made, Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


PERSONAL_KINDS = ("people", "visits", "consultations")
"""Kinds whose lists and papers are about persons; REMINDER is what she is told before one is saved."""
REMINDER = "個人の情報が含まれます。渡す相手と渡し方を確かめてください。"


@dataclass(frozen=True, slots=True)
class Report:
    """One paper. `needs`: what the request must hold, "id" of a record of `kind`, a "period", or nothing.

    `personal`: it names people or tells what was said of them, so she is reminded before it leaves the desk.
    """

    name: str
    title: str
    format: str
    needs: str
    kind: str
    made: Callable[[Database, Request], Made] = field(repr=False)
    personal: bool = False
