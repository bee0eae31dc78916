"""What the visit tab asks: the questionnaire of a visit with its answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.records import pair_id
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.questions import Answer, Question, QuestionSet
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.rules import skip
from zaitaku_desk.store import journal, lists, merging, save
from zaitaku_desk.store.documents import any_of

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.save import Seen

EARLIER = 50
"""So many earlier visits of one institution are looked at."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier visit to the same institution, as a line of 「今まで」."""

    id: str
    visited_on: date | None
    status: str | None
    interviewee: str | None
    purpose: str | None
    follow_up: str | None
    answered: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be heard at an institution; `person_id` is None where only a name is known."""

    person_id: str | None
    name: str
    title: str


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
    ids = merging.family(db, "institutions", institution_id)
    row = db.row(
        f"SELECT id FROM visits WHERE {any_of('institution_id', ids)} AND status = 'done' AND deleted = 0"
        " AND id <> ? ORDER BY visited_on DESC LIMIT 1",
        (*ids, before),
    )
    return row[0] if row else None


def open_answers(db: Database, visit_id: str) -> dict[str, tuple[Answer, Seen]]:
    """The answers of a visit by question, each with what a form that opens now has seen."""
    found = answers(db, visit_id)
    heads = journal.heads_of(db, [item.id for item in found.values()]) if found else {}
    return {question: (item, save.seen_of(item, heads[item.id])) for question, item in found.items()}


def begin_answer(db: Database, visit_id: str, question_id: str) -> tuple[Answer, Seen]:
    """The stored answer, else a new one.

    One that was taken back lies in the bin under the same id; it is first stored as 未質問, so that taking
    the new answer back does not bring the old one to light.
    """
    fresh = answer(visit_id, question_id)
    stored = save.get(db, "answers", fresh.id)
    if stored is None:
        return fresh, save.unseen(fresh)
    if not stored.deleted:
        found, seen = save.open_record(db, "answers", fresh.id)
        assert isinstance(found, Answer)
        return found, seen
    seen = save.seen_of(stored, journal.heads(db, fresh.id))
    seen.values = save.unseen(fresh).values
    return fresh, save.save(db, fresh, seen)


def earlier(db: Database, visit: Visit) -> list[Earlier]:
    """Other visits to the same institution up to the day of this one, newest first."""
    if not visit.institution_id:
        return []
    places = merging.family(db, "institutions", visit.institution_id)
    rows = db.rows(
        "SELECT v.id, v.visited_on, v.status, v.interviewee, v.purpose, v.follow_up,"
        " (SELECT count(*) FROM answers a WHERE a.visit_id = v.id AND a.deleted = 0 AND a.state = 'answered')"
        f" FROM visits v WHERE {any_of('v.institution_id', places)}"
        " AND v.id <> ? AND v.deleted = 0 AND v.merged_into IS NULL"
        " AND (? IS NULL OR v.visited_on <= ?) ORDER BY v.visited_on DESC, v.start DESC, v.id LIMIT ?",
        (*places, visit.id, *(_iso(visit.visited_on),) * 2, EARLIER),
    )
    return [Earlier(row[0], date.fromisoformat(row[1]) if row[1] else None, *row[2:]) for row in rows]


def last_answers(db: Database, before: list[Earlier], question_set_id: str) -> dict[str, tuple[Answer, date]]:
    """By question the newest answer among these visits and its day: ask only what is missing or old (A142).

    What counted as 非該当 at its visit is no answer.
    """
    asked = questions(db, question_set_id)
    if not before:
        return {}
    marks = ",".join("?" * len(before))
    sheets: dict[str, dict[str, Answer]] = {}
    for item in lists.everything(db, "answers", f"visit_id IN ({marks})", tuple(one.id for one in before)):
        sheets.setdefault(item.visit_id, {})[item.question_id] = item
    found: dict[str, tuple[Answer, date]] = {}
    for visit in before:
        sheet = sheets.get(visit.id, {})
        states = skip.states(asked, sheet) if sheet and visit.visited_on else {}
        for question_id, state in states.items():
            if state == skip.ANSWERED and visit.visited_on:
                found.setdefault(question_id, (sheet[question_id], visit.visited_on))
    return found


def colleagues(db: Database, institution_id: str) -> list[Colleague]:
    """The people of an institution in protocol order, those who have left at the end; its 代表者 too."""
    ids = merging.family(db, "institutions", institution_id)
    rows = db.rows(
        "SELECT p.person_id, coalesce(nullif(n.name, ''), p.name), coalesce(p.title, '')"
        " FROM posts p LEFT JOIN people n ON n.id = p.person_id AND n.deleted = 0"
        f" WHERE {any_of('p.institution_id', ids)} AND p.deleted = 0"
        ' ORDER BY p.ends_on IS NOT NULL, p."order" IS NULL, p."order", p.rowid',
        ids,
    )
    found = [Colleague(row[0], row[1], row[2]) for row in rows if row[1]]
    institution = save.get(db, "institutions", institution_id)
    director = institution.director if isinstance(institution, Institution) else None
    if director and director not in {item.name for item in found}:
        found.append(Colleague(None, director, "代表者"))
    return found


def default_interviewer(db: Database) -> str | None:
    """Who asks: the member of staff at the keyboard, else the name on the letters."""
    from zaitaku_desk.store import desk

    member = desk.staff_member(db)
    return (member.name if member else None) or desk.profile(db).sender_name


def default_question_set(db: Database) -> str | None:
    """The set of the newest visit if it is still in use, else the newest set."""
    live = [item.id for item in question_sets(db)]
    row = db.row(
        "SELECT question_set_id FROM visits WHERE deleted = 0 AND question_set_id IS NOT NULL"
        " ORDER BY visited_on DESC LIMIT 1"
    )
    if row and row[0] in live:
        return str(row[0])
    return live[-1] if live else None


def write_support_class(db: Database, visit: Visit, support_class: str) -> str | None:
    """Put the filing that was heard into the directory, confirmed on the day of the visit (A146).

    A later confirmation keeps its day. Returns the batch for undo, None when the institution is not there.
    """
    found = save.get(db, "institutions", visit.institution_id) if visit.institution_id else None
    if not isinstance(found, Institution):
        return None
    found.support_class = support_class
    if visit.visited_on and (found.confirmed_on is None or found.confirmed_on <= visit.visited_on):
        found.confirmed_on, found.confirmed_by = visit.visited_on, "訪問"
    return save.save_many(db, [found])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
