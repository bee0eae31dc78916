from __future__ import annotations

from datetime import date

from zaitaku_desk.records import presets
from zaitaku_desk.records.questions import Answer
from zaitaku_desk.rules import questionnaire

QUESTIONS = presets.questions()
BY_NUMBER = {question.number: question for question in QUESTIONS}


def said(**answers: str) -> dict[str, Answer]:
    """q1="yes" → question 1 answered so; "-" = 無回答."""
    found = {}
    for name, key in answers.items():
        question = f"{presets.OSAKA_SET}:{name[1:].replace('_', '-')}"
        state = "no_answer" if key == "-" else "answered"
        value = {} if key == "-" else {"choice": key}
        found[question] = Answer(id=name, question_id=question, state=state, value=value)
    return found


def test_the_last_fiscal_year_of_the_visit_stands_in_the_question() -> None:
    asked = questionnaire.text_of(BY_NUMBER["4-③"], date(2026, 11, 22))
    assert asked == "昨年度（令和7年4月～令和8年3月）の看取り患者数"
    assert "平成30年4月～平成31年3月" in questionnaire.text_of(BY_NUMBER["4-③"], date(2019, 4, 1))


def test_a_skipped_question_says_which_answer_skipped_it() -> None:
    reason = questionnaire.fold_reason(BY_NUMBER["4-①"], said(q1="no"), QUESTIONS)
    assert reason == "1.で「いいえ」のため非該当"


def test_a_question_that_waits_says_for_which_answer() -> None:
    reason = questionnaire.fold_reason(BY_NUMBER["5"], {}, QUESTIONS)
    assert reason == "1.で「いいえ」のときにお尋ねします"


def test_a_question_that_applies_has_no_reason_to_be_folded() -> None:
    assert questionnaire.fold_reason(BY_NUMBER["4-①"], said(q1="yes"), QUESTIONS) == ""
    assert questionnaire.fold_reason(BY_NUMBER["1"], {}, QUESTIONS) == ""


def test_progress_is_of_the_questions_that_apply() -> None:
    counted = questionnaire.progress(QUESTIONS, said(q1="no", q2="yes", q7="-"))
    assert counted == questionnaire.Progress(answered=2, of=6, no_answer=1, not_applicable=3)


def test_before_the_first_answer_every_question_may_still_apply() -> None:
    assert questionnaire.progress(QUESTIONS, {}).of == 9


def test_only_the_question_about_the_filing_may_be_written_to_the_directory() -> None:
    assert [item.number for item in QUESTIONS if questionnaire.asks_support_class(item)] == ["3"]
