"""空白エリア on paper (A62, A78)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.reading import book, pages
from zaitaku_desk.reports import coverage, figures
from zaitaku_desk.reports.coverage import CoveragePaper
from zaitaku_desk.rules.coverage import Matrix

COLUMNS = tuple((f"f{number}", f"機能{number}") for number in range(30))


def matrix(count: int = 2, areas: int = 3) -> Matrix:
    """Every area has `count` of the first function and nothing else."""
    rows = tuple(f"地区{number}" for number in range(areas))
    cells = {(row, "f0"): tuple(f"{row}{one}" for one in range(count)) for row in rows}
    totals = {key: count * areas if key == "f0" else 0 for key, _ in COLUMNS}
    return Matrix(rows, COLUMNS, cells, totals, dict.fromkeys(rows, 5))


@pytest.fixture
def paper() -> CoveragePaper:
    """Compared with a day when there was one less everywhere."""
    day = date(2026, 11, 22)
    return CoveragePaper(
        day, "みなと野市医師会", "wareki", "診療所", "R8.11.22現在", matrix(), matrix(1), "R7.11.22"
    )


def test_every_function_and_area_is_on_a_page_and_holes_are_named(paper: CoveragePaper) -> None:
    text = "".join(pages(coverage.write_pdf(paper)))
    assert all(f"地区{number}" in text for number in range(3))
    assert "空白になっているところ（87か所）" in text
    assert "2(+1)" in text


def test_more_areas_than_a_page_holds_go_on_on_the_next(paper: CoveragePaper) -> None:
    many = CoveragePaper(paper.today, "", "wareki", "", "", matrix(areas=60))
    assert len(pages(coverage.write_pdf(many))) > len(pages(coverage.write_pdf(paper)))


def test_excel_has_numbers_holes_and_a_chart(paper: CoveragePaper) -> None:
    made = book(coverage.write_excel(paper))
    cells = [cell.value for row in made["地区×機能"].iter_rows(min_row=5) for cell in row]
    assert "2（+1）" in cells
    assert "空白" in cells
    assert len(made["機能ごと"]._charts) == 1
    assert made["空白"].max_row == 4 + 87


def test_the_screen_gets_the_same_drawing_in_its_own_font() -> None:
    text = figures.svg(figures.grid(matrix(), ("地区0",)), "Sample").decode()
    assert "font-family: Sample" in text
    assert "地区0" in text
    assert "clipPath" not in text


def test_a_bar_says_its_number_and_a_missing_one_that_it_is_a_hole() -> None:
    text = figures.svg(figures.bars([("甲", 3), ("乙", 0)], "か所"), "Sample").decode()
    assert "3か所" in text
    assert "0か所（空白）" in text


def test_a_line_of_one_point_is_drawn() -> None:
    assert "4件" in figures.svg(figures.line([("R8", 4)], "件"), "Sample").decode()


def test_a_long_name_keeps_within_its_room() -> None:
    long = Matrix(("とても長い名前の地区" * 4,), (("f", "とても長い機能の名前" * 4),), {}, {"f": 0}, {})
    assert "…" in figures.svg(figures.grid(long, long.rows), "Sample").decode()
