"""The Excel annex of the 活動報告: the same figures, and every row behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.reports import board_word, excel, phrases
from zaitaku_desk.reports.request import Made
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules import statistics

if TYPE_CHECKING:
    from zaitaku_desk.reports.board_report import BoardReport


def write(paper: BoardReport) -> Made:
    """概要・訪問・会議・決定事項・相談・関係機関, one sheet each."""
    title = f"{paper.title} 資料（{phrases.span(paper.start, paper.end, paper.style)}）"
    book = excel.Book(title, paper.sender[0] if paper.sender else "", paper.today)
    _summary(book, paper)
    _visits(book, paper)
    _meetings(book, paper)
    _decisions(book, paper)
    _consultations(book, paper)
    _institutions(book, paper)
    return Made(book.data(), title, (*paper.warnings, *replacement_warning(book.replaced)))


def _sheet(book: excel.Book, paper: BoardReport, name: str, widths: list[float]) -> excel.Sheet:
    sheet = book.sheet(name, widths, landscape=True, freeze="A5", repeat="4:4", footer=paper.title)
    sheet.heading(f"{name}", phrases.span(paper.start, paper.end, paper.style))
    return sheet


def _summary(book: excel.Book, paper: BoardReport) -> None:
    sheet = _sheet(book, paper, "活動の概要", [24, 16, 60])
    sheet.row(["項目", "件数", "内訳"], "head")
    for row in board_word.summary(paper):
        sheet.row([row["項目"], row["件数"], row["内訳"]], ("text", "centre", "text"))
    sheet.row()
    sheet.row([board_word.formula(paper.consultations)], "note")
    for heading, lines in (("今後の予定", paper.plans), ("承認・協力をお願いしたい事項", paper.requests)):
        sheet.row()
        sheet.row([heading], "section")
        for line in lines:
            sheet.row([f"・{line}"], "plain")


def _visits(book: excel.Book, paper: BoardReport) -> None:
    sheet = _sheet(book, paper, "ヒアリング訪問", [14, 34, 22, 40, 8])
    sheet.row(["訪問日", "訪問先", "お話を聞いた方", "目的・内容", "状態"], "head")
    for row in paper.visits:
        sheet.row(
            [row.day, row.institution, row.interviewee, row.content, row.status],
            ("date", "text", "text", "text", "centre"),
        )


def _meetings(book: excel.Book, paper: BoardReport) -> None:
    sheet = _sheet(book, paper, "会議", [14, 44, 8, 26, 10, 50])
    sheet.row(["開催日", "会議名", "関与", "場所", "参加者数", "売り"], "head")
    for row in paper.meetings:
        sheet.row(
            [row.day, row.name, row.involvement, row.place, row.attendance, row.selling_point],
            ("date", "text", "centre", "text", "number", "text"),
        )
    sheet.row(
        ["", "合計", "", "", paper.attendance_total, ""],
        ("total", "total_text", "total", "total", "total", "total"),
    )


def _decisions(book: excel.Book, paper: BoardReport) -> None:
    sheet = _sheet(book, paper, "決定事項・成果・課題", [14, 40, 10, 70])
    sheet.row(["開催日", "会議名", "区分", "内容"], "head")
    look = ("date", "text", "centre", "text")
    for day, name, line in paper.decisions:
        sheet.row([day, name, "決定", line], look)
    for day, name, mark, text in paper.results:
        sheet.row([day, name, mark, text], look)


def _consultations(book: excel.Book, paper: BoardReport) -> None:
    counted = paper.consultations
    sheet = _sheet(book, paper, "相談", [8, 40, 12, 12])
    sheet.row(["", "区分", "件数", "割合"], "head")
    figures = (("延べ件数", counted.total), ("実件数", counted.distinct), ("経過の対応", counted.follow_ups))
    for label, value in figures:
        sheet.row(["", label, value, None], ("text", "text", "number", "text"))
    sheet.row(["", "月平均", counted.monthly_average, None], ("text", "text", "decimal", "text"))
    for heading, table in (
        ("相談者種別", counted.by_inquirer),
        ("相談内容（複数回答）", counted.by_topic),
        ("提供した情報（複数回答）", counted.by_information),
    ):
        sheet.row()
        sheet.row(["順位", heading, "件数", "割合"], "head")
        write_table(sheet, table)
    sheet.row()
    sheet.row([board_word.formula(counted)], "note")


def write_table(sheet: excel.Sheet, table: statistics.Table) -> None:
    """Rows of a tally: rank, label, count, share."""
    for row in table.rows:
        sheet.row([row.rank, row.label, row.count, row.share], ("centre", "text", "number", "percent"))


def _institutions(book: excel.Book, paper: BoardReport) -> None:
    sheet = _sheet(book, paper, "関係機関", [36, 14, 18])
    sheet.row(["種別", "登録", "期間中に確認"], "head")
    for label, count, confirmed in paper.institutions_by_kind:
        sheet.row([label, count, confirmed], ("text", "number", "number"))
    registered, confirmed = paper.institutions
    sheet.row(["合計", registered, confirmed], ("total_text", "total", "total"))
