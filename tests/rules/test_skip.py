from __future__ import annotations

from zaitaku_desk.records import presets
from zaitaku_desk.records.questions import Answer
from zaitaku_desk.rules import skip

QUESTIONS = presets.questions()


def answers(**said: object) -> dict[str, Answer]:
    """q1="yes" → the first preset question answered with that choice."""
    found = {}
    for name, key in said.items():
        question = f"{presets.OSAKA_SET}:{name[1:].replace('_', '-')}"
        value = {"choice": key} if isinstance(key, str) else {"number": key}
        found[question] = Answer(id=name, question_id=question, state="answered", value=value)
    return found


def asked(said: dict[str, Answer]) -> list[str | None]:
    return [question.number for question in skip.to_ask(QUESTIONS, said)]


def test_before_the_first_answer_only_unconditional_questions_are_asked() -> None:
    assert asked({}) == ["1", "2", "3", "6", "7"]


def test_a_clinic_that_visits_is_asked_for_its_numbers_and_not_for_its_willingness() -> None:
    assert asked(answers(q1="yes")) == ["1", "2", "3", "4-①", "4-②", "4-③", "6", "7"]


def test_a_clinic_that_does_not_visit_is_asked_for_its_willingness() -> None:
    assert asked(answers(q1="no")) == ["1", "2", "3", "5", "6", "7"]


def test_an_answer_behind_a_changed_answer_becomes_not_applicable_and_is_kept() -> None:
    said = answers(q1="no", q4_1=12)
    assert skip.states(QUESTIONS, said)["osaka-1:4-1"] == skip.NOT_APPLICABLE
    assert said["osaka-1:4-1"].value == {"number": 12}


def test_the_four_states_are_kept_apart() -> None:
    said = answers(q1="yes")
    said["osaka-1:2"] = Answer(id="a", question_id="osaka-1:2", state="no_answer")
    found = skip.states(QUESTIONS, said)
    assert found["osaka-1:1"] == skip.ANSWERED
    assert found["osaka-1:2"] == skip.NO_ANSWER
    assert found["osaka-1:5"] == skip.NOT_APPLICABLE
    assert found["osaka-1:7"] == skip.NOT_ASKED


def test_a_condition_that_runs_in_a_circle_holds_nobody_back() -> None:
    first, second = presets.questions()[:2]
    first.asked_if = {"question": second.id, "in": ["yes"]}
    second.asked_if = {"question": first.id, "in": ["yes"]}
    said = answers(q1="yes", q2="yes")
    assert [question.number for question in skip.to_ask([first, second], said)] == ["1", "2"]


def test_an_answer_marked_answered_without_a_value_counts_as_not_asked() -> None:
    said = {"osaka-1:7": Answer(id="a", question_id="osaka-1:7", state="answered", value={"text": ""})}
    assert skip.states(QUESTIONS, said)["osaka-1:7"] == skip.NOT_ASKED
