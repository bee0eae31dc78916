"""What the hearings say together: every question counted on its valid answers (A151, A305)."""

from __future__ import annotations

import statistics as mathematics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zaitaku_desk.records.questions import Answer, Question
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.rules import skip


@dataclass(frozen=True, slots=True)
class OptionCount:
    """One option of a choice; `share` is of the valid answers (0–1), in 複数回答 of the respondents."""

    key: str
    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number question on its n valid answers."""

    n: int
    total: float
    mean: float
    median: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Words:
    """Something said in words: by which visit, to which option it belongs ("" = the question itself)."""

    visit_id: str
    option: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """One question over all sheets: how many in each state, and what the valid answers say."""

    question: Question
    states: Mapping[str, int]
    options: tuple[OptionCount, ...] = ()
    numbers: Numbers | None = None
    words: tuple[Words, ...] = ()

    @property
    def valid(self) -> int:
        """n: the 回答 of this question; percentages are of this."""
        return self.states[skip.ANSWERED]


Sheet = tuple[Visit, Mapping[str, Answer]]
"""A visit and its answers by question id."""


def counts(visit: Visit, answers: Mapping[str, Answer]) -> bool:
    """Is this visit a sheet to count? 実施, or answered though still marked 予定; never 辞退 or 中止."""
    if visit.status in ("done", "declined", "cancelled"):
        return visit.status == "done"
    return any(skip.has_value(answer) for answer in answers.values())


def summarise(questions: Sequence[Question], sheets: Sequence[Sheet]) -> list[QuestionSummary]:
    """Every question in order, counted over the sheets; an answer behind a skip counts as 非該当.

    Retired questions appear only when somebody answered them (A153).
    """
    states = [skip.states(questions, answers) for _, answers in sheets]
    found = []
    for question in skip.in_order(questions):
        valid = [
            (visit, answers[question.id])
            for (visit, answers), state in zip(sheets, states, strict=True)
            if state[question.id] == skip.ANSWERED
        ]
        if question.retired and not valid:
            continue
        counted = Counter(state[question.id] for state in states)
        found.append(
            QuestionSummary(
                question=question,
                states={state: counted[state] for state in skip.STATES},
                options=_options(question, [answer for _, answer in valid]),
                numbers=_numbers(question, [answer for _, answer in valid]),
                words=tuple(_words(question, valid)),
            )
        )
    return found


def option_label(question: Question, key: str) -> str:
    """The words of an option; the key itself when the question has no such option any more."""
    for option in question.options:
        if option.get("key") == key:
            return str(option.get("label", key))
    return key


def answer_text(question: Question, answer: Answer) -> str:
    """An answer in words for a table: 「いいえ（人手が足りない）」, 「12名」."""
    value: Mapping[str, Any] = answer.value or {}
    parts = [option_label(question, key) for key in skip.chosen(answer)]
    if value.get("number") is not None:
        parts.append(f"{value['number']:g}{question.unit or ''}")
    parts += [str(value[name]) for name in ("text", "date") if value.get(name)]
    said = "、".join(parts)
    return f"{said}（{answer.other}）" if answer.other and said else said or answer.other or ""


def _options(question: Question, answers: Sequence[Answer]) -> tuple[OptionCount, ...]:
    if question.kind not in ("single", "multiple"):
        return ()
    counted = Counter(key for answer in answers for key in dict.fromkeys(skip.chosen(answer)))
    keys = [str(option.get("key")) for option in question.options]
    keys += [key for key in counted if key not in keys]
    return tuple(
        OptionCount(
            key,
            option_label(question, key),
            counted[key],
            counted[key] / len(answers) if answers else 0.0,
        )
        for key in keys
    )


def _numbers(question: Question, answers: Sequence[Answer]) -> Numbers | None:
    said = [answer.value.get("number") for answer in answers if question.kind == "number"]
    values = [float(value) for value in said if isinstance(value, (int, float))]
    if not values:
        return None
    return Numbers(
        n=len(values),
        total=sum(values),
        mean=mathematics.fmean(values),
        median=mathematics.median(values),
        lowest=min(values),
        highest=max(values),
    )


def _words(question: Question, valid: Sequence[tuple[Visit, Answer]]) -> list[Words]:
    found = []
    for visit, answer in valid:
        text = str((answer.value or {}).get("text") or "").strip()
        if text:
            found.append(Words(visit.id, "", text))
        if answer.other and answer.other.strip():
            found.append(Words(visit.id, _option_of_text(question, answer), answer.other.strip()))
    return found


def _option_of_text(question: Question, answer: Answer) -> str:
    """The title of the chosen option's own text (「いいえ」の理由), else of 「その他」."""
    for key in skip.chosen(answer):
        for option in question.options:
            if option.get("key") == key and option.get("text"):
                return str(option["text"])
    return "その他"
