"""A plain table of ready rows."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from zaitaku_desk.gui.rows_model import Row, RowsModel


def made() -> RowsModel:
    model = RowsModel(["名称", "数", "日"])
    model.put(
        [Row("a", ("甲", 10, None)), Row("b", ("乙", 9, date(2026, 4, 1))), Row("c", ("丙", None, None))]
    )
    return model


def test_numbers_are_sorted_as_numbers_and_what_is_empty_comes_last() -> None:
    model = made()
    model.sort(1)
    assert [model.key_at(row) for row in range(3)] == ["b", "a", "c"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [model.key_at(row) for row in range(3)] == ["a", "b", "c"]
    model.sort(-1)
    assert model.key_at(0) == "a"


def test_a_date_is_shown_as_she_prefers() -> None:
    model = made()
    model.date_style = "western"
    assert model.index(1, 2).data() == "2026/4/1（水）"
    assert model.index(0, 2).data() == ""
