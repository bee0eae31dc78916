from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.gui.period import PeriodDialog, periods


@pytest.fixture
def dialog(qtbot, office) -> PeriodDialog:
    found = PeriodDialog(office, "活動報告")
    qtbot.addWidget(found)
    return found


def test_the_year_runs_from_april_and_the_last_month_is_whole():
    found = dict(periods(date(2026, 3, 15)))
    assert found["今年度（令和7年度、今日まで）"] == (date(2025, 4, 1), date(2026, 3, 15))
    assert found["先月"] == (date(2026, 2, 1), date(2026, 2, 28))


def test_choosing_fills_the_days_and_they_can_be_typed_over(dialog, office):
    assert dialog.period == (date(2026, 4, 1), office.today())
    dialog.end.value = date(2026, 9, 30)
    assert dialog.period == (date(2026, 4, 1), date(2026, 9, 30))


def test_what_is_no_period_is_said_and_the_dialog_stays(dialog):
    dialog.start.value, dialog.end.value = date(2026, 9, 30), date(2026, 9, 1)
    dialog.accept()
    assert (dialog.said.text(), dialog.period, dialog.result()) == ("終了日が開始日より前です。", None, 0)
    dialog.end.value = None
    dialog.accept()
    assert dialog.said.text() == "終了日を入れてください。"


def test_after_the_last_board_begins_on_the_next_day():
    from datetime import date

    from zaitaku_desk.gui.period import periods

    assert periods(date(2026, 11, 22), date(2026, 10, 8))[0][1] == (date(2026, 10, 9), date(2026, 11, 22))
