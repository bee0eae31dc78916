"""What the visit tab asks: the questionnaire of a visit with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zaitaku_desk.records import pair_id
from zaitaku_desk.records.questions import Answer, Question, QuestionSet
from zaitaku_desk.store import lists, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def question_sets(db: Database) -> list[QuestionSet]:
    """The question sets in use."""
    return [item for item in lists.everything(db, "question_sets") if not item.retired]


def questions(db: Database, question_set_id: str) -> list[Question]:
    """The questions of a set in their order, retired ones too: old answers stay readable (A153)."""
    return lists.children(db, "questions", question_set_id)


def answers(db: Database, visit_id: str) -> dict[str, Answer]:
    """The stored answers of a visit by question."""
    return {answer.question_id: answer for answer in lists.children(db, "answers", visit_id)}


def answer(visit_id: str, question_id: str) -> Answer:
    """An answer not given yet (未質問); its id is made of visit and question (decisions 4)."""
    made = save.new(
        "answers",
        id=pair_id("answer", visit_id, question_id),
        visit_id=visit_id,
        question_id=question_id,
        state="not_asked",
    )
    assert isinstance(made, Answer)
    return made


def last_of(db: Database, institution_id: str, before: str = "") -> str | None:
    """The id of the newest visit to an institution that was done, other than `before`."""
    row = db.row(
        "SELECT id FROM visits WHERE institution_id = ? AND status = 'done' AND deleted = 0 AND id <> ?"
        " ORDER BY visited_on DESC LIMIT 1",
        (institution_id, before),
    )
    return row[0] if row else None
