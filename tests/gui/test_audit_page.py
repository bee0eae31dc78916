"""操作の記録: filters, more rows while scrolling, the state of the chain (S6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk.gui.audit_page import PAGE, AuditPage
from zaitaku_desk.store import audit, save


def shown(page: Any, column: int) -> list[str]:
    return [row.cells[column] for row in page.rows.rows]


@pytest.fixture
def page(qtbot: Any, office: Any) -> Any:
    save.save(office.db, save.new("people", id="p", name="潮見 灯"))
    office.audit("view", "people", "p")
    office.audit("print", detail="案内状 pdf")
    found = AuditPage(office)
    qtbot.addWidget(found)
    found.resize(1280, 700)
    found.show()
    found.start()
    return found


def test_the_newest_stands_on_top_and_the_chain_holds(page: Any) -> None:
    assert shown(page, 2)[:3] == ["印刷", "閲覧", "入力・変更"]
    assert page.chain.text() == "✓ 記録は途切れていません。"


def test_what_narrows_the_rows(page: Any) -> None:
    page.what.setCurrentIndex(page.what.findData("view"))
    assert shown(page, 3) == ["人：潮見 灯"] and page.count.text() == "1 行"


def test_who_looked_at_this_record(page: Any) -> None:
    page.show_record("people", "p", "潮見 灯")
    page.start()
    assert shown(page, 2) == ["閲覧", "入力・変更"]
    page.every_record.click()
    assert "印刷" in shown(page, 2)


def test_days_are_civil_days(page: Any) -> None:
    page.office.today = lambda: date(2040, 1, 1)
    page.days.setCurrentIndex(page.days.findData("0"))
    page.days.activated.emit(page.days.currentIndex())
    assert shown(page, 2) == []


def test_a_chosen_period_can_be_given_up(page: Any) -> None:
    page.office.dialogs.answers.append(None)
    page.days.setCurrentIndex(page.days.findData("own"))
    page.days.activated.emit(page.days.currentIndex())
    assert page.days.currentData() == "all" and shown(page, 2)


def test_a_row_that_was_altered_is_told(page: Any) -> None:
    with page.office.db.begin_raw() as raw:
        raw.execute("UPDATE audit SET record = 'other' WHERE what = 'view'")
    page.start()
    assert "書き換えられています" in page.chain.text() and page.chain.property("role") == "problem"


def test_more_rows_come_while_she_scrolls(qtbot: Any, page: Any) -> None:
    for _ in range(PAGE + 50):
        audit.say(page.office.db, "view", "people", "p")
    page.start()
    assert len(page.rows.rows) == PAGE
    page.rows.verticalScrollBar().setValue(page.rows.verticalScrollBar().maximum())
    assert len(page.rows.rows) == audit.count(page.office.db, audit.Wanted())


def test_enter_opens_the_record(qtbot: Any, page: Any) -> None:
    page.rows.select(page.rows.rows[1].key)
    with qtbot.waitSignal(page.open_wanted) as opened:
        page.rows.opened.emit(page.rows.chosen())
    assert opened.args == ["people", "p"]


def test_the_list_goes_to_excel_and_that_is_noted(page: Any, tmp_path: Path) -> None:
    page.office.dialogs.answers.append(tmp_path / "log.xlsx")
    page.excel_button.click()
    assert (tmp_path / "log.xlsx").stat().st_size > 0
    assert audit.page(page.office.db, audit.Wanted(what="export"))[0].detail == "操作の記録 xlsx"
