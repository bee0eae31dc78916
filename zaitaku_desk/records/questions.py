"""調査票: question sets, questions and what may be answered (A100, A144–A153)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from zaitaku_desk.records.fields import Choices, Column, Record, field

QUESTION_KINDS: Choices = (
    ("single", "単一選択"),
    ("multiple", "複数選択"),
    ("number", "数値"),
    ("text", "自由記述"),
    ("date", "日付"),
)

ANSWER_STATES: Choices = (
    ("answered", "回答"),
    ("no_answer", "無回答"),
    ("not_applicable", "非該当"),
    ("not_asked", "未質問"),
)
"""A305: kept apart, so that percentages count valid answers only."""


@dataclass(slots=True, kw_only=True)
class QuestionSet(Record):
    """One version of a questionnaire; old versions stay readable (A153)."""

    KIND: ClassVar[str] = "question_sets"
    TITLE: ClassVar[str] = "調査票"
    NAME: ClassVar[str] = "title"
    ORDER: ClassVar[tuple[str, ...]] = ("title", "version")
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("title", "調査票", 24),
        Column("version", "版", 6, "right"),
    )

    title: str | None = field("名称", required=True)
    version: int | None = field("版", default=1)
    source: str | None = field("出典")
    retired: bool | None = field("使わない", default=False)


@dataclass(slots=True, kw_only=True)
class Question(Record):
    """One question.

    `options` are {"key", "label"} and may carry "text": the title of a free text that goes with the option.
    `asked_if` is the skip rule {"question": id, "in": [keys]}: the question applies only after these
    answers (A306); empty = always. `instruction` is what the printed form says in words.
    """

    KIND: ClassVar[str] = "questions"
    TITLE: ClassVar[str] = "設問"
    NAME: ClassVar[str] = "text"
    PARENT: ClassVar[str] = "question_set_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order",)

    question_set_id: str | None = field("調査票", refers="question_sets")
    order: int | None = field("順")
    number: str | None = field("番号")
    text: str | None = field("設問", required=True)
    kind: str | None = field("形式", choices=QUESTION_KINDS)
    options: list[dict[str, Any]] = field("選択肢", default=list)
    unit: str | None = field("単位")
    asked_if: dict[str, Any] = field("条件", default=dict)
    instruction: str | None = field("指示文")
    retired: bool | None = field("使わない", default=False)


@dataclass(slots=True, kw_only=True)
class Answer(Record):
    """The answer to one question at one visit; its id is made of visit and question.

    `value` holds {"choice": key}, {"choices": [keys]}, {"number": n}, {"text": …} or {"date": iso} by the
    question's kind; `other` is the text of 「その他」 or of the option's own text.
    """

    KIND: ClassVar[str] = "answers"
    TITLE: ClassVar[str] = "回答"
    NAME: ClassVar[str] = "question_id"
    PARENT: ClassVar[str] = "visit_id"

    visit_id: str | None = field("訪問", group="answer", refers="visits")
    question_id: str | None = field("設問", group="answer", refers="questions")
    state: str | None = field("状態", group="answer", choices=ANSWER_STATES)
    value: dict[str, Any] = field("回答", group="answer", default=dict, searched=True)
    other: str | None = field("その他・具体的な内容", group="answer", searched=True)
    note: str | None = field("メモ", group="answer", searched=True)
