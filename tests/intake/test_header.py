"""Which row heads the columns."""

from __future__ import annotations

from zaitaku_desk.intake.header import find


def test_the_row_with_words_we_know_is_the_header() -> None:
    assert (
        find([["令和7年10月1日 現在"], [], ["項番", "医療機関名称", "電話番号"], ["1", "甲医院", "1"]]) == 2
    )


def test_unknown_words_above_data_are_a_header_too() -> None:
    assert find([["あ", "い"], ["甲医院", "087-000-0000"]]) == 0


def test_a_first_row_of_data_is_no_header() -> None:
    assert find([["甲医院", "087-000-0000"], ["乙医院", "087-000-0001"]]) is None


def test_a_title_in_one_cell_is_passed_over() -> None:
    rows = [["平成の名簿", "", ""], ["あ", "い", "う"], ["一", "二", "三"], ["四", "五", "六"]]
    assert find(rows) == 1
