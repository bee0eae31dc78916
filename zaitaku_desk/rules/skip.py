"""Which questions of a questionnaire apply, and in which of the four states each one is (A305, A306)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zaitaku_desk.records.fields import is_empty
from zaitaku_desk.records.questions import Answer, Question

ANSWERED = "answered"
NO_ANSWER = "no_answer"
NOT_APPLICABLE = "not_applicable"
NOT_ASKED = "not_asked"
STATES = (ANSWERED, NO_ANSWER, NOT_APPLICABLE, NOT_ASKED)


def in_order(questions: Iterable[Question]) -> list[Question]:
    """The questions as they are asked."""
    return sorted(questions, key=lambda question: (question.order is None, question.order or 0, question.id))


def chosen(answer: Answer | None) -> list[str]:
    """The option keys an answer holds, for single and multiple choice alike; none when it is unanswered."""
    if answer is None or answer.state not in (ANSWERED, None):
        return []
    value = answer.value or {}
    keys = value.get("choices") or [value.get("choice")]
    return [str(key) for key in keys if key]


def has_value(answer: Answer | None) -> bool:
    """True when something was said: a choice, a number, a text, a date, or at least the text of an option."""
    if answer is None:
        return False
    return any(not is_empty(value) for value in (answer.value or {}).values()) or bool(answer.other)


def applies(question: Question, answers: Mapping[str, Answer], questions: Sequence[Question]) -> bool | None:
    """Does the question apply after these answers? None = not known: the one before it is unanswered.

    A question whose condition names a question that itself does not apply does not apply either. A condition
    that names no question of the set, or runs in a circle, holds nobody back.
    """
    return _applies(question, answers, {item.id: item for item in questions}, frozenset())


def states(questions: Sequence[Question], answers: Mapping[str, Answer]) -> dict[str, str]:
    """The state of every question by its id: 回答, 無回答, 非該当 or 未質問.

    What was said stays stored when the answer before it changes, but it counts as 非該当 from then on.
    """
    known = {item.id: item for item in questions}
    return {question.id: _state(question, answers, known) for question in questions}


def to_ask(questions: Sequence[Question], answers: Mapping[str, Answer]) -> list[Question]:
    """The questions the form shows now: those that apply, in order, retired ones only where answered."""
    known = {item.id: item for item in questions}
    return [
        question
        for question in in_order(questions)
        if _applies(question, answers, known, frozenset())
        and (not question.retired or has_value(answers.get(question.id)))
    ]


def _applies(
    question: Question, answers: Mapping[str, Answer], known: Mapping[str, Question], seen: frozenset[str]
) -> bool | None:
    before = known.get(str((question.asked_if or {}).get("question", "")))
    if before is None or before.id in seen or before.id == question.id:
        return True
    first = _applies(before, answers, known, seen | {question.id})
    if not first:
        return first
    said = chosen(answers.get(before.id))
    if not said:
        return None
    return any(key in question.asked_if.get("in", []) for key in said)


def _state(question: Question, answers: Mapping[str, Answer], known: Mapping[str, Question]) -> str:
    if _applies(question, answers, known, frozenset()) is False:
        return NOT_APPLICABLE
    answer = answers.get(question.id)
    if answer is None:
        return NOT_ASKED
    if answer.state in (NO_ANSWER, NOT_APPLICABLE, NOT_ASKED):
        return str(answer.state)
    return ANSWERED if has_value(answer) else NOT_ASKED
