from __future__ import annotations

from zaitaku_desk.records import presets
from zaitaku_desk.records.questions import Answer
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.rules import hearing

QUESTIONS = presets.questions()


def sheet(number: int, **said: object) -> hearing.Sheet:
    """q1="yes", q4_1=12, q6=["fees"]; None means 無回答."""
    answers = {}
    for name, value in said.items():
        question = f"{presets.OSAKA_SET}:{name[1:].replace('_', '-')}"
        shape = {str: "choice", int: "number", list: "choices"}.get(type(value), "text")
        state = "no_answer" if value is None else "answered"
        answers[question] = Answer(id=name, question_id=question, state=state, value={shape: value})
    return Visit(id=str(number), status="done"), answers


def summary(*sheets: hearing.Sheet) -> dict[str | None, hearing.QuestionSummary]:
    return {found.question.number: found for found in hearing.summarise(QUESTIONS, sheets)}


def test_percentages_are_of_valid_answers_only() -> None:
    found = summary(sheet(1, q1="yes"), sheet(2, q1="no"), sheet(3, q1="yes"), sheet(4, q1=None), sheet(5))[
        "1"
    ]
    assert found.valid == 3
    assert [(option.label, option.count) for option in found.options] == [("はい", 2), ("いいえ", 1)]
    assert found.options[0].share == 2 / 3
    assert found.states == {"answered": 3, "no_answer": 1, "not_applicable": 0, "not_asked": 1}


def test_several_answers_are_shares_of_respondents_and_may_pass_one_hundred() -> None:
    found = summary(sheet(1, q6=["fees", "cooperation"]), sheet(2, q6=["fees"]), sheet(3))["6"]
    shares = {option.key: option.share for option in found.options if option.count}
    assert found.valid == 2
    assert shares == {"fees": 1.0, "cooperation": 0.5}


def test_numbers_behind_a_skip_do_not_count() -> None:
    found = summary(
        sheet(1, q1="yes", q4_1=10),
        sheet(2, q1="yes", q4_1=20),
        sheet(3, q1="no", q4_1=99),
        sheet(4, q1="no"),
    )["4-①"]
    assert found.numbers == hearing.Numbers(n=2, total=30, mean=15, median=15, lowest=10, highest=20)
    assert found.states["not_applicable"] == 2


def test_a_reason_is_listed_under_the_title_of_its_option() -> None:
    visit, answers = sheet(1, q1="no")
    answers["osaka-1:1"].other = "人手が足りない"
    assert summary((visit, answers))["1"].words == (hearing.Words("1", "「いいえ」の理由", "人手が足りない"),)


def test_declined_visits_are_no_sheets_and_answered_plans_are() -> None:
    visit, answers = sheet(1, q1="yes")
    assert hearing.counts(visit, answers)
    visit.status = "planned"
    assert hearing.counts(visit, answers)
    assert not hearing.counts(visit, {})
    visit.status = "declined"
    assert not hearing.counts(visit, answers)


def test_an_answer_reads_as_words() -> None:
    _, answers = sheet(1, q1="no", q4_1=12)
    answers["osaka-1:1"].other = "人手"
    assert hearing.answer_text(QUESTIONS[0], answers["osaka-1:1"]) == "いいえ（人手）"
    assert hearing.answer_text(QUESTIONS[3], answers["osaka-1:4-1"]) == "12名"
