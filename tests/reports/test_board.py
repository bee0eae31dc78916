from __future__ import annotations

from datetime import date

import pytest

from tests.reports import samples
from tests.reports.reading import book, paragraphs, rows
from zaitaku_desk.reports import Request, board_report, make
from zaitaku_desk.store.connection import Database

YEAR = Request(start=date(2026, 4, 1), end=date(2027, 3, 31), today=samples.TODAY)
HALF = Request(start=date(2026, 4, 1), end=date(2026, 11, 30), today=samples.TODAY)


@pytest.fixture(scope="module")
def paper(district: Database) -> board_report.BoardReport:
    return board_report.gather(district, YEAR)


def test_the_figures_are_those_of_an_independent_count(
    paper: board_report.BoardReport, district: Database
) -> None:
    done = district.rows("SELECT count(*), count(DISTINCT institution_id) FROM visits WHERE status = 'done'")
    assert (paper.visit_statuses["done"], paper.institutions_visited) == done[0] == (3, 3)
    assert paper.visit_statuses["declined"] == 1
    came = district.rows("SELECT count(*) FROM attendances WHERE attended IN ('present', 'deputy')")[0][0]
    assert (len(paper.meetings), paper.attendance_total) == (2, came + 32)
    assert paper.consultations.total == district.rows("SELECT count(*) FROM consultations")[0][0]
    assert paper.institutions[0] == district.rows("SELECT count(*) FROM institutions")[0][0]


def test_word_and_excel_say_the_same(district: Database) -> None:
    word = paragraphs(make("board_report_word", district, YEAR))
    sheet = rows(make("board_report_excel", district, YEAR), "活動の概要")
    for row in sheet[4:8]:
        assert all(text in word for text in row)
    assert "延べ24件" in word


def test_decisions_and_results_of_the_period_are_listed(district: Database) -> None:
    word = "\n".join(paragraphs(make("board_report_word", district, YEAR)))
    assert "・看取り代診医紹介システムの要綱改正（了承）［R8.12.1（火）　第10回" in word
    assert "・（課題）夜間の待機医師が足りない。" in word
    assert "継続検討中の「待機時間の見直し」について" in word
    assert samples.SELLING in word


def test_what_lies_after_the_period_is_a_plan(district: Database) -> None:
    found = board_report.gather(district, HALF)
    assert [row.name for row in found.meetings] == ["多職種連携事例検討会"]
    assert any(plan.startswith("R8年12月1日（火）19時～20時　第10回") for plan in found.plans)
    assert not any("理事会" in request and "出席" in request for request in found.requests)


def test_a_forgotten_status_is_told(own_district: Database) -> None:
    samples.put(own_district, samples.make("meetings", "x", title="忘れた会", held_on=date(2026, 9, 1)))
    found = board_report.gather(own_district, YEAR)
    assert any("「予定」のまま" in warning for warning in found.warnings)
    assert "忘れた会" not in [row.name for row in found.meetings]


def test_the_annex_has_every_row_behind_the_figures(district: Database) -> None:
    made = make("board_report_excel", district, YEAR)
    assert book(made).sheetnames == [
        "活動の概要",
        "ヒアリング訪問",
        "会議",
        "決定事項・成果・課題",
        "相談",
        "関係機関",
    ]
    assert len(rows(made, "ヒアリング訪問")) == 4 + 4
    assert rows(made, "会議")[-1][4] == 36


def test_an_empty_period_still_makes_a_paper(district: Database) -> None:
    request = Request(start=date(2001, 4, 1), end=date(2001, 4, 30))
    word = paragraphs(make("board_report_word", district, request))
    assert "期間中の相談はありません。" in word
    assert "期間中に実施したヒアリング訪問はありません。" in word
