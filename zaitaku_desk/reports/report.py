"""What a paper is to window and command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import file_name

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


@dataclass(frozen=True, slots=True)
class Report:
    """One paper. `needs`: what the request must hold, "id" of a record of `kind`, a "period", or nothing."""

    name: str
    title: str
    format: str
    needs: str
    kind: str
    made: Callable[[Database, Request], Made] = field(repr=False)

    def suggested_name(self, made: Made) -> str:
        """A file name made of the paper's own title."""
        return file_name(made.title, self.format)
