"""相談件数と内容のまとめ: 延べ・実・月平均, who asked about what, what was given, by month (A234–A237)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import wareki
from zaitaku_desk.reports import board_excel, board_word, charts, excel, phrases, sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules import statistics

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

FIRST = "相談件数と内容のまとめ"
WIDTHS = (7.0, 36.0, 10.0, 10.0, 3.0, *[9.0] * 8)


@dataclass(frozen=True, slots=True)
class SummaryPaper:
    """The counted period and who prints it; `inquirers` are the labels of 相談者種別."""

    counted: statistics.ConsultationSummary
    today: date
    office: str
    style: str
    inquirers: statistics.Labels


def gather(db: Database, request: Request) -> SummaryPaper:
    """The consultations of a period, counted; UserError when the period is upside down."""
    from zaitaku_desk.store import codes

    start, end = request.period()
    office = sources.profile(db)
    return SummaryPaper(
        counted=sources.consultation_summary(db, start, end),
        today=request.today,
        office=office.contractor or office.placement or "",
        style=office.date_style or "wareki",
        inquirers=codes.labels(db)["inquirer_kinds"],
    )


def write_excel(paper: SummaryPaper) -> Made:
    """まとめ with every table and its chart, 月別 with a line, その他; the charts are native."""
    counted = paper.counted
    title = f"相談件数と内容のまとめ（{phrases.span(counted.start, counted.end, paper.style)}）"
    book = excel.Book(title, paper.office, paper.today)
    _summary(book, paper)
    _months(book, paper)
    _others(book, paper)
    return Made(book.data(), title, replacement_warning(book.replaced))


def _sheet(book: excel.Book, paper: SummaryPaper, name: str, widths: Sequence[float]) -> excel.Sheet:
    span = phrases.span(paper.counted.start, paper.counted.end, paper.style)
    sheet = book.sheet(name, widths, landscape=True, footer="相談件数と内容のまとめ")
    made = f"{wareki.show(paper.today, paper.style)}作成"
    sheet.heading(
        f"相談件数と内容のまとめ　{name}" if name != FIRST else FIRST,
        "　　".join(part for part in (f"期間：{span}", paper.office, made) if part),
    )
    return sheet


def _summary(book: excel.Book, paper: SummaryPaper) -> None:
    counted = paper.counted
    sheet = _sheet(book, paper, FIRST, WIDTHS)
    sheet.row([None, "項目", "件数"], ("plain", "head", "head"))
    for label, value, look in (
        ("延べ件数", counted.total, "number"),
        ("実件数", counted.distinct, "number"),
        ("月平均", counted.monthly_average, "decimal"),
        ("経過の対応回数", counted.follow_ups, "number"),
    ):
        sheet.row([None, label, value], ("plain", "text", look))
    sheet.row([board_word.formula(counted)], "note")
    sheet.row()
    for line in board_word.sentences(counted):
        sheet.row([line], "plain")
    _ranking(sheet, "相談者種別", counted.by_inquirer, several=False)
    _ranking(sheet, "相談内容", counted.by_topic, several=True)
    _ranking(sheet, "提供した情報", counted.by_information, several=True)


def _ranking(sheet: excel.Sheet, name: str, table: statistics.Table, *, several: bool) -> None:
    """One table with its note (回答数 and 記入のある件数, A236) and its chart to the right."""
    sheet.row()
    sheet.keep(len(table.rows) + 5)
    top = sheet.row([name], "section")
    stated = table.base - sum(row.count for row in table.rows if row.rank is None)
    note = f"延べ{table.base}件のうち記入のある{stated}件"
    note += f"、回答数{table.responses}（複数回答）" if several else ""
    sheet.row([f"{note}。割合は延べ件数に対するものです。"], "note")
    head = sheet.row(["順位", name, "件数", "割合"], "head")
    board_excel.write_table(sheet, table)
    last = sheet.at
    total = table.responses if several else table.base
    sheet.row(
        ["", "回答数の合計" if several else "合計", total, None if several or not total else 1.0],
        ("total", "total_text", "total", "total_percent"),
    )
    if table.rows:
        highest = max(row.count for row in table.rows)
        chart = charts.bar_chart(sheet, f"{name}（件）", head, last, label=2, value=3, highest=highest)
        sheet.chart(chart, f"F{top + 1}")
        while sheet.at < top + charts.rows_of(chart.height):
            sheet.row()


def _months(book: excel.Book, paper: SummaryPaper) -> None:
    """Months down, 相談者種別 across; the line is the total."""
    counted = paper.counted
    kinds = [row.key for row in counted.by_inquirer.rows]
    labels = [row.label for row in counted.by_inquirer.rows]
    sheet = _sheet(book, paper, "月別", [16, 9, *[12.0] * len(kinds)])
    head = sheet.row(["月", "延べ件数", *labels], "head")
    for position, (month, count) in enumerate(counted.by_month):
        name = wareki.era_month(month) if paper.style == "wareki" else f"{month.year}年{month.month}月"
        sheet.row(
            [name, count, *(counted.months_of[kind][position] or None for kind in kinds)],
            ("text", "total", *["number"] * len(kinds)),
        )
    last = sheet.at
    sheet.row(
        ["合計", counted.total, *(row.count for row in counted.by_inquirer.rows)],
        ("total_text", *["total"] * (1 + len(kinds))),
    )
    sheet.row([f"月平均 {counted.monthly_average}件（{counted.total}件 ÷ {counted.months}か月）"], "note")
    if counted.total:
        highest = max(count for _, count in counted.by_month)
        chart = charts.line_chart(sheet, "月別の延べ件数（件）", head, last, highest=highest)
        sheet.chart(chart, f"A{sheet.at + 2}")


def _others(book: excel.Book, paper: SummaryPaper) -> None:
    counted = paper.counted
    sheet = _sheet(book, paper, "その他", WIDTHS)
    for name, table in (
        ("相談の方法", counted.by_channel),
        ("4場面", counted.by_scene),
        ("主治医への情報提供", counted.by_physician),
    ):
        sheet.row(["順位", name, "件数", "割合"], "head")
        board_excel.write_table(sheet, table)
        sheet.row()
