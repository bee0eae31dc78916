"""Finding while somebody waits on the telephone: list, columns, the answer below it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk.gui.institutions import InstitutionsTab
from zaitaku_desk.store import save


@pytest.fixture
def tab(qtbot, office):
    week = {"mon": [["09:00", "12:00"]], "sun": []}
    for name, state, day, position in (
        ("甲医院", "can", date(2026, 6, 2), "34.40,134.0"),
        ("乙医院", "conditional", date(2024, 4, 1), "34.31,134.0"),
        ("丙医院", "cannot", date(2026, 6, 2), "34.30,134.0"),
    ):
        place = save.new(
            "institutions", name=name, kana=name, kind="clinic", position=position, opening_hours=week
        )
        place.telephone, place.vacancy, place.vacancy_at = "0000-31-0001", "open", datetime(2026, 11, 1, 9, 0)
        save.save(office.db, place)
        save.save(
            office.db,
            save.new(
                "capabilities",
                institution_id=place.id,
                code="tracheostomy",
                state=state,
                condition="日中のみ" if state == "conditional" else None,
                confirmed_on=day,
            ),
        )
    found = InstitutionsTab(office)
    qtbot.addWidget(found)
    found.resize(1366, 700)
    found.show()
    yield found
    found.flush()


def column(tab, name):
    at = [item.name for item in tab.list.table.columns].index(name)
    assert not tab.list.rows.isColumnHidden(at)
    return [tab.list.table.index(row, at).data() for row in range(tab.list.table.rowCount())]


def said(tab):
    return [label.text() for label in tab.answer._labels if not label.isHidden()]


def test_nothing_special_stands_there_while_nothing_is_asked(tab):
    assert tab.answer.isHidden()
    names = [item.name for item in tab.list.table.columns if item.when]
    at = {item.name: place for place, item in enumerate(tab.list.table.columns)}
    assert all(tab.list.rows.isColumnHidden(at[name]) for name in names)


def test_each_row_says_what_it_can_do_and_how_old_that_is(tab):
    tab.list.filters.set(capability="tracheostomy")
    assert column(tab, "abilities") == ["条件付 R6.4.1 古い（日中のみ）", "可 R8.6.2"]


def test_the_answer_has_the_telephone_and_every_fact(tab):
    tab.list.filters.set(capability="tracheostomy")
    assert tab.answer.telephone.text() == "0000-31-0001"
    assert said(tab) == [
        "気管切開の管理： 条件付 R6.4.1 古い（日中のみ）",
        "今の電話： × 休診日",
        "受入余力： 余力あり R8.11.1 09:00 古い",
    ]
    assert tab.answer._labels[0].property("role") == "old"


def test_the_nearest_stand_first_with_their_distance(tab):
    tab.list.filters.set(near="34.30,134.0")
    assert column(tab, "name") == ["丙医院", "乙医院", "甲医院"]
    assert column(tab, "distance") == ["0.0km", "1.1km", "11km"]


def test_a_minute_later_the_telephone_is_asked_again(tab, office):
    office.now = lambda: datetime(2026, 11, 24, 9, 30)
    tab.list.filters.set(may_call="1")
    assert tab.list.table.rowCount() == 0
    office.now = lambda: datetime(2026, 11, 30, 12, 30)
    tab._on_minute()
    assert column(tab, "reach") == ["○ 診療時間の外"] * 3


def test_where_nothing_fits_it_says_which_condition_stands_in_the_way(tab, qtbot):
    tab.list.filters.set(capability="tracheostomy", may_call="1")
    qtbot.waitUntil(lambda: "「今 電話してよい」を外すと 2件あります。" in tab.list._empty.text())
    assert "分かっている機関だけ" in tab.list._empty.text()


def test_a_column_that_came_with_a_filter_goes_with_it(tab):
    tab.list.filters.set(capability="tracheostomy")
    tab.list.filters.lift()
    at = [item.name for item in tab.list.table.columns].index("abilities")
    assert tab.list.rows.isColumnHidden(at)
