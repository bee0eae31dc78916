"""What is asked of a paper, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import wareki

if TYPE_CHECKING:
    from zaitaku_desk.store.lists import Listing


@dataclass(frozen=True, slots=True)
class Request:
    """For which record (`id`) or days (both included) a paper is wanted; `today` is printed on it.

    `listing`: the list on the screen, whose search and filters narrow a paper that lists records; `options`
    are what a paper asks besides (the sheet of labels, the first label …).
    """

    id: str = ""
    start: date | None = None
    end: date | None = None
    today: date = field(default_factory=clock.today)
    listing: Listing | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    def period(self) -> tuple[date, date]:
        """The days asked for, else this 年度 up to today; UserError when the end comes first."""
        end = self.end
        if end is None:
            late = self.start is not None and self.start > self.today
            end = (
                wareki.fiscal_year_range(wareki.fiscal_year(self.start or self.today))[1]
                if late
                else self.today
            )
        start = self.start or wareki.fiscal_year_range(wareki.fiscal_year(end))[0]
        if end < start:
            raise UserError(
                "期間の終わりが始まりより前になっています。",
                "開始日と終了日を入れ替えて、もう一度作成してください。",
            )
        return start, end


@dataclass(frozen=True, slots=True)
class Made:
    """A finished paper; `warnings` are told before it is printed or sent, `title` makes a good file name."""

    data: bytes
    title: str
    warnings: tuple[str, ...] = ()
