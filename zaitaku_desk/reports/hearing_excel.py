"""How ヒアリング集計 lies in its Excel file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.questions import ANSWER_STATES
from zaitaku_desk.records.visits import VISIT_STATUSES
from zaitaku_desk.reports import charts, excel, phrases
from zaitaku_desk.reports.request import Made
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules import hearing, questionnaire, skip

if TYPE_CHECKING:
    from zaitaku_desk.reports.hearing import HearingPaper, Round

NOTE = "割合は有効回答（回答のあったもの）に対するものです。無回答・非該当・未質問は割合に入れていません。"


def write(paper: HearingPaper) -> Made:
    """Four sheets per question set: 集計, 地区別, 自由記述, 回答一覧."""
    title = f"ヒアリング集計（{phrases.span(paper.start, paper.end, paper.style)}）"
    book = excel.Book(title, paper.office, paper.today)
    for number, one in enumerate(paper.rounds, 1):
        mark = f"{number}" if len(paper.rounds) > 1 else ""
        _figures(book, paper, one, f"集計{mark}")
        _districts(book, paper, one, f"地区別{mark}")
        _words(book, paper, one, f"自由記述{mark}")
        _list(book, paper, one, f"回答一覧{mark}")
    return Made(book.data(), title, replacement_warning(book.replaced))


def _heading(sheet: excel.Sheet, paper: HearingPaper, one: Round, name: str) -> None:
    span = phrases.span(paper.start, paper.end, paper.style)
    version = f"（第{one.question_set.version}版）" if one.question_set.version else ""
    places = len({visit.institution_id or visit.institution_text or visit.id for visit, _ in one.sheets})
    statuses = "・".join(
        f"{label}{paper.statuses[key]}" for key, label in VISIT_STATUSES if paper.statuses.get(key)
    )
    sheet.heading(
        f"ヒアリング{name}　{one.question_set.title or ''}{version}",
        f"期間：{span}　　調査票 {len(one.sheets)}件（{places}機関）　　訪問 {statuses}　　{paper.office}　"
        f"{wareki.show(paper.today, paper.style)}作成",
        NOTE,
    )


def _figures(book: excel.Book, paper: HearingPaper, one: Round, name: str) -> None:
    sheet = book.sheet(name, [9, 52, 11, 11, 3, *[9] * 8], footer=f"ヒアリング{name}", landscape=True)
    _heading(sheet, paper, one, name)
    for summary in one.summaries:
        _question(sheet, summary, paper.end)


def _question(sheet: excel.Sheet, summary: hearing.QuestionSummary, day: date) -> None:
    question = summary.question
    text = questionnaire.text_of(question, day)
    several = "（複数回答）" if question.kind == "multiple" and "複数" not in text else ""
    sheet.keep(max(9, len(summary.options) + 6))
    top = sheet.row([question.number or "", f"{text}{several}"], "section")
    sheet.row(["", states_line(summary)], "note")
    if summary.options:
        head = sheet.row(["", "選択肢", "n", "％"], "head")
        for option in summary.options:
            share = option.share if summary.valid else None
            sheet.row(["", option.label, option.count, share], ("text", "text", "number", "percent"))
        last = sheet.at
        if question.kind == "multiple":
            total = sum(option.count for option in summary.options)
            sheet.row(["", "回答数の合計", total, None], ("total", "total_text", "total", "total"))
        sheet.row(
            ["", "有効回答（回答者数）", summary.valid, None], ("total", "total_text", "total", "total")
        )
        if summary.valid:
            chart = charts.bar_chart(
                sheet,
                text,
                head,
                last,
                label=2,
                value=3,
                highest=max(option.count for option in summary.options),
            )
            chart.width, chart.height = 14.0, max(3.6, min(8.0, 2.2 + 0.6 * len(summary.options)))
            sheet.chart(chart, f"F{top + 1}")
            while sheet.at < top + charts.rows_of(chart.height):
                sheet.row()
    elif summary.numbers:
        _numbers(sheet, summary)
    elif question.kind == "text":
        sheet.row(["", f"記述 {len(summary.words)}件（「自由記述」のシート）"], "plain")
    sheet.row()


def _numbers(sheet: excel.Sheet, summary: hearing.QuestionSummary) -> None:
    found = summary.numbers
    if found is None:
        return
    unit = f"（{summary.question.unit}）" if summary.question.unit else ""
    sheet.row(["", f"数値{unit}", "値"], "head")
    for label, value, look in (
        ("有効回答 n", found.n, "number"),
        ("合計", found.total, "decimal"),
        ("平均", found.mean, "decimal"),
        ("中央値", found.median, "decimal"),
        ("最小", found.lowest, "decimal"),
        ("最大", found.highest, "decimal"),
    ):
        sheet.row(["", label, value], ("text", "text", look))


def states_line(summary: hearing.QuestionSummary) -> str:
    """有効回答 n＝3（無回答1・非該当2・未質問0）."""
    rest = "・".join(
        f"{label_of(ANSWER_STATES, state)}{summary.states[state]}"
        for state in (skip.NO_ANSWER, skip.NOT_APPLICABLE, skip.NOT_ASKED)
    )
    return f"有効回答 n＝{summary.valid}（{rest}）"


def _districts(book: excel.Book, paper: HearingPaper, one: Round, name: str) -> None:
    """Choice questions by district: n and % of the valid answers of the district (A151)."""
    names = sorted({paper.district(visit) for visit, _ in one.sheets}, key=lambda text: (not text, text))
    groups = [(text, [pair for pair in one.sheets if paper.district(pair[0]) == text]) for text in names]
    widths = [44.0, *[8.0] * (2 * len(groups) + 2)]
    sheet = book.sheet(name, widths, landscape=True, footer=f"ヒアリング{name}")
    _heading(sheet, paper, one, name)
    by_group = [hearing.summarise(one.questions, pairs) for _, pairs in groups]
    for whole in one.summaries:
        if not whole.options:
            continue
        columns = [
            next((found for found in group if found.question.id == whole.question.id), None)
            for group in by_group
        ]
        sheet.keep(len(whole.options) + 4)
        text = questionnaire.text_of(whole.question, paper.end)
        sheet.row([f"{whole.question.number or ''}　{text}"], "section")
        heads = [part for text, _ in groups for part in (text or "（地区未設定）", "％")]
        sheet.row(["選択肢", *heads, "合計", "％"], "head")
        for option in whole.options:
            values: list[object] = []
            for column in (*columns, whole):
                match = (
                    next((other for other in column.options if other.key == option.key), None)
                    if column
                    else None
                )
                values += [
                    match.count if match else 0,
                    match.share if match and column and column.valid else None,
                ]
            sheet.row([option.label, *values], ("text", *["number", "percent"] * (len(columns) + 1)))
        counts = [part for column in (*columns, whole) for part in (column.valid if column else 0, None)]
        sheet.row(["有効回答 n", *counts], ("total_text", *["total"] * len(counts)))
        sheet.row()


def _words(book: excel.Book, paper: HearingPaper, one: Round, name: str) -> None:
    sheet = book.sheet(
        name, [9, 34, 20, 30, 12, 60], landscape=True, freeze="A6", repeat="5:5", footer=f"ヒアリング{name}"
    )
    _heading(sheet, paper, one, name)
    sheet.row(["番号", "設問", "項目", "機関", "訪問日", "内容"], "head")
    visits = {visit.id: visit for visit, _ in one.sheets}
    for summary in one.summaries:
        for words in summary.words:
            visit = visits[words.visit_id]
            sheet.row(
                [
                    summary.question.number or "",
                    questionnaire.text_of(summary.question, paper.end),
                    words.option,
                    paper.place(visit),
                    visit.visited_on,
                    words.text,
                ],
                ("centre", "text", "text", "text", "date", "text"),
            )


def _list(book: excel.Book, paper: HearingPaper, one: Round, name: str) -> None:
    """Every sheet in a row, with the state in brackets where nothing was answered."""
    widths = [12.0, 28.0, 12.0, *[18.0] * len(one.questions)]
    sheet = book.sheet(name, widths, landscape=True, freeze="D6", repeat="5:5", footer=f"ヒアリング{name}")
    _heading(sheet, paper, one, name)
    heads = [
        f"{question.number or ''} {questionnaire.text_of(question, paper.end)}" for question in one.questions
    ]
    sheet.row(["訪問日", "機関", "地区", *heads], "head")
    for visit, answers in one.sheets:
        states = skip.states(one.questions, answers)
        values = [
            hearing.answer_text(question, answers[question.id])
            if states[question.id] == skip.ANSWERED
            else f"（{label_of(ANSWER_STATES, states[question.id])}）"
            for question in one.questions
        ]
        sheet.row(
            [visit.visited_on, paper.place(visit), paper.district(visit), *values],
            ("date", *["text"] * (2 + len(values))),
        )
