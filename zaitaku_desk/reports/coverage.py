"""空白エリア as paper: the grid of area × function, its holes, what changed since another day (A62, A78)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import wareki
from zaitaku_desk.reports import charts, excel, figures, fonts, pdf, sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules.coverage import Matrix

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TITLE = "空白エリア（地区ごとの機能）"
NOTE = "数は機関の数。条件付きを含み、未確認は含みません。"
MARGIN = 14 * pdf.MM


@dataclass(frozen=True, slots=True)
class CoveragePaper:
    """A matrix and how it is said; `what` names what is counted, `older` is what it is compared with."""

    today: date
    office: str
    style: str
    what: str
    when: str
    matrix: Matrix
    older: Matrix | None = None
    older_when: str = ""

    @property
    def title(self) -> str:
        return f"{TITLE}　{self.when}"

    @property
    def subtitle(self) -> str:
        """What is counted, and since when changes are shown."""
        since = f"　（）内は{self.older_when}からの増減。" if self.older is not None else ""
        return f"{self.what}　{NOTE}{since}"


def gather(db: Database, request: Request) -> CoveragePaper:
    """The matrix of today by 地区, every function."""
    from zaitaku_desk.store import coverage

    office = sources.profile(db)
    columns = coverage.functions(db)
    style = office.date_style or "wareki"
    return CoveragePaper(
        request.today,
        office.contractor or office.placement or "",
        style,
        "すべての種別",
        f"{wareki.show(request.today, style)}現在",
        coverage.count(db, coverage.today(db), columns),
    )


def write_pdf(paper: CoveragePaper) -> Made:
    """The grid on A4 landscape, as many pages as areas and functions need; the holes in words at the end."""
    document = pdf.Document(paper.title, paper.office, (pdf.HEIGHT, pdf.WIDTH))
    parts = list(_parts(paper.matrix, document.width - 2 * MARGIN, document.height - 3.4 * MARGIN))
    holes = _hole_lines(paper.matrix)
    total = len(parts) + (1 if holes else 0)
    for number, (matrix, rows) in enumerate(parts, 1):
        _edges(document, paper, number, total)
        document.figure(MARGIN, 2.1 * MARGIN, figures.grid(matrix, rows, paper.older))
        document.end_page()
    if holes:
        _edges(document, paper, total, total)
        y = 2.2 * MARGIN
        document.text(MARGIN, y, f"空白になっているところ（{len(paper.matrix.holes())}か所）", 11, bold=True)
        y += 8
        for line in holes:
            y = document.paragraph(MARGIN, y, line, 9, document.width - 2 * MARGIN, 14)
        document.end_page()
    warning = fonts.warning(document.missing)
    return Made(document.data(), paper.title, (warning,) if warning else ())


def write_excel(paper: CoveragePaper) -> Made:
    """The matrix as a table, its holes as a list, and bars of how many there are of each function."""
    matrix = paper.matrix
    book = excel.Book(paper.title, paper.office, paper.today)
    widths = [20.0, 8.0, *(9.0 for _ in matrix.columns)]
    sheet = book.sheet("地区×機能", widths, landscape=True, freeze="C5", repeat="4:4", footer=paper.title)
    sheet.heading(paper.title, paper.subtitle)
    sheet.row(["地区", "機関数", *(label for _, label in matrix.columns)], "head")
    for row in matrix.rows:
        cells = [_words(paper, row, key) for key, _ in matrix.columns]
        sheet.row([row, matrix.sizes.get(row, 0), *cells])
    sheet.row(
        ["合計", sum(matrix.sizes.values()), *(matrix.totals[key] for key, _ in matrix.columns)], "total"
    )
    _totals(book, paper)
    sheet = book.sheet("空白", [24, 36], footer=paper.title)
    sheet.heading("空白になっているところ", paper.subtitle)
    sheet.row(["地区", "機能"], "head")
    for hole in matrix.holes():
        sheet.row(hole, "text")
    return Made(book.data(), paper.title, replacement_warning(book.replaced))


def _totals(book: excel.Book, paper: CoveragePaper) -> None:
    matrix = paper.matrix
    sheet = book.sheet("機能ごと", [36, 10, 10], footer=paper.title)
    sheet.heading("機能ごとの機関数", paper.subtitle)
    head = sheet.row(["機能", "機関数", *(["前回"] if paper.older is not None else [])], "head")
    for key, label in matrix.columns:
        before = [paper.older.totals.get(key, 0)] if paper.older is not None else []
        sheet.row([label, matrix.totals[key], *before], ("text", "number", "number"))
    if matrix.columns:
        highest = max(matrix.totals.values())
        chart = charts.bar_chart(sheet, "機能ごとの機関数", head, sheet.at, unit="か所", highest=highest)
        sheet.raw.add_chart(chart, "E4")


def _words(paper: CoveragePaper, row: str, key: str) -> excel.Styled:
    count = paper.matrix.count(row, key)
    change = count - paper.older.count(row, key) if paper.older is not None else 0
    if change:
        return excel.Styled(f"{count or figures.HOLE}（{change:+d}）", "centre")
    return excel.Styled(count, "number") if count else excel.Styled(figures.HOLE, "centre")


def _parts(matrix: Matrix, width: float, height: float) -> Sequence[tuple[Matrix, Sequence[str]]]:
    """Pieces of the matrix that fit a page: columns side by side, rows below each other."""
    across = max(1, int((width - figures.LABEL) / figures.CELL))
    down = max(1, int((height - figures.HEAD) / figures.ROW))
    return [
        (
            Matrix(
                matrix.rows, matrix.columns[left : left + across], matrix.cells, matrix.totals, matrix.sizes
            ),
            matrix.rows[top : top + down],
        )
        for top in range(0, len(matrix.rows), down)
        for left in range(0, len(matrix.columns), across)
    ]


def _hole_lines(matrix: Matrix) -> list[str]:
    """「月灘：訪問診療、看取り」."""
    by_area: dict[str, list[str]] = {}
    for row, label in matrix.holes():
        by_area.setdefault(row, []).append(label)
    return [f"{row}：{'、'.join(labels)}" for row, labels in by_area.items()]


def _edges(document: pdf.Document, paper: CoveragePaper, number: int, total: int) -> None:
    document.text(MARGIN, MARGIN + 4, paper.title, 14, bold=True)
    document.paragraph(MARGIN, MARGIN + 8, paper.subtitle, 8.5, document.width - 2 * MARGIN, 12)
    foot = document.height - MARGIN * 0.7
    document.text(MARGIN, foot, paper.office, 8)
    document.text(document.width - MARGIN, foot, f"{number} / {total}", 8, "right")
