"""Which row heads the columns."""

from __future__ import annotations

import pytest

from zaitaku_desk.intake.header import find, whole


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


def test_group_titles_above_the_words_belong_to_them() -> None:
    rows = [["施設", "", "連絡先", ""], ["名称", "住所", "電話", "FAX"], ["甲医院", "番町1", "1", "2"]]
    assert whole(rows, find(rows) or 0) == (0, 1, ["施設／名称", "施設／住所", "連絡先／電話", "連絡先／FAX"])


def test_words_below_a_merged_title_belong_to_it() -> None:
    rows = [
        ["名称", "住所", "連絡先", "", "備考"],
        ["", "", "電話", "FAX", ""],
        ["甲医院", "番町1", "1", "2", ""],
    ]
    assert whole(rows, 0) == (0, 1, ["名称", "住所", "連絡先／電話", "連絡先／FAX", "備考"])


@pytest.mark.parametrize(
    "above", [["みなと野市医療機関一覧", "", ""], ["一覧", "", "令和7年4月1日現在"], ["1", "", "3"]]
)
def test_a_title_and_its_day_are_no_groups(above: list[str]) -> None:
    assert whole([above, ["名称", "住所", "電話"], ["甲医院", "番町1", "1"]], 1)[0] == 1


def test_a_row_of_data_is_no_second_header() -> None:
    rows = [["名称", "住所", "電話"], ["甲医院", "番町", ""], ["乙医院", "番町", "1"]]
    assert whole(rows, 0)[1] == 0
