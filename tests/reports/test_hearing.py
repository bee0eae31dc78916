from __future__ import annotations

from datetime import date

import pytest

from tests.reports import samples
from tests.reports.reading import book, rows
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Made, Request, make
from zaitaku_desk.store.connection import Database

REQUEST = Request(start=date(2026, 4, 1), end=date(2027, 3, 31), today=samples.TODAY)


@pytest.fixture(scope="module")
def made(district: Database) -> Made:
    return make("hearing_excel", district, REQUEST)


def question(made: Made, number: str) -> list[list[object]]:
    found = rows(made, "集計")
    at = next(place for place, row in enumerate(found) if row and row[0] == number)
    return found[at : at + 12]


def test_shares_are_of_valid_answers_with_n_beside(made: Made) -> None:
    found = question(made, "1")
    assert found[1][1] == "有効回答 n＝3（無回答0・非該当0・未質問0）"
    assert found[3][1:] == ["はい", 2, pytest.approx(2 / 3)]
    assert found[5][1:3] == ["有効回答（回答者数）", 3]


def test_several_answers_are_counted_by_respondents(made: Made) -> None:
    found = {row[1]: row[2:] for row in question(made, "6") if len(row) > 2}
    assert found["②緊急時・夜間・休日の対応が困難"] == [3, 1.0]
    assert found["回答数の合計"] == [5]
    assert found["有効回答（回答者数）"] == [3]


def test_numbers_leave_out_those_who_were_not_asked(made: Made) -> None:
    found = question(made, "4-①")
    assert found[1][1] == "有効回答 n＝2（無回答0・非該当1・未質問0）"
    assert {row[1]: row[2] for row in found[3:9]} == {
        "有効回答 n": 2,
        "合計": 17,
        "平均": 8.5,
        "中央値": 8.5,
        "最小": 5,
        "最大": 12,
    }


def test_the_year_before_is_named_in_the_question(made: Made) -> None:
    assert "令和7年4月～令和8年3月" in str(question(made, "4-③")[0][1])


def test_words_are_listed_with_their_institution(made: Made) -> None:
    found = [[row[0], row[2], row[3], row[5]] for row in rows(made, "自由記述")[5:]]
    assert found == [
        ["1", "「いいえ」の理由", "かもめ内科医院", "人手が足りない"],
        ["7", None, "あおぞら診療所", "当番制で休める日をつくる"],
    ]


def test_districts_stand_beside_each_other(made: Made) -> None:
    found = rows(made, "地区別")
    at = next(place for place, row in enumerate(found) if row and row[0] == "選択肢")
    assert found[at] == ["選択肢", "東地区", "％", "西地区", "％", "合計", "％"]
    assert found[at + 1] == ["はい", 2, 1.0, 0, 0.0, 2, pytest.approx(2 / 3)]


def test_every_sheet_of_answers_is_listed_with_its_states(made: Made) -> None:
    found = rows(made, "回答一覧")
    assert found[6][1:5] == ["かもめ内科医院", "西地区", "いいえ（人手が足りない）", "いいえ"]
    assert "（非該当）" in found[6]


def test_charts_are_native(made: Made) -> None:
    assert len(book(made)["集計"]._charts) == 5


def test_a_period_without_answers_is_refused_kindly(district: Database) -> None:
    with pytest.raises(UserError, match="ヒアリング"):
        make("hearing_excel", district, Request(start=date(2019, 4, 1), end=date(2019, 4, 30)))
