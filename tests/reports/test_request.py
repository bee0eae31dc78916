from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.reports.request import Request


def test_a_period_upside_down_is_refused() -> None:
    with pytest.raises(UserError, match="期間"):
        Request(start=date(2026, 5, 1), end=date(2026, 4, 1)).period()


def test_without_days_a_paper_covers_this_fiscal_year_up_to_today() -> None:
    assert Request(today=date(2027, 2, 3)).period() == (date(2026, 4, 1), date(2027, 2, 3))
    assert Request(end=date(2020, 11, 30)).period() == (date(2020, 4, 1), date(2020, 11, 30))
    future = Request(start=date(2027, 4, 10), today=date(2026, 11, 1))
    assert future.period() == (date(2027, 4, 10), date(2028, 3, 31))
