from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.reports import samples
from tests.reports.reading import book, rows
from zaitaku_desk.reports import Made, Request, make
from zaitaku_desk.store.connection import Database

FIRST = "相談件数と内容のまとめ"


@pytest.fixture(scope="module")
def made(district: Database) -> Made:
    request = Request(start=date(2026, 4, 1), end=date(2026, 11, 30), today=samples.TODAY)
    return make("consultation_summary_excel", district, request)


def table(made: Made, title: str) -> dict[object, object]:
    """Label → count of the table under a head, up to its total."""
    found = rows(made, FIRST)
    at = next(number for number, row in enumerate(found) if row[:2] == ["順位", title])
    counts = {}
    for row in found[at + 1 :]:
        if len(row) < 3 or row[1] in ("合計", "回答数の合計"):
            break
        counts[row[1]] = row[2]
    return counts


def test_the_figures_are_those_of_an_independent_count(made: Made, district: Database) -> None:
    marks = district.rows("SELECT id, patient_mark FROM consultations WHERE received_at LIKE '2026-%'")
    found = {row[1]: row[2] for row in rows(made, FIRST)[4:8]}
    assert found["延べ件数"] == len(marks) == 24
    assert found["実件数"] == len({mark or record for record, mark in marks})
    assert found["月平均"] == round(len(marks) / 8, 1)
    assert found["経過の対応回数"] == 1


def test_inquirers_are_counted_as_an_independent_count_does(made: Made, district: Database) -> None:
    counted = Counter(kind for (kind,) in district.rows("SELECT inquirer_kind FROM consultations"))
    found = table(made, "相談者種別")
    assert found["ケアマネジャー"] == counted["care_manager"]
    assert sum(found.values()) == counted.total()  # type: ignore[arg-type]


def test_topics_state_responses_and_cases(made: Made) -> None:
    notes = [row[0] for row in rows(made, FIRST) if row and "回答数" in str(row[0])]
    assert "延べ24件のうち記入のある20件、回答数24（複数回答）" in str(notes[0])
    assert table(made, "相談内容")["（未入力）"] == 4


def test_the_formula_and_the_sentences_stand_under_the_table(made: Made) -> None:
    words = [str(row[0]) for row in rows(made, FIRST) if row]
    assert any("24件 ÷ 8か月 ＝ 3.0件" in line for line in words)
    assert "相談者で最も多かったのは「ケアマネジャー」の12件（50.0％）でした。" in words


def test_months_add_up_and_charts_are_native(made: Made) -> None:
    found = rows(made, "月別")
    months = [row for row in found if row and str(row[0]).startswith("令和8年") and len(row) > 1]
    assert [row[0] for row in months][:2] == ["令和8年4月", "令和8年5月"]
    assert sum(row[1] for row in months) == 24  # type: ignore[misc]
    workbook = book(made)
    assert [len(workbook[name]._charts) for name in (FIRST, "月別")] == [3, 1]


def test_a_period_without_consultations_says_so(district: Database) -> None:
    made = make(
        "consultation_summary_excel", district, Request(start=date(2020, 4, 1), end=date(2020, 4, 30))
    )
    assert "期間中の相談はありません。" in [row[0] for row in rows(made, FIRST) if row]
