from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zaitaku_desk.gui.filters import Filter, Filters
from zaitaku_desk.gui.record_list import RecordList
from zaitaku_desk.gui.rows import Rows
from zaitaku_desk.records import KINDS
from zaitaku_desk.store import save

INSTITUTION = KINDS["institutions"]


@pytest.fixture
def listed(qtbot, office):
    records = [
        save.new(
            "institutions", name=f"医院{n}", kana=f"いいん{n}", district="東" if n % 2 else "西", member=n > 2
        )
        for n in range(5)
    ]
    save.save_many(office.db, records)
    filters = (Filter("district"), Filter("member"), Filter("kind"))
    made = RecordList(office, INSTITUTION, filters, "まだありません。", "新しい機関")
    qtbot.addWidget(made)
    made.apply()
    made.show()
    return made, records


def test_a_text_field_is_filtered_by_the_values_it_has(listed):
    made, _ = listed
    assert isinstance(made.filters, Filters)
    made.filters.set(district="東")
    assert made.table.rowCount() == 2
    assert made.count.text() == "2 件"


def test_yes_and_no_filter_too(listed):
    made, _ = listed
    made.filters.set(member="1")
    assert made.table.rowCount() == 2


def test_selection_survives_a_reload_and_tells_nobody(qtbot, listed):
    made, records = listed
    made.select(records[3].id)
    with qtbot.assertNotEmitted(made.current, wait=200):
        made.reload()
    assert made.selected() == records[3].id


def test_down_goes_from_the_search_into_the_list(qtbot, listed):
    made, _ = listed
    made.activateWindow()
    made.search.setFocus()
    qtbot.waitUntil(made.search.hasFocus)
    qtbot.keyClick(made.search, Qt.Key.Key_Down)
    assert made.rows.hasFocus()


def test_an_empty_list_offers_the_one_next_step(qtbot, office):
    made = RecordList(office, INSTITUTION, (), "まだありません。", "新しい機関")
    qtbot.addWidget(made)
    made.apply()
    assert made._empty.text() == "まだありません。"
    with qtbot.waitSignal(made.new_wanted):
        made._step.click()


def test_a_click_on_a_heading_sorts_and_the_third_gives_the_own_order_back(listed):
    made, _ = listed
    assert isinstance(made.rows, Rows)
    made.rows.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert made.table.index(0, 0).data() == "医院4"
    made.rows.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert made.table.index(0, 0).data() == "医院0"


def test_columns_can_be_hidden_and_stay_so(listed, office):
    made, _ = listed
    names = [column.name for column in made.table.columns]
    made.rows._show_column(names.index("kind"), False)
    made.rows._store()
    kept = {name: shown for name, _, shown in office.settings.get("columns.institutions")}
    assert kept["kind"] is False
