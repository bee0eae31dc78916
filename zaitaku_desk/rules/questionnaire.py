"""A question at one visit: its words, why it is folded away, how far the sheet is (A149, A305, A306)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.institutions import SUPPORT_CLASSES
from zaitaku_desk.records.questions import Answer, Question
from zaitaku_desk.rules import hearing, skip

LAST_YEAR = "{前年度の期間}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many questions are answered, of how many that apply; the other two states beside them."""

    answered: int
    of: int
    no_answer: int
    not_applicable: int


def text_of(question: Question, on: date) -> str:
    """The question as it is asked on a day: {前年度の期間} becomes 令和7年4月～令和8年3月 (A149)."""
    start, end = wareki.fiscal_year_range(wareki.fiscal_year(on) - 1)
    return (question.text or "").replace(LAST_YEAR, f"{wareki.era_month(start)}～{wareki.era_month(end)}")


def fold_reason(question: Question, answers: Mapping[str, Answer], questions: Sequence[Question]) -> str:
    """Why the question is not asked now, in words; "" when it applies.

    「1.で「いいえ」のため非該当」 after an answer that skips it, before one
    「1.で「はい」のときにお尋ねします」.
    """
    applies = skip.applies(question, answers, questions)
    before = next((item for item in questions if item.id == question.asked_if.get("question")), None)
    if applies or before is None:
        return ""
    if applies is None:
        wanted = [hearing.option_label(before, str(key)) for key in question.asked_if.get("in", [])]
        return f"{_mark(before)}で「{'」「'.join(wanted)}」のときにお尋ねします"
    if skip.applies(before, answers, questions) is False:
        return f"{_mark(before)}が非該当のため非該当"
    said = [hearing.option_label(before, key) for key in skip.chosen(answers.get(before.id))]
    return f"{_mark(before)}で「{'」「'.join(said)}」のため非該当"


def progress(questions: Sequence[Question], answers: Mapping[str, Answer]) -> Progress:
    """The sheet counted; retired questions count only where somebody answered them (A153)."""
    states = skip.states(questions, answers)
    counted = [
        states[item.id] for item in questions if not item.retired or skip.has_value(answers.get(item.id))
    ]
    outside = counted.count(skip.NOT_APPLICABLE)
    return Progress(
        answered=counted.count(skip.ANSWERED),
        of=len(counted) - outside,
        no_answer=counted.count(skip.NO_ANSWER),
        not_applicable=outside,
    )


def asks_support_class(question: Question) -> bool:
    """Is its answer the filing that the directory keeps (支援診1 … なし; A146)?"""
    keys = {option.get("key") for option in question.options}
    known = {key for key, _ in SUPPORT_CLASSES}
    return question.kind == "single" and len(keys - {"none", "unknown"}) > 0 and keys <= known


def _mark(question: Question) -> str:
    """How another question names it: 「1.」, 「4-①」."""
    number = question.number or ""
    return f"{number}." if number.isdigit() else number
