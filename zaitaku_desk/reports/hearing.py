"""ヒアリング集計: each question on its valid answers, 複数回答 by respondents, words in full (A151, A305)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.questions import Answer, Question, QuestionSet
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.reports import sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.rules import hearing, skip

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


@dataclass(frozen=True, slots=True)
class Round:
    """One question set as it was used in the period."""

    question_set: QuestionSet
    questions: tuple[Question, ...]
    sheets: tuple[hearing.Sheet, ...]
    summaries: tuple[hearing.QuestionSummary, ...]


@dataclass(frozen=True, slots=True)
class HearingPaper:
    """Every round of the period; `institutions` by the id a visit names."""

    start: date
    end: date
    today: date
    office: str
    style: str
    statuses: Mapping[str, int]
    rounds: tuple[Round, ...]
    institutions: Mapping[str, Institution]

    def place(self, visit: Visit) -> str:
        """The name of the institution that was heard."""
        known = self.institutions.get(visit.institution_id or "")
        return (known.name if known else None) or visit.institution_text or ""

    def district(self, visit: Visit) -> str:
        """Its district, "" when unknown."""
        known = self.institutions.get(visit.institution_id or "")
        return (known.district if known else None) or ""


def gather(db: Database, request: Request) -> HearingPaper:
    """The hearings of a period; UserError when nobody was asked anything in it."""
    from zaitaku_desk.store import lists

    start, end = request.period()
    visits = sources.visits_between(db, start, end)
    answers = _answers(db, start, end)
    sets: list[QuestionSet] = lists.everything(db, "question_sets")
    rounds = []
    for question_set in sets:
        questions: list[Question] = lists.children(db, "questions", question_set.id)
        sheets = _sheets(question_set, questions, visits, answers)
        if sheets:
            found = hearing.summarise(questions, sheets)
            asked = tuple(summary.question for summary in found)
            rounds.append(Round(question_set, asked, tuple(sheets), tuple(found)))
    if not rounds:
        raise UserError(
            "この期間に、集計できるヒアリングの回答がありません。",
            "期間を広げるか、訪問の状態を「実施」にして調査票の回答を入力してください。",
        )
    office = sources.profile(db)
    return HearingPaper(
        start=start,
        end=end,
        today=request.today,
        office=office.contractor or office.placement or "",
        style=office.date_style or "wareki",
        statuses=Counter(visit.status or "planned" for visit in visits),
        rounds=tuple(rounds),
        institutions=sources.institutions(db, (visit.institution_id for visit in visits)),
    )


def write_excel(paper: HearingPaper) -> Made:
    """集計, 地区別, 自由記述 and 回答一覧 of each question set."""
    from zaitaku_desk.reports import hearing_excel

    return hearing_excel.write(paper)


def _answers(db: Database, start: date, end: date) -> dict[str, dict[str, Answer]]:
    from zaitaku_desk.store import lists

    found: dict[str, dict[str, Answer]] = {}
    within = '"visit_id" IN (SELECT v.id FROM visits v WHERE v.visited_on BETWEEN ? AND ?)'
    for answer in lists.everything(db, "answers", within, (start.isoformat(), end.isoformat())):
        found.setdefault(answer.visit_id or "", {})[answer.question_id or ""] = answer
    return found


def _sheets(
    question_set: QuestionSet,
    questions: Sequence[Question],
    visits: Sequence[Visit],
    answers: Mapping[str, Mapping[str, Answer]],
) -> list[hearing.Sheet]:
    """The visits that used this set: by its id, or, where none was noted, by answering its questions."""
    own = {question.id for question in questions}
    found: list[hearing.Sheet] = []
    for visit in visits:
        said = {key: answer for key, answer in answers.get(visit.id, {}).items() if key in own}
        answered = any(skip.has_value(answer) for answer in said.values())
        if (visit.question_set_id == question_set.id or answered) and hearing.counts(visit, said):
            found.append((visit, said))
    return found
